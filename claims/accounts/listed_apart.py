"""What may have been said by the day that a reader asks for: listed apart, with the reason, and counted nowhere."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from claims.accounts.read import statements
from claims.accounts.side_by_side import ListedApart
from claims.accounts.statement import Statement
from claims.models import ClaimQuerySet
from web.moments import Dated, current, in_words, keeping

APART = "A"


def listed_apart(wanted: Callable[[], ClaimQuerySet], most: int | None = None) -> tuple[ListedApart, ...]:
    """The statements among those wanted that are listed apart, in reading order; none unless a day was asked for.

    `wanted` makes the queryset anew, because what `visible_to` keeps depends on the moment at which it is called.
    """
    day = current().said_by
    if day is None:
        return ()
    with keeping(Dated.UNCLEAR):
        found = statements(wanted().in_reading_order()[:most])
    return numbered_apart(ListedApart(statement, why_apart(statement, day)) for statement in found)


def numbered_apart(listed: Iterable[ListedApart]) -> tuple[ListedApart, ...]:
    """Each with its line number: A.1, A.2 …"""
    return tuple(replace(each, number=f"{APART}.{place}") for place, each in enumerate(listed, start=1))


def why_apart(statement: Statement, day: date) -> str:
    """Why its date does not tell whether it had been made by the end of a day."""
    if statement.said_on is None:
        return _("Undated: when it was made is not recorded.")
    return _("Its date, %(date)s, can lie before the end of %(day)s and after it.") % {
        "date": statement.said_on,
        "day": in_words(day),
    }
