"""What programs can ask of lists that no page shows."""

import django_filters
from django.utils.translation import gettext_lazy as _

from claims.choices import Judgement
from claims.models.same_place import SamePlaceQuerySet
from stations.choices import SubjectKind
from stations.filters import CountryFilter
from stations.models import Country
from web.listing import ListFilter, unknown


class SubjectFilter(ListFilter):
    """Subjects of every kind."""

    kind = django_filters.ChoiceFilter(
        choices=SubjectKind.choices, label=_("Kind"), **unknown(_("There is no kind of subject “%(value)s”."))
    )
    country = CountryFilter()


class SamePlaceFilter(ListFilter):
    """What is said of two stations. Nothing in it is searched: the claims are."""

    q = None
    judgement = django_filters.ChoiceFilter(
        choices=Judgement.choices, label=_("Judgement"), **unknown(_("There is no judgement “%(value)s”."))
    )
    country = CountryFilter(method="keep_within")

    def keep_within(self, rows: SamePlaceQuerySet, name: str, country: Country | None) -> SamePlaceQuerySet:
        """Keep what is about a station of one country."""
        return rows.within(country) if country else rows
