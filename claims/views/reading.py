"""What several pages of statements read from their address."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from claims.accounts.plain import Statement
from stations.models import Country


def said_by(request: HttpRequest) -> tuple[date | None, list[str]]:
    """The day of `?said_by=2023-06-30`, by which things had been said, and what could not be understood."""
    text = request.GET.get("said_by", "").strip()
    if not text:
        return None, []
    try:
        return date.fromisoformat(text), []
    except ValueError:
        return None, [_("“said_by” is a day such as 2023-06-30; the page shows everything that has been said.")]


def country_names(statements: Iterable[Statement]) -> dict[str, str]:
    """The names of the countries that statements are about, by code: one query."""
    codes = {statement.about.country_code for statement in statements}
    return dict(Country.objects.filter(code__in=codes).values_list("code", "name"))
