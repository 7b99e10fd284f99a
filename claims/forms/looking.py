"""Whether the words that somebody types stand in the preserved copy, letter by letter: said while they are typed.

It never keeps anything from being saved. What is found here is found again, and written down, when the form is saved.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.forms.around import MOST_SHOWN, Around, places_around, telling_words, telling_words_at
from claims.forms.evidence import Evidence, text_of
from claims.forms.source import PassageForm
from claims.forms.texts import text_to_look_in
from sources.choices import LocatorLabel, QuoteResult, ReadingOutcome
from sources.models import FileText
from sources.models.capture import Copy
from sources.quoting.find import Found, Quotation, Reason, Text, look_for
from sources.quoting.nearest import Nearest, nearest
from sources.quoting.normalise import WITHOUT_SPACES

LONGEST_LOOKED_FOR = 5000
# No space stands between pieces of a script that has none, nor before these signs, nor after an opening one.
TIGHT_BEFORE = re.compile(rf"[{WITHOUT_SPACES}.,;:!?%)\]}}’”»、。，；：！？）》」]")
TIGHT_AFTER = re.compile(rf"[{WITHOUT_SPACES}(\[{{‘“«（《「]$")


@dataclass(frozen=True)
class Piece:
    """Some words of the nearest passage ("same", "missing" from what was typed) or of what was typed ("extra")."""

    kind: str
    words: str
    space: str


class Looking:
    """What is found of one passage in the copy of its document."""

    def __init__(self, passage: PassageForm, evidence: Evidence) -> None:
        self.passage, self.evidence = passage, evidence

    @property
    def exact(self) -> str:
        """The words that are looked for."""
        return self.passage.typed("exact")[:LONGEST_LOOKED_FOR]

    @property
    def copy(self) -> Copy | None:
        """Where they are looked for."""
        return self.evidence.copy

    @cached_property
    def _read(self) -> FileText | None:
        read = text_of(self.copy.file) if self.copy else None
        return read if read and read.outcome == ReadingOutcome.TEXT else None

    @cached_property
    def _text(self) -> Text | None:
        return text_to_look_in(self._read) if self._read else None

    @cached_property
    def found(self) -> Found | None:
        """Where they stand; None while there are no words or no text."""
        if not self.exact or self._text is None:
            return None
        number = re.match(r"[0-9]{1,6}", self.passage.typed("locator"))
        counts = self.passage.typed("locator_label")
        quotation = Quotation(
            exact=self.exact,
            prefix=self.passage.typed("words_before"),
            suffix=self.passage.typed("words_after"),
            page=int(number.group()) if number and counts == LocatorLabel.PAGE else None,
            paragraph=int(number.group()) if number and counts == LocatorLabel.PARAGRAPH else None,
        )
        return look_for(quotation, self._text)

    @property
    def result(self) -> str:
        """A value of QuoteResult; "" while no words are typed."""
        if not self.exact:
            return ""
        if self.copy is None:
            return QuoteResult.NO_COPY
        return self.found.result if self.found else QuoteResult.NO_TEXT

    @property
    def is_too_long(self) -> bool:
        """Whether the copy holds more text than is searched while somebody types."""
        return self._read is not None and self._text is None

    @property
    def is_found(self) -> bool:
        """Whether the words stand there, in one place."""
        return self.result in (QuoteResult.EXACT, QuoteResult.NORMALISED)

    @property
    def is_ambiguous(self) -> bool:
        """Whether the words stand in several places, so that those before or after tell which is meant."""
        return self.result == QuoteResult.AMBIGUOUS

    @property
    def sentence(self) -> str:
        """What was found, in one sentence."""
        if self.exact and self.is_too_long:
            return _("The copy is too long to be searched while you wait: it is searched once the form is saved.")
        return (
            {
                QuoteResult.EXACT: _("Found letter by letter"),
                QuoteResult.NORMALISED: _("Found after the declared normalisation"),
                QuoteResult.NOT_FOUND: _("Not found in the copy."),
                QuoteResult.AMBIGUOUS: self._several,
                QuoteResult.NO_TEXT: _("No text could be read from the copy: compare the words by eye."),
                QuoteResult.NO_COPY: _("No copy is preserved: the quotation cannot be checked yet."),
            }.get(QuoteResult(self.result), "")
            if self.result
            else ""
        )

    @property
    def _several(self) -> str:
        places = self.found.places if self.found else 0
        words = ngettext(
            "Stands in %(n)s place: add the words before or after it.",
            "Stands in %(n)s places: add the words before or after it.",
            places,
        )
        return words % {"n": places}

    @cached_property
    def places(self) -> list[Around]:
        """The first few of several places where the words stand, to choose from."""
        return places_around(self.exact, self._text) if self.is_ambiguous and self._text else []

    @property
    def more_places(self) -> int:
        """How many others there are."""
        return max(0, (self.found.places if self.found else 0) - MOST_SHOWN) if self.places else 0

    def words_around(self, number: int) -> tuple[str, str] | None:
        """The words before and after that tell the place of this number from the others."""
        return telling_words(self.exact, self._text, number) if self._text else None

    def words_around_at(self, at: int) -> tuple[str, str] | None:
        """The words before and after the place that begins at this character of the copy."""
        return telling_words_at(self.exact, self._text, at) if self._text else None

    @property
    def page(self) -> int | None:
        """The page on which the words stand, counted from 1."""
        return self.found.page if self.found and self.is_found else None

    @cached_property
    def nearest(self) -> Nearest | None:
        """The passage of the copy that is most like the words that were not found. It is not a match."""
        if self.result != QuoteResult.NOT_FOUND or self._text is None:
            return None
        return nearest(self.exact, self._text)

    @property
    def pieces(self) -> list[Piece]:
        """The nearest passage and what was typed, piece by piece, with a space where words are parted by one."""
        pieces: list[Piece] = []
        for kind, words in self.nearest.pieces if self.nearest else []:
            joined = not pieces or TIGHT_AFTER.search(pieces[-1].words) or TIGHT_BEFORE.match(words)
            pieces.append(Piece(kind, words, "" if joined else " "))
        return pieces

    @property
    def where(self) -> str:
        """Which copy was looked in."""
        if self.evidence.named is None and self.evidence.pending is not None:
            return _("In the copy that is held.")
        day = date_format(self.copy.captured_at, "j F Y") if self.copy else ""
        return _("In the copy of %(day)s.") % {"day": day} if day else ""

    @property
    def why(self) -> str:
        """What can be said about words that were not found, besides that."""
        reason = self.found.reason if self.found else None
        if reason == Reason.SHORT_PART:
            return _("The parts around “[…]” are too short to be found for certain: quote more of each.")
        if reason == Reason.INSERTION:
            return _("Words in square brackets are not the document’s: quote without them.")
        return ""

    @property
    def nearest_words(self) -> str:
        """The copy's own words there."""
        if self.nearest is None or self._text is None:
            return ""
        return self._text.text[self.nearest.start : self.nearest.end]
