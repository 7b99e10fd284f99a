"""A dossier in volumes of at most 1,000 statements, or fewer, for the formats that are set in type. Runs no query.

Lines keep the numbers of the whole. Notes are numbered anew in each volume, because office programs and book readers
count theirs from 1. A line that stands in another volume is named and not linked. What fits in one volume stays as it
is, byte by byte.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from django.utils.translation import gettext as _

from dossiers.first_page import Figure, Summary
from dossiers.measured import TimelinePart
from dossiers.plain import CardLine, Dossier, HeadingPart, ListedApartLine, QuestionPart, SubjectLine, digest
from dossiers.renumbering import numbered_through
from dossiers.sheets import Sheet

LIMIT = 1000
# What is set in more memory for each statement is made in smaller volumes: each stays below 600 MB (decision 0032).
SMALLER = {"pdf": 250}
CLOSING = (-1, -1)

Place = tuple[int, int]


@dataclass
class Share:
    """What one volume holds: cards by heading and question, lines listed apart, and the notes of all of these."""

    cards: dict[Place, list[CardLine]] = field(default_factory=dict)
    apart: list[ListedApartLine] = field(default_factory=list)
    notes: set[int] = field(default_factory=set)
    continued: set[Place] = field(default_factory=set)

    def has_room_for(self, notes: set[int], limit: int) -> bool:
        """Whether these notes fit in; whatever fits into no volume at all gets one of its own."""
        return not self.notes or len(self.notes | notes) <= limit

    @property
    def lines(self) -> list[str]:
        """The numbers of its lines, in reading order."""
        return [*(card.number for cards in self.cards.values() for card in cards), *(one.number for one in self.apart)]


def most_in_a_volume(suffix: str) -> int:
    """How many statements a volume of this format holds at most."""
    return min(LIMIT, SMALLER.get(suffix, LIMIT))


def named_volumes(dossier: Dossier, suffix: str, name: str) -> tuple[tuple[str, Dossier], ...]:
    """The file of each volume in this format; of a dossier that needs none, its only file.

    `name` is that of the dossier, without an ending.
    """
    parts = volumes(dossier, most_in_a_volume(suffix))
    if len(parts) == 1:
        return ((f"{name}.{suffix}", dossier),)
    return tuple((file_of(name, number, len(parts), suffix), part) for number, part in enumerate(parts, 1))


def file_of(name: str, number: int, of: int, suffix: str) -> str:
    """What one of several volumes is called, so that they lie in their order."""
    return f"{name}-volume-{number:0{len(str(of))}}-of-{of}.{suffix}"


def volumes(dossier: Dossier, limit: int = LIMIT) -> tuple[Dossier, ...]:
    """The dossier in volumes, each a dossier of its own; itself alone where it fits into one."""
    if len(dossier.notes) <= limit:
        return (dossier,)
    shares = list(_shares(dossier, limit))
    whole = digest(dossier)
    return tuple(
        numbered_through(_volume(dossier, share, number, len(shares), whole))
        for number, share in enumerate(shares, start=1)
    )


def _shares(dossier: Dossier, limit: int) -> Iterator[Share]:
    """Filled in reading order. A question begins a new volume where it would be cut and fits into one."""
    share = Share()
    for place, cards in _questions(dossier):
        if not share.has_room_for(_notes_of(cards), limit) and len(_notes_of(cards)) <= limit:
            yield share
            share = Share()
        for number, piece in enumerate(chain.from_iterable(_pieces(card, limit) for card in cards)):
            if not share.has_room_for(_notes_of([piece]), limit):
                yield share
                share = Share(continued={place} if number else set())
            share.cards.setdefault(place, []).append(piece)
            share.notes |= _notes_of([piece])
    for line in dossier.listed_apart:
        if not share.has_room_for({line.note}, limit):
            yield share
            share = Share()
        share.apart.append(line)
        share.notes.add(line.note)
    yield share


def _questions(dossier: Dossier) -> Iterator[tuple[Place, tuple[CardLine, ...]]]:
    for heading, part in enumerate(dossier.headings):
        for question, one in enumerate(part.questions):
            yield (heading, question), one.cards
    yield CLOSING, dossier.closing


def _pieces(card: CardLine, limit: int) -> Iterator[CardLine]:
    """The card; or several with the same line, where one speaker gave an answer more often than a volume holds."""
    first = limit - 1
    yield replace(card, others=card.others[:first]) if len(card.others) > first else card
    for start in range(first, len(card.others), limit):
        yield replace(card, note=0, others=card.others[start : start + limit])


def _notes_of(cards: list[CardLine] | tuple[CardLine, ...]) -> set[int]:
    return {note for card in cards for note in (card.note, *(other.note for other in card.others)) if note}


def _volume(dossier: Dossier, share: Share, number: int, all_of_them: int, whole: str) -> Dossier:
    lines, notes = set(share.lines), share.notes
    headings = tuple(_headings(dossier, share))
    closing = tuple(share.cards.get(CLOSING, ()))
    counted = {"number": number, "all": all_of_them}
    name = _("volume %(number)s of %(all)s") % counted
    span = {"name": name, "first": share.lines[0], "last": share.lines[-1]}
    volume = replace(
        dossier,
        title=f"{dossier.title}, {_('%(name)s: lines %(first)s to %(last)s') % span}",
        summary=_summary(dossier.summary, lines, notes, is_first=number == 1),
        headings=headings,
        closing=closing,
        closing_notes=tuple(sorted(_notes_of(closing))),
        listed_apart=tuple(share.apart),
        notes=tuple(note for note in dossier.notes if note.number in notes),
        same_places=tuple(one for one in dossier.same_places if one.note in notes or (number == 1 and not one.note)),
        timeline=TimelinePart(_with_notes(dossier.timeline.lines, notes), None),
        responses=tuple(
            replace(each, steps=steps) for each in dossier.responses if (steps := _with_notes(each.steps, notes))
        ),
        chains=_with_notes(dossier.chains, notes),
        appendix=tuple(one for one in dossier.appendix if one.note in notes),
        sources=_with_notes(dossier.sources, notes),
        searches=dossier.searches if number == 1 else (),
        notices=(*_about(name, whole), *dossier.notices),
    )
    return _with_lists(volume, lines)


def _about(name: str, whole: str) -> tuple[str, ...]:
    told = _(
        "This is %(name)s. Lines have the numbers of the whole dossier; notes are counted in each volume. A line of "
        "another volume is named and not linked."
    )
    held = _(
        "What the summary of this volume counts and lists is of this volume, unless it says that it is of the whole. "
        "The data formats hold the whole in one file. SHA-256 of what the whole holds: %(digest)s."
    )
    return told % {"name": name}, held % {"digest": whole}


def _headings(dossier: Dossier, share: Share) -> Iterator[HeadingPart]:
    printed: set[int] = set()
    for heading, part in enumerate(dossier.headings):
        questions = [
            _question(one, share.cards[heading, place], printed, continued=(heading, place) in share.continued)
            for place, one in enumerate(part.questions)
            if (heading, place) in share.cards
        ]
        if questions:
            yield replace(part, questions=tuple(questions))


def _question(one: QuestionPart, cards: list[CardLine], printed: set[int], *, continued: bool) -> QuestionPart:
    lines = {card.number for card in cards}
    found = [note for card in cards for note in (card.note, *(other.note for other in card.others)) if note]
    notes = tuple(note for note in dict.fromkeys(found) if note not in printed)
    printed.update(notes)
    return replace(
        one,
        wording=_("%(wording)s (continued)") % {"wording": one.wording} if continued else one.wording,
        cards=tuple(cards),
        conflicts=tuple(conflict for conflict in one.conflicts if lines.intersection(conflict.lines)),
        notes=notes,
    )


def _summary(given: Summary, lines: set[str], notes: set[int], *, is_first: bool) -> Summary:
    """What is said of the volume; the first one also says what the whole holds."""
    here = Figure("statements_here", _("Statements in this volume"), len(notes))
    numbers = [replace(scale, numbers=_with_notes(scale.numbers, notes)) for scale in given.numbers]
    unseen = [replace(one, lines=_kept(one.lines, lines)) for one in _with_notes(given.not_seen, notes)]
    of_all = [replace(figure, label=_("In the whole: %(what)s") % {"what": figure.label}) for figure in given.figures]
    return replace(
        given,
        rests_on=_("Of the whole dossier: %(words)s") % {"words": given.rests_on} if is_first else "",
        figures=(here, *of_all) if is_first else (here,),
        languages=given.languages if is_first else (),
        sides=given.sides if is_first else (),
        conflicts=tuple(one for one in given.conflicts if lines.intersection(one.lines)),
        numbers=tuple(scale for scale in numbers if scale.numbers),
        listed=given.listed if is_first else replace(given.listed, sentences=(), reasons=()),
        not_seen=tuple(unseen),
        silent=given.silent if is_first else (),
    )


def _with_notes(given: tuple, notes: set[int]) -> tuple:  # type: ignore[type-arg]
    """Those that rest on notes of this volume, each with these notes alone."""
    return tuple(replace(one, notes=kept) for one in given if (kept := tuple(n for n in one.notes if n in notes)))


def _kept(given: tuple[str, ...], lines: set[str]) -> tuple[str, ...]:
    return tuple(line for line in given if line in lines)


def _with_lists(volume: Dossier, lines: set[str]) -> Dossier:
    """The lists of subjects, questions and copies with what this volume speaks of."""
    asked = {note.question for note in volume.notes}
    sources = {source.slug for source in volume.sources}
    return replace(
        volume,
        questions=tuple(one for one in volume.questions if one.slug in asked),
        copies=tuple(one for one in volume.copies if one.source in sources),
        places=_on_lines(volume.places, lines),
        stations=_on_lines(volume.stations, lines),
        sheets=_sheets(volume, lines),
        agreements=_on_lines(volume.agreements, lines),
        cases=_on_lines(volume.cases, lines),
    )


def _on_lines(given: tuple[SubjectLine, ...], lines: set[str]) -> tuple[SubjectLine, ...]:
    return tuple(replace(one, lines=kept) for one in given if (kept := _kept(one.lines, lines)))


def _sheets(volume: Dossier, lines: set[str]) -> tuple[Sheet, ...]:
    """The sheets with what is said on lines of this volume."""
    notes = {note.number for note in volume.notes}
    said = (
        (one, tuple(each for each in one.said if each.note in notes and each.line in lines)) for one in volume.sheets
    )
    return tuple(replace(one, said=kept, lines=_kept(one.lines, lines)) for one, kept in said if kept)
