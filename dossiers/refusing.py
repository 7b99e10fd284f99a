"""Finding the country of a dossier, and saying in a sentence why a dossier cannot be had."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.choice import Choice
from dossiers.formats import FORMATS
from dossiers.volumes import most_in_a_volume
from stations.models import Country

ONLY_FOR_THE_DESK = gettext_lazy("Drafts are only for people of the desk. Sign in to take a dossier with drafts.")


def find_country(code: str) -> Country | None:
    """The country of this code, in whatever case."""
    return Country.objects.filter(code=code.upper()).first()


def no_country(request: HttpRequest, code: str) -> HttpResponse:
    """That there is no country of this code."""
    message = _("There is no country with the code “%(code)s”.") % {"code": code}
    return refused(request, message, None, status=404)


def refused(request: HttpRequest, message: str, country: Country | None, *, status: int) -> HttpResponse:
    """A sentence in place of a dossier, and how dossiers can be had."""
    context = {"message": message, "country": country, "formats": FORMATS.values()}
    return render(request, "dossiers/refused.html", context, status=status)


def in_the_queue(request: HttpRequest, country: Country, suffix: str, choice: Choice) -> HttpResponse:
    """Why this dossier is not made while somebody waits, with the button that has it made.

    The status is a refusal, so that no program saves this page under the name of a dossier.
    """
    limit = most_in_a_volume(suffix)
    context = {"country": country, "format": FORMATS[suffix], "parameters": choice.parameters, "limit": limit}
    return render(request, "dossiers/large.html", context, status=403)
