"""The page of releases, and their files. A release that holds what was removed since is handed out to nobody: 410."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dossiers.releases import kept
from dossiers.releases.gone import handed_out, what_is_gone
from dossiers.whole.handing import licensed
from web.list_formats import licence
from web.looking_back import AS_TODAY, shows_today

SEALED = gettext_lazy("A release is the same at every date.")


@require_safe
@shows_today(AS_TODAY)
def releases(request: HttpRequest) -> HttpResponse:
    """Every release, the newest first, with its checksum and what it changed."""
    every = kept.every()
    fine = handed_out(every)
    listed = [(told, told.version in fine) for told in every]
    return render(request, "dossiers/releases.html", {"releases": listed, "licence": licence()})


@require_safe
@shows_today(SEALED, is_page=False)
def release_file(request: HttpRequest, version: str, suffix: str) -> HttpResponseBase:
    """A release, or how it is cited: that stays when the release has to go."""
    told = kept.find(version)
    if told is None:
        raise Http404(version)
    if suffix == "cff":
        cff = HttpResponse(told.cff, content_type="application/yaml; charset=utf-8")
        cff["Content-Disposition"] = 'attachment; filename="CITATION.cff"'
        return licensed(cff)
    if suffix == "json":
        return licensed(JsonResponse(told.datacite, json_dumps_params={"ensure_ascii": False, "indent": 1}))
    if told.version not in handed_out([told]):
        context = {"told": told, "gone": what_is_gone(told)}
        gone = render(request, "dossiers/release_gone.html", context, status=410)
        gone["Cache-Control"] = "no-store"
        return gone
    etag = f'"{told.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    response = unchanged if unchanged is not None and unchanged.status_code == 304 else _bytes(told)
    # A browser asks each time whether it still stands: a cache that never asks would keep what was removed.
    response["ETag"], response["Cache-Control"] = etag, "no-cache"
    return licensed(response)


def _bytes(told: kept.Told) -> HttpResponseBase:
    try:
        content = kept.open_bytes(told)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, content_type="application/zip", as_attachment=True, filename=told.file_name)
    response["Content-Length"] = str(told.size)
    return response
