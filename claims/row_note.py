"""One row in words: as plain text with numbered notes, to be pasted elsewhere, and as the parts of a picture."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.accounts.grouped import SameAnswer
from claims.accounts.side_by_side import Card, QuestionRow
from claims.accounts.statement import Passage, Statement
from claims.footnote import passage_text
from claims.origins import answer_key
from claims.tallies import origin_words, told_words
from claims.wording import (
    alone_words,
    answer_in_sentence,
    conflict_explained,
    names_in_words,
    original_words,
    relay_steps,
    stand,
    verb_in_sentence,
)
from stations.choices import SubjectKind

MOST_LINES = 40
MOST_SENTENCES = 6


@dataclass(frozen=True)
class Line:
    """One account of a row in one line, under its side, with the numbers of its notes."""

    side: str
    words: str
    notes: tuple[int, ...]


@dataclass(frozen=True)
class RowNote:
    """A row in words: whose question, how it stands, who says what, and where each can be read.

    `notes` are numbered from 1 in their order. `left_aside` is a sentence about accounts that the reader chose to hide
    or that found no room; "" where there are none.
    """

    title: str
    question: str
    verdict: str
    explained: tuple[str, ...]
    answers: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    left_aside: str
    citation: str


def row_note(row: QuestionRow, *, title: str, citation: str, cited: Callable[[Passage], str] = passage_text) -> RowNote:
    """The row in words. `title` is what it is about, `citation` where and when it was read here.

    `cited` gives the citation of each passage in the style of whoever reads it.
    """
    groups = [(side.title, group) for side in row.sides for group in _alike(side.cards)]
    shown = groups[:MOST_LINES]
    notes: dict[str, list[str]] = {}
    lines = []
    for side, group in shown:
        for card in group:
            refs = notes.setdefault(where_read(card.newest, cited), [])
            refs += [card.newest.ref] if card.newest.ref not in refs else []
        numbers = {list(notes).index(where_read(card.newest, cited)) + 1 for card in group}
        lines.append(Line(side, group_line(group), tuple(sorted(numbers))))
    left = (
        row.hidden + sum(side.left_out for side in row.sides) + sum(len(group) for _side, group in groups[MOST_LINES:])
    )
    aside = ngettext("%(n)s account of this row is left aside.", "%(n)s accounts of this row are left aside.", left)
    return RowNote(
        title=title,
        question=row.asked.wording,
        verdict=row.verdict_words,
        explained=(
            *map(conflict_explained, row.conflicts[:MOST_SENTENCES]),
            *(remark.sentence for remark in row.remarks[:MOST_SENTENCES]),
        ),
        answers=tuple(map(answer_line, row.answers[:MOST_LINES])),
        lines=tuple(lines),
        notes=tuple(_with_refs(words, refs) for words, refs in notes.items()),
        left_aside=aside % {"n": left} if left else "",
        citation=citation,
    )


def _alike(cards: Iterable[Card]) -> list[list[Card]]:
    """Cards of one speaker with one answer of one day, whatever they are about, in the order of the first."""
    groups: dict[object, list[Card]] = {}
    for card in cards:
        said_on = card.newest.said_on
        answer = answer_key(card.answer) or card.newest.ref
        key = (card.speaker.slug, card.stance, answer, card.general, said_on.text if said_on else "")
        groups.setdefault(key, []).append(card)
    return list(groups.values())


def _with_refs(words: str, refs: list[str]) -> str:
    named = ngettext("Statement %(refs)s.", "Statements %(refs)s.", len(refs)) % {"refs": ", ".join(refs)}
    return f"{words} {named}"


def group_line(group: Sequence[Card]) -> str:
    """One account in one line: “Safeguard Defenders says 11 stations (December 2022)”."""
    card, newest = group[0], group[0].newest
    abouts = [each.about for each in group]
    whole = all(about.kind in (SubjectKind.COUNTRY, SubjectKind.NETWORK) for about in abouts)
    beside = [_("about all countries")] if card.general else [] if whole else [names_in_words(abouts)]
    beside.append(str(newest.said_on) if newest.said_on else _("undated"))
    if card.earlier:
        beside.append(_("earlier answer of this speaker"))
    if len(group) == 1 and card.told and card.told.times > 1:
        beside.append(told_words(card.told))
    return f"{stand(newest, of_several=len(group) > 1)} ({', '.join(beside)})"


def answer_line(answer: SameAnswer) -> str:
    """One answer with its sources and origins: “says 11 stations: 5 sources, 1 origin; said 4 times, …”."""
    words = f"{verb_in_sentence(answer.stance)} {answer_in_sentence(answer.answer)}".strip()
    if answer.general:
        words = _("%(answer)s (about all countries)") % {"answer": words}
    elif any(about.kind not in (SubjectKind.COUNTRY, SubjectKind.NETWORK) for about in answer.abouts):
        words = f"{words} ({names_in_words(answer.abouts)})"
    counts = [origin_words(answer.origins)] if answer.origins.sources else []
    return f"{words}: {'; '.join([*counts, told_words(answer.told)])}"


def passages_of(row: QuestionRow) -> list[Passage]:
    """The passages that the notes of a row cite."""
    groups = [group for side in row.sides for group in _alike(side.cards)]
    return [card.newest.passage for group in groups[:MOST_LINES] for card in group]


def where_read(statement: Statement, cited: Callable[[Passage], str]) -> str:
    """Where one statement was read: the source, the place in it, and the way here."""
    through = [step.name for step in reversed(relay_steps(statement)[1:-1])]
    further = [_("Reached the source through %(steps)s.") % {"steps": ", ".join(through)}] if through else []
    if unseen := original_words(statement):
        further.append(f"{unseen}.")
    if alone := alone_words(statement):
        further.append(f"{alone}.")
    return " ".join([cited(statement.passage), *further])


def as_text(note: RowNote) -> str:
    """The whole in plain text: a paragraph, then the notes, then where it was read."""
    return "\n".join(_paragraphs(note)) + "\n"


def _paragraphs(note: RowNote) -> Iterator[str]:
    yield f"{note.title}: {note.question} {note.verdict}."
    yield from note.explained
    if note.answers:
        yield _("Answers given: %(answers)s.") % {"answers": " | ".join(note.answers)}
    side = ""
    for line in note.lines:
        if line.side != side:
            yield f"{line.side}:"
            side = line.side
        yield f"- {line.words} [{', '.join(map(str, line.notes))}]"
    if note.left_aside:
        yield note.left_aside
    yield ""
    yield from (f"{number}. {words}" for number, words in enumerate(note.notes, start=1))
    yield ""
    yield note.citation
