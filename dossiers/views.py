"""The page on which a dossier is chosen, and the dossiers themselves. Reading them writes nothing."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from dossiers.plain import digest
from dossiers.release import release
from dossiers.render import html
from dossiers.schema import schema
from sources.citing.styles import OWN, STYLE, names, no_such_style
from stations.models import Country
from web import moments
from web.looking_back import AS_TODAY, looks_back, shows_today
from web.parameters import unknown_parameters


@require_safe
@looks_back
def options(request: HttpRequest, code: str) -> HttpResponse:
    """What a dossier of this country holds, and in which formats it can be had."""
    country = _country(code)
    if country is None:
        return _no_country(request, code)
    if code != code.lower():
        return HttpResponsePermanentRedirect(reverse("dossiers:options", args=[code.lower()]))
    style = request.GET.get(STYLE, OWN)
    known = style in dict(names())
    context = {
        "country": country,
        "dossier": dossier_of(country, made_at=timezone.now()),
        "formats": FORMATS.values(),
        "styles": [(slug, name, slug == style) for slug, name in names()],
        "query": f"?{STYLE}={style}" if known and style != OWN else "",
        "problems": [*unknown_parameters(request, {STYLE}), *([] if known else [no_such_style(style)])],
    }
    return render(request, "dossiers/options.html", context)


@require_safe
@looks_back
def download(request: HttpRequest, code: str, suffix: str) -> HttpResponse:
    """One dossier in one format. Its ETag changes with what it holds, not with the clock."""
    country = _country(code)
    if country is None:
        return _no_country(request, code)
    if suffix not in FORMATS:
        message = _("A dossier cannot be had as “%(suffix)s”.") % {"suffix": suffix}
        return _refused(request, message, country, status=404)
    if problems := moments.asked().problems:
        return _refused(request, " ".join(problems), country, status=400)
    style = request.GET.get(STYLE, OWN)
    if style not in dict(names()):
        return _refused(request, no_such_style(style), country, status=400)
    dossier = dossier_of(country, made_at=timezone.now().replace(microsecond=0), style=style)
    etag = f'W/"{digest(dossier)[:32]}-{release()}-{suffix}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    found = FORMATS[suffix]
    response = HttpResponse(found.render(dossier), content_type=found.media_type)
    place = "inline" if suffix == "html" else "attachment"
    response["Content-Disposition"] = f'{place}; filename="{file_name(country, suffix, dossier.made_at[:10], style)}"'
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    if suffix == "html":
        response["Content-Security-Policy"] = html.policy()
    return response


@require_safe
@shows_today(AS_TODAY, is_page=False)
def schema_file(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of the JSON format."""
    return JsonResponse(
        schema(), json_dumps_params={"indent": 2, "ensure_ascii": False}, content_type="application/schema+json"
    )


def file_name(country: Country, suffix: str, made_on: str, style: str = OWN) -> str:
    """A name that still says what the file is when it lies in a folder: “on-record-italy-apa-2026-11-24.pdf”."""
    cited = "" if style == OWN else f"-{style}"
    return f"on-record-{slugify(country.name)}{moments.current().in_a_file_name}{cited}-{made_on}.{suffix}"


def _country(code: str) -> Country | None:
    return Country.objects.filter(code=code.upper()).first()


def _no_country(request: HttpRequest, code: str) -> HttpResponse:
    message = _("There is no country with the code “%(code)s”.") % {"code": code}
    return _refused(request, message, None, status=404)


def _refused(request: HttpRequest, message: str, country: Country | None, *, status: int) -> HttpResponse:
    context = {"message": message, "country": country, "formats": FORMATS.values()}
    return render(request, "dossiers/refused.html", context, status=status)
