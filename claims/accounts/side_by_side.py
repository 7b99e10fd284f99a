"""Accounts side by side as plain data: cards in rows under headings, what conflicts, and the notes below.

`claims.accounts.arrange` lays statements out so. Renderers get the result and run no query.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from claims.accounts.statement import About, Answer, Asked, Document, Speaker, Statement

if TYPE_CHECKING:
    from claims.accounts.grouped import Course, Rebuttal, Remark, SameAnswer, Told
    from claims.accounts.silence import Silence
    from claims.where_from import WhereFrom

IN_CONFLICT = frozenset({"conflict", "general_conflict"})


@dataclass(frozen=True)
class Origins:
    """How often an account was given, and from how many places it comes: four different numbers (DESIGN §3)."""

    speakers: int
    occasions: int
    sources: int
    origins: int
    unstated: int = 0
    loops: tuple[str, ...] = ()


class Conflict(NamedTuple):
    """Two accounts that cannot both hold, and why. `claims.wording` puts it in a sentence when somebody reads it.

    `first` and `second` are the refs of one pair of statements. Where two speakers conflict in the same way about
    several subjects, `others` holds the pairs that the sentence also covers. `reason` is one of denies, excludes,
    rebuts; `between` are the statements of either speaker, about the widest subject first.

    No data class: of these there can be a hundred thousand, and a tuple is made in a third of the time.
    """

    first: str
    second: str
    reason: str
    with_general: bool = False
    others: tuple[tuple[str, str], ...] = ()
    between: tuple[tuple[Statement, ...], tuple[Statement, ...]] = ((), ())

    @property
    def wording(self) -> str:
        """The question on which the two conflict."""
        return next((statement.asked.wording for side in self.between for statement in side), "")

    @property
    def refs(self) -> tuple[str, ...]:
        """Every statement of its pairs."""
        return tuple(ref for pair in ((self.first, self.second), *self.others) for ref in pair)


@dataclass(frozen=True)
class Card:
    """What one speaker answers to one question: all statements of that speaker with that answer, newest first.

    `number` is the stable line number ("7.1"); `notes` are the footnote numbers of the statements, in their order.
    `conflicts_with` and `narrower_than` are line numbers: of the cards that this one conflicts with, and of those
    whose wider answer this denial does not meet ("answers a narrower point"). `rebuts` and `rebutted_by` are what is
    recorded as answering one another. `more_conflicts` counts the cards it conflicts with that are not named.
    """

    number: str
    speaker: Speaker
    side: str
    about: About
    asked: Asked
    stance: str
    answer: Answer
    statements: tuple[Statement, ...]
    notes: tuple[int, ...]
    origins: Origins
    general: bool = False
    earlier: bool = False
    retellings: tuple[Statement, ...] = ()
    retelling_notes: tuple[int, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    narrower_than: tuple[str, ...] = ()
    where_from: "WhereFrom | None" = None
    told: "Told | None" = None
    rebuts: tuple["Rebuttal", ...] = ()
    rebutted_by: tuple["Rebuttal", ...] = ()
    more_conflicts: int = 0

    @property
    def newest(self) -> Statement:
        """The statement that the card prints in full."""
        return self.statements[0]


@dataclass(frozen=True)
class Side:
    """The cards under one side's heading; `left_out` more stand on the page of the row, because a page has an end."""

    slug: str
    title: str
    cards: tuple[Card, ...]
    left_out: int = 0


@dataclass(frozen=True)
class QuestionRow:
    """One question: the sides that speak, in the stated order, and the titles of those that do not.

    `answers` are the answers given, each with who gives it and from how many origins; `courses` what one speaker
    answered at several times; `remarks` what else a reader should know, in sentences. `hidden` cards are left aside
    because the reader chose so, `more_conflicts` because a page has an end. `key` names the row in addresses.
    """

    asked: Asked
    sides: tuple[Side, ...]
    silent: tuple["Silence", ...]
    verdict: str
    verdict_words: str
    conflicts: tuple[Conflict, ...]
    origins: Origins
    where_from: "WhereFrom | None" = None
    answers: tuple["SameAnswer", ...] = ()
    courses: tuple["Course", ...] = ()
    remarks: tuple["Remark", ...] = ()
    hidden: int = 0
    more_conflicts: int = 0
    key: str = ""

    @property
    def is_in_conflict(self) -> bool:
        """Whether accounts conflict, with a general statement or among themselves, whatever is shown of them."""
        return self.verdict in IN_CONFLICT

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every card of the row, side by side."""
        return tuple(card for side in self.sides for card in side.cards)


@dataclass(frozen=True)
class HeadingRow:
    """A reader heading with its questions; `number` is its stable number in every format."""

    slug: str
    title: str
    number: int
    verdict: str
    verdict_words: str
    questions: tuple[QuestionRow, ...]
    summary: str = ""

    @property
    def is_in_conflict(self) -> bool:
        """Whether accounts conflict in one of its rows, whatever is shown of them."""
        return self.verdict in IN_CONFLICT

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every conflict under the heading."""
        return tuple(conflict for question in self.questions for conflict in question.conflicts)


@dataclass(frozen=True)
class Note:
    """A numbered footnote: one statement's passage, how it reached us, where it can be read."""

    number: int
    statement: Statement


@dataclass(frozen=True)
class ListedApart:
    """A statement that may have been made by the day that was asked for: `why` its date does not say, in a sentence.

    It stands in a section of its own and counts nowhere; `number` and `note` are given with the other lines.
    """

    statement: Statement
    why: str
    number: str = ""
    note: int = 0


@dataclass(frozen=True)
class Accounts:
    """Everything said about a country (or another subject), side by side.

    `headings` hold at least one card each; `closing` are general statements that join no row; `notes` every footnote
    in the order of its first appearance; `documents` the cited sources in the order of their first note. Where only
    what had been said by a day was asked for, `listed_apart` is what may have been said by then; its notes follow on.
    """

    headings: tuple[HeadingRow, ...]
    closing: tuple[Card, ...]
    notes: tuple[Note, ...]
    documents: tuple[Document, ...]
    statements: dict[str, Statement] = field(default_factory=dict)
    silent_sides: tuple["Silence", ...] = ()
    said_by: date | None = None
    listed_apart: tuple[ListedApart, ...] = ()

    @property
    def notes_apart(self) -> tuple[Note, ...]:
        """The footnotes of what is listed apart."""
        return tuple(Note(each.note, each.statement) for each in self.listed_apart)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Every conflict, in the order of the headings."""
        return tuple(conflict for heading in self.headings for conflict in heading.conflicts)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every card in reading order, the closing section last."""
        laid = [c for h in self.headings for q in h.questions for s in q.sides for c in s.cards]
        return (*laid, *self.closing)
