"""Make dossiers/opendocument/reference*.odt: pandoc's own OpenDocument styles, in the look of the Word document.

    python -m scripts.make_opendocument_styles

The same pandoc gives the same file.
"""

import io
import subprocess
import zipfile
from itertools import product
from pathlib import Path

import pypandoc
from lxml import etree

from scripts.make_word_styles import ACCENT, CARD, CHINESE, DRAFT, LINE, MOMENT, PAPERS, SANS, STYLES, file_name
from web.written.opendocument import LANGUAGE, LANGUAGES

FOLDER = Path(__file__).resolve().parent.parent / "dossiers" / "opendocument"
NAMES = {
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
}
# Word's names of styles that OpenDocument calls otherwise.
CALLED = {
    "Normal": "Standard",
    "Body Text": "Text body",
    "First Paragraph": "First paragraph",
    "Compact": "Table Contents",
    "Footnote Text": "Footnote",
}


def main() -> None:
    """Write a file for each paper size, with and without the mark of drafts."""
    for paper, draft in product(PAPERS, (False, True)):
        (FOLDER / file_name(paper, "odt", draft=draft)).write_bytes(made(PAPERS[paper], draft=draft))


def made(paper: tuple[float, float], *, draft: bool) -> bytes:
    """One file, for a paper by its width and height in centimetres."""
    given = subprocess.run(
        [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.odt"], capture_output=True, check=True
    ).stdout
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(given)) as parts, zipfile.ZipFile(out, "w") as packed:
        for name in sorted(parts.namelist(), key=lambda name: (name != "mimetype", name)):
            content = restyled(parts.read(name), paper, draft=draft) if name == "styles.xml" else parts.read(name)
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            packed.writestr(zipfile.ZipInfo(name, MOMENT), content, kind)
    return out.getvalue()


def restyled(content: bytes, paper: tuple[float, float], *, draft: bool) -> bytes:
    """The styles of pandoc with ours in their place or beside them, on a paper of that size."""
    root = etree.fromstring(content)
    styles = root.find("office:styles", NAMES)
    faces = root.find("office:font-face-decls", NAMES)
    assert styles is not None  # noqa: S101 - a developer's script
    assert faces is not None  # noqa: S101
    for font in sorted({font for *_before, font, _above, _below in STYLES} | {CHINESE}):
        element(faces, "style:font-face", {"style:name": font, "svg:font-family": f"'{font}'"})
    for name, size, bold, colour, font, above, below in STYLES:
        paragraph_style(styles, name, (size, bold, str(colour), font), (above, below))
    verb = element(styles, "style:style", {"style:name": "Verb", "style:family": "text"})
    look = {"style:font-name": SANS, "fo:font-size": "8.5pt", "fo:font-weight": "bold", "fo:color": f"#{ACCENT}"}
    element(verb, "style:text-properties", look)
    for code in sorted(LANGUAGES):
        given = {"style:name": f"{LANGUAGE}{code}", "style:display-name": f"Language {code}", "style:family": "text"}
        spoken = element(styles, "style:style", given)
        names = ("fo:language", "style:language-asian", "style:language-complex")
        element(spoken, "style:text-properties", dict.fromkeys(names, code))
    link = styles.find("style:style[@style:name='Internet_20_link']/style:text-properties", NAMES)
    link.set(key("fo:color"), f"#{ACCENT}")
    notes = root.find(".//text:notes-configuration[@text:note-class='footnote']", NAMES)
    notes.set(key("style:num-suffix"), " ")
    for page in root.iterfind(".//style:page-layout-properties", NAMES):
        measures = {"page-width": f"{paper[0]}cm", "page-height": f"{paper[1]}cm"}
        measures |= {"margin-left": "2.3cm", "margin-right": "2.3cm"}
        for name, value in {**measures, "margin-top": "2.2cm", "margin-bottom": "1.6cm"}.items():
            page.set(key(f"fo:{name}"), value)
    if draft:
        marked_as_draft(root)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def marked_as_draft(root: etree._Element) -> None:
    """The mark at the head of every page."""
    for page in root.iterfind(".//style:master-page", NAMES):
        head = etree.Element(key("style:header"))
        page.insert(0, head)
        element(head, "text:p", {"text:style-name": "Dossier_20_Motto"}).text = DRAFT


def paragraph_style(
    styles: etree._Element, word_name: str, look: tuple[float, bool, str, str], space: tuple[float, float]
) -> None:
    """One paragraph style, new or instead of pandoc's, which keeps its place among the others."""
    shown = CALLED.get(word_name, word_name)
    name = shown.replace(" ", "_20_")
    size, bold, colour, font = look
    found = styles.find(f"style:style[@style:name='{name}']", NAMES)
    if found is None:
        parent = {} if name == "Standard" else {"style:parent-style-name": "Standard"}
        given = {"style:name": name, "style:display-name": shown, "style:family": "paragraph", **parent}
        found = element(styles, "style:style", given)
    for child in list(found):
        found.remove(child)
    layout = {
        "fo:margin-top": f"{space[0]}pt",
        "fo:margin-bottom": f"{space[1]}pt",
        "fo:line-height": "108%",
        "fo:text-align": "start",
        **({"fo:keep-with-next": "always"} if word_name.startswith("Heading") else {}),
        **(of_a_card(word_name) if word_name in CARD else {}),
    }
    element(found, "style:paragraph-properties", layout)
    weight, points = ("bold" if bold else "normal"), f"{size}pt"
    words = {
        "style:font-name": font,
        "style:font-name-asian": CHINESE,
        "style:font-name-complex": font,
        "fo:color": f"#{colour}",
        "fo:font-style": "normal",
    }
    for ending in ("", "-asian", "-complex"):
        prefix = "style" if ending else "fo"
        words[f"{prefix}:font-size{ending}"], words[f"{prefix}:font-weight{ending}"] = points, weight
    element(found, "style:text-properties", words)


def of_a_card(name: str) -> dict[str, str]:
    """What holds a card together on a page, with its line above and the one beside its quotation."""
    layout = {"fo:margin-left": "0.9cm" if name == "Card Quote" else "0.3cm", "fo:keep-together": "always"}
    if name not in ("Card Facts", "Card Text"):
        layout["fo:keep-with-next"] = "always"
    if name == "Card Label":
        layout |= {"fo:border-top": f"1.5pt solid #{ACCENT}", "fo:padding-top": "4pt"}
    if name == "Card Quote":
        layout |= {"fo:border-left": f"1.5pt solid #{LINE}", "fo:padding-left": "4pt"}
    return layout


def element(parent: etree._Element, name: str, attributes: dict[str, str]) -> etree._Element:
    """A new last child."""
    return etree.SubElement(parent, key(name), {key(each): value for each, value in attributes.items()})


def key(name: str) -> str:
    """“style:name” with its namespace written out."""
    prefix, local = name.split(":")
    return f"{{{NAMES[prefix]}}}{local}"


if __name__ == "__main__":
    main()
