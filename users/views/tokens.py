"""One's own tokens: which there are, making one, revoking one."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from users import limits
from users.actions.tokens import NotMade, make_token, revoke_token
from users.forms.tokens import TokenForm
from users.models import Token
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today

MOST_SHOWN = 100
READ_AND_SEND = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@login_required
@require_safe
@shows_today(FORM)
def tokens(request: HttpRequest) -> HttpResponse:
    """Which tokens one has, also those that are over."""
    today = timezone.now().date()
    rows = Token.objects.of(signed_in(request)).newest_first()[:MOST_SHOWN]
    shown = [(token, token.state_on(today)) for token in rows]
    return render(request, "users/tokens.html", {"shown": shown})


@never_cache
@login_required
@READ_AND_SEND
@shows_today(FORM)
@reauthentication_required  # type: ignore[untyped-decorator]
def make(request: HttpRequest) -> HttpResponse:
    """Make a token. The answer holds its secret, this once: nothing keeps it, and no other page shows it."""
    person = signed_in(request)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return render(request, "users/make_token.html", {"form": form}, status=422 if form.is_bound else 200)
    if not limits.take(request, "make_token", user=person):
        return render(request, "429.html", status=429)
    now, given = timezone.now(), form.cleaned_data
    try:
        token, secret = make_token(
            person, name=given["name"], scopes=given["scopes"], expires_on=form.expires_on(now.date()), at=now
        )
    except NotMade as reason:
        form.add_error(None, str(reason))
        return render(request, "users/make_token.html", {"form": form}, status=422)
    context = {"token": token, "secret": secret, "site": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "users/token_made.html", context)


@never_cache
@login_required
@READ_AND_SEND
@shows_today(FORM)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a token of one's own is to be revoked, and do it. It cannot be undone."""
    person = signed_in(request)
    token = get_object_or_404(Token.objects.of(person).filter(revoked_at=None), pk=pk)
    if request.method != "POST":
        return render(request, "users/revoke_token.html", {"token": token})
    if revoke_token(person, token.pk, at=timezone.now()):
        messages.success(request, _("Revoked: “%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("users:tokens")
