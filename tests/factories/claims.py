"""Questions, the claims that answer them, and what stands beside a claim."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import uuid4

from django.utils import timezone

from claims.choices import (
    AnswerType,
    ClaimState,
    DateKind,
    Judgement,
    LinkKind,
    Operator,
    SearchResult,
    Stance,
    Timing,
    VerificationKind,
)
from claims.importing.opening import read
from claims.importing.sealed import facts_of, seal, seal_facts
from claims.models import (
    Apart,
    Assignment,
    BroughtFile,
    Choice,
    Claim,
    Comment,
    DeskNote,
    Exclusion,
    Heading,
    Link,
    Question,
    QuestionSubjectKind,
    Relay,
    Removal,
    SamePlace,
    Search,
    UnsentForm,
    Verification,
)
from dossiers.models import Export, ExportDay
from sources.choices import PartyKind
from sources.models import Party
from stations.choices import SubjectKind
from stations.models import Country, Subject
from tests.factories.people import NOON, number, the_author, the_editor
from tests.factories.sources import make_citation, make_party
from tests.factories.subjects import make_country, make_country_subject, make_station
from web import edtf

# Places in an order are small numbers in the database, and a run makes more rows than there are of these. Those of the
# fixtures are lower still.
_places = count(1000)


def make_heading(**fields: Any) -> Heading:
    """A heading over questions."""
    n = number()
    return Heading.objects.create(**{"slug": f"heading-{n}", "title": f"Heading {n}", "order": next(_places), **fields})


def make_question(
    *,
    answer_type: str = AnswerType.CHOICE,
    subject_kinds: Iterable[str] = SubjectKind.values,
    choices: Sequence[str] | None = None,
    heading: Heading | None = None,
    **fields: Any,
) -> Question:
    """A question with its kinds of subject and its choices (slugs), which are units where the answer is a number.

    Left alone it applies to every kind, can conflict, and has the choices "yes" and "no", or the unit "stations".
    """
    n = number()
    values: dict[str, Any] = {
        "slug": f"question-{n}",
        "wording": f"Question {n}?",
        "timing": Timing.TIMELESS,
        "date_kind": DateKind.MOMENT if answer_type == AnswerType.DATE else "",
        "can_conflict": True,
        "general_statements_join": False,
        "order": next(_places),
        **fields,
    }
    question = Question.objects.create(heading=heading or make_heading(), answer_type=answer_type, **values)
    QuestionSubjectKind.objects.bulk_create(QuestionSubjectKind(question=question, kind=kind) for kind in subject_kinds)
    usual = {AnswerType.CHOICE: ["yes", "no"], AnswerType.COUNT: ["stations"]}
    for slug in usual.get(AnswerType(answer_type), []) if choices is None else choices:
        make_choice(question=question, slug=slug)
    return question


def make_choice(*, question: Question | None = None, slug: str = "", **fields: Any) -> Choice:
    """One more choice of a question, or one more unit of a number."""
    question = question or make_question(choices=[])
    slug = slug or f"choice-{number()}"
    values = {"label": slug.replace("-", " ").capitalize(), "order": question.choices.count() + 1, **fields}
    return Choice.objects.create(question=question, slug=slug, **values)


def make_exclusion(first: Choice, second: Choice) -> Exclusion:
    """Two choices of one question that cannot both hold, in either order."""
    low, high = sorted([first, second], key=lambda choice: choice.pk)
    return Exclusion.objects.create(question=first.question, first=low, second=high)


def make_claim(
    *,
    published: bool = True,
    question: Question | None = None,
    subject: Subject | None = None,
    choice: Choice | str | None = None,
    count_value: int | None = None,
    asserted_on: str = "2022-12-03",
    about_period: str = "",
    date_answer: str = "",
    **fields: Any,
) -> Claim:
    """A claim, published unless told otherwise, with whatever it rests on made when not given.

    `choice` is a choice or its slug; `count_value` brings "=" and the question's first unit; dates are EDTF. The
    copied columns (kind, country, answer type) are set here.
    """
    subject = subject or make_country_subject()
    if question is None:
        question = make_question(answer_type=_type_of_answer(count_value, date_answer, fields.get("answer_party")))
    if isinstance(choice, str):
        choice = question.choices.get(slug=choice)
    values: dict[str, Any] = {
        "stance": Stance.SAYS,
        "statement": "An invented sentence about nothing.",
        **_state(published),
        **_count(question, count_value),
        **edtf.columns("asserted_on", asserted_on),
        **edtf.columns("about_period", about_period),
        **edtf.columns("date_answer", date_answer),
        **_withdrawal(fields),
        **fields,
    }
    if values["state"] == ClaimState.IN_REVIEW:
        values.setdefault("submitted_at", NOON)
    for name, make in (("citation", make_citation), ("asserted_by", make_party), ("created_by", the_author)):
        if name not in values:
            values[name] = make()
    return Claim.objects.create(
        subject=subject,
        subject_kind=subject.kind,
        country=subject.country,
        question=question,
        answer_type=question.answer_type,
        choice=choice,
        **values,
    )


def _type_of_answer(count_value: int | None, date_answer: str, answer_party: Party | None) -> AnswerType:
    if count_value is not None:
        return AnswerType.COUNT
    if date_answer:
        return AnswerType.DATE
    return AnswerType.PARTY if answer_party else AnswerType.CHOICE


def _state(published: bool) -> dict[str, Any]:
    if not published:
        return {"state": ClaimState.DRAFT, "created_at": NOON}
    return {"state": ClaimState.PUBLISHED, "created_at": NOON, "reviewed_by": the_editor(), "reviewed_at": NOON}


def _withdrawal(fields: dict[str, Any]) -> dict[str, Any]:
    if fields.get("state") != ClaimState.WITHDRAWN:
        return {}
    return {"withdrawn_reason": "A reason for this test.", "withdrawn_by": the_editor(), "withdrawn_at": NOON}


def _count(question: Question, value: int | None) -> dict[str, Any]:
    if value is None:
        return {}
    unit = question.choices.order_by("order").first()
    return {"count_value": value, "count_operator": Operator.EQUAL, "count_unit": unit}


def make_link(claim: Claim, to: Claim, *, kind: str = LinkKind.RESTATES) -> Link:
    """One claim stands to another."""
    reason = "A reason for this test." if kind == LinkKind.REPLACES else ""
    return Link.objects.create(claim=claim, to=to, kind=kind, reason=reason)


def make_apart(first: Claim, second: Claim, **fields: Any) -> Apart:
    """Two claims that an editor looked at and found to be two utterances, in either order."""
    low, high = sorted([first, second], key=lambda claim: claim.pk)
    values = {"decided_at": NOON, **fields}
    values.setdefault("decided_by", the_editor())
    return Apart.objects.create(claim=low, other=high, **values)


def make_relay(claim: Claim, *, party: Party | None = None, **fields: Any) -> Relay:
    """The next step between the cited source and the speaker."""
    fields.setdefault("position", claim.relays.count() + 1)
    return Relay.objects.create(claim=claim, party=party or make_party(kind=PartyKind.NEWS_MEDIA), **fields)


def make_removal(**fields: Any) -> Removal:
    """The tombstone of something removed: of a statement unless told otherwise. No word is overwritten."""
    values = {"reason": "safety", "was_public": True, "removed_at": NOON, **fields}
    values.setdefault("removed_by", the_editor())
    if not {"claim", "citation", "source", "party"} & set(values):
        values["claim"] = make_claim()
    return Removal.objects.create(**values)


def make_same_place(one: Subject | None = None, other: Subject | None = None, **fields: Any) -> SamePlace:
    """What a statement says of two stations in Italy, in either order: that they are one place, if nothing else."""
    one, other = one or make_station(), other or make_station()
    first, second = sorted([one, other], key=lambda station: station.pk)
    values = {"judgement": Judgement.SAME, "reason": "An invented reason.", "made_at": NOON, **fields}
    values.setdefault("made_by", the_editor())
    if "claim" not in values:
        values["claim"] = make_claim(subject=first)
        make_claim(subject=second)
    if values.get("withdrawn_at"):
        values = {"withdrawn_by": the_editor(), "withdrawn_reason": "It was misread.", **values}
    return SamePlace.objects.create(first=first, second=second, **values)


def make_comment(claim: Claim | None = None, **fields: Any) -> Comment:
    """What an editor says about a draft, to the desk alone."""
    values = {"text": "An invented comment.", "written_at": NOON, **fields}
    values.setdefault("written_by", the_editor())
    return Comment.objects.create(claim=claim or make_claim(published=False), **values)


def make_desk_note(**fields: Any) -> DeskNote:
    """Something that a desk keeps to itself, about a claim unless told otherwise."""
    if not {"claim", "source", "subject", "party"} & set(fields):
        fields["claim"] = make_claim()
    values: dict[str, Any] = {"text": "An invented note.", "why": "A reason for this test.", "written_at": NOON}
    return DeskNote.objects.create(**{**values, "written_by": the_author(), **fields})


def make_unsent_form(**fields: Any) -> UnsentForm:
    """What somebody typed and has not sent."""
    values = {"form_key": uuid4(), "content": '{"statement": ["Begun"]}', "kept_at": NOON, **fields}
    values.setdefault("kept_for", the_author())
    return UnsentForm.objects.create(**values)


def make_brought_file(**fields: Any) -> BroughtFile:
    """A file that somebody brought to be imported, as it is kept: two rows, whose columns are to be looked at."""
    content = b"name,kind\nAn invented bureau,ngo\nAn invented agency,news_agency\n"
    facts = facts_of("invented.csv", read(content))
    values: dict[str, Any] = {"kind": "parties", "sha256": sha256(content).hexdigest(), "size": len(content)}
    values |= {"facts": seal_facts(facts), "content": seal(content), "brought_at": timezone.now(), **fields}
    values.setdefault("kept_for", the_author())
    return BroughtFile.objects.create(**values)


def make_assignment(claim: Claim | None = None, **fields: Any) -> Assignment:
    """An editor looks at a draft, because they said so."""
    editor = fields.pop("editor", None) or the_editor()
    values = {"assigned_by": editor, "assigned_at": NOON, **fields}
    return Assignment.objects.create(claim=claim or make_claim(published=False), editor=editor, **values)


def make_search(**fields: Any) -> Search:
    """A record of having looked and found nothing, about Italy if nothing else. `searched_on` and `period` are EDTF."""
    searched_on, period = fields.pop("searched_on", "2026-11-24"), fields.pop("period", "")
    values = {"slug": f"search-{number()}", "what": "A statement", "where": "A site", **fields}
    if not {"country", "question", "party", "side"} & set(fields):
        values["country"] = make_country()
    values.setdefault("result", SearchResult.FOUND_NOTHING)
    if "searched_by" not in values:
        values["searched_by"] = the_author()
    return Search.objects.create(**edtf.columns("searched_on", searched_on), **edtf.columns("period", period), **values)


def make_verification(claim: Claim, *, kind: str = VerificationKind.WORDS, **fields: Any) -> Verification:
    """Somebody other than the author checked one thing about a claim."""
    fields.setdefault("verified_by", the_editor())
    return Verification.objects.create(
        claim=claim, kind=kind, **{"author": claim.created_by, "verified_at": NOON, **fields}
    )


def make_export(*, country: Country | None = None, **fields: Any) -> Export:
    """A dossier that was made; its bytes lie nowhere."""
    values: dict[str, Any] = {
        "format": "pdf", "state": "made", "sha256": f"{number():064x}", "digest": f"{number():064x}", "size": 1,
        "release": "a-release", "volume": 1, "volumes": 1, "attempts": 1, "asked_at": NOON, "started_at": NOON,
        "made_at": NOON, "statements": {},
    }  # fmt: skip
    return Export.objects.create(country=country or make_country(), **{**values, **fields})


def make_export_in_hand(*, country: Country | None = None, **fields: Any) -> Export:
    """A dossier that waits to be made."""
    values: dict[str, Any] = {"format": "json", "asked_at": NOON, **fields}
    return Export.objects.create(country=country or make_country(), **values)


def make_export_day(**fields: Any) -> ExportDay:
    """How many exports were asked for on a day, each time another one."""
    return ExportDay.objects.create(**{"day": NOON.date() + timedelta(days=number()), "salt": "salt", **fields})
