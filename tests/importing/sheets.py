"""Invented rows of claims, and files that hold them."""

import csv
import io

import xlsxwriter

from tests import factories as make

ROW = {
    "country_code": "IT",
    "question_slug": "asked",
    "speaker": "Invented Watch",
    "speaker_kind": "ngo",
    "stance": "says",
    "answer_choice": "yes",
    "statement": "Invented Watch says that there is one.",
    "said_on": "2022-12-03",
    "quote": "There is one, of course.",
    "whose_words": "own",
    "source_title": "An invented report",
    "source_kind": "report",
    "source_language": "en",
    "source_url": "https://invented.example/report",
}


def make_ground():
    """A country and a question that rows name."""
    italy = make.make_country(code="IT", name="Italy")
    return italy, make.make_question(slug="asked", wording="Is there one?")


def rows(number, **columns):
    """So many rows, which differ in their statement."""
    return [{**ROW, "statement": f"Invented Watch says that there is one, {n}.", **columns} for n in range(number)]


def as_csv(*lines, delimiter=",", encoding="utf-8", headings=None):
    """A file of these rows."""
    out = io.StringIO()
    names = headings or list(dict.fromkeys(name for line in lines for name in line))
    writer = csv.DictWriter(out, names, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode(encoding)


def as_xlsx(*cells, change=None):
    """A workbook of these lists of cells."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("claims")
    for number, row in enumerate(cells):
        sheet.write_row(number, 0, row)
    if change:
        change(sheet)
    book.close()
    return out.getvalue()
