"""Every column of a dossier's tables: its name, what its cells hold, and what it means. One place for all formats."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import VerificationKind
from dossiers.tables.plain import Column, Kind

Meaning = tuple[Kind, str | Promise]


def _dates(name: str, what: str | Promise) -> dict[str, Meaning]:
    return {
        f"{name}_edtf": (Kind.TEXT, what),
        f"{name}_earliest": (Kind.DAY, _("The first day that the date beside it can mean; empty where it is open.")),
        f"{name}_latest": (Kind.DAY, _("The last day that the date beside it can mean; empty where it is open.")),
    }


MEANINGS: dict[str, Meaning] = {
    "country": (Kind.TEXT, _("The country of this dossier, by its ISO 3166-1 code.")),
    "lines": (Kind.TEXT, _("The numbers of the lines on which the statement stands, in every format of this dossier.")),
    "note": (Kind.NUMBER, _("The number of its note in every format of this dossier.")),
    "statement_ref": (Kind.TEXT, _("The short name of the statement; its page ends with it.")),
    "state": (Kind.TEXT, _("Whether it is published, or was withdrawn by the editors.")),
    "question": (Kind.TEXT, _("The question that it answers, by its short name.")),
    "about": (Kind.TEXT, _("What it is about: a country, place, reported station, agreement, case, or the network.")),
    "about_kind": (Kind.TEXT, _("Which of these that is.")),
    "side": (Kind.TEXT, _("The side under which its speaker stands.")),
    "speaker": (Kind.TEXT, _("Whose answer it is.")),
    "spoken_by": (Kind.TEXT, _("Who spoke for the speaker, as named in public or by office.")),
    "asked_by": (Kind.TEXT, _("Who asked, where the statement is an answer or its absence.")),
    "stance": (Kind.TEXT, _("How the speaker stands to the answer: says, denies, declines to answer …")),
    "answer": (Kind.TEXT, _("The answer in words.")),
    "answer_type": (Kind.TEXT, _("What sort of answer the question takes: a choice, a number, a date, a party, text.")),
    "count_operator": (Kind.TEXT, _("How the number was given: exactly, at least, at most, about, or as a range.")),
    "count": (Kind.NUMBER, _("The number, or the lower end of a range, as the speaker gave it.")),
    "count_to": (Kind.NUMBER, _("The upper end of a range.")),
    "count_unit": (Kind.TEXT, _("What was counted.")),
    "count_scope": (Kind.TEXT, _("Of what the number is a count; empty for everything there is.")),
    "statement": (Kind.TEXT, _("The statement in one sentence of ours.")),
    **_dates("said_on", _("When it was said, in EDTF (ISO 8601-2).")),
    **_dates("about_period", _("The time that it is about, in EDTF (ISO 8601-2).")),
    "citation": (Kind.TEXT, _("The passage on which it rests: the source's short name and a number.")),
    "passage": (Kind.TEXT, _("The passage as it stands in the source.")),
    "passage_words": (Kind.TEXT, _("Whose words the passage holds: the speaker's own, or somebody's report of them.")),
    "passage_language": (Kind.TEXT, _("The language of the passage, by BCP 47.")),
    "translation": (Kind.TEXT, _("The passage in English.")),
    "translated_by": (Kind.TEXT, _("Who translated it.")),
    "locator_label": (Kind.TEXT, _("The unit of the place in the source: page, paragraph, minute …")),
    "locator": (Kind.TEXT, _("Where in the source the passage stands.")),
    "way_here": (Kind.TEXT, _("How the account reached this record, from the text that was read to the speaker.")),
    "origin_stated": (Kind.YES_NO, _("Whether the passage says where the account comes from.")),
    **{
        f"checked_{kind.value}": (Kind.DAY, _("The day on which a second person last checked this: %s.") % kind.label)
        for kind in VerificationKind
    },
    "original_not_seen": (Kind.TEXT, _("Why the original counts as not seen; empty where it was seen.")),
    "not_checked_twice": (Kind.TEXT, _("That no second person has checked the statement; empty where one has.")),
    "quote_check": (Kind.TEXT, _("What a machine found when it looked for the passage in the preserved copy.")),
    "quote_page": (Kind.NUMBER, _("The page of the preserved copy on which it found the passage.")),
    "copy_sha256": (Kind.TEXT, _("The SHA-256 of the preserved copy.")),
    "restates": (Kind.TEXT, _("The statements that this one says again.")),
    "builds_on": (Kind.TEXT, _("The statements of others on which this one builds.")),
    "rebuts": (Kind.TEXT, _("The statements that this one answers and rejects.")),
    "replaces": (Kind.TEXT, _("The withdrawn statements that this one takes the place of.")),
    "same_place": (Kind.TEXT, _("What it says of two reported stations: the same, different, or not sure.")),
    "public_note": (Kind.TEXT, _("What the desk adds for readers.")),
    "source": (Kind.TEXT, _("The source, by its short name.")),
    "source_type": (Kind.TEXT, _("What sort of text it is, in the words of CSL.")),
    "source_title": (Kind.TEXT, _("Its title, in its own language.")),
    "source_translated_title": (Kind.TEXT, _("Its title in English.")),
    "source_authors": (Kind.TEXT, _("Its authors, as named in it.")),
    "source_publisher": (Kind.TEXT, _("Who published it.")),
    "source_container": (Kind.TEXT, _("The newspaper, journal or site that it appeared in.")),
    "source_number": (Kind.TEXT, _("Its number, where it has one.")),
    "source_version": (Kind.TEXT, _("Which of its versions was read.")),
    "source_language": (Kind.TEXT, _("Its language, by BCP 47.")),
    "source_issued_edtf": (Kind.TEXT, _("When it was published, in EDTF (ISO 8601-2).")),
    "source_copy": (Kind.TEXT, _("What was read: the publisher's original, or which sort of copy.")),
    "source_url": (Kind.TEXT, _("Its address.")),
    "source_archive_url": (Kind.TEXT, _("The address of an archived copy.")),
    "source_accessed_edtf": (Kind.TEXT, _("When it was read, in EDTF (ISO 8601-2).")),
    "source_note": (Kind.TEXT, _("What a reader should know about the copy that was read.")),
    "recorded_at": (Kind.TEXT, _("When this dossier was made (ISO 8601).")),
    "said_by": (Kind.DAY, _("The day by which a statement had to be made to stand in this dossier; empty for any.")),
    "as_of": (Kind.TEXT, _("The moment whose records this dossier holds; empty for those of its making.")),
    "listed_apart": (Kind.TEXT, _("Why the statement's date does not say that it was made by then.")),
    "statements": (Kind.TEXT, _("The statements that rest on it.")),
    "entry": (Kind.TEXT, _("The source as the bibliography of this dossier prints it.")),
    "step": (Kind.NUMBER, _("Its place in the way: 1 is the text that was read, the last is the speaker.")),
    "who": (Kind.TEXT, _("Who passed the account on, and in what.")),
    "wording": (Kind.TEXT, _("The question as it is asked.")),
    "heading": (Kind.NUMBER, _("The number of its heading; line numbers begin with it.")),
    "heading_title": (Kind.TEXT, _("Its heading.")),
    "compared": (Kind.TEXT, _("What comes of comparing the accounts.")),
    "conflicts": (Kind.TEXT, _("Where accounts conflict, in sentences.")),
}  # fmt: skip

CHECKS = tuple(f"checked_{kind.value}" for kind in VerificationKind)
COUNTED = ("count_operator", "count", "count_to", "count_unit", "count_scope")
SAID_ON = ("said_on_edtf", "said_on_earliest", "said_on_latest")
ABOUT_PERIOD = ("about_period_edtf", "about_period_earliest", "about_period_latest")
ANSWERED = (
    "country", "lines", "note", "statement_ref", "state", "question", "about", "about_kind", "side", "speaker",
    "spoken_by", "asked_by", "stance", "answer", "answer_type", *COUNTED, "statement", *SAID_ON, *ABOUT_PERIOD,
)  # fmt: skip
QUOTED = ("passage", "passage_words", "passage_language", "translation", "translated_by", "locator_label", "locator")
UNCHECKED = ("original_not_seen", "not_checked_twice")
FOUND = ("quote_check", "quote_page", "copy_sha256")
LINKED = ("restates", "builds_on", "rebuts", "replaces", "same_place")
SOURCE = (
    "source", "source_type", "source_title", "source_translated_title", "source_authors", "source_publisher",
    "source_container", "source_number", "source_version", "source_language", "source_issued_edtf", "source_copy",
    "source_url", "source_archive_url", "source_accessed_edtf", "source_note",
)  # fmt: skip
MOMENT = ("recorded_at", "said_by", "as_of", "listed_apart")

FLAT = (
    *ANSWERED, *QUOTED, "way_here", "origin_stated", *CHECKS, *UNCHECKED, *FOUND, *LINKED, "public_note",
    *SOURCE, *MOMENT,
)  # fmt: skip
STATEMENTS = (
    *ANSWERED, "citation", "source", "way_here", "origin_stated", *CHECKS, *UNCHECKED, *LINKED,
    "public_note", *MOMENT,
)  # fmt: skip
CITATIONS = ("citation", "source", *QUOTED, *FOUND, "statements")
SOURCES = (*SOURCE, "entry", "statements")
RELAYS = ("statement_ref", "step", "who")
QUESTIONS = ("question", "wording", "heading", "heading_title", "answer_type", "lines", "compared", "conflicts")


def columns(names: Iterable[str]) -> tuple[Column, ...]:
    """The columns of these names."""
    return tuple(Column(name, MEANINGS[name][0], str(MEANINGS[name][1])) for name in names)
