"""The columns that an import reads, by the headings of our own exports; other spellings of them; and matching both.

What the exports hold beyond these is worked out by the site (counts, checks, titles): known by name, and not read.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz, process

from claims.choices import Kind
from claims.forms.fields import Text
from claims.importing.refusing import Refused

NEAR = 88  # of 100: what counts as a slip of the hand


@dataclass(frozen=True)
class Column:
    """A column: its heading, what goes into it, other headings for it, and which of the lists its values are from."""

    name: str
    help: Text
    also: tuple[str, ...] = ()
    values: str = ""


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of row. Of each group in `needed`, one column has to be there."""

    columns: tuple[Column, ...]
    needed: tuple[tuple[str, ...], ...]
    not_read: frozenset[str] = frozenset()
    by_heading: Mapping[str, str] = field(init=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        headings = {alike(name): column.name for column in self.columns for name in (*column.also, column.name)}
        object.__setattr__(self, "by_heading", headings)

    @property
    def names(self) -> list[str]:
        """The headings, in the order of the template."""
        return [column.name for column in self.columns]


def alike(heading: str) -> str:
    """A heading without case, accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", heading).casefold()
    return re.sub(r"[\W_]+", "", "".join(mark for mark in plain if not unicodedata.combining(mark)))


SOURCE = (
    Column("source_slug", _("The last part of the source’s address here; empty for a new one."), ("source id",)),
    Column("source_title", _("As printed; empty when there is none."), ("title", "document", "headline", "source")),
    Column("source_publisher", _("The name of a party that is here, or of one that this file adds."), ("publisher",)),
    Column("source_authors", _("As printed, with semicolons between them."), ("authors", "author", "byline")),
    Column("source_issued", _("EDTF: 2022-12-03, 2022-12, 2022. Empty: no date."), ("published on", "issued")),
    Column("source_language", _("A code: en, it, zh-Hans. Needed for a new source."), ("language",), "languages"),
    Column("source_kind", _("Needed for a new source."), ("source type", "document type"), "source_kinds"),
    Column("source_copy", _("How the text that was read relates to the original."), ("copy kind",), "copies"),
    Column("source_url", _("Where it stands on the web, with https://."), ("url", "link", "web address", "address")),
    Column("source_archive_url", _("Where a web archive keeps it."), ("archive url", "archived at", "archive link")),
    Column("source_accessed", _("EDTF: the day on which it was read."), ("accessed", "accessed on", "retrieved on")),
)

CLAIMS = Layout(
    columns=(
        Column("ref", _("The public id of a claim that is here; empty for a new one."), ("reference", "claim", "id")),
        Column("country_code", _("Two letters: IT. In which country the subject is."), ("country",), "countries"),
        Column("subject", _("Name of what it is about. Empty: the country itself."), ("about", "subject name")),
        Column("subject_kind", _("Needed for a place or station that is not here."), ("kind of subject",), "subjects"),
        Column("subject_slug", _("The last part of its address here."), ("subject id",)),
        Column("question", _("The question as it is worded here."), ("question wording",)),
        Column("question_slug", _("Which question it answers."), ("question id",), "questions"),
        Column("speaker", _("Who says it: the name of a body. A private person by role."), ("party", "asserted by")),
        Column("speaker_slug", _("The last part of its address here."), ("speaker id", "party slug")),
        Column("speaker_kind", _("Needed for a speaker that is not here."), ("party kind",), "party_kinds"),
        Column("speaker_country_code", _("Two letters."), ("speaker country", "party country"), "countries"),
        Column("speaker_described_by_role", _("yes where the name is a role."), ("by role",), "yes_no"),
        Column("speaker_state_media_reason", _("For new state media: who runs it, and who says so.")),
        Column("speaker_name", _("Name of the person; holders of public office only."), ("spokesperson", "person")),
        Column("speaker_office", _("Office on that day."), ("office", "function")),
        Column("stance", _("The speech act."), ("position",), "stances"),
        Column("answer_choice", _("One of the answers of the question."), ("choice", "answer slug"), "answers"),
        Column("answer_count_operator", _("exactly, at least, about …"), ("operator",), "operators"),
        Column("answer_count", _("The number in figures."), ("count", "number")),
        Column("answer_count_to", _("The upper end of a range."), ("count to",)),
        Column("answer_count_unit", _("What is counted."), ("unit",), "answers"),
        Column("answer_count_scope", _("Only some of them? Empty: all."), ("scope",)),
        Column("answer_date", _("EDTF: the date that the speaker gives.")),
        Column("answer_party", _("The body that the speaker names: its slug or its name.")),
        Column("statement", _("What is said, in one sentence of ours."), ("sentence", "claim text", "what is said")),
        Column("said_on", _("EDTF: 2022-12-03, 2022-12, 2022~."), ("asserted on", "date said", "date", "said")),
        Column("about_period", _("EDTF: of which time it speaks, if another."), ("period",)),
        Column("asked_about", _("Two letters: the occasion of a general statement."), (), "countries"),
        Column("asked_by", _("Who asked a party that declined or did not reply: its name.")),
        Column("asked_by_slug", _("The last part of its address here.")),
        Column("quote", _("The exact words, letter by letter."), ("exact words", "quotation", "passage", "exact")),
        Column("whose_words", _("Whose words the quotation holds."), ("words",), "words"),
        Column("quote_language", _("Empty: the language of the source."), ("passage language",), "languages"),
        Column("translation", _("Into English."), ("english translation",)),
        Column("translated_by", _("A name, “the desk”, or the program used."), ("translator",)),
        Column("locator_label", _("What the next column counts."), ("locator type",), "locators"),
        Column("locator", _("12, 3–4 or 14:05."), ("page", "page number")),
        Column("reached_us_through", _("Parties between source and speaker, with → between them."), ("relays", "via")),
        Column("origin_stated", _("no where the passage does not say where the account comes from."), (), "yes_no"),
        Column("public_note", _("Readers see it."), ("note",)),
        *SOURCE,
    ),
    needed=(
        ("country_code", "subject", "subject_slug", "subject_kind"),
        ("question_slug", "question"),
        ("speaker", "speaker_slug"),
        ("stance",),
        ("statement",),
        ("quote",),
        ("whose_words",),
        ("source_url", "source_title", "source_slug"),
    ),
    not_read=frozenset(
        {
            *("state", "heading", "answer", "checked_words", "checked_speaker", "checked_date", "checked_translation"),
            *("checked_original_seen", "quote_check", "quote_page", "copy_sha256", "original_not_seen"),
            "not_checked_twice",
        }
    ),
)

SOURCES = Layout(
    columns=(
        Column("slug", _("The last part of its address here; empty for a new one."), ("source slug",)),
        Column("kind", _("What sort of document it is."), ("type", "source kind", "csl type"), "source_kinds"),
        Column("title", _("As printed; empty when there is none."), ("source title",)),
        Column("translated_title", _("In English.")),
        Column("authors", _("As printed, with semicolons between them."), ("author",)),
        Column("publisher", _("The name of a party that is here.")),
        Column("publisher_slug", _("The last part of its address here.")),
        Column("container_title", _("The newspaper, series or site in which it stands."), ("container",)),
        Column("issued", _("EDTF: 2022-12-03, 2022-12, 2022. Empty: no date."), ("published on", "date")),
        Column("language", _("A code: en, it, zh-Hans."), (), "languages"),
        Column("url", _("Where it stands on the web, with https://."), ("web address", "link", "address")),
        Column("archive_url", _("Where a web archive keeps it."), ("archived at",)),
        Column("accessed", _("EDTF: the day on which it was read."), ("accessed on",)),
        Column("number", _("DOI, docket or report number."), ("doi",)),
        Column("version", _("Which edition or version.")),
        Column("copy_kind", _("How the text that was read relates to the original."), ("copy",), "copies"),
        Column("note", _("What tells it apart.")),
    ),
    needed=(("kind",), ("title", "url"), ("language",)),
    not_read=frozenset({"statements"}),
)

PARTIES = Layout(
    columns=(
        Column("slug", _("The last part of its address here; empty for a new one.")),
        Column("name", _("As its own texts give it. A private person appears by role."), ("party",)),
        Column("native_name", _("Its name in its own script.")),
        Column("kind", _("What it is."), ("party kind", "type"), "party_kinds"),
        Column("country_code", _("Two letters; empty where none, or not known."), (), "countries"),
        Column("part_of", _("The slug or name of the body it belongs to."), ("parent",)),
        Column("described_by_role", _("yes where the name is a role."), ("by role",), "yes_no"),
        Column("state_media_reason", _("For state media: who runs it, and who says so.")),
    ),
    needed=(("name",), ("kind",)),
    not_read=frozenset({"country", "statements"}),
)

STATIONS = Layout(
    columns=(
        Column("slug", _("The last part of its address here; empty for a new one.")),
        Column("label", _("What readers call it. No street."), ("name", "station")),
        Column("other_names", _("In their own scripts, with semicolons between them.")),
        Column("country_code", _("Two letters: IT."), ("country iso",), "countries"),
        Column("place", _("The city or region; empty where only the country is known."), ("city",)),
        Column("precision", _("How precisely public texts give its location."), (), "precisions"),
        Column("latitude", _("Of the place, if it is new: degrees north, up to two digits after the point."), ("lat",)),
        Column("longitude", _("Degrees east."), ("lon", "lng")),
    ),
    needed=(("label",), ("country_code",)),
    not_read=frozenset({"country", "statements"}),
)

AGREEMENTS = Layout(
    columns=(
        Column("slug", _("The last part of its address here; empty for a new one.")),
        Column("label", _("What readers call it."), ("name", "agreement")),
        Column("other_names", _("In their own scripts, with semicolons between them.")),
        Column("country_code", _("Two letters: IT."), ("country iso",), "countries"),
        Column("kind", _("What sort of arrangement it is."), ("agreement kind", "type"), "agreement_kinds"),
    ),
    needed=(("label",), ("country_code",), ("kind",)),
    not_read=frozenset({"country", "statements"}),
)

LAYOUTS: Mapping[str, Layout] = {
    Kind.CLAIMS: CLAIMS,
    Kind.SOURCES: SOURCES,
    Kind.PARTIES: PARTIES,
    Kind.STATIONS: STATIONS,
    Kind.AGREEMENTS: AGREEMENTS,
}


@dataclass(frozen=True)
class Matched:
    """Which column each heading of a file is: its name, or "" for one that is not read.

    `unknown` are headings that are neither ours nor among those that the site works out.
    """

    columns: tuple[str, ...]
    unknown: tuple[str, ...] = ()


def match(headings: Iterable[str], layout: Layout, chosen: Mapping[int, str] | None = None) -> Matched:
    """Find the column of each heading: what somebody chose for it, its own spelling, another one, a near one.

    Raises Refused where a column that is needed is missing, or two headings are the same column.
    """
    headings = list(headings)
    columns = [
        chosen[place] if chosen and place in chosen else _column_of(heading, layout)
        for place, heading in enumerate(headings)
    ]
    left_out = {alike(name) for name in layout.not_read}
    unknown = [
        heading
        for heading, column in zip(headings, columns, strict=True)
        if heading and not column and alike(heading) not in left_out
    ]
    if problem := why_not(headings, columns, layout):
        raise Refused(problem)
    return Matched(tuple(columns), tuple(unknown))


def offered(headings: Iterable[str], layout: Layout) -> list[str]:
    """The column that each heading seems to be, for whoever then chooses."""
    return [_column_of(heading, layout) for heading in headings]


def why_not(headings: list[str], columns: list[str], layout: Layout) -> str:
    """Why rows cannot be read with these columns; "" where they can."""
    for name in layout.names:
        twice = [heading for heading, column in zip(headings, columns, strict=True) if column == name]
        if len(twice) > 1:
            return _t("Two columns are read as “%(column)s”: %(headings)s. Rename one, or leave it out.") % {
                "column": name,
                "headings": ", ".join(f"“{heading}”" for heading in twice),
            }
    missing = [group for group in layout.needed if not set(group) & set(columns)]
    if not missing:
        return ""
    return _t("The file has no column for: %(missing)s. Its headings are: %(headings)s.") % {
        "missing": "; ".join(_t(" or ").join(group) for group in missing),
        "headings": ", ".join(heading[:40] for heading in headings if heading)[:400],
    }


def _column_of(heading: str, layout: Layout) -> str:
    wanted = alike(heading)
    if not wanted or wanted in {alike(name) for name in layout.not_read}:
        return ""
    if wanted in layout.by_heading:
        return layout.by_heading[wanted]
    near = process.extractOne(wanted, list(layout.by_heading), scorer=fuzz.ratio, score_cutoff=NEAR)
    return layout.by_heading[near[0]] if near else ""
