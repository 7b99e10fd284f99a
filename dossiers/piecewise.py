"""Dataclasses as JSON, piece by piece: the text that `json.dumps` gives of the whole, without the whole in memory."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from web.typed import names_of_fields

# Above this depth each part is turned into text by itself; what lies deeper is small.
DEEP = 1
LEAVES = (str, int, float, type(None))


def json_pieces(
    value: Any, *, indent: int | None = None, instead: Mapping[str, Any] | None = None, level: int = 0
) -> Iterator[str]:
    """The text of a dataclass, a tuple of them, or a plain value. `instead` gives fields at the top other values."""
    if level <= DEEP and is_dataclass(value) and not isinstance(value, type):
        given = instead or {}
        pairs = ((each.name, given.get(each.name, getattr(value, each.name))) for each in fields(value))
        parts = ((f"{json.dumps(name)}: ", part) for name, part in pairs)
        yield from _enclosed("{}", parts, indent, level)
    elif level <= DEEP and isinstance(value, tuple) and value:
        yield from _enclosed("[]", (("", part) for part in value), indent, level)
    else:
        text = _encoder(indent).encode(as_plain(value))
        yield text.replace("\n", f"\n{' ' * (indent * level)}") if indent else text


@cache
def _encoder(indent: int | None) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, indent=indent)


def _enclosed(ends: str, parts: Iterator[tuple[str, Any]], indent: int | None, level: int) -> Iterator[str]:
    start, between, end = ends[0], ", ", ends[1]
    if indent:
        line = f"\n{' ' * (indent * (level + 1))}"
        start, between, end = f"{start}{line}", f",{line}", f"\n{' ' * (indent * level)}{end}"
    yield start
    for number, (name, part) in enumerate(parts):
        yield f"{between if number else ''}{name}"
        yield from json_pieces(part, indent=indent, level=level + 1)
    yield end


def as_plain(value: Any) -> Any:
    """Dataclasses as dictionaries and tuples as lists, down to texts and numbers, which are not copied."""
    if isinstance(value, LEAVES):
        return value
    if isinstance(value, tuple | list):
        return [as_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: as_plain(each) for key, each in value.items()}
    return {name: as_plain(getattr(value, name)) for name in names_of_fields(value.__class__)}
