"""Build a country's dossier, in a number of queries that does not grow with the number of statements."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from claims.accounts.arrange import country_accounts
from claims.coverage import last_looked
from claims.models import Search
from claims.same_place.read import pairs_in
from dossiers.compose import compose
from dossiers.plain import Dossier
from sources.citing.styles import OWN
from stations.models import Country, Subject


def dossier_of(country: Country, *, made_at: datetime, style: str = OWN) -> Dossier:
    """The dossier of a country: what any reader may see, whoever asks for it, from the moment asked for (web/moments).

    `made_at` is when it was made, which it names as well; `style` that of its notes (sources.citing.styles).
    """
    accounts = country_accounts(country, AnonymousUser())
    subjects = Subject.objects.in_country(country).with_place().with_names().by_label()
    searches = Search.objects.about(country).order_by("searched_on_latest", "slug")
    looked_on = last_looked(country, AnonymousUser())
    pairs = pairs_in(country, AnonymousUser())
    rows = (list(subjects), list(searches))
    return compose(country, accounts, *rows, made_at=made_at, looked_on=looked_on, pairs=pairs, style=style)
