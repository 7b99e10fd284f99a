"""Where people looked, and what it gave."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from claims.choices import SearchResult
from claims.models.answer_rules import days_fit
from claims.models.question import Question
from claims.sides import SIDES, TITLES
from sources.models import Party
from stations.models import Country
from users.models import User
from web import search
from web.history import tracked


class SearchQuerySet(models.QuerySet["Search"]):
    """The questions that pages put to the records of having looked. All of them are public."""

    def newest_first(self) -> Self:
        """By the latest day on which it can have been; always the same order."""
        return self.order_by(F("searched_on_latest").desc(nulls_last=True), "slug")

    def with_what_it_concerns(self) -> Self:
        """Load country, question and party."""
        return self.select_related("country", "question", "party__country")

    def naming_parties_to(self, user: User | AnonymousUser) -> Self:
        """Load `names_party`: whether this person comes upon the party elsewhere, and may be told who it is."""
        return self.annotate(names_party=Exists(Party.objects.in_reach_of(user).filter(pk=OuterRef("party"))))

    def matching(self, text: str) -> Self:
        """Keep those in which every word is found: in what was looked for, where, or the note."""

        def holding(word: str) -> list[models.QuerySet["Search"]]:
            searches = Search.objects.order_by()
            return [searches.filter(**{f"{column}__holds": word}) for column in ("what", "where", "note")]

        return search.matching(self, text, holding)

    def about(self, country: Country) -> Self:
        """Those that concern one country."""
        return self.filter(country=country)


@tracked()
class Search(models.Model):
    """A record of having looked: what for, where, over which time, when, and what it gave.

    Silence is only told from it. It concerns a country, a question, and a party or a whole side; none of these named
    means all of them. Readers see who looked as “the desk”.
    """

    slug = models.SlugField(max_length=120, unique=True)
    what = models.CharField(max_length=300)
    where = models.CharField(max_length=300)
    period = models.CharField(max_length=60, blank=True, help_text="EDTF: the time that the texts looked through span.")
    period_earliest = models.DateField(null=True, blank=True, editable=False)
    period_latest = models.DateField(null=True, blank=True, editable=False)
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47: the language that was searched in.")
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="searches")
    question = models.ForeignKey(Question, models.PROTECT, null=True, blank=True, related_name="searches")
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="searches")
    side = models.CharField(max_length=10, blank=True, choices=[(side, TITLES[side]) for side in SIDES])
    searched_on = models.CharField(max_length=60, help_text="EDTF.")
    searched_on_earliest = models.DateField(null=True, blank=True, editable=False)
    searched_on_latest = models.DateField(null=True, blank=True, editable=False)
    searched_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="searches")
    result = models.CharField(max_length=15, choices=SearchResult)
    note = models.TextField(blank=True)

    objects = SearchQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="search_says_what_and_where", condition=~Q(what="") & ~Q(where="")),
            models.CheckConstraint(name="search_result_is_known", condition=Q(result__in=SearchResult.values)),
            models.CheckConstraint(name="search_side_is_known", condition=Q(side__in=["", *SIDES])),
            models.CheckConstraint(
                name="search_is_for_a_party_or_for_a_side",
                condition=Q(side="") | Q(party__isnull=True),
                violation_error_message="A search is for one party or for a whole side.",
            ),
            models.CheckConstraint(
                name="search_concerns_something",
                condition=Q(country__isnull=False) | Q(question__isnull=False) | Q(party__isnull=False) | ~Q(side=""),
                violation_error_message="Say what the search concerns: a country, a question, a party or a side.",
            ),
            models.CheckConstraint(name="search_says_when", condition=~Q(searched_on="") & days_fit("searched_on")),
            models.CheckConstraint(name="search_period_has_its_days", condition=days_fit("period")),
        ]
        verbose_name_plural = "searches"

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        """The page of the record."""
        return reverse("claims:search", args=[self.slug])

    @property
    def named_party(self) -> Party | None:
        """The party, where it may be named (`naming_parties_to`)."""
        return self.party if getattr(self, "names_party", False) else None
