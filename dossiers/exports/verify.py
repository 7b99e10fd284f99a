"""The page that says what a file or a checksum is, and what has changed since. Nothing of what is sent is kept."""

from typing import IO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dossiers import signing
from dossiers.exports.recognising import NotAChecksum, Recognised, checksum_in, checksum_of, recognise
from sources.preserving.upload_limit import NO_ROOM, LetterLimit, is_over_the_limit, takes_a_file
from web.looking_back import shows_today
from web.parameters import unknown_parameters

MEGABYTE = 1024 * 1024
SHA256, FILE, SIGNATURE = "sha256", "file", "signature"
BECAUSE = gettext_lazy("A file is compared with the record as it is today.")
LONGEST_SHOWN = 200


class VerifyLimit(LetterLimit):
    """The same for a file that anybody may have recognised (VERIFY_MAX_BYTES)."""

    setting = "VERIFY_MAX_BYTES"


@takes_a_file(VerifyLimit)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(BECAUSE)
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and what is known; `?sha256=` is a link to what is known of a checksum."""
    if request.method != "POST":
        typed = request.GET.get(SHA256, "")
        return _typed(request, typed) if typed else _page(request)
    if is_over_the_limit(request):
        told = _("This file is larger than %(most)s MB. Type its SHA-256 instead: sha256sum, shasum -a 256 or certutil "
                 "tell it.") % {"most": settings.VERIFY_MAX_BYTES // MEGABYTE}  # fmt: skip
        return _page(request, trouble=told, status=413)
    if request.META.get(NO_ROOM):
        told = _("There is no room to read this file just now. Type its SHA-256 instead.")
        return _page(request, trouble=told, status=507)
    file = request.FILES.get(FILE)
    if file is None or file.file is None:
        return _typed(request, request.POST.get(SHA256, ""))
    if not file.size:
        return _page(request, trouble=_("The file is empty: nothing can be said of it."), status=422)
    found = recognise(checksum_of(file.file), user=request.user, at=timezone.now(), file=file.file)
    return _page(request, found=found, name=(file.name or "")[:LONGEST_SHOWN], signed=_signed(request, file.file))


def _typed(request: HttpRequest, text: str) -> HttpResponse:
    try:
        sha256 = checksum_in(text)
    except NotAChecksum as reason:
        return _page(request, typed=text, trouble=str(reason), status=422)
    return _page(request, typed=sha256, found=recognise(sha256, user=request.user, at=timezone.now()))


def _signed(request: HttpRequest, content: IO[bytes]) -> str:
    """What is to be said of the signature that came along; "" where none did."""
    sent = request.FILES.get(SIGNATURE)
    if sent is None:
        return ""
    if not signing.public_key_pem():
        return _("This installation has no key, so the signature was not checked.")
    if signing.is_file_ours(content, sent.read(signing.BYTES + 1)):
        return _("The signature is good: this installation’s key signed exactly these bytes.")
    return _("The signature is not good: this installation’s key did not sign these bytes.")


def _page(
    request: HttpRequest,
    *,
    typed: str = "",
    found: Recognised | None = None,
    name: str = "",
    signed: str = "",
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "typed": typed[:LONGEST_SHOWN],
        "found": found,
        "name": name,
        "signed": signed,
        "trouble": trouble,
        "most": settings.VERIFY_MAX_BYTES // MEGABYTE,
        "has_key": bool(signing.public_key_pem()),
        "problems": unknown_parameters(request, {SHA256}),
    }
    return render(request, "dossiers/verify.html", context, status=status)
