"""Where somebody looked, as far as it tells a silence that was searched from one that was not."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from claims.accounts.read import speakers
from claims.accounts.silence import Looked, Silence
from claims.choices import SearchResult
from claims.models import Search
from claims.sides import side_of
from stations.models import Country
from web.edtf import in_words, parse

# By question ("": on all of them) and side, the newest first.
Searched = Mapping[str, Mapping[str, tuple[Looked, ...]]]


def searches_made(country: Country | None = None) -> tuple[Looked, ...]:
    """The searches for what a party or a side said, about one country or all, the newest first: two queries."""
    found = Search.objects.newest_first().with_what_it_concerns()
    return looked([search for search in (found.about(country) if country else found) if search.party or search.side])


def looked(searches: Iterable[Search]) -> tuple[Looked, ...]:
    """Records of searches as plain data: one query."""
    rows = list(searches)
    by_pk = speakers(search.party for search in rows if search.party)
    return tuple(
        Looked(
            slug=search.slug,
            what=search.what,
            where=search.where,
            period=parse(search.period),
            searched_on=parse(search.searched_on),
            result=search.result,
            country_code=search.country.code if search.country else "",
            question=search.question.slug if search.question else "",
            party=by_pk[search.party_id] if search.party_id is not None else None,
            side=search.side,
        )
        for search in rows
    )


def searched_sides(searches: Iterable[Looked], country_code: str | None) -> Searched:
    """The searches that tell of a side's silence, by question ("": those on all questions) and side.

    A search that was not about this country tells nothing of it. Having looked for one medium's text without a
    question tells nothing of the media.
    """
    found: dict[str, dict[str, tuple[Looked, ...]]] = {}
    for search in searches:
        side = side_searched(search, country_code)
        is_one_text = search.party is not None and side == "media" and not search.question
        if side and search.country_code == (country_code or "") and not is_one_text:
            on = found.setdefault(search.question, {})
            on[side] = (*on.get(side, ()), search)
    return found


def side_searched(search: Looked, country_code: str | None) -> str:
    """The side whose statements were looked for; "" where it was nobody's in particular."""
    return search.side or (side_of(search.party, country_code) if search.party else "")


def silence_words(silence: Silence) -> str:
    """Whether anyone looked for a side's statements: “searched Croatian press archive, 2022: found nothing”."""
    if not silence.looked:
        return _("not searched yet")
    last = silence.looked[0]
    words = {"where": place_searched(last), "result": SearchResult(last.result).label}
    return _("searched %(where)s: %(result)s") % words


def place_searched(looked: Looked) -> str:
    """Where somebody looked, and over which time."""
    return f"{looked.where}, {in_words(looked.period)}" if looked.period else looked.where
