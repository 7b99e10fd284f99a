"""Bringing a copy of a source: from one's machine, or from its address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sources.models import Source
from sources.preserving import actions
from users.models import User


@login_required
@require_POST
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """Preserve an uploaded file."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    source = get_object_or_404(Source.objects.visible_to(request.user), slug=slug)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, _("Choose a file first."))
        return redirect(source)
    try:
        actions.preserve_upload(source, file, name=file.name or "", by=request.user, at=timezone.now())
    except actions.NotPreserved as reason:
        messages.error(request, str(reason))
    return redirect(source)


@login_required
@require_POST
def fetch(request: HttpRequest, slug: str) -> HttpResponse:
    """Fetch the source's address and preserve what comes."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    source = get_object_or_404(Source.objects.visible_to(request.user), slug=slug)
    try:
        actions.preserve_address(source, by=request.user, at=timezone.now())
    except actions.NotPreserved as reason:
        messages.error(request, str(reason))
    return redirect(source)
