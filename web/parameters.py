"""What readers may ask of a page in its address."""

from collections.abc import Collection

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from web.moments import PARAMETERS

LONGEST_NAME = 40


def unknown_parameters(request: HttpRequest, known: Collection[str]) -> list[str]:
    """One sentence for each parameter that a page does not know; links that others made may carry such.

    The moment from which a reader looks is read elsewhere, for all pages alike (web/middleware.py).
    """
    return [
        _("This page knows nothing of “%(name)s” in its address, so it was left aside.") % {"name": name[:LONGEST_NAME]}
        for name in request.GET
        if name not in known and name not in PARAMETERS
    ]


def values_of(given: QueryDict, name: str, most: int) -> list[str]:
    """The values of one parameter, repeated or divided by commas: each once, in order, at most so many."""
    values = [value.strip() for text in given.getlist(name)[:most] for value in text.split(",", most)]
    return [value for value in dict.fromkeys(values[:most]) if value]
