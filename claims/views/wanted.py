"""Wanted originals: what ought to be found and read, the most needed first. Public, since it invites help."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.models import ClaimQuerySet
from claims.wanted import SORTS, Sort, published_for
from sources.models import Source
from stations.filters import CountryFilter
from stations.models import Country
from web.exports import Column, ListResource, Row, export
from web.list_files import files_of
from web.list_formats import TABLES
from web.listing import Facet, ListFilter, Listing, Tally, show
from web.looking_back import DESK, shows_today

FILES = TABLES
SHOWN_OF_EACH = 6


def _by_country(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
    assert isinstance(filters, WantedFilter)  # noqa: S101 - its own facet
    return filters.sort.by_country(rows, filters.claims)


class WantedFilter(ListFilter):
    """`country` is what the statements that rest on a thing are about."""

    country = CountryFilter(method="keep_about")
    facets = (Facet("country", _("Country"), _by_country),)

    def __init__(self, request: HttpRequest, sort: Sort) -> None:
        """Read what is asked about one sort of thing."""
        self.sort = sort
        self.claims: ClaimQuerySet = published_for(request.user)
        super().__init__(request.GET, sort.rows(self.claims), request=request)

    def keep_about(self, rows: QuerySet[Any], name: str, country: Country | None) -> QuerySet[Any]:
        """Keep what statements about a country rest on, and count these only."""
        return self.sort.counted(rows, self.claims.about(country)) if country else rows


@dataclass(frozen=True)
class Section:
    """One sort of thing on the page that shows all: how many there are, and the most needed."""

    sort: Sort
    number: int
    rows: list[Any]
    address: str


@require_safe
@shows_today(DESK)
def wanted(request: HttpRequest) -> HttpResponse:
    """All sorts, with the most needed of each."""
    each = [WantedFilter(request, sort) for sort in SORTS.values()]
    sections = [
        Section(
            sort=one.sort,
            number=one.qs.count(),
            rows=list(one.qs[:SHOWN_OF_EACH]),
            address=reverse("claims:wanted_sort", args=[one.sort.slug]) + (one.address() if one.kept else ""),
        )
        for one in each
    ]
    return render(request, "claims/wanted.html", {"sections": sections, "problems": each[0].notices, "files": FILES})


@require_safe
@shows_today(DESK)
def wanted_sort(request: HttpRequest, sort: str) -> HttpResponse:
    """One sort whole, as a list."""
    filters = WantedFilter(request, _sort(sort))
    listing = Listing(request, filters)
    return show(
        request, listing, "claims/wanted_list.html", "claims/_wanted.html",
        files=files_of(listing, WantedResource, FILES), sort=filters.sort,
    )  # fmt: skip


@require_safe
@shows_today(DESK, is_page=False)
def wanted_file(request: HttpRequest, suffix: str, sort: str = "") -> HttpResponseBase:
    """Everything that is wanted as a file, or one sort of it."""
    lists = [WantedFilter(request, each) for each in ([_sort(sort)] if sort else SORTS.values())]
    return export(lists[0], WantedResource(lists), name="wanted", suffix=suffix, offered=FILES)


def _sort(slug: str) -> Sort:
    if slug not in SORTS:
        raise Http404(slug)
    return SORTS[slug]


@dataclass(frozen=True)
class Wanted:
    """One row of the file."""

    why: str
    row: Any


class WantedResource(ListResource):
    """One row for each thing that is wanted, sort by sort. A thing may be wanted for several reasons."""

    bytes_in_a_row = 150

    why = Column("why")
    kind = Column()
    slug = Column("row__slug")
    name = Column()
    url = Column()
    copy = Column()
    statements = Column("row__statement_count")

    def __init__(self, lists: Iterable[WantedFilter]) -> None:
        """`lists` are read one after the other."""
        super().__init__()
        self.lists = list(lists)

    def dehydrate_kind(self, wanted: Wanted) -> str:
        """Whether `slug` names a source or a party."""
        return "source" if isinstance(wanted.row, Source) else "party"

    def dehydrate_name(self, wanted: Wanted) -> str:
        """The title of a source, the name of a party."""
        return wanted.row.title if isinstance(wanted.row, Source) else wanted.row.name

    def dehydrate_url(self, wanted: Wanted) -> str:
        """Where the source that was read stands."""
        return wanted.row.url if isinstance(wanted.row, Source) else ""

    def dehydrate_copy(self, wanted: Wanted) -> str:
        """How what was read relates to the original."""
        return wanted.row.copy_kind if isinstance(wanted.row, Source) else ""

    def rows(self, queryset: QuerySet[Any]) -> Iterator[Row]:
        """The rows of every list, whatever is asked for."""
        flat = self.flat()
        for filters in self.lists:
            for found in filters.qs:
                yield flat(Wanted(filters.sort.slug, found))
