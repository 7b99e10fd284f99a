"""Which dossiers are more work than somebody waits for in a browser: these are made in the queue, after a POST."""

from django.contrib.auth.models import AnonymousUser

from claims.models import Claim
from dossiers.choice import Choice
from dossiers.render.bound import TYPESET
from dossiers.volumes import most_in_a_volume
from sources.citing.styles import OWN
from stations.models import Country
from users.models import User

PACKAGE = "zip"


def is_long_work(country: Country, suffix: str, choice: Choice, user: User | AnonymousUser) -> bool:
    """Whether it needs more than a moment: more than one volume, a package or a citation style of that many.

    Counted before anything is read, so never too low where countries join; sides that were not chosen are counted too.
    """
    if suffix not in TYPESET and suffix != PACKAGE and choice.style == OWN:
        return False
    countries = Country.objects.filter(code__in=[country.code, *choice.further])
    claims = Claim.objects.visible_to(user if choice.drafts else AnonymousUser()).standing()
    about = claims.filter(country__in=countries) | claims.filter(asked_about__in=countries)
    if choice.questions:
        about = about.filter(question__slug__in=choice.questions)
    return about.count() > most_in_a_volume(suffix)
