"""Statements as plain data: what pages, dossiers and the reasoning about them share.

Nothing here touches the database. `claims.accounts.read` turns claims into statements in a fixed number of queries;
`claims.sides`, `claims.conflict` and `claims.origins` reason about them; `claims.accounts.side_by_side` is what comes
of it.
"""

from dataclasses import dataclass
from datetime import date

from web.edtf import EdtfDate


@dataclass(frozen=True)
class Speaker:
    """Who speaks. `bodies` are its own slug and those of every body it is part of, nearest first."""

    slug: str
    name: str
    native_name: str
    kind: str
    country_code: str
    bodies: tuple[str, ...]
    described_by_role: bool = False
    state_media_reason: str = ""


@dataclass(frozen=True)
class About:
    """What a statement is about. `inside` are the slugs of everything it lies in, itself first, nearest first.

    `in_text` is the label as it stands in a sentence, where that differs: “the United Kingdom”.
    """

    slug: str
    kind: str
    label: str
    country_code: str
    inside: tuple[str, ...]
    in_text: str = ""

    @property
    def named(self) -> str:
        """The label as it stands in a sentence."""
        return self.in_text or self.label


@dataclass(frozen=True)
class Option:
    """One choice of a question: its wider choices (all levels) and those that exclude it, by slug."""

    slug: str
    label: str
    wider: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Count:
    """A number as the speaker gave it. `high` is set for a range; scope "" is everything there is."""

    operator: str
    low: int
    high: int | None
    unit: str
    unit_label: str
    scope: str


@dataclass(frozen=True)
class Answer:
    """At most one of the four is set; `text` is how a reader reads it, "" when the sentence is all there is."""

    text: str = ""
    choice: Option | None = None
    count: Count | None = None
    when: EdtfDate | None = None
    party: Speaker | None = None


@dataclass(frozen=True)
class Asked:
    """The question that a statement answers, with the rules for comparing answers."""

    slug: str
    wording: str
    heading: str
    heading_title: str
    heading_order: int
    order: int
    answer_type: str
    timing: str
    date_kind: str
    can_conflict: bool
    general_statements_join: bool


@dataclass(frozen=True)
class Document:
    """A source as pages and footnotes name it. `issued` keeps the text that the publisher's date has."""

    slug: str
    title: str
    translated_title: str
    authors: str
    publisher: str
    publisher_slug: str
    container_title: str
    issued: EdtfDate | None
    language: str
    url: str
    archive_url: str
    accessed: EdtfDate | None
    number: str
    version: str
    csl_type: str
    copy_kind: str
    note: str = ""


@dataclass(frozen=True)
class Passage:
    """One citation: where it stands and whose words it holds (sources.choices.Words).

    `found` is what a machine gave when it last looked for the words in a preserved copy (sources.choices.QuoteResult);
    "" where it never looked. `copy_sha256` names the copy, `found_on_page` its page, counted from 1. `spans` holds
    start and end of each part of the words in the copy's text (`text_sha256`), by `rules`.
    """

    key: int
    document: Document
    locator_label: str
    locator: str
    exact: str
    words: str
    language: str
    translation: str
    translated_by: str
    prefix: str = ""
    suffix: str = ""
    found: str = ""
    found_on_page: int | None = None
    copy_sha256: str = ""
    spans: tuple[int, ...] = ()
    text_sha256: str = ""
    rules: str = ""


@dataclass(frozen=True)
class Step:
    """A relay between the cited source and the speaker, with the title and the slug of what it was read in there."""

    name: str
    slug: str
    document: str = ""
    document_slug: str = ""


@dataclass(frozen=True)
class Tick:
    """One thing that a person of the desk checked (claims.choices.VerificationKind), and the day; never who."""

    kind: str
    on: date


@dataclass(frozen=True)
class Statement:
    """One claim, whole. `said_on` is when it was said; `about_period` the time that it speaks of.

    `asked_by` is who asked a speaker that declined or did not reply, where the passage says so. `published_alone`:
    its own author published it, and no second person has checked it.
    """

    ref: str
    about: About
    asked: Asked
    speaker: Speaker
    speaker_name: str
    speaker_office: str
    stance: str
    answer: Answer
    sentence: str
    said_on: EdtfDate | None
    about_period: EdtfDate | None
    asked_about: str
    passage: Passage
    relays: tuple[Step, ...] = ()
    origin_stated: bool = True
    public_note: str = ""
    state: str = "published"
    published_alone: bool = False
    verified: frozenset[str] = frozenset()
    ticks: tuple[Tick, ...] = ()
    restates: tuple[str, ...] = ()
    builds_on: tuple[str, ...] = ()
    rebuts: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    asked_by: Speaker | None = None

    @property
    def is_general(self) -> bool:
        """Whether it is about no single country."""
        return not self.about.country_code
