"""The preserved copies on their way into a package: what may be handed over, with its text; of the rest the hash."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO

from dossiers.copies import CopyLine, Handing
from dossiers.package.bag import CHUNK, Bag, Packed
from dossiers.plain import Dossier, NoteLine
from sources.choices import ReadingOutcome
from sources.models import FileText, PreservedFile
from sources.preserving import store
from sources.preserving.names import ENDINGS

IN_MEMORY = 4 * 1024 * 1024
BESIDE = 32  # characters before and after a quotation, as W3C's examples have them
MISSING, DIFFERS = "copy missing", "copy differs from its recorded hash"
# Preserved pages hold strangers' scripts and addresses: what a browser would run gets a name that it shows as text.
RUNS_IN_A_BROWSER = {"text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml"}


@dataclass(frozen=True)
class Handed:
    """What became of a copy: the names of its file and its text in the package, and what was wrong on the shelf."""

    line: CopyLine
    file: str = ""
    text: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Excerpt:
    """A stretch of a copy's text in which a quotation was found, letter by letter, and what stands around it."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


Excerpts = dict[tuple[str, tuple[int, ...]], tuple[Excerpt, ...]]


def hand_over(dossier: Dossier, bag: Bag) -> tuple[tuple[Handed, ...], Excerpts]:
    """Put in the copies and the texts that may be handed over, one at a time; tell what became of every copy."""
    names: dict[str, tuple[str, str]] = {}
    for line in dossier.copies:
        if line.handing == Handing.WHOLE and line.handed_sha256 not in names:
            names[line.handed_sha256] = _put_in(line, bag)
    texts, excerpts = _put_in_texts(dossier, bag)
    handed = []
    for line in dossier.copies:
        name, remark = names.get(line.handed_sha256, ("", "")) if line.handing == Handing.WHOLE else ("", "")
        if not remark and line.handing != Handing.TAKEN_DOWN and not _lies_here(line.sha256):
            remark = MISSING
        handed.append(Handed(line, name, texts.get(line.sha256, ""), (remark,) if remark else ()))
    return tuple(handed), excerpts


def _put_in(line: CopyLine, bag: Bag) -> tuple[str, str]:
    """The name of the file in the package, or what is wrong with it on the shelf: then nothing is put in."""
    name = f"copies/{line.handed_sha256}.{_ending(line.media_type)}"
    try:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as passing, _on_the_shelf(line.handed_sha256) as content:
            found = _copied(content, passing)
            if found.sha256 != line.handed_sha256:
                return "", DIFFERS
            passing.seek(0)
            bag.add_stream(f"data/{name}", passing, found)
    except FileNotFoundError:
        return "", MISSING
    return name, ""


def _on_the_shelf(sha256: str) -> IO[bytes]:
    return store.open_bytes(PreservedFile(sha256=sha256))


def _lies_here(sha256: str) -> bool:
    return store.storage().exists(store.key_of(sha256))


def _copied(content: IO[bytes], copy: IO[bytes]) -> Packed:
    digest, size = hashlib.sha256(), 0
    for chunk in iter(partial(content.read, CHUNK), b""):
        digest.update(chunk)
        size += len(chunk)
        copy.write(chunk)
    return Packed(digest.hexdigest(), size)


def _ending(media_type: str) -> str:
    if media_type in RUNS_IN_A_BROWSER:
        return "html.txt" if "html" in media_type else "xml.txt"
    return ENDINGS.get(media_type, ("bin",))[0]


def _put_in_texts(dossier: Dossier, bag: Bag) -> tuple[dict[str, str], Excerpts]:
    """The texts of copies that may be handed over, by the SHA-256 of the copies, and what was quoted from them.

    A text is what a machine read in the copy itself; it is here even where the bytes on the shelf are gone.
    """
    wanted = {line.sha256: line.text_sha256 for line in dossier.copies if _has_text(line)}
    quoting: dict[str, list[NoteLine]] = {}
    for note in dossier.notes:
        quoting.setdefault(note.copy_sha256, []).append(note)
    texts: dict[str, str] = {}
    excerpts: Excerpts = {}
    for copy, text in _texts(wanted):
        encoded = text.encode()
        digest = hashlib.sha256(encoded).hexdigest()
        if digest != wanted[copy]:
            continue  # read again since the dossier was put together
        texts[copy] = f"texts/{digest}.txt"
        if f"data/{texts[copy]}" not in bag.packed:
            bag.add(f"data/{texts[copy]}", encoded)
        for note in quoting.get(copy, ()):
            if note.quote_text_sha256 == digest and note.quote_spans:
                excerpts[copy, note.quote_spans] = tuple(_excerpts(text, note.quote_spans))
    return texts, excerpts


def _has_text(line: CopyLine) -> bool:
    return line.handing == Handing.WHOLE and line.text_sha256 != ""


def _texts(wanted: Iterable[str]) -> Iterator[tuple[str, str]]:
    """One query; one text at a time is in memory."""
    hashes = sorted(wanted)
    if hashes:
        found = FileText.objects.filter(file__sha256__in=hashes, outcome=ReadingOutcome.TEXT).order_by("file__sha256")
        yield from found.values_list("file__sha256", "text").iterator(chunk_size=1)


def _excerpts(text: str, spans: tuple[int, ...]) -> Iterator[Excerpt]:
    for start, end in zip(spans[::2], spans[1::2], strict=True):
        yield Excerpt(start, end, text[start:end], text[max(0, start - BESIDE) : start], text[end : end + BESIDE])
