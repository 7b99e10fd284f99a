"""Which accounts can meet at all, so that only these are compared, also among thousands of statements.

Two accounts can meet where they answer one question about subjects of which one lies in the other, or is the network.
Whether their answers then exclude each other is asked once for each two answers, however many speakers give them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from claims.accounts.statement import Statement
from claims.choices import Timing
from claims.origins import answer_key, bodies_of, root_of, root_ref, same_body
from stations.choices import SubjectKind

Account = Sequence[Statement]
Reason = Callable[[Statement, Statement], str]


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
        around = [other for slug in answer.example.about.inside for other in about.get((question, slug), ())]
        near |= {
            (min(place, other), max(place, other))
            for other in (*around, *everywhere.get(question, ()))
            if other != place
        }
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

    def told(self, account: Account) -> list[Statement]:
        """One statement of an account for each utterance and time: what decides with whom it can meet."""
        first: dict[object, Statement] = {}
        for each in account:
            when = None if each.asked.timing == Timing.TIMELESS else time_of(each)
            first.setdefault((self.of(each), when), each)
        return list(first.values())

    def differ(self, one: Statement, other: Statement) -> bool:
        """Whether two statements come from different utterances of different bodies."""
        (mine, bodies), (theirs, opposed) = self.of(one), self.of(other)
        return mine != theirs and bodies.isdisjoint(opposed)


def time_of(statement: Statement) -> tuple[date, date] | None:
    """The first and last day that an answer speaks of, or else on which it was said; of an unknown time nothing."""
    when = statement.about_period or statement.said_on
    return (when.earliest or date.min, when.latest or date.max) if when else None


def times_overlap(one: Statement, other: Statement) -> bool:
    """Whether two answers speak of one time. Of an unknown time nothing can be said."""
    if one.asked.timing == Timing.TIMELESS:
        return True
    first, second = time_of(one), time_of(other)
    if first is None or second is None:
        return False
    return max(first[0], second[0]) <= min(first[1], second[1])
