"""Checking every citation again: each copy is read once, each batch of sources is one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction

from sources.models import Citation, QuoteCheck, Source
from sources.quoting.checks import CopyText, checked, keep, standing_copies, texts_of
from sources.quoting.find import is_found

SOURCES_AT_ONCE = 100


@dataclass(frozen=True)
class Rechecked:
    """What checking one citation again gave. `before` is the result of the last check, empty if there was none."""

    citation: Citation
    before: str
    now: str

    @property
    def is_lost(self) -> bool:
        """Whether the words were found the last time, and are not found now."""
        return is_found(self.before) and not is_found(self.now)


def recheck(sources: Iterable[Source], *, at: datetime) -> Iterator[list[Rechecked]]:
    """Check the citations of these sources and keep what was found, batch after batch."""
    left = iter(sources)
    while batch := list(islice(left, SOURCES_AT_ONCE)):
        try:
            yield _recheck_batch(batch, at=at)
        except IntegrityError:  # a passage or a source was deleted meanwhile
            yield _recheck_batch(batch, at=at)


@transaction.atomic
def _recheck_batch(batch: Sequence[Source], *, at: datetime) -> list[Rechecked]:
    keys = [source.pk for source in batch]
    before = dict(QuoteCheck.objects.filter(citation__source__in=keys).values_list("citation", "result"))
    citations: dict[int, list[Citation]] = {}
    for citation in Citation.objects.filter(source__in=keys).order_by("pk"):
        citations.setdefault(citation.source_id, []).append(citation)
    captures = standing_copies([key for key in keys if key in citations])
    made: list[QuoteCheck] = []
    for key, of_source in citations.items():
        copies = [capture for capture in captures if capture.source_id == key]
        texts: list[CopyText] = texts_of(copies)  # of one source at a time: a text may be large
        made += (checked(citation, copies, texts, at=at) for citation in of_source)
    slugs = {source.pk: source for source in batch}
    for check in made:
        check.citation.source = slugs[check.citation.source_id]
    keep(made)
    return [Rechecked(check.citation, before.get(check.citation_id, ""), check.result) for check in made]
