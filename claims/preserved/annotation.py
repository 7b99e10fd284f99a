"""A passage as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/), in JSON-LD.

It names no person. Its bodies are the addresses of the statements drawn from the passage. Positions count code points
of the preserved text, and are told only to those who may read it.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from claims.preserved.passages import Cited, spans_of
from sources.models import Capture, Citation, QuoteCheck
from sources.quoting.omissions import parts_of, without_quotation_marks
from sources.quoting.sentences import around

CONTENT_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
PDF_FRAGMENTS = "http://tools.ietf.org/rfc/rfc3778"  # as the annotation model names it; RFC 8118 replaces it
PDF = "application/pdf"

Json = dict[str, Any]


def annotation(found: Cited, check: QuoteCheck | None, capture: Capture | None, absolute: Callable[[str], str]) -> Json:
    """The passage. `capture` is the copy in which it was checked, for whoever may read it; None for others."""
    citation = found.citation
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": absolute(reverse("claims:passage", args=[found.key])),
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"id": absolute(reverse("claims:claim", args=[each.ref])), "type": "Text", "format": "text/html"}
            for each in found.statements
        ],
        "target": _targets(citation, check, capture, absolute),
    }


def _targets(
    citation: Citation, check: QuoteCheck | None, capture: Capture | None, absolute: Callable[[str], str]
) -> list[Json]:
    """One for each part of the quotation: in the live document, and in the copy for those who may read it."""
    source = citation.source
    live = source.url or absolute(source.get_absolute_url())
    found = []
    quotes = _quotes(citation, whole=capture is not None)
    spans = spans_of(check) if capture else ()
    copy = absolute(reverse("claims:capture", args=[source.slug, capture.pk])) if capture else ""
    for number, quote in enumerate(quotes):
        target: Json = {"source": live, "selector": [quote, *_page(check)]}
        state = _cached(source.archive_url, check)
        if state:
            target["state"] = state
        found.append(target)
        if copy and len(spans) == len(quotes):
            start, end = spans[number]
            position = {"type": "TextPositionSelector", "start": start, "end": end}
            found.append({"source": copy, "selector": [quote, position, *_page(check)]})
    return found


def _quotes(citation: Citation, *, whole: bool) -> list[Json]:
    """A selector for each part. To those who may not read the text, two sentences of context are told at most."""
    prefix, suffix = citation.prefix, citation.suffix
    if not whole and (prefix or suffix):
        said = prefix + citation.exact + suffix
        prefix, suffix = around(said, len(prefix), len(prefix) + len(citation.exact), citation.language)
    parts = parts_of(without_quotation_marks(citation.exact)) or [citation.exact]
    found: list[Json] = [{"type": "TextQuoteSelector", "exact": part} for part in parts]
    if prefix:
        found[0]["prefix"] = prefix
    if suffix:
        found[-1]["suffix"] = suffix
    return found


def _page(check: QuoteCheck | None) -> list[Json]:
    if not check or not check.page or not check.capture or check.capture.file.media_type != PDF:
        return []
    return [{"type": "FragmentSelector", "conformsTo": PDF_FRAGMENTS, "value": f"page={check.page}"}]


def _cached(archive_url: str, check: QuoteCheck | None) -> Json:
    state: Json = {"type": "TimeState"} if archive_url or (check and check.capture) else {}
    if archive_url:
        state["cached"] = archive_url
    if check and check.capture:
        state["sourceDate"] = check.capture.captured_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return state
