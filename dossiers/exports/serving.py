"""Handing out an export by its SHA-256, its signature, and the key to check it with. Reading writes nothing.

What holds something that was removed since is never handed out again: the answer is 410, with a list of what is gone.
A browser keeps the bytes and asks each time whether they still stand; a cache that never asked would show what was
removed for as long as it lives (docs/decisions/0032).
"""

import base64

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from dossiers import signing
from dossiers.exports import store
from dossiers.exports.gone import gone_from
from dossiers.exports.shown import file_name_of
from dossiers.formats import FORMATS
from dossiers.models import Export
from web.looking_back import shows_today

SEALED = gettext_lazy("An export is the same at every date.")
POLICY = "sandbox; default-src 'none'"
ZIP = "application/zip"
SIGNATURE = ".sig"


@require_safe
@shows_today(SEALED, is_page=False)
def export_file(request: HttpRequest, sha256: str, suffix: str) -> HttpResponseBase:
    """The file of a recorded export."""
    export = _export(request, sha256, suffix)
    if gone := gone_from(export):
        return _gone(request, export, gone)
    if export.erased_at:
        return _gone(request, export, ())
    response = _unchanged(request, sha256) or _bytes(export)
    return _sealed(response, export)


@require_safe
@shows_today(SEALED, is_page=False)
def export_signature(request: HttpRequest, sha256: str, suffix: str) -> HttpResponseBase:
    """The detached signature of an export: 64 bytes, over every byte of its file."""
    export = _export(request, sha256, suffix)
    if not export.signature:
        raise Http404
    response = HttpResponse(base64.b64decode(export.signature), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, file_name_of(export) + SIGNATURE) or ""
    return response


@require_safe
@shows_today(SEALED, is_page=False)
def signing_key(request: HttpRequest) -> HttpResponse:
    """The public key with which signatures of this installation are checked."""
    pem = signing.public_key_pem()
    if not pem:
        raise Http404
    return HttpResponse(pem, content_type="application/x-pem-file")


def _export(request: HttpRequest, sha256: str, suffix: str) -> Export:
    """The export with these bytes; drafts are there for people of the desk alone."""
    made = Export.objects.visible_to(request.user).made()
    found = made.filter(sha256=sha256).select_related("country").newest_first()
    for export in found:
        if export.suffix == suffix:
            return export
    raise Http404


def _unchanged(request: HttpRequest, sha256: str) -> HttpResponseBase | None:
    response = get_conditional_response(request, etag=f'"{sha256}"')
    return response if response is not None and response.status_code == 304 else None


def _bytes(export: Export) -> HttpResponseBase:
    try:
        content = store.open_bytes(export.sha256)
    except FileNotFoundError:
        raise Http404 from None
    media_type = ZIP if export.volumes > 1 else FORMATS[export.format].media_type
    response = FileResponse(content, content_type=media_type)
    response["Content-Length"] = str(export.size)
    response["Content-Disposition"] = content_disposition_header(True, file_name_of(export)) or "attachment"
    return response


def _sealed(response: HttpResponseBase, export: Export) -> HttpResponseBase:
    response.headers["ETag"] = f'"{export.sha256}"'
    response.headers["Cache-Control"] = "private, no-store" if export.with_drafts else "no-cache"
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _gone(request: HttpRequest, export: Export, gone: object) -> HttpResponse:
    response = render(request, "dossiers/export_gone.html", {"export": export, "gone": gone}, status=410)
    response["Cache-Control"] = "no-store"
    return response
