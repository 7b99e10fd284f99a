"""Stretches of text: what notes and bibliographies are made of, in every format."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Run:
    """A stretch of text; runs are printed with a space between them, but one that is `joined` follows at once.

    `style` is "", "title" (italics), "strong", "caps" (small capitals) or "address"; `language` is BCP 47, "" for that
    of the text around it.
    """

    text: str
    style: str = ""
    language: str = ""
    joined: bool = False


def in_words(runs: Iterable[Run]) -> str:
    """The runs as plain text."""
    return "".join(run.text if run.joined else f" {run.text}" for run in runs).strip()
