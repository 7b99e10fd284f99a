"""What a machine found of a quotation, in plain words. A machine's check is not a person's."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sources.choices import QuoteResult
from sources.models import QuoteCheck

FOUND = (QuoteResult.EXACT, QuoteResult.NORMALISED)


@dataclass(frozen=True)
class State:
    """The result (sources.choices.QuoteResult; "" where nobody looked) and the sentence that says it."""

    result: str
    words: str

    @property
    def found(self) -> bool:
        """Whether the words stand in the copy, letter by letter or after the declared normalisation."""
        return self.result in FOUND

    @property
    def normalised(self) -> bool:
        """Whether they stand there only after the declared normalisation."""
        return self.result == QuoteResult.NORMALISED


def day(moment: datetime) -> str:
    """A moment as a day that readers read: “24 November 2026” (UTC)."""
    return date_format(timezone.localtime(moment), "j F Y")


def state_of(check: QuoteCheck | None) -> State:
    """The state of a passage by its last check. Runs no query when the check's capture is loaded."""
    if check is None:
        return State("", _("Not looked for in a preserved copy yet."))
    captured_at = check.capture.captured_at if check.capture else None
    return State(check.result, state_words(check.result, captured_at=captured_at, page=check.page))


def state_words(result: str, *, captured_at: datetime | None, page: int | None = None, places: int = 0) -> str:
    """The sentence for a result, with the copy and the page that it speaks of."""
    copy = _("the copy of %(day)s") % {"day": day(captured_at)} if captured_at else _("the preserved copies")
    where = _("%(copy)s, page %(page)s") % {"copy": copy, "page": page} if page else copy
    match result:
        case QuoteResult.EXACT:
            return _("Found letter by letter in %(where)s.") % {"where": where}
        case QuoteResult.NORMALISED:
            return _("Found after the declared normalisation in %(where)s.") % {"where": where}
        case QuoteResult.AMBIGUOUS:
            return _ambiguous(copy, places)
        case QuoteResult.NO_TEXT:
            return _("Cannot be checked by a machine: %(copy)s holds no text.") % {"copy": copy}
        case QuoteResult.NO_COPY:
            return _("No preserved copy yet.")
    return _("Not found in %(copy)s.") % {"copy": copy}


def _ambiguous(copy: str, places: int) -> str:
    if places > 1:
        words = ngettext(
            "Stands in %(places)s place in %(copy)s: add the words before or after it.",
            "Stands in %(places)s places in %(copy)s: add the words before or after it.",
            places,
        )
        return words % {"places": places, "copy": copy}
    return _("Stands in more than one place in %(copy)s: add the words before or after it.") % {"copy": copy}
