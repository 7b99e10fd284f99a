"""The first page of a dossier as plain data: what it holds, leaves out and has not seen; where accounts conflict."""

from dataclasses import dataclass
from itertools import accumulate

from dossiers.measured import ListedPart, NumberScale


@dataclass(frozen=True)
class ChoicePart:
    """What was chosen: codes of countries, slugs of questions and sides (none: all), drafts, and how it is set.

    `words` says it in sentences. `language` is that of headings and titles; what was said stays as it was said.
    """

    countries: tuple[str, ...]
    questions: tuple[str, ...]
    sides: tuple[str, ...]
    drafts: bool
    paper: str
    language: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """One thing counted in this dossier."""

    slug: str
    label: str
    value: int


@dataclass(frozen=True)
class ConflictLine:
    """Accounts that cannot both hold, and why, in one sentence.

    `first` and `second` are one pair of statements; `others` the further pairs that the sentence covers.
    """

    heading: int
    heading_title: str
    lines: tuple[str, ...]
    first: str
    second: str
    reason: str
    sentence: str
    with_general: bool
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Unseen:
    """Accounts that were read in somebody else's text, by the text they were read in."""

    read_in: str
    speakers: tuple[str, ...]
    lines: tuple[str, ...]
    notes: tuple[int, ...]


# Letters of conflicts, with some for the room between them, that find room on one page of any paper.
ROOM, BETWEEN = 3000, 40


@dataclass(frozen=True)
class Summary:
    """The first page: what the dossier holds, leaves out and has not seen.

    `nothing` is a sentence where no statement is held, otherwise "".
    """

    nothing: str
    rests_on: str
    figures: tuple[Figure, ...]
    languages: tuple[Figure, ...]
    sides: tuple[Figure, ...]
    leaves_out: tuple[str, ...]
    not_seen: tuple[Unseen, ...]
    conflicts: tuple[ConflictLine, ...]
    numbers: tuple[NumberScale, ...]
    listed: ListedPart
    silent: tuple[str, ...]

    @property
    def conflicts_shown(self) -> int:
        """How many conflicts, the first ones, find room on one page; each stands under its question as well."""
        ends = accumulate(len(one.sentence) + BETWEEN for one in self.conflicts)
        return max(sum(end <= ROOM for end in ends), min(1, len(self.conflicts)))
