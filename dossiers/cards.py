"""Accounts side by side as the dossier's headings, questions and cards. Plain data in, plain data out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.accounts.numbering import line_order
from claims.accounts.searches import silence_words
from claims.accounts.side_by_side import Accounts, Card, Conflict, HeadingRow, ListedApart, Origins, QuestionRow
from claims.accounts.silence import Silence
from claims.accounts.statement import Statement
from claims.choices import ClaimState
from claims.origins import is_loop
from claims.sides import side_of, side_title
from claims.wording import answer_in_sentence, conflict_sentence, original_not_seen, passage_lead, verb
from dossiers.citations import when
from dossiers.first_page import ConflictLine
from dossiers.plain import CardLine, HeadingPart, ListedApartLine, QuestionPart, Quotation, Telling
from sources.choices import Words
from stations.models import Country


@dataclass(frozen=True)
class Places:
    """Where each statement stands: line numbers and note numbers by its ref."""

    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)

    def line_of(self, ref: str) -> str:
        """The first line on which a statement stands; "" for one that is not in the dossier."""
        return next(iter(self.lines.get(ref, ())), "")

    def lines_of(self, refs: Iterable[str]) -> tuple[str, ...]:
        """The lines of some statements in their order; those that are not in the dossier have none."""
        return tuple(sorted({line for line in map(self.line_of, refs) if line}, key=line_order))


def where_statements_stand(accounts: Accounts, country_code: str) -> Places:
    """Every statement's lines, note and side."""
    lines: dict[str, list[str]] = {}
    sides: dict[str, str] = {}
    for card in accounts.cards:
        for statement in (*card.statements, *card.retellings):
            found = lines.setdefault(statement.ref, [])
            if card.number not in found:
                found.append(card.number)
            sides.setdefault(statement.ref, card.side)
    for each in accounts.listed_apart:
        lines.setdefault(each.statement.ref, []).append(each.number)
        sides[each.statement.ref] = side_of(each.statement.speaker, country_code)
    return Places({ref: tuple(found) for ref, found in lines.items()}, numbers_of_notes(accounts), sides)


def numbers_of_notes(accounts: Accounts) -> dict[str, int]:
    """Every note's number by its statement's ref."""
    return {note.statement.ref: note.number for note in (*accounts.notes, *accounts.notes_apart)}


def apart_line(each: ListedApart, country: Country) -> ListedApartLine:
    """A statement that is listed apart, with the reason."""
    one = each.statement
    return ListedApartLine(
        number=each.number,
        side_title=side_title(side_of(one.speaker, country.code), country),
        speaker=one.speaker.name,
        speaker_native=one.speaker.native_name,
        verb=verb(one.stance),
        answer=one.answer.text,
        sentence=one.sentence,
        about=one.about.label,
        said_on=when(one.said_on),
        why=each.why,
        ref=one.ref,
        note=each.note,
    )


def headings(accounts: Accounts, country: Country, places: Places) -> tuple[HeadingPart, ...]:
    """Every heading with its questions."""
    printed: set[int] = set()
    return tuple(_heading(row, country, places, printed) for row in accounts.headings)


def _heading(row: HeadingRow, country: Country, places: Places, printed: set[int]) -> HeadingPart:
    return HeadingPart(
        number=row.number,
        slug=row.slug,
        title=row.title,
        verdict=row.verdict,
        verdict_words=row.verdict_words,
        questions=tuple(_question(question, row, country, places, printed) for question in row.questions),
    )


def _question(
    row: QuestionRow, heading: HeadingRow, country: Country, places: Places, printed: set[int]
) -> QuestionPart:
    cards = [(card, side.title) for side in row.sides for card in side.cards]
    return QuestionPart(
        slug=row.asked.slug,
        wording=row.asked.wording,
        verdict=row.verdict,
        verdict_words=row.verdict_words,
        cards=tuple(card_line(card, country, places, title) for card, title in cards),
        conflicts=conflict_lines(row.conflicts, heading, places),
        silent=silences(row.silent),
        notes=first_notes((card for card, _title in cards), printed),
    )


def first_notes(cards: Iterable[Card], printed: set[int]) -> tuple[int, ...]:
    """The notes of some cards that no earlier card had, in their order; `printed` learns of them."""
    numbers = [number for card in cards for number in (*card.notes, *card.retelling_notes)]
    fresh = tuple(dict.fromkeys(number for number in numbers if number not in printed))
    printed.update(fresh)
    return fresh


def silences(silent: Iterable[Silence]) -> tuple[str, ...]:
    """The sides of which no statement is held, each with whether anyone looked."""
    return tuple(f"{silence.title} ({silence_words(silence)})" for silence in silent)


def conflict_lines(conflicts: Iterable[Conflict], heading: HeadingRow, places: Places) -> tuple[ConflictLine, ...]:
    """Conflicts with the lines that they join."""
    return tuple(
        ConflictLine(
            heading=heading.number,
            heading_title=heading.title,
            lines=places.lines_of(conflict.refs),
            first=conflict.first,
            second=conflict.second,
            reason=conflict.reason,
            sentence=conflict_sentence(conflict),
            with_general=conflict.with_general,
            others=conflict.others,
        )
        for conflict in conflicts
    )


def card_line(card: Card, country: Country, places: Places, title: str = "") -> CardLine:
    """One card as every format prints it."""
    newest = card.newest
    return CardLine(
        number=card.number,
        side=card.side,
        side_title=title or side_title(card.side, country),
        speaker=card.speaker.name,
        speaker_slug=card.speaker.slug,
        speaker_native=card.speaker.native_name,
        speaker_note=_speaker_note(card),
        spoken_by=spoken_by(newest),
        stance=card.stance,
        verb=verb(card.stance),
        answer=answer_in_sentence(card.answer),
        sentence=newest.sentence,
        about=card.about.label,
        about_slug=card.about.slug,
        about_kind=card.about.kind,
        said_on=when(newest.said_on),
        about_period=when(newest.about_period),
        quotation=_quotation(newest),
        marks=tuple(_marks(card, country)),
        public_note=newest.public_note,
        tally=tally(card.origins),
        ref=newest.ref,
        note=places.notes.get(newest.ref, 0),
        others=_others(card, places),
        conflicts_with=tuple(places.line_of(ref) or ref for ref in card.conflicts_with),
    )


def spoken_by(statement: Statement) -> str:
    """The person who spoke for the party, as of that day: “Zhao Lijian, spokesperson”."""
    return ", ".join(part for part in (statement.speaker_name, statement.speaker_office) if part)


def tally(origins: Origins) -> str:
    """How often the account was given: “7 sources, 2 origins”."""
    sources = ngettext("%(n)s source", "%(n)s sources", origins.sources) % {"n": origins.sources}
    found = ngettext("%(n)s origin", "%(n)s origins", origins.origins) % {"n": origins.origins}
    if not origins.unstated:
        return f"{sources}, {found}"
    unstated = ngettext(
        "%(n)s account whose origin is not stated", "%(n)s accounts whose origin is not stated", origins.unstated
    )
    return f"{sources}, {found}, {unstated % {'n': origins.unstated}}"


def _speaker_note(card: Card) -> str:
    if card.speaker.state_media_reason:
        return _("State media: %(reason)s") % {"reason": card.speaker.state_media_reason}
    return _("described by role") if card.speaker.described_by_role else ""


def _quotation(statement: Statement) -> Quotation:
    passage = statement.passage
    return Quotation(
        introduction=passage_lead(statement),
        exact=f"“{passage.exact}”" if passage.words == Words.OWN else passage.exact,
        language=passage.language,
        words=passage.words,
        translation=passage.translation,
        translated_by=passage.translated_by,
    )


def _marks(card: Card, country: Country) -> Iterator[str]:
    newest = card.newest
    if card.general:
        name = country.name_in_text or country.name
        yield _("About all countries, not about %(country)s") % {"country": name}
    if card.earlier:
        yield _("Earlier answer of this speaker")
    if newest.asked_by:
        yield _("Asked by %(name)s") % {"name": newest.asked_by.name}
    if newest.state == ClaimState.WITHDRAWN:
        yield _("Withdrawn by the editors")
    if newest.published_alone:
        yield _("Not checked by a second person")
    if original_not_seen(newest):
        yield _("Original not seen")
    if not newest.origin_stated:
        yield _("Origin not stated")
    if any(is_loop(one) for one in card.statements):
        yield _("The speaker is also a step on the way: a loop")
    if card.retellings:
        yield _("Changed in retelling")


def _others(card: Card, places: Places) -> tuple[Telling, ...]:
    earlier = [(statement, False) for statement in card.statements[1:]]
    retold = [(statement, True) for statement in card.retellings]
    return tuple(
        Telling(
            ref=statement.ref,
            note=places.notes.get(statement.ref, 0),
            said_on=when(statement.said_on),
            answer=answer_in_sentence(statement.answer),
            sentence=statement.sentence,
            retelling=retelling,
        )
        for statement, retelling in (*earlier, *retold)
    )
