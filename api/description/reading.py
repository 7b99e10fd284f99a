"""The schema as a page reads it out: each address with what it may be asked, a request and an answer."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from api.description.examples import ANSWERS, ASKED, NAMED, SENT
from api.description.schema import schema

DEEPEST = 4


@dataclass(frozen=True)
class Parameter:
    """One thing that an address may be asked; `values` where there are but a few."""

    name: str
    words: str
    values: tuple[str, ...]
    in_the_path: bool


@dataclass(frozen=True)
class FieldLine:
    """One field of an answer; `depth` is how far inside it stands."""

    name: str
    kind: str
    words: str
    values: tuple[str, ...]
    depth: int


@dataclass(frozen=True)
class Operation:
    """One address, read out."""

    key: str
    method: str
    path: str
    title: str
    words: str
    parameters: tuple[Parameter, ...]
    fields: tuple[FieldLine, ...]
    request: str
    answer: str
    sent: str


@dataclass(frozen=True)
class Part:
    """The addresses of one kind of record."""

    key: str
    title: str
    operations: tuple[Operation, ...]


@lru_cache(maxsize=1)
def parts() -> tuple[Part, ...]:
    """Everything in the schema, by what it is about, in the order of the addresses."""
    told = schema()
    found: dict[str, list[Operation]] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(_operation(told, method, path, operation))
    return tuple(Part(key, key.replace("-", " ").capitalize(), tuple(each)) for key, each in found.items())


def _operation(told: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> Operation:
    key, sends = operation["operationId"], operation.get("requestBody")
    content = (sends or operation["responses"]["200"])["content"]["application/json"]["schema"]
    given = ANSWERS.get(key)
    return Operation(
        key=key,
        method=method.upper(),
        path=path,
        title=operation["summary"],
        words=operation["description"],
        parameters=tuple(_parameter(each) for each in operation.get("parameters", ())),
        fields=tuple(_fields(told, content)),
        request=_request(path, key),
        answer=json.dumps(given, ensure_ascii=False, indent=2) if given is not None else "",
        sent=json.dumps(SENT, ensure_ascii=False, indent=2) if sends else "",
    )


def _request(path: str, key: str) -> str:
    for name, value in NAMED.items():
        path = path.replace(f"{{{name}}}", value)
    asked = ASKED.get(key)
    return f"{path}?{urlencode(asked, safe=',.')}" if asked else path


def _parameter(told: dict[str, Any]) -> Parameter:
    values = tuple(str(value) for value in told["schema"].get("enum", ()))
    return Parameter(told["name"], told.get("description", ""), values, told["in"] == "path")


def _fields(told: dict[str, Any], shape: dict[str, Any], depth: int = 0) -> Iterator[FieldLine]:
    shape = _looked_up(told, shape)
    for name, field in shape.get("properties", {}).items():
        inner = _looked_up(told, field)
        several = _looked_up(told, inner["items"]) if "items" in inner else inner
        kind = f"{_kind(several)}, several" if "items" in inner else _kind(several)
        words = str(field.get("description") or several.get("description") or "")
        yield FieldLine(name, kind, words, tuple(map(str, several.get("enum", ()))), depth)
        if depth < DEEPEST:
            yield from _fields(told, several, depth + 1)


def _kind(shape: dict[str, Any]) -> str:
    kind = shape.get("type", "")
    return str(kind) if isinstance(kind, str) else " or ".join(map(str, kind))


def _looked_up(told: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    """The shape itself, behind a reference or beside “or null”."""
    for several in ("allOf", "oneOf", "anyOf"):
        if several in shape:
            return _looked_up(told, next((each for each in shape[several] if "$ref" in each), shape[several][0]))
    if "$ref" in shape:
        found: dict[str, Any] = told["components"]["schemas"][shape["$ref"].rsplit("/", 1)[-1]]
        return found
    return shape
