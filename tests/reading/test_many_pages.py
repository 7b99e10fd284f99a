"""A report of 2,000 pages."""

import resource
import time
from io import BytesIO

import pypdfium2
import pytest

from sources.reading import page_picture, read_file
from sources.reading.formats.pdf import as_seen
from tests.factories import NOON, make_file
from tests.reading.making import make_pdf

pytestmark = pytest.mark.django_db

PAGES = 2000


def test_a_pdf_of_two_thousand_pages_is_read_whole(record_property):
    content = make_pdf(f"#for n in range(1, {PAGES + 1}) [Page #n begins. #lorem(250) #pagebreak(weak: true)]")
    file = make_file(content=content)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    began = time.perf_counter()
    found = read_file(file, at=NOON)
    apart = time.perf_counter() - began

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    began = time.perf_counter()
    plain = plainly_read(content)
    record_property("ratio_to_plain_reading", apart / (time.perf_counter() - began))
    assert found.outcome == "text"
    assert len(found.page_starts) == PAGES
    assert found.text == "\n".join(as_seen(page) for page in plain)
    for number in (1, 2, 1000, PAGES):
        start = found.page_starts[number - 1]
        assert found.text[start:].startswith(f"Page {number} begins.")
    assert grown < 200 * 1024
    assert page_picture(file, PAGES, [(found.page_starts[-1], found.page_starts[-1] + 4)], width=300)[:4] == b"\x89PNG"


def plainly_read(content: bytes) -> list[str]:
    """The same in this process, without limits."""
    pages = []
    with pypdfium2.PdfDocument(BytesIO(content)) as document:
        for number in range(len(document)):
            page = document[number]
            textpage = page.get_textpage()
            pages.append(textpage.get_text_range())
            textpage.close()
            page.close()
    return pages
