"""Files for reference managers hold the same sources, all that is recorded of each, and text as it was typed."""

import re
from dataclasses import replace

import pytest

from sources.choices import CslType
from sources.citing.files import AT_A_TIME, FILES, Record
from tests.citing import given, readers
from tests.dossiers.given import document
from web.edtf import parse
from web.typed import one_line

HASH = "cd" * 32
every_file = pytest.mark.parametrize("suffix", FILES)
WHOLE = document(
    slug="whole", title="One title", translated_title="Its translation", authors="A. Writer; The Desk",
    publisher="The House", container_title="The Journal", number="No 5", version="second", language="it",
    note="A remark.", copy_kind="republished", issued=parse("2022-12-03"), accessed=parse("2026-11-20"),
)  # fmt: skip

RECORDED = (
    "One title", "Its translation", "A. Writer", "The Desk", "The House", "The Journal", "No 5", "second", "2022",
    "https://daily.example/1", "https://archive.example/1", "A remark.", "Republished copy", "2026",
)  # fmt: skip


def written(suffix, *records):
    return "".join(FILES[suffix].pieces(records))


def read(suffix, *documents):
    return readers.READ[suffix](written(suffix, *map(Record, documents)))


def everything(plain):
    if isinstance(plain, dict):
        return " ".join(map(everything, plain.values()))
    return " ".join(map(everything, plain)) if isinstance(plain, list) else str(plain)


@every_file
def test_each_kind_of_document_comes_with_everything_that_is_recorded(suffix):
    given_documents = [replace(WHOLE, slug=f"kind-{kind}", csl_type=kind) for kind in CslType.values]

    found = read(suffix, *given_documents)

    assert list(found) == [each.slug for each in given_documents]
    for entry in found.values():
        text = everything(entry)
        assert [part for part in RECORDED if part not in text] == [], entry


@every_file
@pytest.mark.parametrize("kind", given.HOSTILE)
def test_what_was_typed_is_read_back_as_it_was_typed(suffix, kind):
    hostile, after = given.hostile(kind), replace(WHOLE, slug="after")

    found = read(suffix, hostile, after)

    assert list(found) == [hostile.slug, "after"]
    title = found[hostile.slug]["title"]
    expected = given.HOSTILE[kind] if suffix == "csljson" else one_line(given.HOSTILE[kind])
    assert title.replace("’", "'") == expected.replace("’", "'")


@pytest.mark.parametrize("suffix", ["bib", "bibtex"])
def test_a_straight_mark_is_written_as_itself_and_two_as_no_double_one(suffix):
    text = written(suffix, Record(document(slug="marked", title="China's 'stations' of rock ''n'' roll")))

    assert "China's" in text
    assert "'stations' of" in re.sub(r"[{}]", "", text).lower()
    assert "''" not in text
    assert readers.READ[suffix](text)["marked"]["title"].lower() == "china's 'stations' of rock ''n'' roll"


@every_file
def test_line_breaks_begin_no_field_and_no_entry(suffix):
    broken = document(slug="broken", title="A\r\nER  - \r\nTY  - JOUR\n}\n@book{x,\n title", note="n\n}\n@comment{")

    found = read(suffix, broken, replace(WHOLE, slug="after"))

    assert list(found) == ["broken", "after"]


@pytest.mark.parametrize(
    ("edtf", "bib", "bibtex", "ris", "csl"),
    [
        ("2022-12-03", "2022-12-03", "2022", "2022/12/03/", {"date-parts": [[2022, 12, 3]]}),
        ("2022-12", "2022-12", "2022", "2022/12//", {"date-parts": [[2022, 12]]}),
        ("2022~", "2022~", "ca. 2022", "///ca. 2022", {"literal": "ca. 2022"}),
        ("2022?", "2022?", "2022?", "///2022?", {"literal": "2022?"}),
        ("2016/2018", "2016/2018", "2016--2018", "///2016–2018", {"date-parts": [[2016], [2018]]}),
        ("2015/..", "2015/..", "since 2015", "///since 2015", {"literal": "since 2015"}),
        ("[2018..2019]", None, "2018 or 2019", "///2018 or 2019", {"literal": "2018 or 2019"}),
    ],
)
def test_dates_are_as_exact_as_they_are_known(edtf, bib, bibtex, ris, csl):
    source = given.dated(edtf)
    found = {suffix: read(suffix, source)["dated"] for suffix in FILES}

    assert found["bib"].get("date") == bib
    assert found["bibtex"]["year"].replace("–", "--") == bibtex
    assert found["ris"]["date"] == ris
    assert found["csljson"]["issued"] == csl
    assert found["rdf"]["date"] == edtf
    assert found["csljson"]["custom"]["issued-edtf"] == edtf
    assert bib or "Dated 2018 or 2019." in found["bib"]["note"]


def test_a_title_that_looks_like_a_date_of_ours_stays_a_title():
    found = read("bib", document(slug="x", title="EdtfDate0", issued=parse("2022~"), language="en"))

    assert found["x"]["title"] == "EdtfDate0"
    assert found["x"]["date"] == "2022~"


@every_file
def test_a_source_of_which_nothing_is_known_is_an_entry_that_says_so(suffix):
    entry = read(suffix, given.NOTHING)["nothing"]

    assert "title" not in entry
    assert all(words in everything(entry) for words in ("Untitled page.", "Undated.", "https://nothing.example/1"))


@every_file
def test_the_hashes_of_preserved_copies_go_along(suffix):
    found = readers.READ[suffix](written(suffix, Record(WHOLE, (HASH,))))

    assert HASH in everything(found["whole"])


@every_file
def test_many_sources_come_in_their_order_and_once(suffix):
    many = [document(slug=f"s-{n:04}", title=f"T {n}") for n in range(AT_A_TIME + 5)]

    assert list(read(suffix, *many)) == [each.slug for each in many]


@every_file
def test_no_sources_are_an_empty_file(suffix):
    assert read(suffix) == {}


def test_ris_numbers_no_entries_and_ends_its_lines_as_the_format_says():
    text = written("ris", Record(WHOLE), Record(replace(WHOLE, slug="second")))

    assert re.findall(r"^\d+\.", text, re.MULTILINE) == []
    assert text.count("TY  - ") == text.count("ER  - ") == 2
    assert text.count("\n") == text.count("\r\n")
