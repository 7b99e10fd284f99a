"""CSV: one row for each statement, its source inline. No cell can run in a spreadsheet."""

import csv
import io
from typing import IO

from dossiers.plain import Dossier
from dossiers.tables.build import Tables
from dossiers.tables.plain import Row, Value
from web.typed import one_line

STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def render(dossier: Dossier) -> bytes:
    """The CSV in UTF-8 with a byte order mark, without which spreadsheets misread Chinese."""
    out = io.BytesIO()
    write(dossier, out)
    return out.getvalue()


def write(dossier: Dossier, file: IO[bytes]) -> None:
    """The same, row by row."""
    tables = Tables(dossier)
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=False)
    rows = csv.DictWriter(text, tables.flat_names(), quoting=csv.QUOTE_ALL)
    rows.writeheader()
    for values in tables.flat_rows() if dossier.notes else (_nothing(dossier),):
        rows.writerow({name: cell(value) for name, value in values.items()})
    text.flush()
    text.detach()


def cell(value: Value) -> str:
    """A value as a cell. An apostrophe keeps what looks like a formula from being one."""
    raw = "" if value is None else str(value)
    text = one_line(raw)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) or raw.startswith(STARTS_A_FORMULA) else text


def _nothing(dossier: Dossier) -> Row:
    return {
        "country": dossier.country.code,
        "public_note": dossier.summary.nothing,
        "recorded_at": dossier.made_at,
    }
