"""Sheets of stations and agreements as plain data: names, where, how precisely that is known, and who says what."""

from dataclasses import dataclass

from sources.citing.runs import Run


@dataclass(frozen=True)
class MapPart:
    """What a small map shows: a country by its ISO code, and the middle of the place or region that was reported.

    `reach` is place, region, or country where nothing in it is marked; then there is no position. A position is that
    of a city or a region, never of an address.
    """

    country: str
    reach: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class SheetLine:
    """What one speaker answers to one question about it."""

    line: str
    side_title: str
    speaker: str
    verb: str
    answer: str
    sentence: str
    question: str
    note: int


@dataclass(frozen=True)
class Sheet:
    """A reported station, or an agreement. `map_words` says what the map shows, or why there is none."""

    slug: str
    kind: str
    label: str
    inside: str
    names: tuple[Run, ...]
    detail: str
    map: MapPart | None
    map_words: str
    said: tuple[SheetLine, ...]
    lines: tuple[str, ...]
