"""Files of any kind become rows, or are refused in a sentence."""

import datetime
import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from claims.importing import opening
from claims.importing.refusing import Refused
from tests.importing.sheets import as_xlsx

ROWS = 'quote;speaker\n"Čačak; ""警侨""";Полиция и служба безопасности сообщили о закрытии\n'
CELLS = [["quote", "speaker"], ['Čačak; "警侨"', "Полиция и служба безопасности сообщили о закрытии"]]


def cells_of(data):
    sheet = opening.read(data)
    return [sheet.headings, *(cells for _, cells in sheet.rows)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_whatever_unicode_it_is_written(encoding):
    assert cells_of(ROWS.encode(encoding)) == CELLS


def test_an_old_cyrillic_file_is_read():
    old = ROWS.replace('Čačak; ""警侨""', "Белград")

    assert cells_of(old.encode("cp1251")) == [CELLS[0], ["Белград", CELLS[1][1]]]
    assert "cp1251" in opening.read(old.encode("cp1251")).read_as


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_whatever_stands_between_cells_is_found(delimiter):
    text = f'a{delimiter}"b, c; d"\r\n1{delimiter}="007"\r\n\r\n'

    assert cells_of(text.encode()) == [["a", "b, c; d"], ["1", "007"]]
    assert cells_of(f"sep={delimiter}\n{text}".encode()) == [["a", "b, c; d"], ["1", "007"]]


def test_what_our_exports_put_before_a_formula_is_taken_off_again():
    assert cells_of(b"quote\n'=1+1\n'tis\n") == [["quote"], ["=1+1"], ["'tis"]]


def test_a_workbook_gives_what_somebody_typed():
    day, time = datetime.datetime(2022, 12, 3), datetime.time(14, 5)  # noqa: DTZ001 - a spreadsheet knows no zone
    data = as_xlsx(["a", "b", "c", "d", "e"], [], [12, 12.5, day, True, "Čačak"])

    sheet = opening.read(data)

    assert (sheet.headings, sheet.rows) == (list("abcde"), [(3, ["12", "12.5", "2022-12-03", "yes", "Čačak"])])
    assert time.strftime("%H:%M") == "14:05"


def test_an_opendocument_sheet_is_read():
    assert cells_of(_ods("Čačak")) == [["a"], ["Čačak"]]


def _ods(text, **cell):
    document, table = OpenDocumentSpreadsheet(), Table(name="claims")
    for words in ("a", text):
        row, holds = TableRow(), TableCell(valuetype="string", **(cell if words == text else {}))
        holds.addElement(P(text=words))
        row.addElement(holds)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _zip(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def _bomb():
    entities = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(io.BytesIO(_ods("here"))) as packed:
        content = packed.read("content.xml").decode().split("?>", 1)[1].replace("here", "&b;")
    return _zip(content=entities + content)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b" \n \n", "empty"),
        (b";;;\n", "no row"),
        (b"a,b\n1,2,3\n", "Row 2 has more cells"),
        (b'a,b\n1,"2\n', "Row 2 cannot be divided"),
        (b'quote\n"He said "no" to us"\n', "Row 2 cannot be divided"),
        (b"\xff\xfea", "does not go on so"),
        (b"a\n\0\0\0\0b\0" * 3, "no text file"),
        (b"\xd0\xcf\x11\xe0 old", "97–2003"),
        (b"PK\x03\x04 broken", "damaged"),
        (_zip(word__document="<a/>"), "a ZIP file and no workbook"),
        (_zip(content="<a/>"), "cannot be read"),
        (_bomb(), "document type"),
        (_ods("7", formula="of:=3+4"), "formula"),
        (_ods("7", numbercolumnsspanned="2"), "merged"),
        (as_xlsx(["a"], change=lambda sheet: sheet.write_formula("B3", "=A1", None, "7")), "Cell B3 holds a formula"),
        (as_xlsx(["a"], change=lambda sheet: sheet.merge_range("A3:B4", "x")), r"merged \(A3:B4\)"),
        (",".join(map(str, range(300))).encode(), "300 columns"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data, sentence):
    with pytest.raises(Refused, match=sentence):
        opening.read(data)


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)  # takes no room on the disk

    with pytest.raises(Refused, match="200 MB; at most 50 MB"):
        opening.read_path(large)


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("claims.importing.workbooks.LARGEST_UNPACKED", 1024 * 1024)

    with pytest.raises(Refused, match="Unpacked"):
        opening.read(_zip(content="<a>" + " " * 3_000_000 + "</a>"))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(opening, "MOST_ROWS", 2)

    with pytest.raises(Refused, match="3 rows; at most 2"):
        opening.read(b"a\n1\n2\n3\n")


@given(st.one_of(st.binary(max_size=400), st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))))
@example(b"PK\x03\x04" + b"\0" * 40)
def test_any_bytes_are_rows_or_a_refusal(data):
    try:
        rows = opening.read(data).rows
    except Refused:
        rows = []

    assert all(any(cells) for _, cells in rows)
