"""Sources as pandoc's metadata. Texts go in as words of the document tree: as CSL-JSON they would be read as markup."""

from sources.choices import CslType
from sources.citing.citable import Citable, Cited, authors, doi, untitled
from sources.citing.dates import csl_date, exact_parts, in_a_citation
from web.edtf import EdtfDate
from web.pandoc_tree import Node, by_words, span
from web.typed import one_line

# Follows a locator through the processor: where it comes out, the style printed the locator.
MARK = "\ue000"
# What pandoc knows to be a locator; the time in a recording is not among it.
KNOWN_LABELS = ("paragraph", "page", "section", "chapter", "line", "note")


def words(typed: str) -> Node:
    """A text without any markup."""
    return {"t": "MetaInlines", "c": by_words(typed)}


def string(value: str) -> Node:
    """A value that is no text for readers."""
    return {"t": "MetaString", "c": value}


def mapping(fields: dict[str, Node | None]) -> Node:
    """Named values; those that are not there are left out."""
    return {"t": "MetaMap", "c": {name: value for name, value in fields.items() if value is not None}}


def sequence(values: list[Node]) -> Node:
    """Values in a row."""
    return {"t": "MetaList", "c": values}


def title(document: Citable) -> list[Node]:
    """The title as it is printed, with its translation in brackets; brackets stand around what we say ourselves.

    A style changes the capitals of a title in English; those in brackets are left alone.
    """
    printed, translated = one_line(document.title), one_line(document.translated_title)
    named = span(by_words(printed), language=document.language)
    if printed and not translated:
        return named
    bracketed = {"t": "Span", "c": [["", ["nocase"], []], by_words(f"[{translated or untitled(document)}]")]}
    return [*named, {"t": "Space"}, bracketed] if printed else [bracketed]


def reference(document: Citable, key: str) -> Node:
    """A source as the processor gets it to write a citation.

    The archived copy is not handed over: styles that print it take it for the end of a sentence.
    """
    return mapping(
        {
            **_common(document, key),
            "title": {"t": "MetaInlines", "c": title(document)},
            "issued": date(document.issued),
            "accessed": date(document.accessed),
        }
    )


def _common(document: Citable, key: str) -> dict[str, Node | None]:
    found = doi(document)
    people = [mapping({"literal": words(name)}) for name in authors(document)]
    twice = document.publisher == document.container_title and document.csl_type != CslType.BROADCAST
    fields = {
        "publisher": "" if twice else document.publisher,
        "container-title": document.container_title,
        "number": "" if found else document.number,
        "version": document.version,
    }
    return {
        "id": string(key),
        "type": string(document.csl_type),
        "language": string(document.language),
        "author": sequence(people) if people else None,
        "URL": words(document.url) if document.url else None,
        "DOI": words(found) if found else None,
        **{name: words(value) if one_line(value) else None for name, value in fields.items()},
    }


def exported(document: Citable, key: str, note: str, issued: str, accessed: str) -> Node:
    """A source as pandoc gets it to write it for another program: letters stay as they are printed.

    `issued` and `accessed` stand for dates that have no parts, "" where the format has no way to write them; `note` is
    what it has no field for.
    """
    kept = {"t": "Span", "c": [["", ["nocase"], []], by_words(document.title)]}
    return mapping(
        {
            **_common(document, key),
            "title": {"t": "MetaInlines", "c": [kept]} if one_line(document.title) else None,
            "issued": _exported_date(document.issued, issued),
            "accessed": _exported_date(document.accessed, accessed),
            "note": words(note) if note else None,
        }
    )


def date(when: EdtfDate | None) -> Node | None:
    """An exact day, month or year in its parts, so that a style may write it its own way; anything else in words."""
    if when is None:
        return None
    return _in_parts([exact_parts(when)]) if exact_parts(when) else mapping({"literal": words(in_a_citation(when))})


def _exported_date(when: EdtfDate | None, instead: str) -> Node | None:
    if when and (parts := csl_date(when).get("date-parts")):
        return _in_parts(parts)
    return mapping({"literal": words(instead)}) if when and instead else None


def _in_parts(ends: list[list[int]]) -> Node:
    return mapping({"date-parts": sequence([sequence([string(str(part)) for part in end]) for end in ends])})


def citation(cited: Cited, key: str) -> Node:
    """One cite. A locator that pandoc would misread is left to `left_out`."""
    locator = one_line(cited.locator)
    suffix: list[Node] = []
    if locator and cited.label in KNOWN_LABELS and not set("{}") & set(locator):
        suffix = by_words(f", {{{cited.label} {locator}{MARK}}}")
    one = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": suffix,
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[one], []]}
