"""Lists of countries, stations and agreements. Their pages, which show statements, are in claims/views."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from stations.filters import AgreementFilter, CountryListFilter, StationFilter
from stations.models import Country, Subject
from stations.resources import AgreementResource, CountryResource, StationResource
from web.exports import export
from web.list_files import files_of
from web.list_formats import TABLES, WITH_PLACES
from web.listing import Listing, show
from web.looking_back import lists_back

COUNTRY_FILES = TABLES
STATION_FILES = WITH_PLACES
AGREEMENT_FILES = TABLES


def _countries(request: HttpRequest) -> CountryListFilter:
    rows = Country.objects.with_statement_count(request.user).by_name()
    return CountryListFilter(request.GET, rows, request=request)


def _stations(request: HttpRequest) -> StationFilter:
    rows = Subject.objects.stations().with_judgement_count(request.user)
    return StationFilter(request.GET, _as_listed(rows, request), request=request)


def _agreements(request: HttpRequest) -> AgreementFilter:
    return AgreementFilter(request.GET, _as_listed(Subject.objects.agreements(), request), request=request)


def _as_listed(subjects: QuerySet[Subject], request: HttpRequest) -> QuerySet[Subject]:
    rows = subjects.listed_for(request.user).with_statement_count(request.user)  # type: ignore[attr-defined]
    listed: QuerySet[Subject] = rows.with_place().with_names().by_label()
    return listed


@require_safe
@lists_back
def country_list(request: HttpRequest) -> HttpResponse:
    """Countries about which something is recorded; on request, all."""
    listing = Listing(request, _countries(request), anew=_countries, per_page=300)
    return show(
        request,
        listing,
        "stations/country_list.html",
        "stations/_countries.html",
        files=files_of(listing, CountryResource, COUNTRY_FILES),
    )


@require_safe
@lists_back
def country_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The list of countries as a file."""
    return export(_countries(request), CountryResource(), name="countries", suffix=suffix, offered=COUNTRY_FILES)


@require_safe
@lists_back
def station_list(request: HttpRequest) -> HttpResponse:
    """Reported stations."""
    listing = Listing(request, _stations(request), anew=_stations)
    return show(
        request,
        listing,
        "stations/station_list.html",
        "stations/_stations.html",
        files=files_of(listing, StationResource, STATION_FILES),
    )


@require_safe
@lists_back
def station_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The list of stations as a file."""
    return export(_stations(request), StationResource(), name="stations", suffix=suffix, offered=STATION_FILES)


@require_safe
@lists_back
def agreement_list(request: HttpRequest) -> HttpResponse:
    """Agreements and patrol arrangements."""
    listing = Listing(request, _agreements(request), anew=_agreements)
    return show(
        request,
        listing,
        "stations/agreement_list.html",
        "stations/_agreements.html",
        files=files_of(listing, AgreementResource, AGREEMENT_FILES),
    )


@require_safe
@lists_back
def agreement_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The list of agreements as a file."""
    return export(_agreements(request), AgreementResource(), name="agreements", suffix=suffix, offered=AGREEMENT_FILES)
