"""Accounts that say the same drawn together, and several answers of one speaker kept side by side.

Plain data in, plain data out. Refs become line numbers in `claims.accounts.numbering`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from claims.accounts.side_by_side import Card, Origins
from claims.accounts.statement import About, Answer, Speaker, Statement
from claims.choices import SILENT_STANCES, Stance, Timing
from claims.conflict import answers_conflict, is_superseded
from claims.meeting import newest_first
from claims.origins import answer_key, origins_of, root_of
from web.edtf import EdtfDate

# Whether something is there, and what became of it: who denies the one and says “closed” to the other says both.
READ_TOGETHER = {"existence": "status", "status": "existence"}
READ_AS = {"existence": Stance.DENIES, "status": Stance.SAYS}
Whose = tuple[str, str]


@dataclass(frozen=True)
class Told:
    """On how many occasions something was said, and on which days the first and the last can have been."""

    times: int
    first: EdtfDate | None = None
    last: EdtfDate | None = None


@dataclass(frozen=True)
class SameAnswer:
    """One answer to the question of a row, by whomever it is given; `lines` are those of its cards.

    Choices are the same answer whatever they are about; a number, a date or a body only about one subject.
    """

    stance: str
    answer: Answer
    speakers: tuple[Speaker, ...]
    abouts: tuple[About, ...]
    origins: Origins
    told: Told
    lines: tuple[str, ...]
    general: bool = False


@dataclass(frozen=True)
class Rebuttal:
    """The other end of a recorded rebuttal; `line` is where it stands on the page, "" where it does not."""

    statement: Statement
    line: str = ""


@dataclass(frozen=True)
class Turn:
    """One of several answers of a speaker, its newest statement, and when it was given."""

    statement: Statement
    told: Told
    line: str = ""


@dataclass(frozen=True)
class Course:
    """What one speaker answered about one subject at several times, the earliest first. None of it is dropped.

    `in_order` is whether each answer was certainly given after the one before it.
    """

    speaker: Speaker
    about: About
    turns: tuple[Turn, ...]
    in_order: bool


@dataclass(frozen=True)
class Remark:
    """A sentence about a row, with the refs of the statements that it rests on."""

    sentence: str
    refs: tuple[str, ...] = ()


def told(statements: Iterable[Statement], known: Mapping[str, Statement]) -> Told:
    """Count the occasions on which something was said, repetitions apart. An unknown date is an occasion of its own."""
    roots = [root_of(statement, known) for statement in statements]
    occasions = {(root.speaker.slug, root.said_on.text if root.said_on else "") for root in roots}
    dated = [root.said_on for root in roots if root.said_on]
    return Told(
        times=len(occasions),
        first=min(dated, key=_begins, default=None),
        last=max(dated, key=_ends, default=None),
    )


def _begins(when: EdtfDate) -> tuple[date, date]:
    return when.earliest or date.min, when.latest or date.max


def _ends(when: EdtfDate) -> tuple[date, date]:
    return when.latest or date.max, when.earliest or date.min


def same_answers(cards: Iterable[Card], known: Mapping[str, Statement]) -> tuple[SameAnswer, ...]:
    """The answers of a row in the order in which its cards give them. A card without a typed answer gives none."""
    groups: dict[object, list[Card]] = {}
    for card in cards:
        if answer_key(card.answer) or card.stance in SILENT_STANCES:
            groups.setdefault(_said_alike(card), []).append(card)
    return tuple(_same_answer(group, known) for group in groups.values())


def _said_alike(card: Card) -> tuple[object, ...]:
    subject = "" if card.answer.choice or not card.answer.text else card.about.slug
    return card.stance, answer_key(card.answer), subject, card.general


def _same_answer(group: list[Card], known: Mapping[str, Statement]) -> SameAnswer:
    statements = [statement for card in group for statement in card.statements]
    return SameAnswer(
        stance=group[0].stance,
        answer=group[0].answer,
        speakers=tuple({card.speaker.slug: card.speaker for card in group}.values()),
        abouts=tuple({card.about.slug: card.about for card in group}.values()),
        origins=origins_of(statements, known),
        told=told(statements, known),
        lines=tuple(card.newest.ref for card in group),
        general=group[0].general,
    )


def courses(cards: Iterable[Card], known: Mapping[str, Statement]) -> tuple[Course, ...]:
    """Who gave several answers about one subject that do not stand together or were given at different times."""
    whose: dict[Whose, list[Card]] = {}
    for card in cards:
        if card.answer.text:
            whose.setdefault((card.speaker.slug, card.about.slug), []).append(card)
    elsewhere = _answers_read_with(next(iter(whose.values()))[0].asked.slug, known) if whose else {}
    found = []
    for key, group in whose.items():
        turns = [Turn(card.newest, told(card.statements, known)) for card in group]
        beside = elsewhere.get(key, []) if any(card.stance == READ_AS.get(card.asked.slug) for card in group) else []
        if beside or _changes(turns):
            ordered = tuple(sorted([*turns, *beside], key=_when))
            found.append(Course(group[0].speaker, group[0].about, ordered, _in_order(ordered)))
    return tuple(found)


def _answers_read_with(question: str, known: Mapping[str, Statement]) -> dict[Whose, list[Turn]]:
    """What each speaker answered about each subject to the question that is read together with this one."""
    wanted = READ_TOGETHER.get(question)
    answers: dict[Whose, dict[object, list[Statement]]] = {}
    for each in known.values():
        if each.asked.slug == wanted and each.stance == READ_AS[wanted] and each.answer.text:
            of_one = answers.setdefault((each.speaker.slug, each.about.slug), {})
            of_one.setdefault(answer_key(each.answer), []).append(each)
    return {
        whose: [Turn(min(group, key=newest_first), told(group, known)) for group in by_answer.values()]
        for whose, by_answer in answers.items()
    }


def _changes(turns: Iterable[Turn]) -> bool:
    return any(_differ(one.statement, other.statement) for one, other in combinations(turns, 2))


def _differ(one: Statement, other: Statement) -> bool:
    if answers_conflict(one, other) or is_superseded(one, other) or is_superseded(other, one):
        return True
    return one.asked.timing != Timing.TIMELESS and _apart(one.said_on, other.said_on)


def _apart(one: EdtfDate | None, other: EdtfDate | None) -> bool:
    return one is not None and other is not None and (_is_before(one, other) or _is_before(other, one))


def _is_before(one: EdtfDate, other: EdtfDate) -> bool:
    return _ends(one)[0] < _begins(other)[0]


def _when(turn: Turn) -> tuple[object, ...]:
    first = turn.told.first
    return (first is None, _begins(first) if first else (), turn.statement.asked.heading_order, turn.statement.ref)


def _in_order(turns: Iterable[Turn]) -> bool:
    return all(
        one.told.last is not None and other.told.first is not None and _is_before(one.told.last, other.told.first)
        for one, other in pairwise(turns)
    )
