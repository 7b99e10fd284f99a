"""Checking citations against the preserved copies of their sources, and keeping what was found."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sources.choices import LocatorLabel, QuoteResult, ReadingOutcome
from sources.models import Capture, Citation, FileText, QuoteCheck, Source
from sources.quoting.find import Found, Quotation, Text, look_for
from sources.quoting.normalise import RULES

BEST_FIRST = (QuoteResult.EXACT, QuoteResult.NORMALISED, QuoteResult.AMBIGUOUS, QuoteResult.NOT_FOUND)
KEPT = ["capture", "file_sha256", "text_sha256", "result", "start", "end", "spans", "page", "rules", "checked_at"]


@dataclass
class CopyText:
    """The text of one preserved copy, ready to be searched by many quotations."""

    capture: Capture
    text: Text
    text_sha256: str


def check_citation(citation: Citation, *, at: datetime) -> QuoteCheck:
    """Look for one citation's words in its copy, or in every standing copy of its source, and keep what was found."""
    captures = standing_copies([citation.source_id])
    (check,) = keep([checked(citation, captures, texts_of(captures), at=at)])
    return check


def check_source(source: Source, *, at: datetime) -> list[QuoteCheck]:
    """Look for the words of every citation of a source; each copy is read once."""
    citations = list(source.citations.order_by("pk"))
    if not citations:
        return []
    captures = standing_copies([source.pk])
    texts = texts_of(captures)
    return keep(checked(citation, captures, texts, at=at) for citation in citations)


def quotation_of(citation: Citation) -> Quotation:
    """What to look for."""
    number = re.match(r"\d{1,6}", citation.locator)
    counted = int(number.group()) if number else None
    return Quotation(
        exact=citation.exact,
        prefix=citation.prefix,
        suffix=citation.suffix,
        page=counted if citation.locator_label == LocatorLabel.PAGE else None,
        paragraph=counted if citation.locator_label == LocatorLabel.PARAGRAPH else None,
    )


def standing_copies(sources: Sequence[int]) -> list[Capture]:
    """The copies of these sources that were not taken down, newest first; without their texts."""
    found = Capture.objects.standing().filter(source__in=sources).newest_first()
    return list(found.select_related("file__text").defer("file__text__text", "file__text__properties"))


def texts_of(captures: Iterable[Capture]) -> list[CopyText]:
    """The texts of these copies, of those that have one."""
    return [copy for capture in captures if (copy := _text_of(capture))]


def _text_of(capture: Capture) -> CopyText | None:
    read = getattr(capture.file, "text", None)
    if read is None or read.outcome != ReadingOutcome.TEXT:
        return None
    # Not through the row, which would hold the text as long as the capture is held.
    text = FileText.objects.values_list("text", flat=True).get(pk=read.pk)
    return CopyText(capture, Text(text, read.page_starts), read.sha256) if text else None


def checked(citation: Citation, captures: list[Capture], texts: list[CopyText], *, at: datetime) -> QuoteCheck:
    """What looking for the citation in these copies gives; nothing is stored.

    A citation that names a standing copy is looked for in that one only. Where that copy was taken down, any other will
    do, and the check says which.
    """
    named = [capture for capture in captures if capture.pk == citation.capture_id]
    if not captures:
        return QuoteCheck(citation=citation, result=QuoteResult.NO_COPY, rules=RULES, checked_at=at)
    searched = [copy for copy in texts if not named or copy.capture.pk == citation.capture_id]
    if not searched:
        capture = (named or captures)[0]
        return QuoteCheck(
            citation=citation,
            capture=capture,
            file_sha256=capture.file.sha256,
            result=QuoteResult.NO_TEXT,
            rules=RULES,
            checked_at=at,
        )
    return _of_the_best(citation, searched, at=at)


def _of_the_best(citation: Citation, searched: list[CopyText], *, at: datetime) -> QuoteCheck:
    quotation = quotation_of(citation)
    looked = ((look_for(quotation, copy.text), copy) for copy in searched)
    found, copy = _best(looked)
    return QuoteCheck(
        citation=citation,
        capture=copy.capture,
        file_sha256=copy.capture.file.sha256,
        text_sha256=copy.text_sha256,
        result=found.result,
        start=found.spans[0][0] if found.spans else None,
        end=found.spans[-1][1] if found.spans else None,
        spans=[offset for span in found.spans for offset in span],
        page=found.page,
        rules=RULES,
        checked_at=at,
    )


def _best(looked: Iterable[tuple[Found, CopyText]]) -> tuple[Found, CopyText]:
    """The first of the best; nothing is looked at after an exact one."""
    kept: dict[QuoteResult, tuple[Found, CopyText]] = {}
    for found, copy in looked:
        kept.setdefault(found.result, (found, copy))
        if found.result == QuoteResult.EXACT:
            break
    return next(kept[result] for result in BEST_FIRST if result in kept)


@transaction.atomic
def keep(checks: Iterable[QuoteCheck]) -> list[QuoteCheck]:
    """Store checks, each in place of the citation's last one."""
    return QuoteCheck.objects.bulk_create(
        checks, batch_size=1000, update_conflicts=True, unique_fields=["citation"], update_fields=KEPT
    )
