"""Finding the country of a dossier, and saying in a sentence why a dossier cannot be had."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.formats import FORMATS
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
