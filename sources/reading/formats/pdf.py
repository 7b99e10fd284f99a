"""PDF, by pdfium: the text of each page, as it can be selected in a viewer."""

from pathlib import Path

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.version import PYPDFIUM_INFO

from sources.reading.characters import clean, one_line
from sources.reading.reading import BROKEN, ENCRYPTED, TOO_LARGE, Hints, Reading, Unreadable

# pdfium puts one of these for a hyphen at the end of a line, and swallows the line end. Both are put back, so that
# the text reads as the page looks: whether the hyphen belongs to the word is left to whoever looks for a quotation.
LINE_END_HYPHENS = ("\ufffe", "\x02")
BETWEEN_PAGES = "\n"


def read(path: Path, hints: Hints) -> Reading:
    """All pages' text, one after the other."""
    document = opened(path)
    reading = Reading(extractor=f"pypdfium2 {PYPDFIUM_INFO.version}")
    pages: list[str] = []
    at = 0
    for number in range(len(document)):
        text = page_text(document, number)
        reading.page_starts.append(at)
        pages.append(text)
        at += len(text) + len(BETWEEN_PAGES)
        if at > hints.most_text + len(document):
            raise Unreadable(TOO_LARGE)
    if any(text.strip() for text in pages):
        reading.text = BETWEEN_PAGES.join(pages)
    else:
        reading.page_starts = []
    reading.title = one_line(document.get_metadata_value("Title"), 500)
    return reading


def opened(path: Path) -> PdfDocument:
    """The document. Raises Unreadable."""
    try:
        return PdfDocument(path)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Unreadable(ENCRYPTED if locked else BROKEN) from None


def page_text(document: PdfDocument, number: int) -> str:
    """One page's text, clean. A page that cannot be loaded has none."""
    try:
        page = document[number]
    except PdfiumError:
        return ""
    try:
        textpage = page.get_textpage()
        found = as_seen(textpage.get_text_range())
        textpage.close()
    except PdfiumError:
        found = ""
    page.close()
    return found


def as_seen(raw: str) -> str:
    """pdfium's text with its own signs replaced."""
    for hyphen in LINE_END_HYPHENS:
        raw = raw.replace(hyphen, "-\n")
    return clean(raw)
