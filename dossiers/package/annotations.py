"""Every passage as a W3C Web Annotation: by its place and its words, for programs that mark texts."""

from collections.abc import Iterable, Iterator
from typing import Any

from dossiers.package.copies import Excerpts, Handed
from dossiers.plain import Dossier, NoteLine

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotations(dossier: Dossier, handed: Iterable[Handed], excerpts: Excerpts) -> dict[str, Any]:
    """One annotation for each statement. Its target is the text in the package, else the address of the source."""
    texts = {one.line.sha256: one.text for one in handed if one.text}
    addresses = {source.slug: str(source.csl.get("URL", "")) for source in dossier.sources}
    items = [_annotation(note, texts, addresses, excerpts) for note in dossier.notes]
    return {"@context": CONTEXT, "type": "AnnotationPage", "items": items}


def _annotation(note: NoteLine, texts: dict[str, str], addresses: dict[str, str], excerpts: Excerpts) -> dict[str, Any]:
    found = excerpts.get((note.copy_sha256, note.quote_spans), ())
    if found:
        source = texts[note.copy_sha256]
        targets = [
            {
                "source": source,
                "selector": [
                    {"type": "TextPositionSelector", "start": one.start, "end": one.end},
                    _quote(one.exact, one.prefix, one.suffix),
                ],
            }
            for one in found
        ]
    else:
        source = addresses.get(note.source) or f"urn:x-on-record:source:{note.source}"
        targets = [{"source": source, "selector": [_quote(note.exact, note.prefix, note.suffix)]}]
    return {
        "id": f"urn:x-on-record:statement:{note.ref}:{note.number}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {"type": "TextualBody", "value": note.sentence, "language": "en", "format": "text/plain"},
        "target": targets,
    }


def _quote(exact: str, prefix: str, suffix: str) -> dict[str, str]:
    return {"type": "TextQuoteSelector", **dict(_given(exact=exact, prefix=prefix, suffix=suffix))}


def _given(**texts: str) -> Iterator[tuple[str, str]]:
    yield from ((name, text) for name, text in texts.items() if text)
