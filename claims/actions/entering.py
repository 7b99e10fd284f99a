"""Saving one filled-in form: its source, its passage, its new parties and places, and its drafts, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import pghistory
from django.db import transaction

from claims.actions.adding import Given, Relayed, Said, add_claims, same_account
from claims.actions.chaining import keep_apart
from claims.actions.stepping import must_be_of
from claims.models import Claim, Question
from sources.actions import NewParty, NewPassage, NewSource, add_citation, add_party, add_source
from sources.models import Capture, Citation, Party, PendingCapture, Source
from sources.preserving.actions import attach
from sources.quoting.soon import check_citation_soon
from stations.actions import NewPlace, add_place
from stations.models import Country, Subject
from users.models import Desk, User
from web.locks import wait_for


@dataclass(frozen=True, kw_only=True)
class Entered:
    """A form that was filled in without a fault: rows that exist, and new ones as they were typed.

    `answers` name a new party by `new_answer_party`; a new step of the chain stands last. `pending` is a copy that was
    brought while filling in the form: it becomes one of the source, and the one that the passage was taken from.
    `apart_from` are claims that look like the same utterance and are not: an editor says so. `desk` is whose the drafts
    are; None is the whole house. Everything else is as in Said.
    """

    source: Source | NewSource
    publisher: NewParty | None = None
    passage: Citation | NewPassage
    pending: PendingCapture | None = None
    subjects: Sequence[Subject]
    new_place: NewPlace | None = None
    question: Question
    stance: str
    answers: Sequence[Given] = (Given(),)
    new_answer_party: NewParty | None = None
    speaker: Party | NewParty
    statement: str
    speaker_name: str = ""
    speaker_office: str = ""
    asserted_on: str = ""
    about_period: str = ""
    asked_about: Country | None = None
    asked_by: Party | NewParty | None = None
    relays: Sequence[Relayed] = ()
    new_relay: NewParty | None = None
    origin_stated: bool = True
    rebuts: Claim | None = None
    restates: Claim | None = None
    replaces: Claim | None = None
    replaces_because: str = ""
    apart_from: Sequence[Claim] = ()
    desk: Desk | None = None


def entered_before(form_key: UUID, *, by: User) -> list[Claim]:
    """What this person has saved with this form already."""
    return list(Claim.objects.filter(form_key=form_key, created_by=by).order_by("pk"))


@transaction.atomic
def enter(entered: Entered, *, form_key: UUID, by: User, at: datetime) -> list[Claim]:
    """Save everything in one go. A form sent twice, also at the same moment, gives the drafts of the first time.

    Raises NotPreserved, with nothing saved, when the copy that was brought is not held any more or may not be kept,
    and NotAllowed when somebody who is no editor keeps claims apart, or chooses a desk that is not theirs.
    """
    _check_desks(entered, by)
    wait_for(f"form {form_key}")
    before = entered_before(form_key, by=by)
    if before:
        return before
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A filled-in form was saved."):
        parties = _Parties(by=by, at=at)
        citation = _citation(entered, parties, by=by, at=at)
        said = _said(entered, parties, by=by, at=at)
        claims = add_claims(said, citation=citation, by=by, at=at, form_key=form_key, desk=entered.desk)
        for other in entered.apart_from:
            for claim in same_account(claims, other):
                keep_apart(claim, other, by=by, at=at)
        return claims


def _check_desks(entered: Entered, by: User) -> None:
    must_be_of(entered.desk, by)
    if isinstance(entered.source, NewSource):
        must_be_of(entered.source.desk, by)


class _Parties:
    """The new parties of one form, each name entered once even if it stands in several fields."""

    def __init__(self, *, by: User, at: datetime) -> None:
        self.by, self.at = by, at
        self.made: dict[str, Party] = {}

    def row(self, party: Party | NewParty) -> Party:
        if isinstance(party, Party):
            return party
        name = party.name.casefold()
        if name not in self.made:
            self.made[name] = add_party(party, by=self.by, at=self.at)
        return self.made[name]


def _citation(entered: Entered, parties: _Parties, *, by: User, at: datetime) -> Citation:
    source = entered.source
    if isinstance(source, NewSource):
        if entered.publisher:
            source = replace(source, publisher=parties.row(entered.publisher))
        source = add_source(source, by=by, at=at)
    brought: Capture | None = None
    if entered.pending:
        brought = attach(entered.pending, source, by=by, at=at)
    if isinstance(entered.passage, Citation):
        return entered.passage
    passage = entered.passage
    if brought and passage.capture is None:
        passage = replace(passage, capture=brought)
    citation = add_citation(source, passage, by=by, at=at)
    check_citation_soon(citation, at=at)
    return citation


def _said(entered: Entered, parties: _Parties, *, by: User, at: datetime) -> Said:
    subjects = list(entered.subjects)
    if entered.new_place:
        place = add_place(entered.new_place, by=by, at=at)
        subjects += [place] if place not in subjects else []
    answers = list(entered.answers)
    if entered.new_answer_party:
        answers = [Given(party=parties.row(entered.new_answer_party))]
    relays = list(entered.relays)
    if entered.new_relay:
        relays.append((parties.row(entered.new_relay), None))
    return Said(
        subjects=subjects,
        question=entered.question,
        stance=entered.stance,
        speaker=parties.row(entered.speaker),
        statement=entered.statement,
        answers=answers,
        speaker_name=entered.speaker_name,
        speaker_office=entered.speaker_office,
        asserted_on=entered.asserted_on,
        about_period=entered.about_period,
        asked_about=entered.asked_about,
        asked_by=parties.row(entered.asked_by) if entered.asked_by else None,
        relays=relays,
        origin_stated=entered.origin_stated,
        rebuts=entered.rebuts,
        restates=entered.restates,
        replaces=entered.replaces,
        replaces_because=entered.replaces_because,
    )
