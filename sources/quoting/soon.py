"""Looking for passages while a person waits, or by the queue where the copies are too long for that.

A text is searched in the server's own process. Its letters can be chosen so that normalising takes some three
microseconds for each: of a hostile file that was read in a minute, that is minutes, and no request may take them.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Length
from procrastinate.exceptions import AlreadyEnqueued

from sources.models import Capture, Citation, FileText, QuoteCheck, Source
from sources.quoting.checks import check_citation, check_source

# Characters. A report of 2,000 pages has three or four million.
LONGEST_AT_ONCE = 4_000_000


def check_source_soon(source: Source, *, at: datetime) -> None:
    """Look for every passage of a source, now or by the queue."""
    if is_long(source):
        _look_later(source)
    else:
        check_source(source, at=at)


def check_citation_soon(citation: Citation, *, at: datetime) -> None:
    """Look for one passage, now or by the queue; until then nothing is said of it, for its words may be new."""
    if is_long(citation.source):
        QuoteCheck.objects.filter(citation=citation).delete()
        _look_later(citation.source)
    else:
        check_citation(citation, at=at)


def is_long(source: Source) -> bool:
    """Whether the standing copies of a source hold more text than is searched while a person waits."""
    texts = FileText.objects.filter(file__captures__in=Capture.objects.standing().filter(source=source))
    length: int | None = texts.aggregate(length=Sum(Length("text")))["length"]
    return (length or 0) > LONGEST_AT_ONCE


def _look_later(source: Source) -> None:
    from sources.tasks import look_in_background

    try:
        with transaction.atomic():
            look_in_background.configure(queueing_lock=f"look in source {source.pk}").defer(source_id=source.pk)
    except AlreadyEnqueued:
        return
