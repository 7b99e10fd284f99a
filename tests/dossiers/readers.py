"""Read each format back with a reader that is not ours: its text, and the shape of its structure."""

import csv
import io
import json
import re
import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import openpyxl
import pypandoc
from ebooklib import epub
from odf import opendocument as opendocument_reader
from odf import teletype
from pypdf import PdfReader

# How a run of words is cut into pieces is not structure.
INLINE = {"text:span", "text:s", "Text"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def squashed(text: str) -> str:
    """Without white space and places to break, which a page may set as it needs."""
    return re.sub(r"[\s\u200b]+", "", text)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append(tag)
        self.hidden = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self.hidden = False

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def html(content: bytes) -> _Tags:
    """The tags and texts of a page."""
    parser = _Tags()
    parser.feed(content.decode())
    return parser


def pdf(content: bytes) -> PdfReader:
    """The PDF as pypdf sees it."""
    return PdfReader(io.BytesIO(content))


def footnotes(content: bytes) -> list[str]:
    """The footnotes of a Word document that stand in it, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        root = ElementTree.fromstring(parts.read("word/footnotes.xml"))  # noqa: S314 - made by the test itself
    notes = [note for note in root if note.get(f"{WORD}type") in (None, "normal")]
    return ["".join(piece.text or "" for piece in note.iter(f"{WORD}t")) for note in notes]


def word_text(content: bytes) -> str:
    """Everything that a Word document says, footnotes last."""
    document = docx.Document(io.BytesIO(content))
    body = [piece.text or "" for piece in document.element.body.iter(f"{WORD}t")]
    return "".join(body) + "\n".join(footnotes(content))


def book(content: bytes) -> list[_Tags]:
    """The chapters of an EPUB in the order of reading, its title page and contents left out."""
    with tempfile.NamedTemporaryFile(suffix=".epub") as file:
        Path(file.name).write_bytes(content)
        read = epub.read_epub(file.name, {"ignore_ncx": True})
    spine = [read.get_item_with_id(name) for name, _linear in read.spine]
    return [html(item.get_content()) for item in spine if isinstance(item, epub.EpubHtml) and item.is_chapter()]


def opendocument(content: bytes) -> Any:
    """An ODT as odfpy sees it."""
    return opendocument_reader.load(io.BytesIO(content))


def said(element: Any) -> str:
    """The text of an element of an ODT."""
    return str(teletype.extractText(element))


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every sheet, as openpyxl reads them."""
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in workbook.worksheets}


def pandoc(content: bytes, to: str) -> str:
    """Markdown as pandoc reads it."""
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from=gfm+footnotes", f"--to={to}", "--wrap=none"],
        input=content,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def texts(plain: Any) -> Iterator[str]:
    """Every text in nested lists and dictionaries."""
    if isinstance(plain, str):
        yield plain
    elif isinstance(plain, dict):
        for value in plain.values():
            yield from texts(value)
    elif isinstance(plain, list):
        for value in plain:
            yield from texts(value)


def rows(content: bytes) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def packed(content: bytes) -> dict[str, bytes]:
    """The files of a package by their names in its one folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert len({name.split("/")[0] for name in package.namelist()}) == 1
        return {name.split("/", maxsplit=1)[1]: package.read(name) for name in package.namelist()}


def content_of(response: Any) -> bytes:
    """What came, whether at once or piece by piece."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def text_of(suffix: str, content: bytes) -> str:
    """What a reader of this format reads."""
    if suffix == "pdf":
        return "\n".join(page.extract_text() for page in pdf(content).pages)
    if suffix == "docx":
        return word_text(content)
    if suffix == "odt":
        return said(opendocument(content).body)
    if suffix == "epub":
        return "".join(word for chapter in book(content) for word in chapter.words)
    if suffix == "xlsx":
        return "\n".join(str(cell) for rows in sheets(content).values() for row in rows for cell in row if cell)
    if suffix == "html":
        return "".join(html(content).words)
    if suffix == "md":
        return pandoc(content, "plain")
    if suffix == "csv":
        return "\n".join(cell for row in rows(content) for cell in row)
    if suffix == "zip":
        files = packed(content)
        return "\n".join(
            ["".join(html(files[name]).words) for name in ("index.html", "data/dossier.html")]
            + [files["README.txt"].decode(), text_of("json", files["data/dossier.json"])]
        )
    return "\n".join(texts(json.loads(content)))


def shape_of(suffix: str, content: bytes) -> Any:
    """The structure without the words: what typed text must not change."""
    if suffix == "pdf":
        return len(list(_flat(pdf(content).outline)))
    if suffix == "docx":
        document = docx.Document(io.BytesIO(content))
        styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
        return styles, [len(table.rows) for table in document.tables], len(footnotes(content))
    if suffix == "odt":
        return Counter(node.tagName for node in _nodes(opendocument(content).body) if node.tagName not in INLINE)
    if suffix == "epub":
        return [chapter.tags for chapter in book(content)]
    if suffix == "xlsx":
        return {title: [len(row) for row in rows] for title, rows in sheets(content).items()}
    if suffix == "html":
        return html(content).tags
    if suffix == "md":
        kinds = Counter(_kinds(json.loads(pandoc(content, "json"))["blocks"]))
        return {kind: number for kind, number in kinds.items() if kind not in ("Str", "Space", "SoftBreak", "Quoted")}
    if suffix == "csv":
        return [len(row) for row in rows(content)]
    if suffix == "zip":
        files = packed(content)
        return [*files, html(files["index.html"]).tags, shape_of("html", files["data/dossier.html"])]
    return _keys(json.loads(content))


def _nodes(node: Any) -> Iterator[Any]:
    for child in getattr(node, "childNodes", ()):
        if hasattr(child, "tagName"):
            yield child
            yield from _nodes(child)


def _flat(outline: Any) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def _kinds(tree: Any) -> Iterator[str]:
    if isinstance(tree, dict):
        if isinstance(tree.get("t"), str):
            yield tree["t"]
        for value in tree.values():
            yield from _kinds(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _kinds(value)


def _keys(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {key: _keys(value) for key, value in plain.items()}
    if isinstance(plain, list):
        shapes = [_keys(value) for value in plain]
        return [shape for index, shape in enumerate(shapes) if shape not in shapes[:index]]
    return type(plain).__name__
