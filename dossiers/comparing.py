"""The page on which an earlier dossier is compared with the record of today. Nothing of what is sent is kept."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dossiers.earlier import NotAnEarlierDossier, read
from dossiers.refusing import find_country, no_country
from dossiers.since import Since, parts, since
from sources.preserving.upload_limit import LetterLimit, is_over_the_limit, takes_a_file
from stations.models import Country
from web.looking_back import shows_today
from web.parameters import unknown_parameters

MEGABYTE = 1024 * 1024
BECAUSE = gettext_lazy("An earlier dossier is compared with the record as it is today.")


class EarlierLimit(LetterLimit):
    """The same for a dossier that anybody may have compared (COMPARED_MAX_BYTES)."""

    setting = "COMPARED_MAX_BYTES"


@takes_a_file(EarlierLimit)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(BECAUSE)
def since_page(request: HttpRequest, code: str) -> HttpResponse:
    """The form, and what came of it."""
    country = find_country(code)
    if country is None:
        return no_country(request, code)
    if request.method != "POST":
        return _page(request, country)
    if is_over_the_limit(request):
        return _page(request, country, trouble=_too_large(), status=413)
    file = request.FILES.get("earlier")
    if file is None or file.file is None:
        trouble = _("Choose a file first: the package (.zip) or the data (.json) of an earlier dossier.")
        return _page(request, country, trouble=trouble, status=422)
    try:
        found = since(country, read(file.file), made_at=timezone.now().replace(microsecond=0))
    except NotAnEarlierDossier as reason:
        return _page(request, country, trouble=str(reason), status=422)
    return _page(request, country, found=found)


def _too_large() -> str:
    return _(
        "This file is larger than %(most)s MB. Unpack the package and choose data/dossier.json in it, or use "
        "“manage.py dossier --since”."
    ) % {"most": settings.COMPARED_MAX_BYTES // MEGABYTE}


def _page(
    request: HttpRequest, country: Country, *, found: Since | None = None, trouble: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "country": country,
        "found": found,
        "parts": parts(found.comparison) if found else [],
        "trouble": trouble,
        "most": settings.COMPARED_MAX_BYTES // MEGABYTE,
        "problems": unknown_parameters(request, set()),
    }
    return render(request, "dossiers/since.html", context, status=status)
