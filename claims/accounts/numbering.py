"""Line numbers and footnotes: what a reader quotes, the same in every format."""

from collections.abc import Iterable
from dataclasses import replace

from claims.accounts.grouped import Course, Rebuttal
from claims.accounts.side_by_side import Accounts, Card, HeadingRow, ListedApart, Note, QuestionRow, Side
from claims.accounts.statement import Document, Statement

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
            questions.append(replace(question, sides=tuple(sides)))
        return replace(heading, questions=tuple(questions))

    def listed_apart(self, listed: Iterable[ListedApart]) -> tuple[ListedApart, ...]:
        """What is listed apart, with footnotes that follow on."""
        return tuple(replace(each, note=self.note(each.statement)) for each in listed)

    def documents(self) -> tuple[Document, ...]:
        """The cited sources in the order of their first footnote."""
        return tuple(
            {
                note.statement.passage.document.slug: note.statement.passage.document for note in self.notes.values()
            }.values()
        )


class Lines:
    """On which line of the page each statement stands."""

    def __init__(self, headings: Iterable[HeadingRow], closing: Iterable[Card]) -> None:
        """Every card has its number by now."""
        laid = [card for heading in headings for question in heading.questions for card in question.cards]
        self.line = {statement.ref: card.number for card in (*laid, *closing) for statement in card.statements}
        self.place = {number: line_order(number) for number in self.line.values()}

    def of(self, refs: Iterable[str]) -> tuple[str, ...]:
        """The lines of some statements, in their order on the page; one that is not on the page has none."""
        return tuple(sorted({self.line[ref] for ref in refs if ref in self.line}, key=self.place.__getitem__))

    def card(self, card: Card) -> Card:
        """Refs on a card turned into the line numbers on which a reader finds them."""
        if not (card.conflicts_with or card.narrower_than or card.rebuts or card.rebutted_by):
            return card
        return replace(
            card,
            conflicts_with=self.of(card.conflicts_with),
            narrower_than=self.of(card.narrower_than),
            rebuts=self.ends(card.rebuts),
            rebutted_by=self.ends(card.rebutted_by),
        )

    def ends(self, rebuttals: Iterable[Rebuttal]) -> tuple[Rebuttal, ...]:
        """The other ends of rebuttals with their lines."""
        return tuple(replace(each, line=self.line.get(each.statement.ref, "")) for each in rebuttals)

    def course(self, course: Course) -> Course:
        """A speaker's answers with their lines."""
        return replace(
            course, turns=tuple(replace(turn, line=self.line.get(turn.statement.ref, "")) for turn in course.turns)
        )

    def question(self, question: QuestionRow) -> QuestionRow:
        """The same for everything that a row holds."""
        return replace(
            question,
            sides=tuple(Side(side.slug, side.title, tuple(map(self.card, side.cards))) for side in question.sides),
            answers=tuple(replace(answer, lines=self.of(answer.lines)) for answer in question.answers),
            courses=tuple(map(self.course, question.courses)),
        )

    def heading(self, heading: HeadingRow) -> HeadingRow:
        """The same for a heading."""
        return replace(heading, questions=tuple(map(self.question, heading.questions)))


def line_order(number: str) -> tuple[bool, int, int]:
    """Rows in their order, the closing section last."""
    first, _dot, last = number.partition(".")
    return first == CLOSING, int(first) if first.isdigit() else 0, int(last)


def numbered(accounts: Accounts) -> Accounts:
    """The accounts with every line and footnote numbered."""
    numbering = Numbering()
    headings = tuple(numbering.heading(heading) for heading in accounts.headings)
    closing = numbering.cards(accounts.closing, CLOSING, 1)
    lines = Lines(headings, closing)
    notes = tuple(numbering.notes.values())
    return replace(
        accounts,
        headings=tuple(map(lines.heading, headings)),
        closing=tuple(map(lines.card, closing)),
        notes=notes,
        listed_apart=numbering.listed_apart(accounts.listed_apart),
        documents=numbering.documents(),
    )
