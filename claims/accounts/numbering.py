"""Line numbers and footnotes: what a reader quotes, the same in every format."""

from collections.abc import Iterable
from dataclasses import replace

from claims.accounts.plain import Accounts, Card, Document, HeadingRow, Note, QuestionRow, Side, Statement

CLOSING = "G"


class Numbering:
    """Gives out line numbers within a heading and footnote numbers through the page, in printed order."""

    def __init__(self) -> None:
        self.notes: dict[str, Note] = {}

    def note(self, statement: Statement) -> int:
        """The statement's footnote number: the one it has, or the next."""
        if statement.ref not in self.notes:
            self.notes[statement.ref] = Note(len(self.notes) + 1, statement)
        return self.notes[statement.ref].number

    def cards(self, cards: Iterable[Card], prefix: str, start: int) -> tuple[Card, ...]:
        """The cards with their line numbers, counted from `start`, and their footnotes."""
        return tuple(
            replace(
                card,
                number=f"{prefix}.{start + position}",
                notes=tuple(self.note(statement) for statement in card.statements),
                retelling_notes=tuple(self.note(statement) for statement in card.retellings),
            )
            for position, card in enumerate(cards)
        )

    def heading(self, heading: HeadingRow) -> HeadingRow:
        """A heading with all its cards numbered in printed order."""
        questions, next_line = [], 1
        for question in heading.questions:
            sides = []
            for side in question.sides:
                cards = self.cards(side.cards, str(heading.number), next_line)
                next_line += len(cards)
                sides.append(Side(side.slug, side.title, cards))
            questions.append(_name_opposites(replace(question, sides=tuple(sides))))
        return replace(heading, questions=tuple(questions))

    def documents(self) -> tuple[Document, ...]:
        """The cited sources in the order of their first footnote."""
        return tuple(
            {
                note.statement.passage.document.slug: note.statement.passage.document for note in self.notes.values()
            }.values()
        )


def _name_opposites(question: QuestionRow) -> QuestionRow:
    """Refs on the cards and in the conflicts turned into the line numbers on which a reader finds them."""
    cards = [card for side in question.sides for card in side.cards]
    line = {statement.ref: card.number for card in cards for statement in card.statements}

    def lines(refs: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({line[ref] for ref in refs if ref in line}, key=_line_order))

    def named(card: Card) -> Card:
        return replace(card, conflicts_with=lines(card.conflicts_with), narrower_than=lines(card.narrower_than))

    return replace(
        question,
        sides=tuple(Side(side.slug, side.title, tuple(map(named, side.cards))) for side in question.sides),
        conflicts=tuple(
            replace(
                conflict,
                heading_title=question.asked.heading_title,
                lines=lines(ref for pair in ((conflict.first, conflict.second), *conflict.others) for ref in pair),
            )
            for conflict in question.conflicts
        ),
    )


def _line_order(number: str) -> int:
    return int(number.rpartition(".")[2])


def numbered(accounts: Accounts) -> Accounts:
    """The accounts with every line and footnote numbered."""
    numbering = Numbering()
    headings = tuple(numbering.heading(heading) for heading in accounts.headings)
    closing = numbering.cards(accounts.closing, CLOSING, 1)
    return replace(
        accounts,
        headings=headings,
        closing=closing,
        notes=tuple(numbering.notes.values()),
        documents=numbering.documents(),
    )
