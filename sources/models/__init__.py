"""Who speaks, what can be cited, and the preserved copies of it."""

from sources.models.alias import PartyAlias
from sources.models.capture import Capture, CaptureQuerySet, PendingCapture, Release, Takedown
from sources.models.citation import Citation, QuoteCheck
from sources.models.fetch import Fetch, FetchQuerySet
from sources.models.letter import Letter, LetterDay, LetterQuerySet
from sources.models.party import Party, PartyQuerySet
from sources.models.preserved import FileText, PreservedFile
from sources.models.source import Source, SourceQuerySet

__all__ = [
    "Capture",
    "CaptureQuerySet",
    "Citation",
    "Fetch",
    "FetchQuerySet",
    "FileText",
    "Letter",
    "LetterDay",
    "LetterQuerySet",
    "Party",
    "PartyAlias",
    "PartyQuerySet",
    "PendingCapture",
    "PreservedFile",
    "QuoteCheck",
    "Release",
    "Source",
    "SourceQuerySet",
    "Takedown",
]
