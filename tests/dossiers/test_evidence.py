"""The annotated appendix and the five verifications as tick columns: the same in every format."""

import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import docx as python_docx
import pytest
from lxml import etree

from claims.accounts.side_by_side import ListedApart
from claims.accounts.statement import Tick
from claims.choices import VerificationKind
from dossiers.annotated import with_copies
from dossiers.compose import compose
from dossiers.copies import CopyLine
from dossiers.formats import FORMATS
from dossiers.labels import labels
from tests.dossiers import given, readers
from tests.dossiers.readers import squashed, text_of

FOR_READERS = ["pdf", "docx", "odt", "html", "epub", "md"]
SHA256, OTHER = "0123456789abcdef" * 4, "fedcba9876543210" * 4
NAMES = {"w": readers.WORD.strip("{}"), "w14": "http://schemas.microsoft.com/office/word/2010/wordml"}


def checked_dossier():
    """The small dossier: of the first statement two things were checked, in a copy that is kept."""
    made = given.accounts()
    first, *others = made.notes
    ticks = tuple(Tick(kind, date(2026, 11, 2)) for kind in ("words", "translation"))
    passage = replace(first.statement.passage, found="exact", found_on_page=3, copy_sha256=SHA256)
    one = replace(first.statement, ticks=ticks, verified=frozenset({"words", "translation"}), passage=passage)
    accounts = replace(made, notes=(replace(first, statement=one), *others))
    made_of = compose(given.ITALY, accounts, [], [], made_at=given.NOON)
    kept = CopyLine("daily-1", SHA256, "text/html", "2026-11-01T08:00:00+00:00", "hash_only", "", 0, "")
    gone = replace(kept, sha256=OTHER, handing="taken_down")
    return replace(made_of, copies=(kept, gone), appendix=with_copies(made_of.appendix, (kept, gone)))


def words_of(dossier):
    """Everything that the appendix says, entry by entry, beside what is a label."""
    notes = {note.number: note for note in dossier.notes}
    for one in dossier.appendix:
        note = notes[one.note]
        yield from (note.speaker, note.sentence, note.exact, note.translation, note.translated_by, note.spoken_by)
        yield from (one.ref, *one.lines, one.speaker_native, one.read_in, one.language_name, one.whose, one.way)
        yield from (one.place, one.check, one.copy_sha256, one.address, one.archive_address)
        yield from (box.words for box in one.checks)
        yield from one.kept
        yield one.accessed.words if one.accessed else ""


@pytest.fixture(scope="module")
def dossier():
    return checked_dossier()


@pytest.mark.parametrize("suffix", FOR_READERS)
def test_every_format_prints_every_word_of_the_appendix(suffix, dossier):
    text = squashed(text_of(suffix, FORMATS[suffix].render(dossier)))
    appendix = text[text.rindex(squashed("Annotated appendix Each statement")) :]

    for words in words_of(dossier):
        assert squashed(words) in appendix


def test_each_of_the_five_is_done_open_or_does_not_apply(dossier):
    first, second, *_others = dossier.appendix

    assert [(box.kind, box.state, box.on) for box in first.checks] == [
        ("words", "done", "2026-11-02"),
        ("speaker", "open", ""),
        ("date", "open", ""),
        ("translation", "done", "2026-11-02"),
        ("original_seen", "open", ""),
    ]
    assert [box.words for box in first.checks[:2]] == ["yes, 2 November 2026", "not yet"]
    assert [box.state for box in second.checks] == ["open", "open", "open", "does_not_apply", "open"]


def test_the_appendix_says_whose_words_these_are_and_through_whom_they_came(dossier):
    by_ref = {one.ref: one for one in dossier.appendix}

    assert by_ref["dddddd1"].whose == "In the speaker's own words"
    assert by_ref["rrrrrr1"].whose == "As the source reports it"
    assert by_ref["rrrrrr1"].way == "passed on by The Agency"
    assert by_ref["bbbbbb1"].way == "the passage does not say where the account comes from"
    assert by_ref["rrrrrr1"].place == "paragraph 12"


def test_a_statement_listed_apart_stands_in_the_appendix_as_well():
    made = given.accounts()
    last = made.notes[-1]
    apart = ListedApart(last.statement, "Its date is missing.", number="L.1", note=last.number)
    accounts = replace(made, notes=made.notes[:-1], listed_apart=(apart,), closing=())

    found = compose(given.ITALY, accounts, [], [], made_at=given.NOON)

    assert [one.note for one in found.appendix] == [note.number for note in found.notes]
    assert found.appendix[-1].lines == ("L.1",)


def controls(content):
    """The name, tag and state of every box of a Word document, row by row of its table."""
    body = python_docx.Document(io.BytesIO(content)).element.body
    rows = [row.findall(".//w:sdt", NAMES) for row in body.iter(f"{readers.WORD}tr")]
    return [[_control(sdt) for sdt in row] for row in rows if row]


def _control(sdt):
    (checked,) = sdt.findall("w:sdtPr/w14:checkbox/w14:checked", NAMES)
    drawn = "".join(text.text for text in sdt.iter(f"{readers.WORD}t"))
    ticked = checked.get(f"{{{NAMES['w14']}}}val") == "1"
    assert drawn == ("☑" if ticked else "☐")
    return sdt.find("w:sdtPr/w:tag", NAMES).get(f"{readers.WORD}val"), ticked


def test_in_word_each_statement_has_five_boxes_whose_state_is_that_of_the_data(dossier):
    found = controls(FORMATS["docx"].render(dossier))

    expected = [[(f"{one.ref}-{box.kind}", box.is_ticked) for box in one.checks] for one in dossier.appendix]
    assert found == expected
    assert all(len(row) == len(VerificationKind) for row in found)
    assert sum(ticked for row in found for _tag, ticked in row) == 2


def test_every_box_in_word_has_a_number_of_its_own(dossier):
    body = python_docx.Document(io.BytesIO(FORMATS["docx"].render(dossier))).element.body

    numbers = [key.get(f"{readers.WORD}val") for key in body.iterfind(".//w:sdtPr/w:id", NAMES)]

    assert len(numbers) == len(set(numbers)) == 5 * len(dossier.appendix)


def test_no_box_is_in_the_way_of_the_footnotes(dossier):
    content = FORMATS["docx"].render(dossier)

    assert len(readers.footnotes(content)) == len(dossier.notes)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed here")
def test_libreoffice_opens_the_boxes_and_gives_them_back(dossier, tmp_path):
    (tmp_path / "dossier.docx").write_bytes(FORMATS["docx"].render(dossier))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "odt"]

    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "dossier.docx"], check=True, capture_output=True)

    with zipfile.ZipFile(tmp_path / "dossier.odt") as parts:
        content = etree.fromstring(parts.read("content.xml"))
    boxes = [node for node in content.iter() if etree.QName(node).localname == "content-control"]
    ticked = [box for box in boxes if any(key.endswith("}checked") and box.get(key) == "true" for key in box.attrib)]
    assert len(boxes) == 5 * len(dossier.appendix)
    assert len(ticked) == 2


def test_a_checked_statement_is_told_without_a_name(dossier):
    text = FORMATS["json"].render(dossier).decode()

    assert "verified_by" not in text
    assert datetime(2026, 11, 2, tzinfo=UTC).date().isoformat() in text


def test_of_each_source_every_kept_copy_is_named_with_its_day_and_its_whole_hash(dossier):
    assert dossier.appendix[0].kept == (
        f"1 November 2026, SHA-256 {SHA256}",
        f"1 November 2026, SHA-256 {OTHER} (taken down since)",
    )


def test_the_page_of_conflicts_is_one_page_and_counts_what_found_no_room():
    made = given.dossier()
    (conflict,) = made.summary.conflicts
    many = replace(made, summary=replace(made.summary, conflicts=(conflict,) * 200))

    shown = many.summary.conflicts_shown

    assert made.summary.conflicts_shown == 1
    assert 10 < shown < 60
    assert labels(made)["conflicts_more"] == ""
    for suffix in ("pdf", "md"):
        text = squashed(text_of(suffix, FORMATS[suffix].render(many)))
        assert squashed(f"The first {shown} of 200 conflicts.") in text
        assert text.count(squashed(conflict.sentence)) == shown + 1
