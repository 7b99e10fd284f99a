"""One's own account, and where one is signed in."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from users.actions.acts import note
from users.actions.sessions import end_session, end_sessions
from users.actions.tokens import end_tokens
from users.browsers import browser_of
from users.models import ActKind, Desk
from users.second_step import is_obliged, second_steps
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today

KEY = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True)
class SignedIn:
    """One place where a person is signed in."""

    pk: int
    since: datetime
    browser: str
    is_this_one: bool


@never_cache
@login_required
@require_safe
@shows_today(FORM)
def own_account(request: HttpRequest) -> HttpResponse:
    """What one may do here, and the pages on which one's own account is kept."""
    user = signed_in(request)
    context = {
        "person": user,
        "desks": Desk.objects.of(user).by_name(),
        "has_second_step": second_steps().filter(user=user).exists(),
        "is_obliged": is_obliged(user),
    }
    return render(request, "users/own_account.html", context)


@never_cache
@login_required
@require_safe
@shows_today(FORM)
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in, the last one first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=signed_in(request), session_key__in=alive).order_by("-created_at", "-pk")
    own = request.session.session_key
    shown = [SignedIn(row.pk, row.created_at, browser_of(row.user_agent), row.session_key == own) for row in rows]
    return render(request, "usersessions/usersession_list.html", {"sessions": shown})


@login_required
@require_POST
@shows_today(FORM)
def end(request: HttpRequest) -> HttpResponse:
    """Sign out of one of one's sessions, of all others, or of all with this one."""
    user = signed_in(request)
    which = request.POST.get("session", "")
    if which == "all":
        end_sessions(user)
        end_tokens(user, by=user, at=timezone.now())
        note(ActKind.SESSIONS_ENDED, person=user, by=user, at=timezone.now())
        logout(request)
        messages.success(request, _("You are signed out everywhere."))
        return redirect("account_login")
    if which == "others":
        ended = end_sessions(user, but=request.session.session_key)
        sentence = ngettext(
            "Signed out of %(number)s other session.", "Signed out of %(number)s other sessions.", ended
        )
        messages.success(request, sentence % {"number": ended})
    elif not KEY.fullmatch(which) or not end_session(user, int(which)):
        raise Http404(_("This session has ended already."))
    else:
        messages.success(request, _("That session has ended."))
    note(ActKind.SESSIONS_ENDED, person=user, by=user, at=timezone.now())
    return redirect("usersessions_list")
