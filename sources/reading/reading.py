"""What a reader of one kind of file hands back."""

from dataclasses import dataclass, field

TEXT, NO_TEXT, FAILED, DONE = "text", "no_text", "failed", "done"
ENCRYPTED, BROKEN, EMPTY = "encrypted", "broken", "empty"
TOO_LARGE, TOO_LONG, UNKNOWN_KIND = "too_large", "too_long", "unknown_kind"


class Unreadable(Exception):
    """A file cannot be read; `problem` is a value of sources.choices.ReadingProblem."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


@dataclass
class Reading:
    """The visible text of a file, or none; the words are those of sources.models.FileText."""

    extractor: str
    text: str = ""
    page_starts: list[int] = field(default_factory=list)
    title: str = ""
    properties: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Hints:
    """What is known of a file from outside: limits of text, and the charset that a server gave."""

    most_text: int
    charset: str = ""
