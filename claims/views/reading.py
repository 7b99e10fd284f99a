"""What several pages of statements have in common."""

from collections.abc import Iterable

from claims.accounts.plain import Statement
from stations.models import Country


def country_names(statements: Iterable[Statement]) -> dict[str, str]:
    """The names of the countries that statements are about, by code: one query."""
    codes = {statement.about.country_code for statement in statements}
    return dict(Country.objects.filter(code__in=codes).values_list("code", "name"))
