"""Writing down what a passage says: one draft for each subject and answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import pghistory
from django.db import transaction

from claims.choices import LinkKind, Stance
from claims.models import Choice, Claim, Link, Question, Relay
from sources.models import Citation, Party, Source
from stations.models import Country, Subject
from users.models import Desk, User
from web import edtf

# A step between the cited source and the speaker: who, and in which document where that is known.
Relayed = tuple[Party, Source | None]


@dataclass(frozen=True, kw_only=True)
class Given:
    """One typed answer; at most one of choice, count, date and party is set."""

    choice: Choice | None = None
    count_operator: str = ""
    count_value: int | None = None
    count_to: int | None = None
    count_unit: Choice | None = None
    count_scope: str = ""
    date: str = ""
    party: Party | None = None


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one speaker says in one passage, about one or several subjects, in one or several answers.

    Dates are EDTF. `relays` are the steps between the cited source and the speaker, counted from the source.
    """

    subjects: Sequence[Subject]
    question: Question
    stance: str
    speaker: Party
    statement: str
    answers: Sequence[Given] = (Given(),)
    speaker_name: str = ""
    speaker_office: str = ""
    asserted_on: str = ""
    about_period: str = ""
    asked_about: Country | None = None
    asked_by: Party | None = None
    relays: Sequence[Relayed] = ()
    origin_stated: bool = True
    rebuts: Claim | None = None
    restates: Claim | None = None
    replaces: Claim | None = None
    replaces_because: str = ""


@transaction.atomic
def add_claims(
    said: Said,
    *,
    citation: Citation,
    by: User,
    at: datetime,
    form_key: UUID | None = None,
    desk: Desk | None = None,
) -> list[Claim]:
    """Write one draft for each subject and answer, all from one citation, with their relays and links.

    They belong to the desk; None is the whole house.
    """
    with pghistory.context(who=by.pk, at=at.isoformat(), why="Drafts were added from one passage."):
        claims = [
            Claim.objects.create(
                **_about(subject, said.question),
                **_answer(given),
                **_saying(said),
                citation=citation,
                created_by=by,
                created_at=at,
                form_key=form_key,
                desk=desk,
            )
            for subject in said.subjects
            for given in said.answers
        ]
        _relay(claims, said.relays)
        _link(claims, said)
    return claims


def _about(subject: Subject, question: Question) -> dict[str, object]:
    return {
        "subject": subject,
        "subject_kind": subject.kind,
        "country_id": subject.country_id,
        "question": question,
        "answer_type": question.answer_type,
    }


def _saying(said: Said) -> dict[str, object]:
    return {
        "asserted_by": said.speaker,
        "speaker_name": said.speaker_name,
        "speaker_office": said.speaker_office,
        "stance": Stance(said.stance),
        "statement": said.statement,
        "asked_about": said.asked_about,
        "asked_by": said.asked_by,
        "origin_stated": said.origin_stated,
        **edtf.columns("asserted_on", said.asserted_on),
        **edtf.columns("about_period", said.about_period),
    }


def _answer(given: Given) -> dict[str, object]:
    return {
        "choice": given.choice,
        "count_operator": given.count_operator,
        "count_value": given.count_value,
        "count_to": given.count_to,
        "count_unit": given.count_unit,
        "count_scope": given.count_scope,
        "answer_party": given.party,
        **edtf.columns("date_answer", given.date),
    }


def _relay(claims: Iterable[Claim], steps: Sequence[Relayed]) -> None:
    Relay.objects.bulk_create(
        Relay(claim=claim, position=position, party=party, source=source)
        for claim in claims
        for position, (party, source) in enumerate(steps, start=1)
    )


def _link(claims: Sequence[Claim], said: Said) -> None:
    if said.rebuts:
        for claim in claims:
            Link.objects.create(claim=claim, kind=LinkKind.REBUTS, to=said.rebuts)
    if said.replaces:
        for claim in claims:
            Link.objects.create(
                claim=claim, kind=LinkKind.REPLACES, to=said.replaces, reason=said.replaces_because.strip()
            )
    if said.restates:
        for claim in same_account(claims, said.restates):
            Link.objects.create(claim=claim, kind=LinkKind.RESTATES, to=said.restates)


def same_account(claims: Iterable[Claim], other: Claim) -> list[Claim]:
    """Those of the same subject and question as the other: what else was saved with them is an account of its own.

    Where one of them gives the very same answer, only that one; none does where the answer was changed in retelling.
    """
    alike = [
        claim for claim in claims if (claim.subject_id, claim.question_id) == (other.subject_id, other.question_id)
    ]
    return [claim for claim in alike if _typed(claim) == _typed(other)] or alike


def _typed(claim: Claim) -> tuple[object, ...]:
    count = (claim.count_operator, claim.count_value, claim.count_to, claim.count_unit_id)
    return (claim.choice_id, *count, claim.date_answer, claim.answer_party_id)
