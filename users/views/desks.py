"""Desks: all of them for administrators, one's own for everybody else."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from users.actions.people import make_desk, rename_desk
from users.forms.people import DeskForm
from users.models import Desk, User
from users.signed_in import administrators_only, signed_in
from web.looking_back import DESK, shows_today


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(DESK)
def desks(request: HttpRequest) -> HttpResponse:
    """The desks that one may know of. An administrator makes new ones here."""
    user = signed_in(request)
    if request.method == "POST" and not user.may_give_accounts:
        raise PermissionDenied(_("Administrators give accounts, roles and desks."))
    form = DeskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = make_desk(form.cleaned_data["name"], by=user, at=timezone.now())
        messages.success(request, _("The desk “%(name)s” is there. Put people on it on their pages.") % {"name": made})
        return redirect("users:desks")
    rows = Desk.objects.with_members() if user.may_give_accounts else Desk.objects.of(user)
    context = {"desks": rows.by_name(), "form": form, "may_change": user.may_give_accounts}
    return render(request, "users/desks.html", context, status=422 if form.is_bound else 200)


@never_cache
@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(DESK)
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """A desk, its members, and its name to be changed."""
    members = Prefetch("members", queryset=User.objects.by_address())
    found = get_object_or_404(Desk.objects.prefetch_related(members), slug=slug)
    form = DeskForm(request.POST if request.method == "POST" else None, desk=found, initial={"name": found.name})
    if form.is_bound and form.is_valid():
        rename_desk(found, form.cleaned_data["name"], by=signed_in(request), at=timezone.now())
        messages.success(request, _("Renamed."))
        return redirect("users:desk", found.slug)
    return render(request, "users/desk.html", {"desk": found, "form": form}, status=422 if form.is_bound else 200)
