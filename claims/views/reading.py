"""What several pages of statements have in common."""

import re
from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from claims.accounts.side_by_side import Accounts
from claims.accounts.statement import Statement
from stations.models import Country
from web.edtf import EARLIEST_YEAR, LATEST_YEAR

HEADINGS_OF_A_LONG_PAGE = 4


def is_long(accounts: Accounts) -> bool:
    """Whether a page with these accounts needs a list of its parts."""
    return len(accounts.headings) >= HEADINGS_OF_A_LONG_PAGE


def year_in_view(request: HttpRequest) -> tuple[int | None, str]:
    """The year of `?year=2022`, that a timeline shows alone, and in words what is wrong with it, or ""."""
    text = request.GET.get("year", "").strip()
    if not text:
        return None, ""
    if re.fullmatch(r"\d{4}", text, re.ASCII) and EARLIEST_YEAR <= int(text) <= LATEST_YEAR:
        return int(text), ""
    return None, _("“%(text)s” is not a year. Write 2022; the timeline shows all years.") % {"text": text[:20]}


def country_names(statements: Iterable[Statement]) -> dict[str, str]:
    """The names of the countries that statements are about, by code: one query."""
    codes = {statement.about.country_code for statement in statements}
    return dict(Country.objects.filter(code__in=codes).values_list("code", "name"))
