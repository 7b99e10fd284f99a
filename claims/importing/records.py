"""Lists as /api/v1/ answers them, read as rows of the import: pages with their “results”, or a record in each line.

Which list it is, is told from what its records hold. Fields that the import has no column for are left out.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from claims.importing.opening import Line, cleaned
from claims.importing.refusing import Refused

BEGINNINGS = (b"{", b"[")
READ_AS = "JSON of the interface for programs"
STEP, NAME = " → ", "; "
# Column of the import → where it stands in a record.
CLAIMS = {
    "ref": "ref",
    "country_code": "subject.country",
    "subject": "subject.label",
    "subject_kind": "subject.kind",
    "subject_slug": "subject.slug",
    "question_slug": "question.slug",
    "speaker": "speaker.name",
    "speaker_slug": "speaker.slug",
    "speaker_kind": "speaker.kind",
    "speaker_country_code": "speaker.country",
    "speaker_described_by_role": "speaker.described_by_role",
    "speaker_name": "speaker_name",
    "speaker_office": "speaker_office",
    "stance": "stance",
    "answer_choice": "answer.choice.slug",
    "answer_count_operator": "answer.count.operator",
    "answer_count": "answer.count.low",
    "answer_count_to": "answer.count.high",
    "answer_count_unit": "answer.count.unit",
    "answer_count_scope": "answer.count.scope",
    "answer_date": "answer.date",
    "answer_party": "answer.party.slug",
    "statement": "statement",
    "said_on": "said_on",
    "about_period": "about_period",
    "asked_about": "asked_about",
    "asked_by_slug": "asked_by.slug",
    "quote": "passage.exact",
    "whose_words": "passage.words",
    "quote_language": "passage.language",
    "translation": "passage.translation",
    "translated_by": "passage.translated_by",
    "locator_label": "passage.locator_label",
    "locator": "passage.locator",
    "reached_us_through": "relays.party",
    "origin_stated": "origin_stated",
    "public_note": "public_note",
    "source_slug": "passage.source.slug",
    "source_title": "passage.source.title",
    "source_publisher": "passage.source.publisher",
    "source_authors": "passage.source.authors",
    "source_issued": "passage.source.issued",
    "source_language": "passage.source.language",
    "source_kind": "passage.source.csl_type",
    "source_copy": "passage.source.copy_kind",
    "source_url": "passage.source.url",
    "source_archive_url": "passage.source.archive_url",
    "source_accessed": "passage.source.accessed",
}
SOURCES = {
    "kind": "csl_type",
    "publisher": "publisher.name",
    "publisher_slug": "publisher.slug",
    **{
        name: name
        for name in (
            *("slug", "title", "translated_title", "authors", "container_title", "issued", "language", "url"),
            *("archive_url", "accessed", "number", "version", "copy_kind", "note"),
        )
    },
}
PARTIES = {
    "country_code": "country.code",
    "part_of": "part_of.slug",
    **{name: name for name in ("slug", "name", "native_name", "kind", "described_by_role", "state_media_reason")},
}
SUBJECTS = {"slug": "slug", "label": "label", "other_names": "names.name", "country_code": "country.code"}
STATIONS = {
    **SUBJECTS,
    "place": "inside.label",
    "precision": "precision",
    "latitude": "inside.latitude",
    "longitude": "inside.longitude",
}
AGREEMENTS = {**SUBJECTS, "kind": "agreement_kind"}
IN_A_COUNTRY = ("place", "latitude", "longitude")  # said of a place alone


def lines(data: bytes) -> tuple[list[Line], str]:
    """The headings, and a row for each record. Raises Refused."""
    records = list(_records(data))
    if not records:
        raise Refused(_("The file holds no record."))
    columns = _columns(records[0])
    for number, record in enumerate(records, start=1):
        if _columns(record) is not columns:
            raise Refused(
                _("Record %(number)s is of another list than the first. Bring one list.") % {"number": number}
            )
    rows = [(number, _cells(record, columns)) for number, record in enumerate(records, start=2)]
    return [(1, list(columns)), *rows], READ_AS


def _records(data: bytes) -> Iterator[Mapping[str, Any]]:
    for told in _parsed(data):
        several = told if isinstance(told, list) else [told]
        for each in several:
            inner = each.get("results", [each]) if isinstance(each, dict) else [each]
            for record in inner if isinstance(inner, list) else [inner]:
                if not isinstance(record, dict):
                    raise Refused(_("This is JSON, and not a list as /api/v1/ answers it."))
                yield record


def _parsed(data: bytes) -> list[Any]:
    """The whole file, or each of its lines."""
    try:
        text = data.decode("utf-8-sig")
        try:
            return [json.loads(text)]
        except json.JSONDecodeError:
            return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError) as problem:
        raise Refused(_("This begins like JSON, and is none that can be read.")) from problem


def _columns(record: Mapping[str, Any]) -> dict[str, str]:
    """The columns of the list that such a record is of."""
    if "stance" in record and "passage" in record:
        return CLAIMS
    if "csl_type" in record:
        return SOURCES
    if "native_name" in record:
        return PARTIES
    if record.get("kind") in ("station", "agreement") and "label" in record:
        return STATIONS if record["kind"] == "station" else AGREEMENTS
    raise Refused(
        _("These are none of the records that are imported: claims, sources, parties, stations, agreements, whole.")
    )


def _cells(record: Mapping[str, Any], columns: dict[str, str]) -> list[str]:
    cells = {column: _cell(_at(record, path.split(".")), column) for column, path in columns.items()}
    if columns is STATIONS and _at(record, ["inside", "kind"]) != "place":
        cells.update(dict.fromkeys(IN_A_COUNTRY, ""))
    return list(cells.values())


def _at(value: Any, path: list[str]) -> Any:
    """What stands there; of several, each of theirs; None where nothing does."""
    for place, name in enumerate(path):
        if isinstance(value, list):
            return [_at(each, path[place:]) for each in value]
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _cell(value: Any, column: str) -> str:
    if isinstance(value, list):
        return (STEP if column == "reached_us_through" else NAME).join(_cell(each, "") for each in value)
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    return cleaned(str(value))
