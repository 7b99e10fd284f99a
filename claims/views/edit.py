"""Editing what is recorded of a source or a party, with a reason that readers see."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions import NotAllowed
from claims.actions.editing import edit_party, edit_source, party_was_read, source_was_read, why_not_edit
from claims.actions.versions import ChangedMeanwhile, version_of
from claims.forms.editing import EditForm, PartyEditForm, SourceEditForm
from claims.forms.fields import key_of, printable
from claims.forms.meanwhile import VERSION
from claims.views.meanwhile import changed_since, labels_of, values_of
from sources.models import Party, Source
from users.models import User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what is recorded of a source anew."""
    found = get_object_or_404(Source.objects.in_reach_of(request.user).select_related("publisher"), slug=slug)
    was_read = source_was_read(found)

    def form_of(row: Any, data: QueryDict | None = None) -> EditForm:
        return SourceEditForm(data, source=row, asks_why=was_read, by=signed_in(request))

    def save(form: EditForm, by: User, version: int) -> None:
        reason = form.cleaned_data["reason"]
        edit_source(found, form.columns(), by=by, at=timezone.now(), reason=reason, version=version)

    return _page(request, found, form_of, save, was_read=was_read)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def party(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what is recorded of a party anew."""
    found = get_object_or_404(Party.objects.in_reach_of(request.user).select_related("country", "part_of"), slug=slug)
    was_read = party_was_read(found)

    def form_of(row: Any, data: QueryDict | None = None) -> EditForm:
        return PartyEditForm(data, party=row, asks_why=was_read, by=signed_in(request))

    def save(form: EditForm, by: User, version: int) -> None:
        reason = form.cleaned_data["reason"]
        edit_party(found, form.columns(), by=by, at=timezone.now(), reason=reason, version=version)

    return _page(request, found, form_of, save, was_read=was_read)


def _page(
    request: HttpRequest,
    found: Source | Party,
    form_of: Callable[..., EditForm],
    save: Callable[[EditForm, User, int], None],
    *,
    was_read: bool,
) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    data = printable(request.POST) if request.method == "POST" else None
    form = form_of(found, data)
    context: dict[str, Any] = {"found": found, "form": form, "was_read": was_read, "meanwhile": None}
    context["refusal"] = why_not_edit(user, was_read=was_read)
    if context["refusal"]:
        return render(request, "claims/edit.html", context, status=403)
    if data is None:
        return render(request, "claims/edit.html", {**context, "version": version_of(found)})
    meanwhile = changed_since(data, found, lambda row: _columns(form_of(row)), _columns(form), labels_of(form))
    if meanwhile and not meanwhile.is_settled:
        context |= {"meanwhile": meanwhile, "version": meanwhile.version}
        return render(request, "claims/edit.html", context, status=409)
    if meanwhile:
        meanwhile.settle()
        form = form_of(found, data)
    version = meanwhile.now if meanwhile else key_of(data.get(VERSION)) or 0
    if not form.is_valid():
        return render(request, "claims/edit.html", {**context, "form": form, "version": version}, status=422)
    try:
        save(form, user, version)
    except NotAllowed as reason:
        return render(request, "claims/edit.html", {**context, "refusal": str(reason)}, status=403)
    except ChangedMeanwhile:
        return _page(request, type(found)._default_manager.get(pk=found.pk), form_of, save, was_read=was_read)
    told = _("Saved. Readers see the change and its reason in the log of corrections.")
    messages.success(request, told if was_read else _("Saved."))
    return redirect(found)


def _columns(form: EditForm) -> dict[str, str]:
    """What the form says of the record; the reason is this person's own."""
    return {name: text for name, text in values_of(form).items() if name != "reason"}
