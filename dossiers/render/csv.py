"""CSV: one row for each statement, its source inline. No cell can run in a spreadsheet."""

import csv
import io
from typing import Any

from claims.choices import VerificationKind
from dossiers.measured import When
from dossiers.plain import Dossier, NoteLine, SourceLine
from web.typed import one_line

CHECKS = [kind.value for kind in VerificationKind]
STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def render(dossier: Dossier) -> bytes:
    """The CSV in UTF-8 with a byte order mark, without which spreadsheets misread Chinese."""
    out = io.StringIO()
    rows = csv.DictWriter(out, list(COLUMNS), quoting=csv.QUOTE_ALL)
    rows.writeheader()
    if dossier.is_empty:
        nothing = {
            "country": dossier.country.code,
            "public_note": dossier.summary.nothing,
            "recorded_at": dossier.made_at,
        }
        rows.writerow({name: cell(value) for name, value in nothing.items()})
    sources = {source.slug: source for source in dossier.sources}
    for note in dossier.notes:
        values = row(dossier, note, sources[note.source])
        rows.writerow({name: cell(value) for name, value in values.items()})
    return out.getvalue().encode("utf-8-sig")


def cell(value: object) -> str:
    """A value as a cell. An apostrophe keeps what looks like a formula from being one."""
    raw = "" if value is None else str(value)
    text = one_line(raw)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) or raw.startswith(STARTS_A_FORMULA) else text


def row(dossier: Dossier, note: NoteLine, source: SourceLine) -> dict[str, Any]:
    """One statement with its source, by the names of the columns."""
    count = note.count or {}
    return {
        "country": dossier.country.code,
        "lines": " ".join(note.lines),
        "note": note.number,
        "statement_ref": note.ref,
        "state": note.state,
        "question": note.question,
        "about": note.subject,
        "about_kind": note.subject_kind,
        "side": note.side,
        "speaker": note.speaker,
        "spoken_by": note.spoken_by,
        "asked_by": note.asked_by,
        "stance": note.stance,
        "answer": note.answer,
        "answer_type": note.answer_type,
        "count_operator": count.get("operator", ""),
        "count": count.get("low"),
        "count_to": count.get("high"),
        "count_unit": count.get("unit", ""),
        "count_scope": count.get("scope", ""),
        "statement": note.sentence,
        **_dates("said_on", note.said_on),
        **_dates("about_period", note.about_period),
        "passage": note.exact,
        "passage_words": note.words,
        "passage_language": note.language,
        "translation": note.translation,
        "translated_by": note.translated_by,
        "locator_label": note.locator_label,
        "locator": note.locator,
        "way_here": " → ".join(note.chain),
        "origin_stated": "yes" if note.origin_stated else "no",
        **_checks(note),
        **_hangs_together(dossier, note),
        "public_note": note.public_note,
        **_source(source),
        **_moment(dossier, note),
    }


def _hangs_together(dossier: Dossier, note: NoteLine) -> dict[str, str]:
    return {
        "restates": " ".join(note.restates),
        "builds_on": " ".join(note.builds_on),
        "rebuts": " ".join(note.rebuts),
        "replaces": " ".join(note.replaces),
        "same_place": _same_place(dossier, note),
    }


def _same_place(dossier: Dossier, note: NoteLine) -> str:
    """What the statement says of two stations: “milan-a milan-b: same”; several are parted by a semicolon."""
    found = (one for one in dossier.same_places if one.ref == note.ref)
    return "; ".join(
        f"{one.first} {one.second}: {one.judgement}{' (read by the desk)' if one.desk_reading else ''}" for one in found
    )


def _moment(dossier: Dossier, note: NoteLine) -> dict[str, str]:
    apart = {line.note: line.why for line in dossier.listed_apart}
    return {
        "recorded_at": dossier.made_at,
        "said_by": dossier.said_by,
        "as_of": dossier.as_of,
        "listed_apart": apart.get(note.number, ""),
    }


def _checks(note: NoteLine) -> dict[str, object]:
    days = {line.kind: line.on for line in note.checked}
    return {
        **{f"checked_{kind}": days.get(kind, "") for kind in CHECKS},
        "original_not_seen": note.original,
        "quote_check": note.quote_check,
        "quote_page": note.quote_page,
        "copy_sha256": note.copy_sha256,
    }


def _dates(name: str, when: When | None) -> dict[str, str]:
    return {
        f"{name}_edtf": when.edtf if when else "",
        f"{name}_earliest": when.earliest if when else "",
        f"{name}_latest": when.latest if when else "",
    }


def _source(source: SourceLine) -> dict[str, str]:
    csl = source.csl
    return {
        "source": source.slug,
        "source_type": csl.get("type", ""),
        "source_title": csl.get("title", ""),
        "source_translated_title": csl.get("custom", {}).get("translated-title", ""),
        "source_authors": "; ".join(author["literal"] for author in csl.get("author", [])),
        "source_publisher": csl.get("publisher", ""),
        "source_container": csl.get("container-title", ""),
        "source_number": csl.get("number", csl.get("DOI", "")),
        "source_version": csl.get("version", ""),
        "source_language": csl.get("language", ""),
        "source_issued_edtf": source.issued.edtf if source.issued else "",
        "source_copy": source.copy_kind,
        "source_url": csl.get("URL", ""),
        "source_archive_url": csl.get("archive_location", ""),
        "source_accessed_edtf": source.accessed.edtf if source.accessed else "",
        "source_note": source.remark,
    }


COLUMNS = (
    "country", "lines", "note", "statement_ref", "state", "question", "about", "about_kind", "side", "speaker",
    "spoken_by", "asked_by", "stance", "answer", "answer_type", "count_operator", "count", "count_to", "count_unit",
    "count_scope", "statement", "said_on_edtf", "said_on_earliest", "said_on_latest", "about_period_edtf",
    "about_period_earliest", "about_period_latest", "passage", "passage_words", "passage_language", "translation",
    "translated_by", "locator_label", "locator", "way_here", "origin_stated", *(f"checked_{kind}" for kind in CHECKS),
    "original_not_seen", "quote_check", "quote_page", "copy_sha256", "restates", "builds_on", "rebuts", "replaces",
    "same_place", "public_note", "source", "source_type", "source_title", "source_translated_title", "source_authors",
    "source_publisher", "source_container", "source_number", "source_version", "source_language",
    "source_issued_edtf", "source_copy", "source_url", "source_archive_url", "source_accessed_edtf", "source_note",
    "recorded_at", "said_by", "as_of", "listed_apart",
)  # fmt: skip
