"""What was changed: the log of corrections, and what became of the statements about a country since a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from api.paging import CURSOR, LIMIT, address_of, limit_of, no_cursor, packed, unpacked
from api.problems import Refused
from api.shapes import claims as shapes
from api.shapes import logs
from api.sparse import FIELDS, kept, wanted
from api.views.base import ApiView, own_parameters
from claims.log.query import Asked, Log, LogKind, Place
from claims.log.reading import read
from claims.since.plain import Change, ChangeKind
from claims.since.read import changes_about, with_statements
from claims.views.changes import USUAL, read_since
from stations.models import Country
from web.moments import PARAMETERS

LONGEST_REF = 7


@dataclass(frozen=True)
class Window:
    """A page of a log: its rows, and the cursors of those before and after; None where the log ends."""

    rows: Sequence[Any]
    before: list[Any] | None
    after: list[Any] | None


class LogView(ApiView):
    """Lines of a log, the newest first, a page at a time."""

    OWN: ClassVar[tuple[str, ...]] = (CURSOR, LIMIT, FIELDS)
    # What may be asked, in words, and the values where there are but a few.
    asks: ClassVar[Mapping[str, tuple[str, tuple[str, ...]]]]
    needed: ClassVar[frozenset[str]] = frozenset()

    def window(self, asked: Mapping[str, str], cursor: list[Any] | None, *, backwards: bool, number: int) -> Window:
        """The lines after a place, or before it."""
        raise NotImplementedError

    def get(self, request: Request) -> Response:
        """One page of the log."""
        asked = request._request
        told, limit, sent = self._told(asked), limit_of(asked), asked.GET.get(CURSOR)
        wish = wanted(asked.GET.get(FIELDS), self.shape())
        backwards, values = unpacked(sent) if sent is not None else (False, None)
        window = self.window(told, values, backwards=backwards, number=limit)
        data = self.shape(window.rows, many=True).data
        previous = address_of(asked, packed(True, window.before)) if window.before else None
        following = address_of(asked, packed(False, window.after)) if window.after else None
        return Response({"results": kept(data, wish), "previous": previous, "next": following})

    def _told(self, request: HttpRequest) -> dict[str, str]:
        left = own_parameters(request, self.OWN)
        faults = []
        for name, sent in left.lists():
            if name not in self.asks and name not in PARAMETERS:
                faults.append(
                    {"detail": _("“%(name)s” is not asked here.") % {"name": name[:40]}, "parameter": name[:40]}
                )
            elif len(sent) > 1:
                faults.append({"detail": _("“%(name)s” is given more than once.") % {"name": name}, "parameter": name})
        told = {name: left.get(name, "").strip() for name in self.asks}
        for name, (_words, values) in self.asks.items():
            if told[name] and values and told[name] not in values:
                sentence = _("“%(name)s” cannot be “%(value)s”.") % {"name": name, "value": told[name][:40]}
                faults.append({"detail": sentence, "parameter": name})
            if name in self.needed and not told[name]:
                faults.append({"detail": _("Say which “%(name)s”.") % {"name": name}, "parameter": name})
        if faults:
            raise Refused(faults[0]["detail"], faults=faults)
        return told


def _country(code: str) -> Country | None:
    found = Country.objects.filter(code=code.upper()).first() if code and "\x00" not in code else None
    if code and found is None:
        detail = _("There is no country “%(value)s”.") % {"value": code[:40]}
        raise Refused(detail, faults=[{"detail": detail, "parameter": "country"}])
    return found


class CorrectionList(LogView):
    """Every change to what readers had seen, the newest first: from what to what, and why. Nobody is named."""

    shape = shapes.Correction
    asks: ClassVar[Mapping[str, tuple[str, tuple[str, ...]]]] = {
        "kind": ("Which changes.", tuple(LogKind.values)),
        "country": ("About a country, by code.", ()),
        "statement": ("About one claim, by ref, and its passage.", ()),
    }

    def window(self, asked: Mapping[str, str], cursor: list[Any] | None, *, backwards: bool, number: int) -> Window:
        """From the histories, by place, so that nothing is told twice while the record is corrected."""
        statement = asked["statement"].replace("\x00", "")[:LONGEST_REF]
        log = Log(Asked(asked["kind"], _country(asked["country"]), statement))
        place = Place.read(cursor) if cursor is not None else None
        if cursor is not None and place is None:
            raise no_cursor()
        found = log.beyond(place, backwards=backwards, number=number + 1)
        more, lines = len(found) > number, found[:number]
        if backwards:
            lines.reverse()
        before, after = (more, True) if backwards else (place is not None, more)
        return Window(
            read(lines),
            Place.of(lines[0]).values if lines and before else None,
            Place.of(lines[-1]).values if lines and after else None,
        )


class ChangeList(LogView):
    """What became of the statements about a country since a day: added, changed, withdrawn, removed, and why."""

    shape = logs.Change
    needed = frozenset({"country"})
    asks: ClassVar[Mapping[str, tuple[str, tuple[str, ...]]]] = {
        "country": ("About which country, by code. Needed.", ()),
        "since": ("From this day, month, year or instant on; without it the last 30 days.", ()),
        "kind": ("Which changes.", tuple(ChangeKind.values)),
    }

    def window(self, asked: Mapping[str, str], cursor: list[Any] | None, *, backwards: bool, number: int) -> Window:
        """The record of then and of now, compared as a whole; its place is when something last changed, and what."""
        country = _country(asked["country"])
        assert country is not None  # noqa: S101 - it is needed
        since = read_since(asked["since"], USUAL)
        if since.moment is None:
            raise Refused(since.problem, faults=[{"detail": since.problem, "parameter": "since"}])
        changes = changes_about(country, since=since.moment).of(asked["kind"])
        place = _place(cursor) if cursor is not None else None
        if backwards:
            earlier = [each for each in changes if place is None or (each.at, each.key) > place]
            first = max(len(earlier) - number, 0)
            rows, before, after = earlier[first:], first > 0, True
        else:
            later = [each for each in changes if place is None or (each.at, each.key) < place]
            rows, before, after = later[:number], place is not None, len(later) > number
        return Window(
            with_statements(rows),
            _values(rows[0]) if rows and before else None,
            _values(rows[-1]) if rows and after else None,
        )


def _values(change: Change) -> list[Any]:
    return [change.at.isoformat(), change.key]


def _place(values: list[Any]) -> tuple[datetime, str]:
    try:
        at, key = values
        moment = datetime.fromisoformat(at)
    except (TypeError, ValueError) as error:
        raise no_cursor() from error
    if moment.tzinfo is None or not isinstance(key, str):
        raise no_cursor()
    return moment, key
