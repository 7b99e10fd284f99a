"""Claims, the accounts about a country, judgements about stations, and the log of corrections."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from api.filters import SamePlaceFilter
from api.shapes import accounts as laid_out
from api.shapes import claims as shapes
from api.views.base import ListView, Person, RecordView
from claims.accounts.arrange import country_accounts
from claims.accounts.read import statements
from claims.accounts.statement import Statement
from claims.filters import ClaimFilter
from claims.models import Claim, SamePlace
from claims.removal.gone import Gone, claim_gone
from claims.same_place.read import judged
from stations.models import Country
from web.moments import Dated, keeping


class ClaimList(ListView):
    """Claims, each with its passage and its source, the newest first. What was withdrawn: `state=withdrawn`."""

    shape, filters = shapes.Claim, ClaimFilter

    def rows(self, user: Person) -> QuerySet[Any]:
        """The newest first."""
        return Claim.objects.visible_to(user).newest_first()

    def read(self, rows: Sequence[Any], user: Person) -> Sequence[Any]:
        """As statements, in the same order."""
        read = {each.ref: each for each in statements(Claim.objects.filter(pk__in=[row.pk for row in rows]))}
        return [read[row.ref] for row in rows if row.ref in read]


class ClaimRecord(RecordView):
    """One claim with its passage and its source."""

    shape = shapes.Claim

    def record(self, request: HttpRequest, **address: Any) -> Any:
        """Also one that may have been said by the day that was asked for."""
        with keeping(Dated.EITHER):
            visible = Claim.objects.visible_to(request.user)
        row = get_object_or_404(visible, ref=address["ref"])
        return statements(Claim.objects.filter(pk=row.pk))[0]

    def gone(self, **address: Any) -> Gone | None:
        """By itself, with its passage or with its source."""
        return claim_gone(address["ref"])


class CountryAccounts(RecordView):
    """Who says what about a country, side by side, with what conflicts. It takes no side."""

    shape = laid_out.Accounts

    def record(self, request: HttpRequest, **address: Any) -> Any:
        """As the country's page lays them out."""
        country = get_object_or_404(Country, code=address["code"].upper())
        found = country_accounts(country, request.user)
        named: list[Statement] = [each for card in found.cards for each in card.statements]
        named += [each.statement for each in found.listed_apart]
        return {
            "country": country,
            "headings": found.headings,
            "closing": found.closing,
            "listed_apart": found.listed_apart,
            "claims": list({each.ref: each for each in named}.values()),
        }


class SamePlaceList(ListView):
    """What claims say of two reported stations: one place, two places, or not to be told. Nothing is merged by it."""

    shape, filters = shapes.SamePlace, SamePlaceFilter

    def rows(self, user: Person) -> QuerySet[Any]:
        """What stands, by the names of the stations."""
        return SamePlace.objects.visible_to(user).standing().with_stations().in_order()

    def read(self, rows: Sequence[Any], user: Person) -> Sequence[Any]:
        """With the claims that they rest on, in one reading."""
        return judged(SamePlace.objects.filter(pk__in=[row.pk for row in rows]))
