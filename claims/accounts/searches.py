"""Where somebody looked, as far as it tells a silence that was searched from one that was not."""

from collections.abc import Mapping
from dataclasses import dataclass

from claims.accounts.plain import Speaker
from claims.accounts.read import speakers
from claims.models import Search
from claims.sides import side_of
from stations.models import Country


@dataclass(frozen=True)
class Looked:
    """A search for a party's statements; "" stands for no country in particular, or no question."""

    country_code: str
    question: str
    party: Speaker


def searches_made(country: Country | None = None) -> tuple[Looked, ...]:
    """The searches for somebody's statements, about one country or all: two queries."""
    found = Search.objects.filter(party__isnull=False).select_related("party__country", "question", "country")
    if country:
        found = found.filter(country=country)
    rows = list(found)
    by_pk = speakers(search.party for search in rows if search.party)
    return tuple(
        Looked(
            country_code=search.country.code if search.country else "",
            question=search.question.slug if search.question else "",
            party=by_pk[search.party_id],
        )
        for search in rows
        if search.party_id is not None
    )


def searched_sides(searches: tuple[Looked, ...], country_code: str | None) -> Mapping[str, frozenset[str]]:
    """The sides of which statements were looked for, by question; "" holds those looked for on all questions.

    A search that was not about this country tells nothing of it, and having looked for one medium's text without a
    question tells nothing of the media.
    """
    sides: dict[str, set[str]] = {}
    for search in searches:
        side = side_of(search.party, country_code)
        if search.country_code == (country_code or "") and (search.question or side != "media"):
            sides.setdefault(search.question, set()).add(side)
    return {question: frozenset(slugs) for question, slugs in sides.items()}
