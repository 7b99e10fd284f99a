"""What a reader chose to see of the accounts. It is applied when everything is computed and numbered: hiding changes no
verdict, no conflict, no count and no number of a line or a note.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import Any

from claims.accounts.grouped import Course, Rebuttal
from claims.accounts.rows import VERDICTS
from claims.accounts.side_by_side import Accounts, Card, HeadingRow, QuestionRow, Side
from claims.accounts.statement import Statement

BY_CONFLICT, BY_DATE = "conflict", "date"
MOST_CARDS, MOST_ON_A_PAGE = 24, 400
CARDS_ON_A_PAGE = 50
MOST_STATEMENTS = 12
MOST_CONFLICTS, CONFLICTS_ON_A_PAGE = 8, 24
MOST_NAMED = 12


@dataclass(frozen=True)
class Chosen:
    """Sides or single parties, headings or questions, only what conflicts, and an order; each narrows where chosen.

    A card is shown whose side or whose speaker is chosen. `order` is "" for the order of the headings.
    """

    sides: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    conflicts_only: bool = False
    order: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything may be hidden."""
        return bool(self.sides or self.parties or self.headings or self.questions or self.conflicts_only)

    def takes(self, card: Card) -> bool:
        """Whether a card is shown, as far as the card goes."""
        chosen = not (self.sides or self.parties) or card.side in self.sides or card.speaker.slug in self.parties
        return chosen and self.asks(card.asked.slug) and (not self.conflicts_only or bool(card.conflicts_with))

    def asks(self, question: str) -> bool:
        """Whether a question is chosen."""
        return not self.questions or question in self.questions


@dataclass(frozen=True)
class Hidden:
    """How much of the accounts a choice leaves aside, and how much there is."""

    cards: int
    of_cards: int
    rows: int
    of_rows: int


def narrowed(accounts: Accounts, chosen: Chosen) -> tuple[Accounts, Hidden]:
    """The accounts as the reader chose to see them. Rows of which no card is left are left out, and counted."""
    headings = tuple(
        heading
        for each in accounts.headings
        if (not chosen.headings or each.slug in chosen.headings) and (heading := _heading(each, chosen)).questions
    )
    closing = tuple(card for card in accounts.closing if _takes_closing(card, chosen))
    kept = replace(accounts, headings=_ordered(headings, chosen.order), closing=closing)
    hidden = Hidden(
        cards=len(accounts.cards) - len(kept.cards),
        of_cards=len(accounts.cards),
        rows=_rows(accounts) - _rows(kept),
        of_rows=_rows(accounts),
    )
    return kept, hidden


def _rows(accounts: Accounts) -> int:
    return sum(len(heading.questions) for heading in accounts.headings)


def _takes_closing(card: Card, chosen: Chosen) -> bool:
    return chosen.takes(card) and (not chosen.headings or card.asked.heading in chosen.headings)


def _heading(heading: HeadingRow, chosen: Chosen) -> HeadingRow:
    rows = (_row(row, chosen) for row in heading.questions if row.conflicts or not chosen.conflicts_only)
    return replace(heading, questions=tuple(row for row in rows if row.sides))


def _row(row: QuestionRow, chosen: Chosen) -> QuestionRow:
    sides = tuple(replace(side, cards=cards) for side in row.sides if (cards := _cards(side.cards, chosen)))
    shown = [card for side in sides for card in side.cards]
    if len(shown) == len(row.cards):
        return replace(row, sides=sides)
    lines = {card.number for card in shown}
    refs = {statement.ref for card in shown for statement in card.statements}
    speakers = {card.speaker.slug for card in shown}
    return replace(
        row,
        sides=sides,
        hidden=len(row.cards) - len(shown),
        conflicts=tuple(each for each in row.conflicts if not refs.isdisjoint(each.refs)),
        answers=tuple(each for each in row.answers if not lines.isdisjoint(each.lines)),
        courses=tuple(each for each in row.courses if each.speaker.slug in speakers),
        remarks=tuple(each for each in row.remarks if not refs.isdisjoint(each.refs)),
        where_from=None,
    )


def _cards(cards: Iterable[Card], chosen: Chosen) -> tuple[Card, ...]:
    kept = [card for card in cards if chosen.takes(card)]
    if chosen.order == BY_CONFLICT:
        kept.sort(key=lambda card: not card.conflicts_with)
    elif chosen.order == BY_DATE:
        kept.sort(key=lambda card: -_day(card.newest))
    return tuple(kept)


def _ordered(headings: tuple[HeadingRow, ...], order: str) -> tuple[HeadingRow, ...]:
    """Rows and headings in another order; their numbers stay."""
    keys: dict[str, Callable[[Any], int]] = {
        BY_CONFLICT: lambda row: VERDICTS.index(row.verdict),
        BY_DATE: lambda row: -_newest(row),
    }
    if order not in keys:
        return headings
    key = keys[order]
    return tuple(
        sorted((replace(each, questions=tuple(sorted(each.questions, key=key))) for each in headings), key=key)
    )


def _newest(row: QuestionRow | HeadingRow) -> int:
    rows = row.questions if isinstance(row, HeadingRow) else (row,)
    return max((_day(card.newest) for each in rows for card in each.cards), default=0)


def _day(statement: Statement) -> int:
    latest = statement.said_on.latest if statement.said_on else None
    return (latest or date.min).toordinal()


def bounded(accounts: Accounts) -> Accounts:
    """The accounts with at most so many cards in a cell, those that conflict before others; the rest is counted.

    So are the conflicts of a row. A page has an end, also where five hundred speak, or where many speak in every row:
    there each cell shows fewer. Only lines that stand on the page are named on it.
    """
    most = _cards_in_a_cell(accounts)
    return _with_sides(accounts, lambda side: _most_telling(side, most), MOST_CONFLICTS)


def _cards_in_a_cell(accounts: Accounts) -> int:
    cells = [len(side.cards) for heading in accounts.headings for row in heading.questions for side in row.sides]
    fitting = (most for most in range(MOST_CARDS, 1, -1) if sum(min(cell, most) for cell in cells) <= MOST_ON_A_PAGE)
    return next(fitting, 1)


def one_page_of(accounts: Accounts, number: int) -> Accounts:
    """The accounts with one page of each cell, counted from 1."""
    start = (number - 1) * CARDS_ON_A_PAGE

    def page(side: Side) -> Side:
        return replace(side, cards=side.cards[start : start + CARDS_ON_A_PAGE])

    return _with_sides(accounts, page, CONFLICTS_ON_A_PAGE)


def pages_of(accounts: Accounts) -> int:
    """How many pages the longest cell takes."""
    cells = [side for heading in accounts.headings for row in heading.questions for side in row.sides]
    return max((ceil(len(side.cards) / CARDS_ON_A_PAGE) for side in cells), default=1)


def _with_sides(accounts: Accounts, change: Callable[[Side], Side], conflicts: int) -> Accounts:
    headings = tuple(
        replace(heading, questions=tuple(_bounded_row(row, change, conflicts) for row in heading.questions))
        for heading in accounts.headings
    )
    kept = replace(accounts, headings=headings)
    return _naming_what_is_there(kept, frozenset(card.number for card in kept.cards))


def _bounded_row(row: QuestionRow, change: Callable[[Side], Side], conflicts: int) -> QuestionRow:
    changed = (change(side) for side in row.sides)
    return replace(
        row,
        sides=tuple(side for side in changed if side.cards),
        conflicts=row.conflicts[:conflicts],
        more_conflicts=max(0, len(row.conflicts) - conflicts),
    )


def _most_telling(side: Side, most: int) -> Side:
    if len(side.cards) <= most:
        return side
    weighed = sorted(range(len(side.cards)), key=lambda place: (not side.cards[place].conflicts_with, place))
    kept = tuple(side.cards[place] for place in sorted(weighed[:most]))
    return replace(side, cards=kept, left_out=len(side.cards) - most)


def _naming_what_is_there(accounts: Accounts, lines: frozenset[str]) -> Accounts:
    def ends(rebuttals: Iterable[Rebuttal]) -> tuple[Rebuttal, ...]:
        return tuple(each if each.line in lines else replace(each, line="") for each in rebuttals)

    def card(given: Card) -> Card:
        named = tuple(line for line in given.conflicts_with if line in lines)[:MOST_NAMED]
        return replace(
            given,
            conflicts_with=named,
            more_conflicts=len(given.conflicts_with) - len(named),
            narrower_than=tuple(line for line in given.narrower_than if line in lines)[:MOST_NAMED],
            rebuts=ends(given.rebuts),
            rebutted_by=ends(given.rebutted_by),
        )

    def course(given: Course) -> Course:
        turns = (turn if turn.line in lines else replace(turn, line="") for turn in given.turns)
        return replace(given, turns=tuple(turns))

    def row(given: QuestionRow) -> QuestionRow:
        return replace(
            given,
            sides=tuple(replace(side, cards=tuple(map(card, side.cards))) for side in given.sides),
            answers=tuple(
                replace(each, lines=tuple(line for line in each.lines if line in lines)) for each in given.answers
            ),
            courses=tuple(map(course, given.courses)),
        )

    return replace(
        accounts,
        headings=tuple(replace(each, questions=tuple(map(row, each.questions))) for each in accounts.headings),
        closing=tuple(map(card, accounts.closing)),
    )


def with_notes_of(accounts: Accounts, others: Iterable[str] = ()) -> Accounts:
    """The accounts with the notes, and the documents, that something shown refers to; `others` are further refs."""
    wanted = {*others, *_refs(accounts)}
    notes = tuple(note for note in accounts.notes if note.statement.ref in wanted)
    cited = {note.statement.passage.document.slug for note in notes}
    return replace(accounts, notes=notes, documents=tuple(each for each in accounts.documents if each.slug in cited))


def marked(accounts: Accounts) -> frozenset[str]:
    """The statements that a card shown here names one by one, each with the mark of its note."""
    return frozenset(
        statement.ref for card in accounts.cards for statement in (*card.statements[:MOST_STATEMENTS], *card.retellings)
    )


def _refs(accounts: Accounts) -> Iterable[str]:
    yield from marked(accounts)
    for card in accounts.cards:
        yield from (each.statement.ref for each in (*card.rebuts, *card.rebutted_by))
    for row in (row for heading in accounts.headings for row in heading.questions):
        for conflict in row.conflicts:
            yield from (conflict.first, conflict.second)
        yield from (ref for remark in row.remarks for ref in remark.refs)
        yield from (turn.statement.ref for course in row.courses for turn in course.turns)
