"""What the authorities of a country did, step by step: aware, investigating, ordered closed, reported closed, disputed.

Plain data in and out. A step is what somebody says was done or found, in the order of its time; who disputes it stands
beside it. An order to close is no closing, and to find nothing neither confirms nor denies that a place is there. Not
to reply is a step as well. The steps are those of the record, and their order is no finding: there is no last word.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.accounts.side_by_side import Accounts, Card, Conflict
from claims.accounts.statement import About, Speaker, Statement
from claims.choices import SILENT_STANCES, Stance
from stations.choices import SubjectKind
from web.edtf import EdtfDate

AWARE, NOT_TOLD, WATCHING, NO_INQUIRY = "aware", "not-told", "watching", "no-inquiry"
INVESTIGATING, RAISED, ORDERED_CLOSED, FOUND = "investigating", "raised", "ordered-closed", "found"
REPORTED_OPEN, REPORTED_CLOSED, NO_ANSWER, ELSE = "reported-open", "reported-closed", "no-answer", "else"

STAGES: dict[str, Promise] = {
    AWARE: _("Aware or taking part"),
    NOT_TOLD: _("Not told"),
    WATCHING: _("Watching"),
    NO_INQUIRY: _("No inquiry or no concern"),
    INVESTIGATING: _("Investigating"),
    RAISED: _("Raised"),
    ORDERED_CLOSED: _("Ordered closed"),
    FOUND: _("Result of an inquiry"),
    REPORTED_OPEN: _("Reported open"),
    REPORTED_CLOSED: _("Reported closed"),
    NO_ANSWER: _("No answer"),
}

# The stage that each answer to each question belongs to; tests compare with fixtures/questions.json.
STAGE_OF: dict[str, dict[str, str]] = {
    "host-knowledge": {
        "attended": AWARE,
        "cooperated": AWARE,
        "known": AWARE,
        "tolerated": AWARE,
        "not-told": NOT_TOLD,
    },
    "host-response": {
        "no-concern": NO_INQUIRY,
        "no-inquiry": NO_INQUIRY,
        "monitoring": WATCHING,
        "inquiry-opened": INVESTIGATING,
        "referred-to-prosecutors": INVESTIGATING,
        "search": INVESTIGATING,
        "police-visit": INVESTIGATING,
        "raised-with-china": RAISED,
        "hearing": RAISED,
        "ordered-closed": ORDERED_CLOSED,
        "charges": FOUND,
    },
    "inquiry-finding": {
        "no-unlawful": FOUND,
        "no-evidence-state": FOUND,
        "unlawful-found": FOUND,
        "no-charges": FOUND,
        "charged": FOUND,
        "guilty-plea": FOUND,
        "convicted": FOUND,
        "acquitted": FOUND,
        "withheld": FOUND,
    },
    "status": {
        "open": REPORTED_OPEN,
        "closed": REPORTED_CLOSED,
        "services-ended": REPORTED_CLOSED,
        "activity-stopped": REPORTED_CLOSED,
    },
}


@dataclass(frozen=True)
class Dispute:
    """Who cannot be right together with a step, on which line; `is_general` where it is said of all countries."""

    speaker: str
    line: str
    is_general: bool


@dataclass(frozen=True)
class Step:
    """One step as somebody reports it. `when` is the time it is about, or the day on which it was said.

    `is_denied`: the speaker says that it is not so, or does not confirm it. `said_on` is set where it differs.
    """

    stage: str
    when: EdtfDate | None
    said_on: EdtfDate | None
    speaker: Speaker
    statements: tuple[Statement, ...]
    notes: tuple[int, ...]
    line: str
    disputed_by: tuple[Dispute, ...] = ()

    @property
    def newest(self) -> Statement:
        """The statement that is printed."""
        return self.statements[0]

    @property
    def stance(self) -> str:
        """How it is said."""
        return self.newest.stance

    @property
    def is_denied(self) -> bool:
        """Whether the speaker denies the step rather than reports it."""
        return self.stance in (Stance.DENIES, Stance.HAS_NO_RECORD, Stance.CANNOT_CONFIRM)

    @property
    def is_disputed(self) -> bool:
        """Whether accounts conflict on it, or this account disputes it."""
        return bool(self.disputed_by) or self.stance == Stance.DENIES


@dataclass(frozen=True)
class Sequence:
    """The steps that are about one subject, in time; those without a day last."""

    about: About
    is_general: bool
    steps: tuple[Step, ...]

    @property
    def refs(self) -> frozenset[str]:
        """Every statement in it."""
        return frozenset(each.ref for step in self.steps for each in step.statements)

    @property
    def stages(self) -> tuple[tuple[str, bool], ...]:
        """The stages in the order in which they first appear, each with whether anything in it is disputed.

        Steps without a day have no place in that order.
        """
        return _stages(step for step in self.steps if step.when)

    @property
    def undated_stages(self) -> tuple[tuple[str, bool], ...]:
        """The stages of the steps without a day, as far as no other step is of that stage."""
        dated = dict(self.stages)
        return tuple(each for each in _stages(step for step in self.steps if not step.when) if each[0] not in dated)


def _stages(steps: Iterable[Step]) -> tuple[tuple[str, bool], ...]:
    disputed: dict[str, bool] = {}
    for step in steps:
        if step.stage in STAGES:
            disputed[step.stage] = disputed.get(step.stage, False) or step.is_disputed
    return tuple(disputed.items())


def responses_of(accounts: Accounts) -> tuple[Sequence, ...]:
    """The sequences in some accounts: of the country first, then of places and stations by name, general ones last."""
    opposed = _opposed(accounts)
    found: dict[tuple[bool, str], tuple[About, list[Step]]] = {}
    for card in accounts.cards:
        if card.asked.slug in STAGE_OF:
            _about, steps = found.setdefault((card.general, card.about.slug), (card.about, []))
            steps.extend(_steps(card, opposed))
    sequences = [
        Sequence(about, is_general, tuple(sorted(steps, key=_time)))
        for (is_general, _slug), (about, steps) in found.items()
    ]
    return tuple(sorted(sequences, key=_place))


def _place(sequence: Sequence) -> tuple[object, ...]:
    about = sequence.about
    return (sequence.is_general, about.kind != SubjectKind.COUNTRY, about.label.casefold(), about.slug)


def stage_of(card: Card) -> str:
    """The stage that an answer belongs to."""
    if card.stance in SILENT_STANCES:
        return NO_ANSWER
    choice = card.answer.choice.slug if card.answer.choice else ""
    return STAGE_OF[card.asked.slug].get(choice, ELSE)


def _steps(card: Card, opposed: Mapping[str, tuple[Dispute, ...]]) -> Iterable[Step]:
    """One step for each time of which the card's statements speak."""
    number = dict(zip((one.ref for one in card.statements), card.notes, strict=False))
    by_time: dict[str, list[Statement]] = {}
    for statement in card.statements:
        when = statement.about_period or statement.said_on
        by_time.setdefault(when.text if when else "", []).append(statement)
    for statements in by_time.values():
        first = statements[0]
        disputes = {dispute: None for one in statements for dispute in opposed.get(one.ref, ())}
        yield Step(
            stage=stage_of(card),
            when=first.about_period or first.said_on,
            said_on=first.said_on if first.about_period else None,
            speaker=card.speaker,
            statements=tuple(statements),
            notes=tuple(number[one.ref] for one in statements if one.ref in number),
            line=card.number,
            disputed_by=tuple(disputes),
        )


def _time(step: Step) -> tuple[object, ...]:
    when = step.when
    return (
        when is None,
        (when.earliest or when.latest if when else None) or date.max,
        (when.latest if when else None) or date.max,
        step.speaker.name.casefold(),
        step.line,
    )


def _opposed(accounts: Accounts) -> dict[str, tuple[Dispute, ...]]:
    """Who conflicts with each statement. The accounts name one pair of statements for each pair of cards."""
    card_of = {one.ref: card for card in accounts.cards for one in card.statements}
    found: dict[str, dict[Dispute, None]] = {}
    for first, second in _pairs(accounts.conflicts):
        for ref, other in ((first, second), (second, first)):
            if ref in card_of and other in card_of:
                against = card_of[other]
                dispute = Dispute(against.speaker.name, against.number, against.general)
                for statement in card_of[ref].statements:
                    found.setdefault(statement.ref, {})[dispute] = None
    return {ref: tuple(disputes) for ref, disputes in found.items()}


def _pairs(conflicts: Iterable[Conflict]) -> Iterable[tuple[str, str]]:
    for conflict in conflicts:
        yield (conflict.first, conflict.second)
        yield from conflict.others
