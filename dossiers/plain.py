"""A country dossier as plain data: built once (`dossiers.build`), then laid out by every format.

Nothing here touches the database. Field names are the keys of the JSON format, in this order. Beside the values that
a program reads (slugs, EDTF, codes) stand the words that a reader gets, so that every format prints the same.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dossiers.appendix import AppendixLine
from dossiers.copies import CopyLine
from dossiers.first_page import ChoicePart, ConflictLine, Summary
from dossiers.measured import ResponsePart, TimelinePart, When
from dossiers.piecewise import as_plain, json_pieces
from dossiers.sheets import Sheet
from sources.citing.runs import Run

FORM = "on-record-dossier/9"


@dataclass(frozen=True)
class CountryName:
    """The country, by its ISO 3166-1 code and its names."""

    code: str
    name: str
    name_in_text: str


@dataclass(frozen=True)
class Quotation:
    """The passage as a card prints it. Only the speaker's own words stand under the speaker's name."""

    introduction: str
    exact: str
    language: str
    words: str
    translation: str
    translated_by: str


@dataclass(frozen=True)
class Telling:
    """One statement of a card after its first: another occasion, or a retelling with another answer."""

    ref: str
    note: int
    said_on: When | None
    answer: str
    sentence: str
    retelling: bool


@dataclass(frozen=True)
class CardLine:
    """What one speaker answers to one question, with its stable line number."""

    number: str
    side: str
    side_title: str
    speaker: str
    speaker_slug: str
    speaker_native: str
    speaker_note: str
    spoken_by: str
    stance: str
    verb: str
    answer: str
    sentence: str
    about: str
    about_slug: str
    about_kind: str
    said_on: When | None
    about_period: When | None
    quotation: Quotation
    marks: tuple[str, ...]
    public_note: str
    tally: str
    ref: str
    note: int
    others: tuple[Telling, ...]
    conflicts_with: tuple[str, ...]


@dataclass(frozen=True)
class QuestionPart:
    """One question with its cards in the stated order of sides; `notes` are those that stand first under it."""

    slug: str
    wording: str
    verdict: str
    verdict_words: str
    cards: tuple[CardLine, ...]
    conflicts: tuple[ConflictLine, ...]
    silent: tuple[str, ...]
    notes: tuple[int, ...]


@dataclass(frozen=True)
class HeadingPart:
    """A reader heading; its number is the first half of the line numbers below it."""

    number: int
    slug: str
    title: str
    verdict: str
    verdict_words: str
    questions: tuple[QuestionPart, ...]


@dataclass(frozen=True)
class QuestionLine:
    """A question that a statement here answers, with the number of its heading in line numbers."""

    slug: str
    wording: str
    heading: int
    heading_title: str
    answer_type: str


@dataclass(frozen=True)
class CheckedLine:
    """One thing that a person, never the statement's author, checked, and the day (ISO 8601)."""

    kind: str
    words: str
    on: str


@dataclass(frozen=True)
class NoteLine:
    """A numbered note: where one statement stands, in whose words, and how it got there.

    `original` says why the original counts as not seen, "" where it was seen; `alone` that no
    second person has checked the statement, "" where one has. `quote_check` is what a machine found
    when it looked for the words in the preserved copy of this SHA-256 (sources.choices.QuoteResult). `quote_spans`
    holds start and end of each part of the words in the text of that copy, in characters, by the version
    `quote_rules` of the declared normalisation. `prefix` and `suffix` are what the desk noted before and after them, as
    in a W3C TextQuoteSelector.
    """

    number: int
    ref: str
    runs: tuple[Run, ...]
    source: str
    speaker: str
    stance: str
    question: str
    subject: str
    subject_kind: str
    answer: str
    answer_type: str
    count: Mapping[str, Any] | None
    sentence: str
    said_on: When | None
    about_period: When | None
    spoken_by: str
    locator_label: str
    locator: str
    exact: str
    prefix: str
    suffix: str
    words: str
    language: str
    translation: str
    translated_by: str
    chain: tuple[str, ...]
    origin_stated: bool
    verified: tuple[str, ...]
    checked: tuple[CheckedLine, ...]
    original: str
    alone: str
    quote_check: str
    quote_page: int | None
    copy_sha256: str
    quote_spans: tuple[int, ...]
    quote_text_sha256: str
    quote_rules: str
    restates: tuple[str, ...]
    builds_on: tuple[str, ...]
    rebuts: tuple[str, ...]
    replaces: tuple[str, ...]
    state: str
    public_note: str
    lines: tuple[str, ...]
    side: str
    asked_by: str


@dataclass(frozen=True)
class ListedApartLine:
    """A statement that may have been made by the day of the dossier: `why` its date does not say. It counts nowhere."""

    number: str
    side_title: str
    speaker: str
    speaker_native: str
    verb: str
    answer: str
    sentence: str
    about: str
    said_on: When | None
    why: str
    ref: str
    note: int


@dataclass(frozen=True)
class SubjectLine:
    """A place, reported station, agreement or case that statements here are about."""

    slug: str
    kind: str
    label: str
    inside: str
    names: tuple[Run, ...]
    detail: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class SamePlaceLine:
    """What one statement says of two reported stations. Nothing is merged by it, and no number changes.

    `judgement` is one of claims.choices.Judgement, `said` the line in words with whoever says so. `note` is the number
    of the statement's note, 0 where the statement stands nowhere else in the dossier: `runs` are the note itself.
    `differ`: another line about the two says otherwise. `apart`: its date does not say whether it was said by then.
    """

    first: str
    first_label: str
    second: str
    second_label: str
    judgement: str
    desk_reading: bool
    said: str
    reason: str
    said_on: When | None
    ref: str
    note: int
    runs: tuple[Run, ...]
    differ: bool
    apart: bool


@dataclass(frozen=True)
class Chain:
    """The way from a speaker to this record, and the notes that came that way."""

    steps: tuple[str, ...]
    loop: bool
    origin_stated: bool
    notes: tuple[int, ...]


@dataclass(frozen=True)
class SourceLine:
    """A cited source as a bibliography prints it, with the notes that cite it and its record in CSL-JSON."""

    slug: str
    runs: tuple[Run, ...]
    copy_kind: str
    issued: When | None
    accessed: When | None
    remark: str
    notes: tuple[int, ...]
    csl: Mapping[str, Any]

    @property
    def letters(self) -> str:
        """What our own order sorts by: the entry without its opening quotation mark."""
        return "".join(run.text for run in self.runs).strip("“").casefold()


@dataclass(frozen=True)
class SearchLine:
    """What was looked for, where, when, and what it gave."""

    slug: str
    what: str
    where: str
    period: When | None
    searched_on: When | None
    result: str
    note: str


@dataclass(frozen=True)
class Dossier:
    """A country's published statements, frozen.

    `style` is that of the notes and the bibliography (sources.citing.styles), “own” for our own order.
    """

    form: str
    title: str
    language: str
    country: CountryName
    made_at: str
    made_at_words: str
    said_by: str
    said_by_words: str
    as_of: str
    as_of_words: str
    address: str
    style: str
    style_words: str
    choice: ChoicePart
    summary: Summary
    headings: tuple[HeadingPart, ...]
    closing: tuple[CardLine, ...]
    closing_notes: tuple[int, ...]
    listed_apart: tuple[ListedApartLine, ...]
    notes: tuple[NoteLine, ...]
    questions: tuple[QuestionLine, ...]
    places: tuple[SubjectLine, ...]
    stations: tuple[SubjectLine, ...]
    same_places: tuple[SamePlaceLine, ...]
    agreements: tuple[SubjectLine, ...]
    cases: tuple[SubjectLine, ...]
    sheets: tuple[Sheet, ...]
    responses: tuple[ResponsePart, ...]
    timeline: TimelinePart
    chains: tuple[Chain, ...]
    appendix: tuple[AppendixLine, ...]
    sources: tuple[SourceLine, ...]
    copies: tuple[CopyLine, ...]
    searches: tuple[SearchLine, ...]
    notices: tuple[str, ...]

    @property
    def cards(self) -> tuple[CardLine, ...]:
        """Every card in reading order, the closing section last."""
        return (
            *(card for part in self.headings for question in part.questions for card in question.cards),
            *self.closing,
        )

    @cached_property
    def plain(self) -> dict[str, Any]:
        """As dictionaries, lists, texts and numbers, always in the same order of keys; for reading only."""
        return dict(as_plain(self))

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what it holds, whenever it was made."""
        found = hashlib.sha256()
        for piece in json_pieces(self, instead={"made_at": "", "made_at_words": ""}):
            found.update(piece.encode())
        return found.hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether no statement is printed."""
        return not self.notes


def as_json(dossier: Dossier) -> str:
    """The JSON format."""
    return "".join(json_lines(dossier))


def json_lines(dossier: Dossier) -> Iterator[str]:
    """The JSON format, piece by piece."""
    yield from json_pieces(dossier, indent=2)
    yield "\n"


def digest(dossier: Dossier) -> str:
    """The SHA-256 of what the dossier holds, whenever it was made."""
    return dossier.digest
