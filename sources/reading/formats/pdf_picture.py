"""A picture of one page of a PDF, with stretches of its text marked."""

from collections.abc import Sequence
from ctypes import c_int
from hashlib import sha256
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw
from pypdfium2 import PdfiumError, PdfPage, PdfTextPage
from pypdfium2 import raw as pdfium

from sources.reading.formats import pdf
from sources.reading.formats.pdf_characters import Numbers, text_of
from sources.reading.reading import BROKEN, UNKNOWN_KIND, Unreadable

MOST_PIXELS = 6_000_000
YELLOW = (255, 236, 92)
# Characters whose boxes overlap by this part of their height stand in one line.
SAME_LINE = 0.5

Box = tuple[float, float, float, float]


def draw(path: Path, to: Path, job: dict[str, Any]) -> None:
    """Write a PNG of the page `page` (counted from 0), `width` pixels wide or less.

    `spans` are offsets into this page's text; they are marked only if that text is still the one of which `sha256` is
    given. Raises Unreadable.
    """
    document = pdf.opened(path)
    if not 0 <= job["page"] < len(document):
        raise Unreadable(UNKNOWN_KIND)
    page: PdfPage = document[job["page"]]
    boxes = _boxes(page, job["spans"], job["sha256"]) if job["spans"] else []
    wide, high = page.get_size()
    if not (wide > 0 and high > 0):
        raise Unreadable(BROKEN)
    scale = min(job["width"] / wide, (MOST_PIXELS / (wide * high)) ** 0.5)
    bitmap = page.render(scale=scale)
    picture = bitmap.to_pil().convert("RGB")
    _mark(picture, [_on_picture(page, box, picture.size) for box in boxes])
    picture.save(to, "PNG")


def _boxes(page: PdfPage, spans: Sequence[Sequence[int]], digest: str) -> list[Box]:
    textpage = page.get_textpage()
    characters = _characters(textpage)
    text = "".join(letters for letters, _ in characters)
    if sha256(text.encode()).hexdigest() != digest:
        return []
    where = [number for letters, number in characters for _ in letters]
    return [
        box
        for start, end in spans
        for box in _lines([_box(textpage, number) for number in dict.fromkeys(where[max(0, start) : end])])
    ]


def _characters(textpage: PdfTextPage) -> list[tuple[str, int]]:
    """Each piece of the page's text, as `pdf.page_text` gives it, with pdfium's number of the character it shows."""
    found: list[tuple[str, int]] = []
    text = text_of(textpage)
    numbers = Numbers(textpage, text)
    for place, letter in enumerate(text):
        second_half = text[max(0, place - 1) : place + 1] == "\r\n"
        found.append(("" if second_half else pdf.as_seen(letter), numbers.of(place)))
    return found


def _box(textpage: PdfTextPage, number: int) -> Box | None:
    try:
        left, bottom, right, top = textpage.get_charbox(number, loose=True)
    except PdfiumError:
        return None
    return (left, bottom, right, top) if right > left and top > bottom else None


def _lines(boxes: Sequence[Box | None]) -> list[Box]:
    """One box for each line, or for each column of upright writing."""
    lines: list[Box] = []
    for box in boxes:
        if box is None:
            continue
        if lines and _in_one_line(lines[-1], box):
            last = lines[-1]
            lines[-1] = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        else:
            lines.append(box)
    return lines


def _in_one_line(line: Box, box: Box) -> bool:
    shared = min(line[3], box[3]) - max(line[1], box[1])
    return shared > SAME_LINE * min(line[3] - line[1], box[3] - box[1])


def _on_picture(page: PdfPage, box: Box, size: tuple[int, int]) -> Box:
    """The same box in pixels, whichever way the page is turned or cut."""
    points = [_point(page, x, y, size) for x, y in ((box[0], box[1]), (box[2], box[3]))]
    (x0, x1), (y0, y1) = sorted(x for x, _ in points), sorted(y for _, y in points)
    return x0 - 1, y0 - 1, x1 + 1, y1 + 1


def _point(page: PdfPage, x: float, y: float, size: tuple[int, int]) -> tuple[int, int]:
    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
    return across.value, down.value


def _mark(picture: Image.Image, boxes: Sequence[Box]) -> None:
    """Colour the boxes as a marker pen does: what is dark stays dark."""
    if not boxes:
        return
    pen = Image.new("RGB", picture.size, (255, 255, 255))
    draw = ImageDraw.Draw(pen)
    for box in boxes:
        draw.rectangle(box, fill=YELLOW)
    picture.paste(ImageChops.multiply(picture, pen))
