"""The page on which a dossier is chosen, and the dossiers themselves. Reading them writes nothing."""

from dataclasses import replace
from tempfile import TemporaryFile
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dossiers.build import dossier_of
from dossiers.choice import PARAMETERS, read
from dossiers.choosing import Choosing
from dossiers.formats import FORMATS, Format
from dossiers.large import is_long_work
from dossiers.naming import file_name
from dossiers.plain import Dossier, digest
from dossiers.refusing import ONLY_FOR_THE_DESK, find_country, in_the_queue, no_country, refused
from dossiers.release import release
from dossiers.render import html
from dossiers.schema import schema
from sources.citing.styles import OWN
from web import moments
from web.looking_back import AS_TODAY, looks_back, shows_today
from web.parameters import unknown_parameters

AT_ONCE = 8 * 1024 * 1024  # bytes: what is larger is answered from the disk, piece by piece


@require_safe
@looks_back
def options(request: HttpRequest, code: str) -> HttpResponse:
    """What a dossier of this country holds, and in which formats it can be had."""
    country = find_country(code)
    if country is None:
        return no_country(request, code)
    if code != code.lower():
        return HttpResponsePermanentRedirect(reverse("dossiers:options", args=[code.lower()]))
    found = read(request.GET, country)
    choice = found.choice
    if choice.drafts and not request.user.is_authenticated:
        found.problems.append(str(ONLY_FOR_THE_DESK))
        choice = replace(choice, drafts=False)
    context = {
        "country": country,
        "dossier": dossier_of(country, made_at=timezone.now(), choice=replace(choice, style=OWN), user=request.user),
        "formats": FORMATS.values(),
        "choosing": Choosing(country, choice, may_see_drafts=request.user.is_authenticated),
        "query": f"?{urlencode(choice.parameters, safe=',')}" if choice.parameters else "",
        "problems": [*unknown_parameters(request, PARAMETERS), *found.problems],
    }
    return render(request, "dossiers/options.html", context)


@require_safe
@looks_back
def download(request: HttpRequest, code: str, suffix: str) -> HttpResponseBase:
    """One dossier in one format. Its ETag changes with what it holds, not with the clock."""
    country = find_country(code)
    if country is None:
        return no_country(request, code)
    if suffix not in FORMATS:
        message = _("A dossier cannot be had as “%(suffix)s”.") % {"suffix": suffix}
        return refused(request, message, country, status=404)
    if problems := moments.asked().problems:
        return refused(request, " ".join(problems), country, status=400)
    chosen = read(request.GET, country)
    choice = chosen.choice
    if chosen.problems:
        return refused(request, " ".join(chosen.problems), country, status=400)
    if choice.drafts and not request.user.is_authenticated:
        return refused(request, str(ONLY_FOR_THE_DESK), country, status=403)
    if is_long_work(country, suffix, choice, request.user):
        return in_the_queue(request, country, suffix, choice)
    made_at = timezone.now().replace(microsecond=0)
    dossier = dossier_of(country, made_at=made_at, choice=choice, user=request.user)
    etag = f'W/"{digest(dossier)[:32]}-{release()}-{suffix}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    found = FORMATS[suffix]
    response = _answer(found, dossier)
    place = "inline" if suffix == "html" else "attachment"
    response["Content-Disposition"] = f'{place}; filename="{file_name(country, suffix, dossier.made_at[:10], choice)}"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-store" if choice.drafts else "no-cache"
    if suffix == "html":
        response["Content-Security-Policy"] = html.policy()
    return response


def _answer(found: Format, dossier: Dossier) -> HttpResponseBase:
    """The file; from the disk where it may be large. A format that fails leaves no half of it."""
    if found.write is None:
        return HttpResponse(found.render(dossier), content_type=found.media_type)
    file = TemporaryFile()  # noqa: SIM115 - closed with the response
    try:
        found.make_into(dossier, file)
    except BaseException:
        file.close()
        raise
    size = file.tell()
    file.seek(0)
    if size > AT_ONCE:
        return FileResponse(file, content_type=found.media_type)
    with file:
        return HttpResponse(file.read(), content_type=found.media_type)


@require_safe
@shows_today(AS_TODAY, is_page=False)
def schema_file(request: HttpRequest) -> HttpResponse:
    """The JSON Schema of the JSON format."""
    return JsonResponse(
        schema(), json_dumps_params={"indent": 2, "ensure_ascii": False}, content_type="application/schema+json"
    )
