"""What one desk keeps to itself, of every kind that there is. Each text holds a word that nobody else may read."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pghistory
from django.utils import timezone

from api.models import SentOnce
from claims.importing.one import SENT
from claims.importing.plan import Outcome
from claims.importing.sealed import Facts, seal_facts, seal_outcomes
from claims.importing.writing import IMPORTED
from claims.models import BroughtFile, Claim, Comment, DeskNote, Question, SamePlace
from dossiers.models import Export
from sources.models import Capture, Fetch, Letter, Party, Source
from stations.models import Subject
from tests import factories as make
from users.models import Desk, User

# Whoever looks for SOUGHT must come upon nothing: every text has both words, and only the first is ever typed.
SOUGHT, PLANTED = "zqsought", "zqplanted"
BOTH = f"{SOUGHT} {PLANTED}"
RESTRICTED: dict[str, Any] = {"restricted": True, "restricted_reason": f"Somebody is in danger: {BOTH}."}


@dataclass(frozen=True)
class Planted:
    """The rows of the desk, for the addresses at which they would stand."""

    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    captures: tuple[Capture, ...]
    subjects: tuple[Subject, ...]
    parties: tuple[Party, ...]
    question: Question
    same_place: SamePlace
    comment: Comment
    notes: tuple[DeskNote, ...]
    letter: Letter
    export: Export
    fetch: Fetch
    form_key: UUID
    brought_file: BroughtFile
    imported: UUID
    sent: Claim

    @property
    def passage_of_all(self) -> int:
        """The passage of a published statement, on which a draft of the desk rests as well."""
        return self.claims[-1].citation_id

    def subject_of(self, kind: str) -> Subject:
        """The one of this kind."""
        return next(subject for subject in self.subjects if subject.kind == kind)


def plant(desk: Desk, member: User, shown: Claim) -> Planted:
    """Drafts and restricted material of a desk, in the country, under the question and by the speaker of `shown`."""
    own: dict[str, Any] = {"desk": desk, "created_by": member}
    place = make.make_place(label=f"A place {BOTH}", slug="kept-place")
    station = make.make_station(label=f"A station {BOTH}", slug="kept-station", place=place)
    agreement = make.make_agreement(label=f"An agreement {BOTH}", slug="kept-agreement")
    make.make_name(subject=station, name=f"A name {BOTH}")
    speaker = make.make_party(name=f"A ministry {BOTH}", slug="kept-ministry", native_name=BOTH, note=BOTH)
    make.make_party_alias(party=speaker)
    agency = make.make_party(name=f"An agency {BOTH}", slug="kept-agency")
    kept, unused, named = _sources(desk, agency)
    capture = make.make_capture(source=kept, content=f"<p>{BOTH}</p>".encode())
    make.make_file_text(file=capture.file, text=f"These words {BOTH}.")
    make.make_release(capture=capture)
    claims = _claims(station, speaker, kept, named, own, shown)
    asked: dict[str, Any] = {"question": shown.question, "choice": shown.choice}
    make.make_claim(published=False, subject=agreement, statement=BOTH, asserted_by=speaker, **asked, **own)
    make.make_relay(claims[0], party=agency, source=named)
    make.make_link(claims[0], shown)
    make.make_link(shown, claims[5], kind="builds_on")
    make.make_assignment(claims[0])
    make.make_verification(claims[2])
    other = make.make_station(label=f"Another station {BOTH}", slug="kept-too", place=place)
    make.make_claim(published=False, subject=other, statement=BOTH, asserted_by=speaker, **asked, **own)
    return Planted(
        claims=claims,
        sources=(kept, unused, named),
        captures=(capture,),
        subjects=(station, agreement, place),
        parties=(speaker, agency),
        question=shown.question,
        same_place=make.make_same_place(station, other, claim=claims[2], reason=BOTH),
        comment=make.make_comment(claims[0], text=f"A remark {BOTH}."),
        notes=_notes(desk, member, [{"claim": claims[0]}, {"subject": station}, {"party": speaker}], shown),
        letter=make.make_letter(source=kept, text=f"A letter {BOTH}."),
        export=make.make_export(with_drafts=True, made_by=member, statements={claim.ref: BOTH for claim in claims}),
        fetch=make.make_fetch(asked_by=member, source=kept),
        form_key=make.make_unsent_form(kept_for=member, content=json.dumps({"statement": [BOTH]})).form_key,
        brought_file=_checked_file(desk, member, claims),
        imported=_imported(
            member, claims[0], own
        ),  # last: what is written after an act in its transaction counts to it
        sent=_sent(member, claims[0], own),
    )


def _sent(member: User, claim: Claim, own: dict[str, Any]) -> Claim:
    """A draft that a program of a member sent, under a key of its own."""
    token = make.make_token(owner=member, name=f"A program {BOTH}", secret=f"onrecord_{SOUGHT}-and-what-nobody-guesses")
    told = {"who": member.pk, "why": SENT, "token": token.pk, "prefix": token.prefix, "body": "6" * 64}
    with pghistory.context(**told):
        draft = make.make_claim(
            published=False,
            statement=f"Sent {BOTH}",
            citation=claim.citation,
            subject=claim.subject,
            question=claim.question,
            choice=claim.choice,
            asserted_by=claim.asserted_by,
            **own,
        )
    SentOnce.objects.create(token=token, key="7" * 64, body="6" * 64, status=201, ref=draft.ref, sent_at=timezone.now())
    return draft


def _imported(member: User, claim: Claim, own: dict[str, Any]) -> UUID:
    """An import of a member, which brought another draft like this one."""
    with pghistory.context(who=member.pk, why=IMPORTED, file="5" * 64) as act:
        make.make_claim(
            published=False,
            statement=BOTH,
            citation=claim.citation,
            subject=claim.subject,
            question=claim.question,
            choice=claim.choice,
            asserted_by=claim.asserted_by,
            **own,
        )
    return UUID(str(act.id))


def _checked_file(desk: Desk, member: User, claims: tuple[Claim, ...]) -> BroughtFile:
    """A file of a member that waits to be imported; one of its rows is a claim of the desk, and reads differently."""
    apart = Outcome(2, "changed", claims[0].ref, BOTH, differences=[("statement", BOTH, BOTH)])
    facts = seal_facts(Facts(f"{BOTH}.csv", "text", 1, ("statement", BOTH), ((BOTH,),)))
    checked = {"state": "checked", "counts": {"changed": 1}, "outcomes": seal_outcomes([apart])}
    return make.make_brought_file(kept_for=member, desk=desk, kind="claims", facts=facts, **checked)


def _notes(desk: Desk, member: User, own: list[dict[str, Any]], shown: Claim) -> tuple[DeskNote, ...]:
    """What the desk keeps to itself about its own rows, and about each kind of row that everybody sees."""
    said = {"text": f"A note {BOTH}.", "why": BOTH, "desk": desk, "written_by": member}
    location = {"kind": "location", "latitude": "41.123456", "longitude": "12.654321"}
    seen: list[dict[str, Any]] = [
        {"claim": shown},
        {"source": shown.citation.source},
        {"subject": shown.subject},
        {"subject": shown.subject, **location},
        {"party": shown.asserted_by},
    ]
    return tuple(make.make_desk_note(**row, **said) for row in [*own, *seen])


def _sources(desk: Desk, publisher: Party) -> tuple[Source, Source, Source]:
    """A restricted one that is cited, one that is not, and one that only a draft of the desk names."""

    def source(slug: str, **fields: Any) -> Source:
        address = f"https://{slug}.example/1"
        return make.make_source(
            slug=slug, url=address, title=f"A document {BOTH}", authors=BOTH, publisher=publisher, note=BOTH, **fields
        )

    restricted: dict[str, Any] = {"desk": desk, "rights": "public_record", **RESTRICTED}
    return source("kept-cited", **restricted), source("kept-unused", **restricted), source("kept-named")


def _claims(
    station: Subject, speaker: Party, kept: Source, named: Source, own: dict[str, Any], shown: Claim
) -> tuple[Claim, ...]:
    """One in each state that only the desk sees; some stand in the very row of a statement that all may read."""
    text: dict[str, Any] = {"statement": f"A sentence {BOTH}.", "public_note": BOTH, "speaker_name": BOTH}
    text |= {"question": shown.question, "choice": shown.choice}
    of_the_station: dict[str, Any] = {"subject": station, "asserted_by": speaker, **text}
    beside: dict[str, Any] = {"subject": shown.subject, "asserted_by": shown.asserted_by, **text}
    withdrawn: dict[str, Any] = {"state": "withdrawn", "withdrawn_reason": f"A mistake {BOTH}."}

    def passage(source: Source) -> Any:
        return make.make_citation(source=source, exact=f"These words {BOTH}.")

    return (
        make.make_claim(published=False, citation=passage(named), **of_the_station, **own),
        make.make_claim(published=False, state="in_review", citation=passage(named), **beside, **own),
        make.make_claim(citation=passage(named), **of_the_station, **own, **RESTRICTED),
        make.make_claim(citation=passage(named), **beside, **own, **RESTRICTED),
        make.make_claim(citation=passage(named), **beside, **withdrawn, **own, **RESTRICTED),
        make.make_claim(citation=passage(kept), **beside),
        make.make_claim(published=False, citation=shown.citation, **beside, **own),
    )
