"""Telling one place of a copy from another that reads the same: the words just before and just after it."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.forms.source import LONGEST_AROUND
from sources.quoting.find import Quotation, Span, Text, is_found, look_for, places

MOST_SHOWN = 5
# So many characters on each side are tried in turn, until the place is told from the others.
WIDTHS = (40, 90, LONGEST_AROUND)


@dataclass(frozen=True)
class Around:
    """One place where some words stand; `number` counts from 0, `page` from 1."""

    number: int
    before: str
    words: str
    after: str
    page: int | None


def places_around(exact: str, text: Text) -> list[Around]:
    """The first few places where the words stand, each with what stands around it."""
    return [
        Around(number, *_beside(text, span, WIDTHS[0]), text.page_of(span[0]))
        for number, span in enumerate(places(exact, text)[:MOST_SHOWN])
    ]


def telling_words(exact: str, text: Text, number: int) -> tuple[str, str] | None:
    """What to give as words before and after, so that the place of this number is meant; None if there is none such."""
    found = places(exact, text)[:MOST_SHOWN]
    return _telling(exact, text, found[number]) if number < len(found) else None


def telling_words_at(exact: str, text: Text, at: int) -> tuple[str, str] | None:
    """The same for the place that begins at this character; None where the words do not stand there."""
    span = next((span for span in places(exact, text) if span[0] == at), None)
    return _telling(exact, text, span) if span else None


def _telling(exact: str, text: Text, span: Span) -> tuple[str, str]:
    before = after = ""
    for before, after in _wider(text, span):
        found = look_for(Quotation(exact, prefix=before, suffix=after), text)
        if is_found(found.result) and found.spans[0][0] == span[0]:
            break
    return before, after


def _wider(text: Text, span: Span) -> Iterator[tuple[str, str]]:
    for width in WIDTHS:
        before, _words, after = _beside(text, span, width)
        yield before, after


def _beside(text: Text, span: Span, width: int) -> tuple[str, str, str]:
    """What stands before, the words, and what stands after, in whole words where the script has spaces."""
    start, end = span
    before = text.text[max(0, start - width) : start]
    after = text.text[end : end + width]
    if start > width and not text.text[start - width - 1].isspace():
        before = _without_first_word(before)
    if end + width < len(text.text) and not text.text[end + width].isspace():
        after = _without_last_word(after)
    return _tidy(before), _tidy(text.text[start:end]), _tidy(after)


def _without_first_word(words: str) -> str:
    _cut, space, rest = words.partition(" ")
    return rest if space and rest.strip() else words


def _without_last_word(words: str) -> str:
    rest, space, _cut = words.rpartition(" ")
    return rest if space and rest.strip() else words


def _tidy(words: str) -> str:
    return " ".join(words.split())
