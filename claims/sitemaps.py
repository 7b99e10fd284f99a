"""Which pages search engines may read, with the day on which each last had something new; what readers see, no more."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from claims.models import Claim, ClaimQuerySet, Question
from sources.models import Party, Source
from stations.models import Country, Subject

NOBODY = AnonymousUser()
# A sitemap may name fifty thousand pages; fewer are read at a time here.
PAGES_IN_A_FILE = 10_000
LISTS = (
    "claims:home", "stations:country_list", "stations:station_list", "stations:agreement_list", "claims:question_list",
    "claims:conflict_list", "claims:claim_list", "claims:source_list", "claims:party_list", "claims:search_list",
    "claims:corrections", "claims:corrections_log", "claims:method", "dossiers:data",
)  # fmt: skip
# Greatest leaves out what is NULL: when a statement was published, or taken back later.
LAST = Greatest(Coalesce("reviewed_at", "created_at"), F("withdrawn_at"))


class _Records(Sitemap[Any]):
    """Pages of one sort of record. `column` leads from a statement to the record that it is about or comes from."""

    limit = PAGES_IN_A_FILE

    def __init__(self, rows: QuerySet[Any], column: str) -> None:
        self.rows, self.column = rows, column

    def items(self) -> QuerySet[Any]:
        last = _standing().filter(**{self.column: OuterRef("pk")}).order_by().values(self.column)
        rows: QuerySet[Any] = self.rows.annotate(last=Subquery(last.annotate(at=Max(LAST)).values("at")))
        return rows.order_by("pk")

    def lastmod(self, item: Any) -> datetime | None:
        """When a statement was last added there or taken back; None where there never was one."""
        found: datetime | None = item.last
        return found


class _Claims(Sitemap[Any]):
    """The pages of statements."""

    limit = PAGES_IN_A_FILE

    def items(self) -> QuerySet[Any]:
        return _standing().annotate(last=LAST).order_by("pk")

    def lastmod(self, item: Any) -> datetime:
        """When it was published."""
        found: datetime = item.last
        return found


class _Lists(Sitemap[str]):
    """The lists, and what stands beside them."""

    def items(self) -> list[str]:
        return list(LISTS)

    def location(self, item: str) -> str:
        """Where it is."""
        return reverse(item)


def _standing() -> ClaimQuerySet:
    return Claim.objects.visible_to(NOBODY).standing()


def sitemaps() -> Mapping[str, Sitemap[Any]]:
    """Each section by its name. Made for each request: what readers see is asked anew."""
    subjects = Subject.objects.listed_for(NOBODY)
    return {
        "lists": _Lists(),
        "countries": _Records(Country.objects.filter(pk__in=_standing().order_by().values("country")), "country"),
        "stations": _Records(subjects.stations(), "subject"),
        "agreements": _Records(subjects.agreements(), "subject"),
        "questions": _Records(Question.objects.all(), "question"),
        "parties": _Records(Party.objects.listed_for(NOBODY), "asserted_by"),
        "sources": _Records(Source.objects.listed_for(NOBODY), "citation__source"),
        "claims": _Claims(),
    }
