"""Which addresses can show another moment than now. Each view says so itself; a test asks every address of the site."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from web.moments import AS_OF, DATED, SAID_BY

View = TypeVar("View", bound=Callable[..., Any])
Text = str | Promise

ATTRIBUTE = "looks_back"


@dataclass(frozen=True)
class Decision:
    """The parameters of a moment that an address understands, and why it leaves the others aside, for readers.

    `is_page`: what answers there is a page, on which that can be told; anything else is refused instead.
    """

    understands: frozenset[str]
    because: Text = ""
    is_page: bool = True


# Pages whose address is another program's: they belong to signing in.
OF_OTHERS = {"allauth": Decision(frozenset(), _("Signing in is of today."))}
IN_A_SECTION = _("What is listed apart stands on this page in a section of its own, and in the list of statements.")
FORM = _("A form writes into the record as it is today.")
AS_TODAY = _("This page says what holds today.")
DESK = _("This is work in hand, and shows what is to be done today.")
PRESERVED = _("A preserved file is the same at every date.")


def understands(*names: str, because: Text, is_page: bool = True) -> Callable[[View], View]:
    """Mark a view that shows some of what can be asked for, and says why not the rest."""

    def decide(view: View) -> View:
        setattr(view, ATTRIBUTE, Decision(frozenset(names), because, is_page))
        return view

    return decide


def looks_back(view: View) -> View:
    """Mark a page that shows what had been said by a day, and what stood here at a moment."""
    return understands(SAID_BY, AS_OF, because=IN_A_SECTION)(view)


def lists_back(view: View) -> View:
    """Mark a list, or a file of one, that shows both, and also what is listed apart."""
    return understands(SAID_BY, AS_OF, DATED, because="")(view)


def shows_today(because: Text, *, is_page: bool = True) -> Callable[[View], View]:
    """Mark a view that shows today whatever is asked, and says so."""
    return understands(because=because, is_page=is_page)


def decision_of(view: Callable[..., Any]) -> Decision | None:
    """What was decided for a view; None when nobody did."""
    found: Decision | None = getattr(view, ATTRIBUTE, None)
    return found or OF_OTHERS.get(view.__module__.split(".")[0])


@lru_cache(maxsize=4096)
def decision_at(path: str) -> Decision | None:
    """What was decided for the address; None where there is no such address."""
    try:
        return decision_of(resolve(path).func)
    except Resolver404:
        return None
