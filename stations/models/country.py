"""Host countries."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from stations.reach import Person, counted, standing_claims
from web import search
from web.history import tracked


class CountryQuerySet(models.QuerySet["Country"]):
    """The questions that pages put to the countries."""

    def by_name(self) -> Self:
        """In the order of their names."""
        return self.order_by("name")

    def with_statement_count(self, user: Person) -> Self:
        """Add `statement_count`: what this person may see about it and what is in it, and what was not withdrawn."""
        return self.annotate(statement_count=counted(standing_claims(self, user), "country"))

    def matching(self, text: str) -> Self:
        """Keep countries whose name holds every word."""
        return search.matching(self, text, lambda word: [Country.objects.filter(name__holds=word)])


@tracked()
class Country(models.Model):
    """A host country by its ISO 3166-1 code; Kosovo and Taiwan as docs/method.md states."""

    code = models.CharField(max_length=2, unique=True, help_text="ISO 3166-1 alpha-2, capital letters.")
    alpha3 = models.CharField(max_length=3, unique=True)
    numeric = models.CharField(max_length=3, blank=True, help_text="Joins the country to its shape on the map.")
    name = models.CharField(max_length=100, unique=True)
    name_in_text = models.CharField(max_length=110, help_text="As in a sentence: “the United Kingdom”.")

    objects = CountryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="country_code_is_two_capitals", condition=Q(code__regex=r"^[A-Z]{2}$")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page on which the accounts about this country stand side by side."""
        return reverse("claims:country", args=[self.code.lower()])
