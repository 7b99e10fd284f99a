"""Pages of a list by cursor: what comes after a row, in the list's own order, however much was added before it.

A cursor holds the values by which the last row of a page is ordered, and nothing that its reader did not see.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.http import HttpRequest
from django.utils.translation import gettext as _

from api.problems import Refused

LIMIT, CURSOR = "limit", "cursor"
USUAL, MOST = 50, 200
LONGEST_CURSOR = 2000


@dataclass(frozen=True)
class Key:
    """One thing by which rows are ordered; `nulls_last` as PostgreSQL has it unless the list says otherwise."""

    path: str
    descending: bool = False
    nulls_last: bool = True

    @property
    def reversed(self) -> "Key":
        """The same from the other end."""
        return replace(self, descending=not self.descending, nulls_last=not self.nulls_last)

    @property
    def expression(self) -> OrderBy:
        """As a queryset is ordered by it."""
        column = F(self.path)
        at_the_end = {"nulls_last": True} if self.nulls_last else {"nulls_first": True}
        return column.desc(**at_the_end) if self.descending else column.asc(**at_the_end)

    def beyond(self, value: Any) -> Q:
        """The rows that come after this value."""
        if value is None:
            return Q(pk__in=()) if self.nulls_last else Q(**{f"{self.path}__isnull": False})
        after = Q(**{f"{self.path}__{'lt' if self.descending else 'gt'}": value})
        return after | Q(**{f"{self.path}__isnull": True}) if self.nulls_last else after

    def at(self, value: Any) -> Q:
        """The rows with the same value."""
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and the addresses of those before and after; None where the list ends."""

    rows: Sequence[Any]
    previous: str | None
    next: str | None


def order_of(rows: QuerySet[Any]) -> list[Key]:
    """How a list is ordered, read from its queryset; the primary key decides last."""
    keys = []
    for by in rows.query.order_by:
        if isinstance(by, OrderBy):
            assert isinstance(by.expression, F)  # noqa: S101 - lists are ordered by columns
            nulls_last = bool(by.nulls_last) or not (by.nulls_first or by.descending)
            keys.append(Key(by.expression.name, by.descending, nulls_last))  # type: ignore[attr-defined]
        else:
            name = str(by)
            keys.append(Key(name.lstrip("-"), name.startswith("-"), not name.startswith("-")))
    return keys if keys and keys[-1].path == "pk" else [*keys, Key("pk")]


def page_of(rows: QuerySet[Any], request: HttpRequest) -> Page:
    """The page that the address asks for: one query. Raises Refused for a cursor or a limit that cannot be."""
    limit, sent = limit_of(request), request.GET.get(CURSOR)
    order = order_of(rows)
    backwards, values = _read(sent, order, rows.model) if sent is not None else (False, None)
    keys = [key.reversed for key in order] if backwards else order
    if values is not None:
        rows = rows.filter(_after(keys, values))
    found = list(rows.order_by(*(key.expression for key in keys))[: limit + 1])
    more, kept = len(found) > limit, found[:limit]
    if backwards:
        kept.reverse()
    before, after = (more, True) if backwards else (values is not None, more)
    return Page(
        kept,
        address_of(request, _written(True, kept[0], order)) if kept and before else None,
        address_of(request, _written(False, kept[-1], order)) if kept and after else None,
    )


def _after(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    found, same = Q(pk__in=()), Q()
    for key, value in zip(keys, values, strict=True):
        found |= same & key.beyond(value)
        same &= key.at(value)
    return found


def limit_of(request: HttpRequest) -> int:
    """How many rows are asked for at a time. Raises Refused."""
    sent = request.GET.get(LIMIT)
    if sent is None:
        return USUAL
    if not (sent.isascii() and sent.isdecimal() and len(sent) < 5 and 1 <= int(sent) <= MOST):
        detail = _("“limit” is a number from 1 to %(most)s.") % {"most": MOST}
        raise Refused(detail, faults=[{"detail": detail, "parameter": LIMIT}])
    return int(sent)


def _written(backwards: bool, row: Model, keys: Iterable[Key]) -> str:
    values = [_value(row, key.path) for key in keys]
    return packed(backwards, values)


def packed(backwards: bool, values: Sequence[Any]) -> str:
    """A cursor: which way to go, and from where."""
    text = json.dumps([int(backwards), *values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unpacked(text: str) -> tuple[bool, list[Any]]:
    """What a cursor says. Raises Refused where it is none."""
    try:
        if len(text) > LONGEST_CURSOR:
            raise ValueError
        sent = json.loads(base64.b64decode(f"{text}{'=' * (-len(text) % 4)}", altchars=b"-_", validate=True))
        if not isinstance(sent, list) or not sent or sent[0] not in (0, 1):
            raise ValueError
    except (ValueError, binascii.Error, RecursionError) as error:
        raise no_cursor() from error
    return bool(sent[0]), sent[1:]


def no_cursor() -> Refused:
    """That something is no cursor of this list."""
    detail = _("“cursor” is taken from the address of the next page, and this is none of this list.")
    return Refused(detail, faults=[{"detail": detail, "parameter": CURSOR}])


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = None if row is None else getattr(row, name)
    return row.isoformat() if isinstance(row, date | datetime) else row


def _read(text: str, keys: Sequence[Key], model: type[Model]) -> tuple[bool, list[Any]]:
    backwards, values = unpacked(text)
    try:
        return backwards, [_cleaned(model, key.path, value) for key, value in zip(keys, values, strict=True)]
    except (ValueError, ValidationError) as error:
        raise no_cursor() from error


def _cleaned(model: type[Model], path: str, value: Any) -> Any:
    if value is not None and (not isinstance(value, str | int) or "\x00" in str(value)):
        raise ValueError
    field = _field(model, path)
    cleaned = None if value is None else field.to_python(value)
    if isinstance(cleaned, int) and abs(cleaned) > 2**63 - 1:
        raise ValueError
    return cleaned


def _field(model: type[Model], path: str) -> "Field[Any, Any]":
    first, *further = path.split("__")
    found: Any = model._meta.pk if first == "pk" else model._meta.get_field(first)
    return _field(found.related_model, "__".join(further)) if further else found


def address_of(request: HttpRequest, cursor: str) -> str:
    """The address of the page at a cursor, with all that was asked."""
    asked = request.GET.copy()
    asked[CURSOR] = cursor
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
