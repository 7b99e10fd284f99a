"""Citations in a style, by pandoc's citeproc: as many as a page or a dossier needs, in one run of the program."""

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from sources.citing.citable import Citable, Cited, closed
from sources.citing.dates import in_a_citation
from sources.citing.left_out import left_out
from sources.citing.reading import runs
from sources.citing.references import MARK, citation, reference, sequence, string
from sources.citing.runs import Run
from sources.citing.styles import STYLES, Style
from web.pandoc import convert
from web.pandoc_tree import Node, document, note, paragraph

ENTRIES = "refs"
ENTRY = "ref-"


@dataclass(frozen=True)
class Written:
    """Notes by what they cite, and the list of sources by slug, in the order of the style."""

    notes: dict[Cited, tuple[Run, ...]]
    entries: dict[str, tuple[Run, ...]]


def write(style: Style, cited: Iterable[Cited], *, numbered: bool = True) -> Written:
    """Every citation as the first of its source (never “ibid.”), and each source once as in a bibliography.

    Without `numbered`, a style that numbers its sources gives each note whole and without a number, so that it can be
    pasted elsewhere. Raises web.pandoc.PandocFailed.
    """
    wanted = list(dict.fromkeys(cited))
    if not wanted:
        return Written({}, {})
    return _Writing(style, wanted, numbered).written()


def footnote(style: Style, cited: Cited) -> tuple[Run, ...]:
    """One citation that stands alone."""
    return _footnote(style.slug, cited, get_language() or "")


@lru_cache(maxsize=1024)
def _footnote(slug: str, cited: Cited, _language: str) -> tuple[Run, ...]:
    return write(STYLES[slug], [cited], numbered=False).notes[cited]


class _Writing:
    """One run: every place that is cited has a key of its own, or a style would shorten its second note."""

    def __init__(self, style: Style, wanted: list[Cited], numbered: bool) -> None:
        self.style, self.wanted, self.numbered = style, wanted, numbered
        self.documents = {one.document.slug: one.document for one in wanted}
        self.whole = [Cited(each) for each in self.documents.values()]
        self.cites = wanted if style.in_text or style.has_bibliography else list(dict.fromkeys([*wanted, *self.whole]))
        self.keys: dict[Cited, str] = {}
        self.first: dict[str, str] = {}
        for place, one in enumerate(self.cites):
            slug = one.document.slug
            self.keys[one] = self.first[slug] if style.in_text and slug in self.first else f"s{place}"
            self.first.setdefault(slug, self.keys[one])

    def written(self) -> Written:
        tree = self._processed()
        notes = dict(zip(self.cites, map(_cite_in, _paragraphs(tree)), strict=True))
        entries = dict(self._entries(tree))
        by_slug = {slug: entries.get(key, []) for slug, key in self.first.items()}
        found = {one: self._note(one, notes[one], by_slug[one.document.slug]) for one in self.wanted}
        if not self.style.has_bibliography:
            return Written(found, {one.document.slug: self._note(one, notes[one], []) for one in self.whole})
        slugs = {key: slug for slug, key in self.first.items()}
        listed = [slugs[key] for key in entries if key in slugs]
        return Written(found, {slug: self._entry(self.documents[slug], by_slug[slug]) for slug in listed})

    def _processed(self) -> Node:
        given: dict[str, Citable] = {}
        for one in self.cites:
            given.setdefault(self.keys[one], one.document)
        tree = document([paragraph(note([paragraph([citation(one, self.keys[one])])])) for one in self.cites])
        tree["meta"] = {
            "lang": string(self.style.language),
            "references": sequence([reference(each, key) for key, each in given.items()]),
        }
        with tempfile.NamedTemporaryFile("w", suffix=".csl", encoding="utf-8") as file:
            file.write(self.style.text)
            file.flush()
            made: Node = json.loads(convert(tree, "json", "--citeproc", f"--csl={Path(file.name)}"))
        return made

    def _entries(self, tree: Node) -> Iterator[tuple[str, list[Node]]]:
        for block in tree["blocks"]:
            if block["t"] == "Div" and block["c"][0][0] == ENTRIES:
                for entry in block["c"][1]:
                    yield entry["c"][0][0].removeprefix(ENTRY), _inlines(entry["c"][1])

    def _note(self, one: Cited, cite: list[Node], entry: list[Node]) -> tuple[Run, ...]:
        parts = [cite]
        if self.style.in_text:
            parts = [entry] if self.style.numeric and not self.numbered else [cite, entry]
        found = [run for part in parts for run in self._clean(one.document, runs(part, numbered=False))]
        has_locator = any(MARK in run.text for run in found)
        found = [replace(run, text=run.text.replace(MARK, "")) for run in found]
        return self._whole(one, found, has_locator=has_locator)

    def _entry(self, document: Citable, entry: list[Node]) -> tuple[Run, ...]:
        return self._whole(Cited(document), self._clean(document, runs(entry)), has_locator=True)

    def _whole(self, one: Cited, found: list[Run], *, has_locator: bool) -> tuple[Run, ...]:
        """What the style wrote, closed by a full stop, and what it left out."""
        added = list(left_out(one, found, has_locator=has_locator))
        if found and found[-1].style != "address":
            found[-1] = replace(found[-1], text=closed(found[-1].text))
        return (*found, *added)

    def _clean(self, document: Citable, found: Iterable[Run]) -> list[Run]:
        """Runs in which no date in words stands twice in a row: styles print it for the year and again for the day."""
        for date in filter(None, (document.issued, document.accessed)):
            words = re.escape(in_a_citation(date))
            twice = re.compile(rf"({words})(?:[,\s]*{words})+")
            found = [replace(run, text=twice.sub(r"\1", run.text)) for run in found]
        return list(found)


def _paragraphs(tree: Node) -> Iterator[Node]:
    return (block for block in tree["blocks"] if block["t"] == "Para")


def _cite_in(paragraph: Node) -> list[Node]:
    """What was written in the note of a paragraph."""
    (found,) = paragraph["c"]
    if found["t"] != "Note":
        return [found]
    return _inlines(found["c"])


def _inlines(blocks: Iterable[Any]) -> list[Node]:
    return [inline for block in blocks if block["t"] in ("Para", "Plain") for inline in block["c"]]
