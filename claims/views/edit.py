"""Editing what is recorded of a source or a party, with a reason that readers see."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions import NotAllowed
from claims.actions.editing import edit_party, edit_source, party_was_read, source_was_read, why_not_edit
from claims.forms.editing import EditForm, PartyEditForm, SourceEditForm
from claims.forms.fields import printable
from sources.models import Party, Source
from users.models import User
from web.looking_back import FORM, shows_today


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what is recorded of a source anew."""
    found = get_object_or_404(Source.objects.visible_to(request.user).select_related("publisher"), slug=slug)
    was_read = source_was_read(found)
    data = printable(request.POST) if request.method == "POST" else None
    form = SourceEditForm(data, source=found, asks_why=was_read)

    def save(by: User) -> None:
        edit_source(found, form.columns(), by=by, at=timezone.now(), reason=form.cleaned_data["reason"])

    return _page(request, found, form, save, was_read=was_read)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def party(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what is recorded of a party anew."""
    found = get_object_or_404(Party.objects.select_related("country", "part_of"), slug=slug)
    was_read = party_was_read(found)
    data = printable(request.POST) if request.method == "POST" else None
    form = PartyEditForm(data, party=found, asks_why=was_read)

    def save(by: User) -> None:
        edit_party(found, form.columns(), by=by, at=timezone.now(), reason=form.cleaned_data["reason"])

    return _page(request, found, form, save, was_read=was_read)


def _page(
    request: HttpRequest, found: Source | Party, form: EditForm, save: Callable[[User], None], *, was_read: bool
) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    context = {"found": found, "form": form, "was_read": was_read, "refusal": why_not_edit(user, was_read=was_read)}
    if context["refusal"]:
        return render(request, "claims/edit.html", context, status=403)
    if not form.is_valid():
        return render(request, "claims/edit.html", context, status=422 if form.is_bound else 200)
    try:
        save(user)
    except NotAllowed as reason:
        return render(request, "claims/edit.html", {**context, "refusal": str(reason)}, status=403)
    told = _("Saved. Readers see the change and its reason in the log of corrections.")
    messages.success(request, told if was_read else _("Saved."))
    return redirect(found)
