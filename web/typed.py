"""Typed text on its way to a page: it comes out as typed, and cannot change what stands around it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from types import NoneType
from typing import Any, TypeVar

OPENS_ISOLATE, CLOSES_ISOLATE = "\u2066\u2067\u2068", "\u2069"
OPENS_EMBEDDING, CLOSES_EMBEDDING = "\u202a\u202b\u202d\u202e", "\u202c"
HOLDS_NO_TEXT = (int, float, NoneType, date)
OPENING = frozenset(OPENS_ISOLATE + OPENS_EMBEDDING)
SPACES = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029]+")
Given = TypeVar("Given")
PLAIN = re.compile(r"[ !-~]*")
DIRECTIONS = re.compile(f"[{OPENS_ISOLATE}{OPENS_EMBEDDING}]")
# What may not stand in XML, or does something to a terminal: controls, halves of pairs, the last two of each plane.
LAST_OF_PLANES = "".join(chr((plane << 16) + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
CONTROLS = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff{LAST_OF_PLANES}]")


def shown_of(text: str, most: int = 40) -> str:
    """A value that somebody typed, as a sentence about it shows it: what can be printed of its beginning."""
    printable = "".join(mark for mark in text[: most + 1] if mark.isprintable())
    return printable if len(printable) <= most else printable[: most - 1] + "…"


def one_line(text: str) -> str:
    """The text on one line: white space as single spaces, control characters as marks, directions closed."""
    if PLAIN.fullmatch(text) and "  " not in text:
        return text.strip()
    text = SPACES.sub(" ", text).strip()
    return closed_directions(CONTROLS.sub(lambda found: f"[U+{ord(found[0]):04X}]", text))


def closed_directions(text: str) -> str:
    """The text with every mark of direction that it opens closed at its end, so that nothing after it is turned."""
    if not DIRECTIONS.search(text):
        return text
    open_marks: list[str] = []
    for character in text:
        if character in OPENS_ISOLATE:
            open_marks.append(CLOSES_ISOLATE)
        elif character in OPENS_EMBEDDING:
            open_marks.append(CLOSES_EMBEDDING)
        elif open_marks and character == open_marks[-1]:
            open_marks.pop()
    return text + "".join(reversed(open_marks))


def every_text(plain: Any, change: Callable[[str], str]) -> Any:
    """Nested dictionaries and lists with each text changed; keys stay."""
    if isinstance(plain, str):
        return change(plain)
    if isinstance(plain, dict):
        return {key: every_text(value, change) for key, value in plain.items()}
    if isinstance(plain, list | tuple):
        return [every_text(value, change) for value in plain]
    return plain


def every_character(given: Any) -> set[str]:
    """Each character of every text in nested dictionaries, lists and dataclasses, once; keys do not count."""
    found: set[str] = set()
    seen: set[int] = set()
    waiting = [given]
    while waiting:
        held = waiting.pop()
        if isinstance(held, str):
            found.update(held)
        elif isinstance(held, HOLDS_NO_TEXT) or id(held) in seen:
            continue
        else:
            seen.add(id(held))
            waiting.extend(_within(held))
    return found


def _within(held: Any) -> Iterable[Any]:
    if isinstance(held, dict):
        return held.values()
    if isinstance(held, list | tuple):
        return held
    kind: Any = type(held)
    return [getattr(held, name) for name in names_of_fields(kind)]


def with_closed_directions(given: Given) -> Given:
    """Dataclasses, tuples and dictionaries in which no text turns the direction of what follows it.

    The same object where no text does.
    """
    return _closed(given) if every_character(given) & OPENING else given


def _closed(given: Given) -> Given:
    changed: Any = given
    if isinstance(given, str):
        changed = closed_directions(given)
    elif isinstance(given, tuple):
        parts = [_closed(each) for each in given]
        if any(part is not each for part, each in zip(parts, given, strict=True)):
            changed = type(given)(*parts) if hasattr(given, "_fields") else tuple(parts)  # one with names keeps them
    elif isinstance(given, dict):
        changed = {key: _closed(value) for key, value in given.items()}
    elif is_dataclass(given) and not isinstance(given, type):
        was = {name: getattr(given, name) for name in names_of_fields(type(given))}
        now = {name: _closed(value) for name, value in was.items()}
        if any(now[name] is not was[name] for name in was):
            changed = replace(given, **now)
    return changed  # type: ignore[no-any-return]


@cache
def names_of_fields(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass, in their order; none of anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def ranges(lines: Iterable[str]) -> tuple[str, ...]:
    """Line numbers with three or more in a row drawn together: “1.2”, “1.11–1.19”."""
    drawn: list[list[str]] = []
    for line in lines:
        if drawn and _follows(drawn[-1][-1], line):
            drawn[-1].append(line)
        else:
            drawn.append([line])
    return tuple(
        part
        for run in drawn
        for part in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run)
    )  # fmt: skip


def _follows(line: str, following: str) -> bool:
    (prefix, _dot, number), (other, _dot, next_number) = line.rpartition("."), following.rpartition(".")
    return prefix == other and number.isdigit() and next_number.isdigit() and int(next_number) == int(number) + 1
