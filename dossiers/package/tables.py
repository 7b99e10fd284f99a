"""The tables of a package as CSV files, and the Frictionless data package that describes them."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from dossiers.package.copies import Handed
from dossiers.plain import Dossier
from dossiers.render.csv import cell
from dossiers.tables.build import Tables
from dossiers.tables.plain import Column, Kind, Row, Table

TYPES: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.NUMBER: {"type": "integer"},
    Kind.DAY: {"type": "date"},
    Kind.YES_NO: {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
}
# A general statement stands in the dossiers of several countries, so its short name may stand in more than one row.
KEYS = {"statements": ["note"], "relays": ["statement_ref", "step"], "copies": ["source", "copy_sha256"]}


def tables_of(dossier: Dossier, handed: Iterable[Handed]) -> tuple[Table, ...]:
    """The tables of every format, and the one of copies."""
    return (*Tables(dossier).all(), _copies(handed))


def as_csv(table: Table) -> bytes:
    """One table in UTF-8; no cell can run in a spreadsheet."""
    out = io.StringIO()
    rows = csv.DictWriter(out, [column.name for column in table.columns], quoting=csv.QUOTE_ALL)
    rows.writeheader()
    rows.writerows(_cells(row) for row in _once(table.rows))
    return out.getvalue().encode()


def description(dossier: Dossier, tables: Iterable[Table], *, name: str, digest: str) -> dict[str, Any]:
    """datapackage.json: what each table holds, which columns tell rows apart, and which point at which."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "id": f"urn:sha256:{digest}",
        "title": dossier.title,
        "created": dossier.made_at.replace("+00:00", "Z"),
        "sources": [_source(source.slug, source.csl) for source in dossier.sources],
        "resources": [_resource(table) for table in tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    points = table.points_to or {}
    return {
        "profile": "tabular-data-resource",
        "name": table.slug,
        "title": table.title,
        "path": f"tables/{table.slug}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": KEYS.get(table.slug, [table.key]),
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": other, "fields": [_points_at(other, column)]}}
                for column, other in points.items()
            ],
        },
    }


def _points_at(other: str, column: str) -> str:
    return {"citations": "citation", "sources": "source", "questions": "question"}.get(other, column)


def _field(column: Column) -> dict[str, Any]:
    return {"name": column.name, **TYPES[column.kind], "description": column.meaning}


def _source(slug: str, csl: Any) -> dict[str, str]:
    address = {"path": csl["URL"]} if csl.get("URL") else {}
    return {"title": str(csl.get("title") or slug), **address}


def _cells(row: Row) -> dict[str, str]:
    return {name: cell(value) for name, value in row.items()}


def _once(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows that say the same stand once."""
    yield from {tuple(row.items()): row for row in rows}.values()


def _copies(handed: Iterable[Handed]) -> Table:
    columns = (
        Column("source", Kind.TEXT, _("The source, by its short name.")),
        Column("copy_sha256", Kind.TEXT, _("The SHA-256 of the preserved copy.")),
        Column("media_type", Kind.TEXT, _("What sort of file it is, told from its content.")),
        Column("preserved_at", Kind.TEXT, _("When it was preserved (ISO 8601).")),
        Column("handing", Kind.TEXT, _("Whether it is in the package (whole), known by its hash only, or taken down.")),
        Column("file", Kind.TEXT, _("Its file in the package: without what the file says of itself.")),
        Column("file_sha256", Kind.TEXT, _("The SHA-256 of that file.")),
        Column("text", Kind.TEXT, _("The file with the text that a machine read in the copy.")),
        Column("text_sha256", Kind.TEXT, _("The SHA-256 of that text, in UTF-8.")),
        Column("remarks", Kind.TEXT, _("What was wrong with the copy when the package was made.")),
    )
    return Table(
        "copies", _("Copies"), columns, tuple(copy_row(one) for one in handed), points_to={"source": "sources"}
    )


def copy_row(one: Handed) -> dict[str, str]:
    """What the package says of one copy."""
    return {
        "source": one.line.source,
        "copy_sha256": one.line.sha256,
        "media_type": one.line.media_type,
        "preserved_at": one.line.preserved_at,
        "handing": one.line.handing,
        "file": one.file,
        "file_sha256": one.line.handed_sha256 if one.file else "",
        "text": one.text,
        "text_sha256": one.line.text_sha256,
        "remarks": "; ".join(one.remarks),
    }
