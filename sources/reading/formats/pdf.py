"""PDF, by pdfium: the text of each page, as it can be selected in a viewer, layers of recognised text included."""

from collections.abc import Iterator
from pathlib import Path

from pikepdf import Pdf, PdfError
from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2 import raw as pdfium
from pypdfium2.version import PYPDFIUM_INFO

from sources.reading.characters import clean, one_line
from sources.reading.formats.pdf_characters import text_of
from sources.reading.properties import said_in_xmp
from sources.reading.reading import BROKEN, ENCRYPTED, TOO_LARGE, Hints, Reading, Unreadable

# pdfium puts one of these for a hyphen at the end of a line, and swallows the line end. Both are put back, so that
# the text reads as the page looks: whether the hyphen belongs to the word is left to whoever looks for a quotation.
LINE_END_HYPHENS = ("\ufffe", "\x02")
BETWEEN_PAGES = "\n"
MOST_PAGES = 100_000

NAMES = {
    "Author": "Author",
    "Creator": "Made with",
    "Producer": "Converted with",
    "CreationDate": "Created",
    "ModDate": "Changed",
    "Subject": "Subject",
    "Keywords": "Keywords",
    "Company": "Company",
    "Manager": "Manager",
    "SourceModified": "Original changed",
}


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
    reading.title = one_line(document.get_metadata_value("Title"), 500)
    document.close()
    reading.properties = properties(path)
    return reading


def opened(path: Path) -> PdfDocument:
    """The document. Raises Unreadable."""
    try:
        document = PdfDocument(path)
    except PdfiumError as error:
        locked = getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise Unreadable(ENCRYPTED if locked else BROKEN) from None
    if not 0 < len(document) <= MOST_PAGES:
        raise Unreadable(TOO_LARGE if len(document) else BROKEN)
    return document


def page_text(document: PdfDocument, number: int) -> str:
    """One page's text, clean. A page that cannot be loaded has none."""
    try:
        page = document[number]
    except PdfiumError:
        return ""
    try:
        textpage = page.get_textpage()
        found = as_seen(text_of(textpage))
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


def properties(path: Path) -> list[tuple[str, str]]:
    """What the document says of itself, in its /Info and in XMP; nothing where that is damaged."""
    return list(dict.fromkeys(_properties(path)))


def _properties(path: Path) -> Iterator[tuple[str, str]]:
    try:
        with Pdf.open(path, suppress_warnings=True) as document:
            yield from _said_in_docinfo(document)
            if "/Metadata" in document.Root:
                yield from said_in_xmp(document.Root.Metadata.read_bytes())
    except (PdfError, ValueError, TypeError, AttributeError, KeyError, OverflowError):
        return


def _said_in_docinfo(document: Pdf) -> Iterator[tuple[str, str]]:
    for key, value in document.docinfo.items():
        name = str(key).lstrip("/")
        if name in NAMES:
            words = one_line(str(value), 500)
            yield NAMES[name], _day(words) if name in ("CreationDate", "ModDate") else words


def _day(written: str) -> str:
    """D:20230131120000+01'00' as 2023-01-31 12:00:00 +01:00; anything else as it is."""
    digits = written.removeprefix("D:")
    if not (len(digits) >= 14 and digits[:14].isdigit()):
        return written
    zone = digits[14:].replace("'", ":").rstrip(":").replace("Z", "UTC")
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    return f"{day} {digits[8:10]}:{digits[10:12]}:{digits[12:14]} {zone}".strip()
