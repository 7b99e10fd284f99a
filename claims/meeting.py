"""Which accounts can meet at all, so that only these are compared, also among thousands of statements.

Two accounts can meet where they answer one question about subjects of which one lies in the other, or is the network.
Whether their answers then exclude each other is asked once for each two answers, however many speakers give them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import NamedTuple

from claims.accounts.statement import Statement
from claims.choices import Stance, Timing
from claims.origins import answer_key, bodies_of, root_of, root_ref, same_body
from stations.choices import SubjectKind

ALWAYS = (date.min, date.max)
Account = Sequence[Statement]
Reason = Callable[[Statement, Statement], str]


class Said(NamedTuple):
    """A statement with what decides whether it can conflict with another, each found out once.

    `time` is the one that it speaks of (ALWAYS on a question without one, None where it is unknown), `utterance` a name
    for what it repeats, `bodies` whose words these are. `is_later` sorts the two ends of a conflict.
    """

    statement: Statement
    time: tuple[date, date] | None
    utterance: str
    bodies: frozenset[str]
    is_later: tuple[bool, tuple[int, str]]

    def has_another_origin(self, other: "Said") -> bool:
        """Whether two statements come from different utterances of different bodies."""
        return self.utterance != other.utterance and self.bodies.isdisjoint(other.bodies)

    def is_of_one_time(self, other: "Said") -> bool:
        """Whether two answers speak of one time. Of an unknown time nothing can be said."""
        mine, theirs = self.time, other.time
        return mine is not None and theirs is not None and mine[0] <= theirs[1] and theirs[0] <= mine[1]


@dataclass
class Answered:
    """One answer about one subject: the statement that stands for it, and the accounts (by place) that give it."""

    example: Statement
    accounts: list[int] = field(default_factory=list)


def meetings(accounts: Sequence[Account], reason: Reason) -> Iterator[tuple[int, int, str]]:
    """The pairs of accounts (lower place first, each once) whose answers do not stand together, and why."""
    given, bodies = _answers(accounts), [bodies_of(account[0].speaker) for account in accounts]
    for one, other in _near(given):
        why = reason(one.example, other.example)
        if why:
            for mine, theirs in product(one.accounts, other.accounts):
                if bodies[mine].isdisjoint(bodies[theirs]):
                    yield min(mine, theirs), max(mine, theirs), why


def _answers(accounts: Sequence[Account]) -> list[Answered]:
    found: dict[object, Answered] = {}
    for place, account in enumerate(accounts):
        first = account[0]
        if first.asked.can_conflict and (answer := answer_key(first.answer)):
            key = (first.asked.slug, first.about.slug, first.stance, answer)
            found.setdefault(key, Answered(first)).accounts.append(place)
    return list(found.values())


def _near(given: Sequence[Answered]) -> Iterator[tuple[Answered, Answered]]:
    """Two answers to one question about subjects that have to do with each other; each pair once."""
    about: dict[tuple[str, str], list[int]] = {}
    everywhere: dict[str, list[int]] = {}
    for place, answer in enumerate(given):
        first = answer.example
        about.setdefault((first.asked.slug, first.about.slug), []).append(place)
        if first.about.kind == SubjectKind.NETWORK:
            everywhere.setdefault(first.asked.slug, []).append(place)
    near: set[tuple[int, int]] = set()
    for place, answer in enumerate(given):
        question = answer.example.asked.slug
        own, *above = answer.example.about.inside
        near.update((other, place) for other in about.get((question, own), ()) if other < place)
        around = [other for slug in above for other in about.get((question, slug), ())]
        for other in (*around, *everywhere.get(question, ())):
            if other != place:
                near.add((min(place, other), max(place, other)))
    for one, other in sorted(near):
        yield given[one], given[other]


def rebuttals(accounts: Sequence[Account]) -> set[tuple[int, int]]:
    """The pairs of accounts (lower place first) of which a statement of one is recorded as rebutting the other."""
    place_of = {statement.ref: place for place, account in enumerate(accounts) for statement in account}
    found = set()
    for place, account in enumerate(accounts):
        for answered in {place_of[ref] for each in account for ref in each.rebuts if ref in place_of}:
            mine, theirs = account[0], accounts[answered][0]
            alike = mine.asked.can_conflict and mine.asked.slug == theirs.asked.slug
            if alike and not same_body(mine.speaker, theirs.speaker):
                found.add((min(place, answered), max(place, answered)))
    return found


class Origins:
    """Where statements come from: the utterance each repeats, and who said that. Each is followed once."""

    def __init__(self, known: Mapping[str, Statement]) -> None:
        """`known` are the statements by their refs."""
        self.known = known
        self._roots: dict[str, tuple[str, frozenset[str]]] = {}

    def of(self, statement: Statement) -> tuple[str, frozenset[str]]:
        """A name for the utterance, and the bodies of its speaker."""
        if statement.ref not in self._roots:
            speaker = root_of(statement, self.known).speaker
            self._roots[statement.ref] = root_ref(statement, self.known), bodies_of(speaker)
        return self._roots[statement.ref]

    def said(self, statement: Statement) -> Said:
        """A statement with what decides with whom it can meet."""
        utterance, bodies = self.of(statement)
        is_later = (statement.stance == Stance.DENIES, newest_first(statement))
        timeless = statement.asked.timing == Timing.TIMELESS
        return Said(statement, ALWAYS if timeless else time_of(statement), utterance, bodies, is_later)

    def told(self, account: Account) -> list[Said]:
        """One statement of an account for each utterance and time."""
        first: dict[object, Said] = {}
        for each in map(self.said, account):
            first.setdefault((each.utterance, each.bodies, each.time), each)
        return list(first.values())


def time_of(statement: Statement) -> tuple[date, date] | None:
    """The first and last day that an answer speaks of, or else on which it was said; of an unknown time nothing."""
    when = statement.about_period or statement.said_on
    return (when.earliest or date.min, when.latest or date.max) if when else None


def newest_first(statement: Statement) -> tuple[int, str]:
    """Sorts statements by the latest day on which they can have been said; undated ones last."""
    latest = statement.said_on.latest if statement.said_on else None
    return (-(latest or date.min).toordinal(), statement.ref)
