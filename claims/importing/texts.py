"""CSV and TSV: in which characters a file is written, what stands between its cells, and its rows."""

import codecs
import csv
import io
import re
from collections.abc import Iterator

import charset_normalizer
from django.utils.translation import gettext as _

from claims.importing.opening import UNPRINTABLE, Line, cleaned
from claims.importing.refusing import Refused

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheet programs of our users' countries write when it is not Unicode.
OLD_ENCODINGS = ["cp1251", "cp1252", "cp1250", "cp1253", "cp1254", "gb18030", "big5", "shift_jis", "euc_kr", "koi8_r"]
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
LONGEST_SAMPLE = 60_000
SEPARATOR_LINE = re.compile(r"^sep=(.)\r?\n", re.IGNORECASE)
TEXT_IN_A_FORMULA = re.compile(r'^="([^"]*)"$')


def lines(data: bytes) -> tuple[list[Line], str]:
    """The rows, numbered from 1 as spreadsheet programs do, and how the file was understood. Raises Refused."""
    text, encoding = _decoded(data)
    if "\0" in text:
        raise Refused(_("This is no text file, and no workbook that can be read. Save it as .csv, .xlsx or .ods."))
    found = SEPARATOR_LINE.match(text)
    delimiter = found[1] if found else _delimiter(text)
    body = text[found.end() :] if found else text
    offset = 1 if found else 0
    rows = list(enumerate(_rows(body, delimiter), start=1 + offset))
    name = DELIMITERS.get(delimiter, delimiter)
    return rows, _("text in %(encoding)s, cells separated by: %(delimiter)s") % {
        "encoding": encoding,
        "delimiter": name,
    }


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):  # noqa: B007 - told when the next one fails
            yield [_cell(cell) for cell in cells]
    except csv.Error as problem:
        sentence = _(
            "Row %(row)s cannot be divided into cells: a quotation mark in it is not closed or not doubled. "
            'Inside a quoted cell, write "" for each.'
        )
        raise Refused(sentence % {"row": number + 1}) from problem


def _cell(cell: str) -> str:
    held = TEXT_IN_A_FORMULA.match(cell)  # how a text with leading zeros is saved for Excel
    return cleaned(held[1] if held else cell)


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, name in MARKS:
        if data.startswith(mark):
            return _by(name, data), name.removesuffix("-sig").upper()
    if b"\0" in data[:4000]:
        name = "utf-16-le" if data[1:4000:2].count(0) >= data[0:4000:2].count(0) else "utf-16-be"
        return _by(name, data), name.upper()
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        name = _old_encoding(data)
        return _by(name, data), name


def _by(name: str, data: bytes) -> str:
    try:
        return data.decode(name)
    except UnicodeError as problem:
        sentence = _("The file begins as text in %(encoding)s, and does not go on so. Save it again, as UTF-8.")
        raise Refused(sentence % {"encoding": name.upper()}) from problem


def _old_encoding(data: bytes) -> str:
    """By the lines that are not plain ASCII, which the guess needs and headings are not."""
    telling = b"\n".join(line for line in data[: 50 * LONGEST_SAMPLE].splitlines() if not line.isascii())
    best = charset_normalizer.from_bytes(telling[:LONGEST_SAMPLE], cp_isolation=OLD_ENCODINGS).best()
    if best is None or sum(map(len, UNPRINTABLE.findall(str(best)))) > len(str(best)) / 100:
        raise Refused(_("In which characters the file is written cannot be told. Save it as UTF-8."))
    return best.encoding


def _delimiter(text: str) -> str:
    """What divides the first line that is not empty; what stands in quotation marks does not count."""
    first = next((line for line in text[:LONGEST_SAMPLE].splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(DELIMITERS, key=bare.count)
