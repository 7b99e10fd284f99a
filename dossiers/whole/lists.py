"""The lists that are handed over as files, each as a reader who asks for all of it gets it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from claims.models import Question, Search
from claims.resources import QuestionResource, SearchResource, StatementResource
from claims.views.conflicts import ConflictResource
from claims.views.wanted import WantedResource
from dossiers.whole.tables import NOBODY, claims_shown
from sources.models import Party, Source
from sources.resources import PartyResource, SourceResource
from stations.models import Country, Subject
from stations.resources import AgreementResource, CountryResource, StationResource
from web.exports import ListResource
from web.list_formats import TABLES, WITH_PLACES


@dataclass(frozen=True)
class ListOfAll:
    """One list: its name, its address without an ending, its columns, its formats, and some rows as examples."""

    name: str
    path: str
    resource: type[ListResource]
    suffixes: tuple[str, ...]
    rows: Callable[[], Iterable[Any]] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """In their order."""
        return tuple(self.resource.fields)


def _subjects(rows: Any) -> Any:
    return rows.listed_for(NOBODY).with_statement_count(NOBODY).with_place().with_names().by_label()


def _with_something_recorded(rows: Any) -> Any:
    return rows.filter(statement_count__gt=0)


LISTS = (
    ListOfAll("claims", "/claims", StatementResource, WITH_PLACES, lambda: claims_shown().standing().newest_first()),
    ListOfAll(
        "sources",
        "/sources",
        SourceResource,
        TABLES,
        lambda: (
            Source.objects.listed_for(NOBODY).with_statement_count(NOBODY).select_related("publisher").newest_first()
        ),
    ),
    ListOfAll(
        "parties",
        "/parties",
        PartyResource,
        TABLES,
        lambda: (
            Party.objects.listed_for(NOBODY).with_statement_count(NOBODY).select_related("country", "part_of").by_name()
        ),
    ),
    ListOfAll(
        "countries",
        "/countries",
        CountryResource,
        TABLES,
        lambda: _with_something_recorded(Country.objects.with_statement_count(NOBODY).by_name()),
    ),
    ListOfAll("stations", "/stations", StationResource, WITH_PLACES, lambda: _subjects(Subject.objects.stations())),
    ListOfAll("agreements", "/agreements", AgreementResource, TABLES, lambda: _subjects(Subject.objects.agreements())),
    ListOfAll(
        "questions",
        "/questions",
        QuestionResource,
        TABLES,
        lambda: Question.objects.with_statement_count(NOBODY).select_related("heading").in_order(),
    ),
    ListOfAll(
        "searches",
        "/searches",
        SearchResource,
        TABLES,
        lambda: Search.objects.with_what_it_concerns().naming_parties_to(NOBODY).newest_first(),
    ),
    ListOfAll("conflicts", "/conflicts", ConflictResource, TABLES),
    ListOfAll("wanted", "/sources/wanted", WantedResource, TABLES),
)
