"""A page of a PDF as a picture, with the cited words marked."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from sources.models import FileText
from sources.reading import NoPicture, page_picture
from tests.factories import make_file
from tests.reading.making import make_pdf, read

pytestmark = pytest.mark.django_db

PAGE = "#set page(width: 400pt, height: 100pt, margin: 10pt)\n"
TEXT = "First page.#pagebreak()Some words here. The cited words stand alone. More words.#pagebreak()Last."


def picture(file, page, *spans, **options):
    return Image.open(BytesIO(page_picture(file, page, spans, **options))).convert("RGB")


def marked(image):
    """The box around everything yellow, in parts of the picture."""
    yellow = Image.new("1", image.size)
    yellow.putdata([red > 200 and green > 180 and blue < 150 for red, green, blue in image.get_flattened_data()])
    box = yellow.getbbox()
    return box and tuple(round(place / size, 2) for place, size in zip(box, image.size * 2, strict=True))


def span_of(found: FileText, words: str) -> tuple[int, int]:
    start = found.text.index(words)
    return start, start + len(words)


def test_a_page_is_drawn_as_wide_as_asked():
    found = read(make_pdf(PAGE + TEXT))

    drawn = picture(found.file, 2, width=400)

    assert drawn.size == (400, 100)
    assert marked(drawn) is None


def test_the_cited_words_are_marked_where_they_stand_and_stay_readable():
    found = read(make_pdf(PAGE + TEXT))

    drawn = picture(found.file, 2, span_of(found, "cited words"))

    left, top, right, bottom = marked(drawn)
    assert right - left > 0.1
    assert bottom - top < 0.4
    words = drawn.crop((int(left * 1000), int(top * 250), int(right * 1000), int(bottom * 250)))
    assert min(red for red, _, _ in words.get_flattened_data()) < 60


def test_another_page_of_the_passage_is_not_marked():
    found = read(make_pdf(PAGE + TEXT))

    assert marked(picture(found.file, 1, span_of(found, "cited words"))) is None


def test_words_on_two_lines_are_marked_on_each():
    found = read(make_pdf(PAGE + "#set text(24pt)\nOne two three four five six seven eight nine ten eleven."))

    left, top, right, bottom = marked(picture(found.file, 1, (0, len(found.text))))

    assert bottom - top > 0.3
    assert right - left > 0.7


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_marked_where_the_words_stand(turn):
    out = BytesIO()
    with pikepdf.open(BytesIO(make_pdf(PAGE + "Word at the top left."))) as document:
        document.pages[0].Rotate = turn
        document.save(out)
    found = read(out.getvalue())

    left, top, _, _ = marked(picture(found.file, 1, span_of(found, "Word")))

    corner = {90: (0.5, 0), 180: (0.5, 0.5), 270: (0, 0.5)}[turn]
    assert (left >= corner[0], top >= corner[1]) == (True, True)


def test_words_after_a_broken_word_are_marked_in_the_right_place():
    """The text that is kept has more characters there than pdfium counts."""
    body = "#set page(width: 130pt, height: 200pt, margin: 10pt)\nIt is a really well-known fact. Xylophone."
    found = read(make_pdf(body))
    before = marked(picture(found.file, 1, span_of(found, "fact")))
    after = marked(picture(found.file, 1, span_of(found, "Xylophone")))

    assert "well-\n" in found.text
    assert before[1] <= after[1]
    assert after[2] - after[0] > before[2] - before[0]


def test_nothing_is_marked_when_the_text_was_read_otherwise():
    found = read(make_pdf(PAGE + TEXT))
    span = span_of(found, "cited words")
    FileText.objects.filter(pk=found.pk).update(text=found.text.replace("Some", "Same"))

    assert marked(picture(found.file, 2, span)) is None


def test_chinese_and_arabic_words_are_marked():
    found = read(make_pdf(PAGE + "中文海外警务服务站。 قالت الوزارة"))

    assert marked(picture(found.file, 1, span_of(found, "警务"))) is not None
    assert marked(picture(found.file, 1, span_of(found, "الوزارة"))) is not None


def test_a_page_a_mile_long_is_drawn_small():
    found = read(make_pdf("#set page(width: 100pt, height: 14000pt)\nWords."))

    drawn = picture(found.file, 1, width=1000)

    assert drawn.size[0] * drawn.size[1] <= 6_100_000


@pytest.mark.parametrize("page", [0, 2, -1, 10**9])
def test_a_page_that_is_not_there_has_no_picture(page):
    found = read(make_pdf("Words."))

    with pytest.raises(NoPicture):
        page_picture(found.file, page)


@pytest.mark.parametrize("content", [b"Plain words.", b"", b"%PDF-1.7\n"])
def test_what_has_no_pages_has_no_picture(content):
    with pytest.raises(NoPicture):
        page_picture(make_file(content=content), 1)
