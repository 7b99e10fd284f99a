"""A number that changes whenever something is recorded: what is computed from all statements is kept until then."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Generic, TypeVar, TypeVarTuple

from django.db import connection

from web.as_of import moment_in_view
from web.moments import NOW, current

# The moment from which the reader looks, or None for today, and the newest events.
Version = tuple[object, ...]
Given = TypeVarTuple("Given")
Computed = TypeVar("Computed")

EVENTS_LOOKED_BACK = 1000
# The histories of everything that can change where a statement stands or how it reads.
WATCHED = (
    "claims_claimevent",
    "claims_linkevent",
    "claims_headingevent",
    "claims_questionevent",
    "claims_choiceevent",
    "claims_exclusionevent",
    "sources_partyevent",
    "sources_sourceevent",
    "stations_countryevent",
    "stations_subjectevent",
)


def recorded() -> Version:
    """The moment from which the reader looks, and what the newest events are, in one query.

    Two that were written at once can become visible in either order, hence the count. At a past moment it is today's
    events as well: what is restricted today is so at every moment.
    """
    columns = [
        f"(SELECT coalesce(max(pgh_id), 0) FROM public.{table}),"  # noqa: S608
        f" (SELECT count(*) FROM public.{table} WHERE pgh_id > "
        f"(SELECT coalesce(max(pgh_id), 0) - {EVENTS_LOOKED_BACK} FROM public.{table}))"
        for table in WATCHED
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}")
        row: tuple[int, ...] = cursor.fetchone()
    looks_from = (moment_in_view(), current())
    return None if looks_from == (None, NOW) else looks_from, *row


class Remembered(Generic[*Given, Computed]):
    """A function of the version whose last results are kept: some of today's and, apart, as many of past moments.

    Whoever walks through the past makes nobody wait who reads today.
    """

    def __init__(self, most: int, compute: Callable[[Version, *Given], Computed]) -> None:
        """`most` results are kept of each."""
        self._today, self._past = lru_cache(most)(compute), lru_cache(most)(compute)

    def __call__(self, version: Version, *given: *Given) -> Computed:
        """The result, kept or computed now."""
        kept = self._today if version[0] is None else self._past
        return kept(version, *given)

    def cache_clear(self) -> None:
        """Forget everything."""
        self._today.cache_clear()
        self._past.cache_clear()


def remembered(most: int) -> Callable[[Callable[[Version, *Given], Computed]], Remembered[*Given, Computed]]:
    """Keep the last results of a function."""
    return partial(Remembered, most)
