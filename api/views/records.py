"""Countries, subjects, parties, sources, questions and searches."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from api.filters import SubjectFilter
from api.shapes import records as shapes
from api.views.base import ListView, Person, RecordView
from claims.filters import QuestionFilter
from claims.models import Question, Search
from claims.preserved.passages import passages_in
from claims.removal.gone import Gone, address_gone, source_gone
from claims.search_filters import SearchFilter
from sources.filters import PartyFilter, SourceFilter
from sources.models import Citation, Party, Source
from stations.filters import AgreementFilter, CountryListFilter, StationFilter
from stations.models import Country, Subject, SubjectQuerySet
from web.moments import Dated, current, keeping


class CountryList(ListView):
    """Countries about which something is recorded; `show=all` lists all."""

    shape, filters = shapes.Country, CountryListFilter

    def rows(self, user: Person) -> QuerySet[Any]:
        """By name."""
        return Country.objects.with_statement_count(user).by_name()


class CountryRecord(RecordView):
    """One country, by its code in small or capital letters."""

    shape = shapes.Country

    def record(self, request: HttpRequest, **address: Any) -> Any:
        """Also one of which nothing is recorded."""
        return get_object_or_404(Country.objects.with_statement_count(request.user), code=address["code"].upper())


class SubjectList(ListView):
    """Everything that claims are about: the network, regions, countries, places, stations, agreements, cases."""

    shape: ClassVar[Any] = shapes.Subject
    filters: ClassVar[Any] = SubjectFilter

    def kept(self, rows: SubjectQuerySet) -> SubjectQuerySet:
        """The kinds that are listed."""
        return rows

    def rows(self, user: Person) -> QuerySet[Any]:
        """By country and label."""
        found = self.kept(Subject.objects.all()).listed_for(user).with_statement_count(user)
        return found.with_place().with_names().by_label()


class StationList(SubjectList):
    """Reported stations. Being listed is not a finding."""

    filters = StationFilter

    def kept(self, rows: SubjectQuerySet) -> SubjectQuerySet:
        """Stations."""
        return rows.stations()


class AgreementList(SubjectList):
    """Bilateral policing agreements and patrol arrangements."""

    filters = AgreementFilter

    def kept(self, rows: SubjectQuerySet) -> SubjectQuerySet:
        """Agreements."""
        return rows.agreements()


class SubjectRecord(RecordView):
    """One subject of any kind."""

    shape = shapes.Subject

    def kept(self, rows: SubjectQuerySet) -> SubjectQuerySet:
        """The kinds that have this address."""
        return rows

    def record(self, request: HttpRequest, **address: Any) -> Any:
        """Also one of which nothing had been said by the day that was asked for."""
        with keeping(Dated.EITHER):
            reachable = self.kept(Subject.objects.all()).in_reach_of(request.user).values("pk")
        rows = Subject.objects.filter(pk__in=reachable).with_statement_count(request.user)
        return get_object_or_404(rows.with_place().with_names(), slug=address["slug"])

    def gone(self, **address: Any) -> Gone | None:
        """Known by a former address."""
        return address_gone("subject", address["slug"])


class StationRecord(SubjectRecord):
    """One reported station."""

    def kept(self, rows: SubjectQuerySet) -> SubjectQuerySet:
        """Stations."""
        return rows.stations()

    def gone(self, **address: Any) -> Gone | None:
        """Stations are not removed; a statement about one is."""
        return None


class AgreementRecord(SubjectRecord):
    """One agreement or patrol arrangement."""

    def kept(self, rows: SubjectQuerySet) -> SubjectQuerySet:
        """Agreements."""
        return rows.agreements()

    def gone(self, **address: Any) -> Gone | None:
        """As of stations."""
        return None


class QuestionList(ListView):
    """What accounts can differ on, with the answers: the codebook."""

    shape, filters = shapes.Question, QuestionFilter

    def rows(self, user: Person) -> QuerySet[Any]:
        """In the order of pages; for what is listed apart, those to which such a statement answers."""
        found = Question.objects.with_statement_count(user).with_choices().in_order()
        return found.filter(statement_count__gt=0) if current().dated is Dated.UNCLEAR else found  # type: ignore[misc]


class QuestionRecord(RecordView):
    """One question with its answers."""

    shape = shapes.Question

    def record(self, request: HttpRequest, **address: Any) -> Any:
        """With its answers and what excludes what."""
        rows = Question.objects.with_statement_count(request.user).with_choices()
        return get_object_or_404(rows, slug=address["slug"])


class PartyList(ListView):
    """Everybody who speaks, relays or publishes."""

    shape, filters = shapes.Party, PartyFilter

    def rows(self, user: Person) -> QuerySet[Any]:
        """By name."""
        rows = Party.objects.listed_for(user).with_statement_count(user)
        return rows.select_related("country", "part_of").by_name()


class PartyRecord(RecordView):
    """One party."""

    shape = shapes.Party

    def record(self, request: HttpRequest, **address: Any) -> Any:
        """Whom this person may come upon."""
        with keeping(Dated.EITHER):
            reachable = Party.objects.in_reach_of(request.user).values("pk")
        rows = Party.objects.filter(pk__in=reachable).with_statement_count(request.user)
        return get_object_or_404(rows.select_related("country", "part_of"), slug=address["slug"])

    def gone(self, **address: Any) -> Gone | None:
        """Known by a former address."""
        return address_gone("party", address["slug"])


class SourceList(ListView):
    """Everything that is cited, each with the passages that claims rest on."""

    shape, filters = shapes.Source, SourceFilter

    def rows(self, user: Person) -> QuerySet[Any]:
        """The newest first."""
        rows = Source.objects.listed_for(user).with_statement_count(user)
        return rows.select_related("publisher").newest_first()

    def read(self, rows: Sequence[Any], user: Person) -> Sequence[Any]:
        """With their passages, in one query."""
        return with_passages(rows, user)


class SourceRecord(RecordView):
    """One source with its passages."""

    shape = shapes.Source

    def record(self, request: HttpRequest, **address: Any) -> Any:
        """What this person may come upon."""
        with keeping(Dated.EITHER):
            reachable = Source.objects.in_reach_of(request.user).values("pk")
        rows = Source.objects.filter(pk__in=reachable).with_statement_count(request.user)
        source = get_object_or_404(rows.select_related("publisher"), slug=address["slug"])
        return with_passages([source], request.user)[0]

    def gone(self, **address: Any) -> Gone | None:
        """By its address of now or of then."""
        return source_gone(address["slug"])


class SearchList(ListView):
    """Where the desk looked, and what it gave. Silence is told from these alone."""

    shape, filters = shapes.Search, SearchFilter

    def rows(self, user: Person) -> QuerySet[Any]:
        """The newest first."""
        return Search.objects.with_what_it_concerns().naming_parties_to(user).newest_first()


class SearchRecord(RecordView):
    """One record of having looked."""

    shape = shapes.Search

    def record(self, request: HttpRequest, **address: Any) -> Any:
        """All of them are public."""
        rows = Search.objects.with_what_it_concerns().naming_parties_to(request.user)
        return get_object_or_404(rows, slug=address["slug"])


def with_passages(sources: Sequence[Source], user: Person) -> Sequence[Source]:
    """These sources, each with the passages that this person may see."""
    found: dict[int, list[Citation]] = {}
    for passage in passages_in(sources, user):
        found.setdefault(passage.source_id, []).append(passage)
    for source in sources:
        source.passages = found.get(source.pk, [])  # type: ignore[attr-defined]
    return sources
