"""Inviting people, for administrators; and the page to which the link of an invitation leads."""

from datetime import datetime

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from users import limits
from users.actions.inviting import NotInvited, accept, digest_of, invite, renew, revoke
from users.forms.people import AcceptForm, InvitationForm
from users.invitation_mail import send
from users.models import Invitation, Role
from users.signed_in import administrators_only, signed_in
from web.looking_back import DESK, FORM, shows_today


@never_cache
@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(DESK)
def invitations(request: HttpRequest) -> HttpResponse:
    """Whom somebody invited, when, and what became of it; and the form that invites."""
    if request.method != "POST":
        return _page(request, InvitationForm(initial={"role": Role.CONTRIBUTOR}))
    if not limits.take(request, "invite", user=signed_in(request)):
        return render(request, "429.html", status=429)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    given = form.cleaned_data
    try:
        invitation, token = invite(
            given["email"], role=given["role"], desks=given["desks"], by=signed_in(request), at=timezone.now()
        )
    except NotInvited as reason:
        form.add_error("email", str(reason))
        return _page(request, form, status=422)
    _send(request, invitation, token)
    return redirect("users:invitations")


@never_cache
@administrators_only
@require_POST
@shows_today(DESK)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Send an invitation again, or take it back."""
    act, by, now = request.POST.get("act"), signed_in(request), timezone.now()
    if act == "send":
        if not limits.take(request, "invite", user=by):
            return render(request, "429.html", status=429)
        if renewed := renew(pk, by=by, at=now):
            _send(request, *renewed)
            return redirect("users:invitations")
    elif act == "revoke" and (revoked := revoke(pk, by=by, at=now)):
        messages.success(request, _("Revoked: the link sent to %(email)s opens nothing any more.") % {"email": revoked})
        return redirect("users:invitations")
    messages.warning(request, _("Nothing was changed: it has been accepted or revoked meanwhile."))
    return redirect("users:invitations")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def accept_invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Choose a password and sign in. A link that opens nothing is answered in the same words, whatever the cause."""
    if not limits.take(request, "open_invitation"):
        return render(request, "429.html", status=429)
    now = timezone.now()
    invitation = Invitation.objects.acceptable(digest_of(token), at=now).prefetch_related("desks").first()
    if invitation is None:
        return _opens_nothing(request)
    if request.user.is_authenticated:
        return render(request, "users/accept_signed_in.html", status=409)
    form = AcceptForm(request.POST if request.method == "POST" else None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        return _accepted(request, token, form.cleaned_data["password1"], at=now)
    context = {"form": form, "invitation": invitation}
    return render(request, "users/accept.html", context, status=422 if form.is_bound else 200)


def _accepted(request: HttpRequest, token: str, password: str, *, at: datetime) -> HttpResponseBase:
    user = accept(token, password=password, at=at)
    if user is None:
        return _opens_nothing(request)
    record_authentication(request, user, method="password")
    messages.success(request, _("Welcome. Your account is there, and you are signed in."))
    answer: HttpResponseBase = perform_login(request, user, email_verification="none")
    return answer


def _opens_nothing(request: HttpRequest) -> HttpResponse:
    return render(request, "users/accept_nothing.html", {"days": settings.INVITATION_DAYS}, status=404)


def _send(request: HttpRequest, invitation: Invitation, token: str) -> None:
    """Send the mail, and tell the administrator whether it went."""
    if send(invitation, token, site=request.build_absolute_uri("/").rstrip("/")):
        messages.success(request, _("An invitation was sent to %(email)s.") % {"email": invitation.email})
        return
    sentence = _("The mail to %(email)s could not be sent: the mail server did not take it. Send it again later.")
    messages.error(request, sentence % {"email": invitation.email})


def _page(request: HttpRequest, form: InvitationForm, *, status: int = 200) -> HttpResponse:
    rows = Invitation.objects.with_people().newest_first()
    page = Paginator(rows, settings.ROWS_PER_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    shown = [(invitation, invitation.state_at(now)) for invitation in page]
    context = {"form": form, "page": page, "shown": shown, "days": settings.INVITATION_DAYS}
    return render(request, "users/invitations.html", context, status=status)
