"""Nothing is cut off and nothing runs off a page: every text of the data stands, whole, in each format for readers."""

import io
from functools import cache

import pypdfium2
import pytest

from dossiers.formats import FORMATS
from sources.choices import Words
from tests.dossiers import given, readers
from tests.dossiers.readers import squashed, text_of
from tests.dossiers.test_evidence import checked_dossier

FORMATS_FOR_READERS = ["pdf", "docx", "odt", "html", "epub", "md"]
# What is for programs alone: the values behind the words that are printed.
FOR_PROGRAMS = {
    "form", "language", "code", "made_at", "said_by", "as_of", "style", "slug", "verdict", "stance", "side",
    "about_slug", "about_kind", "speaker_slug", "answer_type", "subject_kind", "kind", "edtf", "earliest", "latest",
    "operator", "scope", "unit", "mark", "csl", "choice", "drawing", "lane", "original", "quote_check", "state", "on",
    "judgement", "source", "question", "first", "second", "reason", "others", "stage", "copies", "questions",
    "checked", "verified", "restates", "builds_on", "rebuts", "replaces", "map", "copy_kind", "asked_by",
    "locator_label", "style_words", "heading_title", "handing", "preserved_at", "media_type", "text_sha256", "name",
}  # fmt: skip
# One name of each script that the project sets.
NAMES = {
    "Chinese": "警侨事务海外服务站",
    "Serbian Cyrillic": "Министарство унутрашњих послова, Ђорђе Љубичић",
    "Croatian": "Županijska policija, Čačak, Đurđevac, Šibenik",
    "Arabic": "مركز الشرطة",
}


def printed(plain, key=""):
    """Every text of the data that is meant for readers."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for name, value in plain.items():
            if name not in FOR_PROGRAMS:
                yield from printed(value, name)
    elif isinstance(plain, list | tuple):
        for value in plain:
            yield from printed(value, key)


@cache
def made(suffix):
    return FORMATS[suffix].render(checked_dossier())


@pytest.mark.parametrize("suffix", FORMATS_FOR_READERS)
def test_every_text_of_the_data_stands_in_the_format(suffix):
    text = squashed(text_of(suffix, made(suffix))).casefold()  # an answer in a sentence begins small
    texts = set(printed(checked_dossier().plain)) - set(Words.values)

    lost = {each for each in texts if squashed(each).casefold() not in text}

    assert len(texts) > 150
    assert lost == set()


@pytest.mark.parametrize("typed", ["", "abcdefghij" * 60, " ".join(NAMES.values())])
def test_no_letter_of_the_pdf_stands_outside_its_page(typed):
    document = pypdfium2.PdfDocument(io.BytesIO(FORMATS["pdf"].render(given.dossier(typed))))

    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        assert boxes
        for left, bottom, right, top in boxes:
            assert left >= 0
            assert bottom >= 0
            assert right <= width
            assert top <= height


@pytest.mark.parametrize("suffix", FORMATS_FOR_READERS)
def test_names_of_four_scripts_are_set_and_read_back(suffix):
    text = squashed(text_of(suffix, FORMATS[suffix].render(given.dossier(" ".join(NAMES.values())))))

    for script, name in NAMES.items():
        # A PDF holds shaped letters where they stand: Arabic is read back from right to left.
        right_to_left = suffix == "pdf" and script == "Arabic"
        assert squashed(name) in text or (right_to_left and squashed(name)[::-1] in text), script


def test_no_font_lacks_a_letter_of_these_names():
    assert given.dossier(" ".join(NAMES.values())).notices == ()


def test_each_script_is_set_in_a_font_that_has_it():
    reader = readers.pdf(FORMATS["pdf"].render(given.dossier(" ".join(NAMES.values()))))

    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }

    for name in ("NotoSerif", "NotoSansCJKsc", "NotoNaskhArabic"):
        assert any(font.startswith(name) for font in fonts), name
