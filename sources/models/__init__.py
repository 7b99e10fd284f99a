"""Who speaks, what can be cited, and the preserved copies of it."""

from sources.models.capture import Capture, CaptureText
from sources.models.citation import Citation, QuoteCheck
from sources.models.party import Party, PartyQuerySet
from sources.models.source import Source, SourceQuerySet

__all__ = [
    "Capture",
    "CaptureText",
    "Citation",
    "Party",
    "PartyQuerySet",
    "QuoteCheck",
    "Source",
    "SourceQuerySet",
]
