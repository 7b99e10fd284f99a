"""Make dossiers/word/reference*.docx: pandoc's own Word styles, in the look of the dossier.

    python -m scripts.make_word_styles

The same pandoc gives the same file. Word documents carry no fonts here, so the styles name fonts that every office
program has, with one for Chinese.
"""

import io
import subprocess
import zipfile
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pypandoc
from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

FOLDER = Path(__file__).resolve().parent.parent / "dossiers" / "word"
PAPERS = {"a4": (21, 29.7), "letter": (21.59, 27.94)}  # width and height in centimetres
DRAFT = "DRAFT"
INK, QUIET, ACCENT, LINE = RGBColor(0x16, 0x19, 0x1D), RGBColor(0x54, 0x5B, 0x64), RGBColor(0x0A, 0x52, 0x60), "B9BEC5"
SERIF, SANS, CHINESE = "Georgia", "Calibri", "SimSun"
CARD = ("Card Label", "Card Speaker", "Card Answer", "Card Text", "Card Quote", "Card Facts")
MOMENT = (2026, 1, 1, 0, 0, 0)


def main() -> None:
    """Write a file for each paper size, with and without the mark of drafts."""
    for paper, draft in product(PAPERS, (False, True)):
        (FOLDER / file_name(paper, "docx", draft=draft)).write_bytes(made(paper, draft=draft))


def file_name(paper: str, suffix: str, *, draft: bool) -> str:
    """“reference-letter-draft.docx”; the usual file has no further name (dossiers.render.pandoc.reference)."""
    return "-".join(["reference", *[paper] * (paper != "a4"), *["draft"] * draft]) + f".{suffix}"


def made(paper: str, *, draft: bool) -> bytes:
    """One file."""
    given = subprocess.run(
        [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"], capture_output=True, check=True
    ).stdout
    word = Document(io.BytesIO(given))
    page(word, PAPERS[paper])
    if draft:
        marked_as_draft(word)
    for name, size, bold, colour, font, before, after in STYLES:
        style(word, name, size, bold=bold, colour=colour, font=font, before=before, after=after)
    for name in CARD:
        found = word.styles[name]
        assert isinstance(found, ParagraphStyle)  # noqa: S101 - a developer's script
        found.paragraph_format.keep_together = True
        found.paragraph_format.keep_with_next = name not in ("Card Facts", "Card Text")
        found.paragraph_format.left_indent = Cm(0.9 if name == "Card Quote" else 0.3)
    border(word.styles["Card Label"], "top", str(ACCENT), 12)
    border(word.styles["Card Quote"], "left", LINE, 12)
    verb = word.styles.add_style("Verb", WD_STYLE_TYPE.CHARACTER)
    verb.font.name, verb.font.size, verb.font.bold, verb.font.color.rgb = SANS, Pt(8.5), True, ACCENT
    word.styles["Hyperlink"].font.color.rgb = ACCENT
    ruled(word.styles["Table"])
    word.core_properties.created = word.core_properties.modified = datetime(*MOMENT, tzinfo=UTC)
    out = io.BytesIO()
    word.save(out)
    return repacked(out.getvalue())


STYLES = [
    # name, points, bold, colour, font, points before, points after
    ("Normal", 10, False, INK, SERIF, 0, 4),
    ("Body Text", 10, False, INK, SERIF, 3, 3),
    ("First Paragraph", 10, False, INK, SERIF, 3, 3),
    ("Compact", 9.5, False, INK, SERIF, 1, 1),
    ("Title", 22, True, INK, SERIF, 0, 6),
    ("Author", 10, False, QUIET, SANS, 0, 0),
    ("Heading 1", 16, True, INK, SANS, 22, 6),
    ("Heading 2", 13, True, ACCENT, SANS, 16, 3),
    ("Heading 3", 11, True, INK, SANS, 12, 3),
    ("Footnote Text", 8.5, False, INK, SERIF, 0, 2),
    ("Bibliography", 9.5, False, INK, SERIF, 2, 3),
    ("Small", 8.5, False, QUIET, SANS, 0, 4),
    ("Dossier Motto", 11.5, False, INK, SERIF, 0, 6),
    ("Dossier Made", 8.5, False, QUIET, SANS, 0, 1),
    ("Card Label", 8.5, False, QUIET, SANS, 9, 0),
    ("Card Speaker", 11, False, INK, SERIF, 1, 0),
    ("Card Answer", 10, False, INK, SERIF, 1, 0),
    ("Card Text", 10, False, INK, SERIF, 2, 0),
    ("Card Quote", 9.5, False, INK, SERIF, 3, 2),
    ("Card Facts", 8.5, False, QUIET, SANS, 1, 0),
]


def page(word: Word, size: tuple[float, float]) -> None:
    """The paper, by its width and height in centimetres, with room for a reader's notes."""
    for section in word.sections:
        section.page_width, section.page_height = Cm(size[0]), Cm(size[1])
        section.left_margin = section.right_margin = Cm(2.3)
        section.top_margin = section.bottom_margin = Cm(2.2)


def marked_as_draft(word: Word) -> None:
    """The mark at the head of every page."""
    for section in word.sections:
        mark = section.header.paragraphs[0].add_run(DRAFT)
        mark.font.name, mark.font.size, mark.font.bold = SANS, Pt(14), True


def style(
    word: Word, name: str, size: float, *, bold: bool, colour: RGBColor, font: str, before: float, after: float
) -> None:
    """One paragraph style, new or changed."""
    names = [each.name for each in word.styles]
    found = word.styles[name] if name in names else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(found, ParagraphStyle)  # noqa: S101 - a developer's script
    found.font.size, found.font.bold, found.font.italic, found.font.color.rgb = Pt(size), bold, False, colour
    fonts = found.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in list(fonts.attrib):
        del fonts.attrib[kind]
    for kind, value in (("ascii", font), ("hAnsi", font), ("cs", font), ("eastAsia", CHINESE)):
        fonts.set(qn(f"w:{kind}"), value)
    layout = found.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.08
    layout.alignment = 0


def border(found: object, side: str, colour: str, eighths: int) -> None:
    """A line on one side of a paragraph."""
    properties = found.element.get_or_add_pPr()  # type: ignore[attr-defined]
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "4"), ("color", colour)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    properties.append(borders)


def ruled(table: object) -> None:
    """Thin lines between the rows of a table, and air above and below them."""
    properties = table.element.find(qn("w:tblPr"))  # type: ignore[attr-defined]
    borders = OxmlElement("w:tblBorders")
    line = OxmlElement("w:insideH")
    for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    margins = properties.find(qn("w:tblCellMar"))
    margins.addprevious(borders)
    for side in ("top", "bottom"):
        margins.find(qn(f"w:{side}")).set(qn("w:w"), "40")


def repacked(content: bytes) -> bytes:
    """The same archive with fixed times, so that the same styles give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(given.namelist()):
            packed.writestr(zipfile.ZipInfo(name, MOMENT), given.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    main()
