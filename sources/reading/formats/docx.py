"""DOCX, by pandoc: body, tables, lists and notes. Headers and footers of pages are not read.

Pandoc is given a new, uncompressed copy of those parts that hold text, so that it never unpacks anything itself. It
writes HTML, which is read as any other HTML; the marks of notes are left out of the sentences in which they stand.
"""

import os
import resource
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import ZIP_STORED, ZipFile

import pypandoc
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sources.reading import archives, confinement
from sources.reading.characters import one_line
from sources.reading.formats.html import VisibleText, read_text
from sources.reading.limits import MEGABYTE
from sources.reading.reading import BROKEN, TOO_LARGE, Hints, Reading, Unreadable

WITHOUT_TEXT = ("word/media/", "word/embeddings/", "word/fonts/", "docProps/thumbnail")
MOST_UNPACKED = 256 * MEGABYTE
MOST_PROPERTIES = MEGABYTE
PANDOC = Path(pypandoc.__file__).parent / "files" / "pandoc"  # the wheel's, never the machine's
NOTE_MARKS = ("doc-noteref", "doc-backlink")

NAMES = {
    "docProps/core.xml": {
        "creator": "Author",
        "lastModifiedBy": "Last changed by",
        "created": "Created",
        "modified": "Changed",
        "lastPrinted": "Printed",
        "revision": "Times saved",
        "subject": "Subject",
        "keywords": "Keywords",
        "description": "Comment",
        "category": "Category",
        "contentStatus": "Status",
    },
    "docProps/app.xml": {
        "Application": "Made with",
        "AppVersion": "Version of the program",
        "Company": "Company",
        "Manager": "Manager",
        "Template": "Template",
        "TotalTime": "Minutes of editing",
    },
}


class WithoutNoteMarks(VisibleText):
    """What pandoc's HTML shows, without the numbers that lead to notes and the arrows that lead back."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == "a" and attributes.get("role") in NOTE_MARKS:
            attributes = {**attributes, "hidden": ""}
        super().start(tag, attributes)


def read(path: Path, hints: Hints) -> Reading:
    """Text, title and properties."""
    with archives.opened(path) as archive, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _copy_text(archive, folder / "text.docx")
        reading = read_text(_converted(folder), hints, WithoutNoteMarks(hints.most_text))
        reading.extractor = f"pandoc of pypandoc_binary {version('pypandoc_binary')}"
        reading.title = _title(archive)
        reading.properties = list(_properties(archive))
    return reading


def _copy_text(archive: ZipFile, to: Path) -> None:
    room = MOST_UNPACKED
    with ZipFile(to, "w", ZIP_STORED) as copy:
        for name in dict.fromkeys(archive.namelist()):
            if name.endswith("/") or name.startswith(WITHOUT_TEXT):
                continue
            content = archives.part(archive, name, room)
            room -= len(content)
            if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
                raise Unreadable(BROKEN)  # not allowed in this format, and only good for bombs
            copy.writestr(name, content)


def _converted(folder: Path) -> str:
    """The document as HTML."""
    memory, _ = resource.getrlimit(resource.RLIMIT_AS)
    heap = [] if memory == resource.RLIM_INFINITY else [f"-M{memory // 2 // MEGABYTE}m"]
    options = ["--sandbox", "--from=docx", "--to=html", "--wrap=none", "--output=text.html", "text.docx"]
    parent = os.getpid()
    pandoc = subprocess.run(  # noqa: S603 - the program of the wheel
        [str(PANDOC), "+RTS", *heap, "-RTS", *options],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        check=False, preexec_fn=lambda: confinement.end_with_parent(parent),
    )  # fmt: skip
    if pandoc.returncode in (251, -signal.SIGKILL, -signal.SIGXFSZ):  # 251: the heap is full
        raise Unreadable(TOO_LARGE)
    if pandoc.returncode:
        raise Unreadable(BROKEN)
    return (folder / "text.html").read_text(encoding="utf-8", errors="replace")


def _title(archive: ZipFile) -> str:
    return next((value for name, value in _values(archive, "docProps/core.xml") if name == "title"), "")


def _properties(archive: ZipFile) -> Iterator[tuple[str, str]]:
    for part, names in NAMES.items():
        for name, value in _values(archive, part):
            if name in names and value:
                yield names[name], value


def _values(archive: ZipFile, part: str) -> list[tuple[str, str]]:
    if part not in archive.namelist():
        return []
    try:
        root = fromstring(archives.part(archive, part, MOST_PROPERTIES))
    except (Unreadable, ParseError, DefusedXmlException, ValueError, LookupError):
        return []
    return [(child.tag.rpartition("}")[2], one_line(child.text or "", 500)) for child in root]
