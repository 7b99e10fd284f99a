"""The JSON Schema of a dossier's JSON format, read from the same classes that the JSON is made of."""

import inspect
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from dossiers.plain import FORM, Dossier

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
Schema = dict[str, Any]


@cache
def schema() -> Schema:
    """JSON Schema 2020-12: every key is required, and there are no others. Descriptions are those of the classes."""
    defined: dict[str, Schema] = {}
    whole = _of_class(Dossier, defined)
    whole["properties"]["form"] = {"const": FORM}
    return {"$schema": DIALECT, "title": FORM, **whole, "$defs": dict(sorted(defined.items()))}


def _of_class(given: type, defined: dict[str, Schema]) -> Schema:
    hints = get_type_hints(given)
    names = [field.name for field in fields(given)]
    return {
        "description": " ".join(inspect.cleandoc(given.__doc__ or "").split()),
        "type": "object",
        "properties": {name: _of(hints[name], defined) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _of(hint: Any, defined: dict[str, Schema]) -> Schema:
    if hint in PLAIN:
        return {"type": PLAIN[hint]}
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in defined:
            defined[hint.__name__] = {}  # a class may hold itself
            defined[hint.__name__] = _of_class(hint, defined)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    inside = get_args(hint)
    if get_origin(hint) in (Union, types.UnionType):
        return {"anyOf": [_of(each, defined) for each in inside]}
    if get_origin(hint) is tuple:
        return _of_tuple(inside, defined)
    if get_origin(hint) is Mapping:
        return {"type": "object"}
    raise TypeError(f"{hint} has no place in a dossier's JSON")


def _of_tuple(inside: tuple[Any, ...], defined: dict[str, Schema]) -> Schema:
    if inside[-1] is Ellipsis:
        return {"type": "array", "items": _of(inside[0], defined)}
    places = [_of(each, defined) for each in inside]
    return {"type": "array", "prefixItems": places, "items": False, "minItems": len(places)}
