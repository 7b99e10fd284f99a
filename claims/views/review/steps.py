"""The steps of review, one button each: submit, take back, request changes, read as the second person, assign."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from claims import actions
from claims.models import Claim
from claims.models.review import LONGEST_COMMENT
from claims.views.review.back import next_address, refused
from users.models import User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today

ME, NOBODY = "me", "nobody"
NO_SUCH_EDITOR = gettext_lazy("There is no such editor.")


def _claim(request: HttpRequest, ref: str) -> Claim:
    return get_object_or_404(
        Claim.objects.visible_to(signed_in(request)).select_related("subject", "asserted_by"), ref=ref
    )


def _take(request: HttpRequest, claim: Claim, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except actions.NotAllowed as refusal:
        return refused(request, claim, str(refusal))
    messages.success(request, done)
    return redirect(next_address(request, claim))


@never_cache
@login_required
@require_POST
@shows_today(FORM)
def submit(request: HttpRequest, ref: str) -> HttpResponse:
    """Put a draft into the queue."""
    user, claim = signed_in(request), _claim(request, ref)
    done = _("Submitted: an editor reads the statement about %(subject)s next.") % {"subject": claim.subject.label}
    return _take(request, claim, lambda: actions.submit(claim, by=user, at=timezone.now()), done)


@never_cache
@login_required
@require_POST
@shows_today(FORM)
def read_second(request: HttpRequest, ref: str) -> HttpResponse:
    """Take the mark away from what its author published alone."""
    user, claim = signed_in(request), _claim(request, ref)
    done = _("You have checked it as the second person. Readers are told so no longer.")
    return _take(request, claim, lambda: actions.read_second(claim, by=user, at=timezone.now()), done)


@never_cache
@login_required
@require_POST
@shows_today(FORM)
def take_back(request: HttpRequest, ref: str) -> HttpResponse:
    """Its author goes on working at it, and says why."""
    user, claim = signed_in(request), _claim(request, ref)
    done = _("It is a draft again.")
    return _with_words(
        request,
        claim,
        "take_back",
        lambda text: actions.take_back(claim, by=user, at=timezone.now(), reason=text),
        done,
    )


@never_cache
@login_required
@require_POST
@shows_today(FORM)
def request_changes(request: HttpRequest, ref: str) -> HttpResponse:
    """Send it back to its author, and say what should be changed."""
    user, claim = signed_in(request), _claim(request, ref)
    done = _("Sent back: its author sees what you wrote with the draft.")
    return _with_words(
        request,
        claim,
        "request_changes",
        lambda text: actions.request_changes(claim, by=user, at=timezone.now(), comment=text),
        done,
    )


def _with_words(request: HttpRequest, claim: Claim, name: str, act: Callable[[str], object], done: str) -> HttpResponse:
    """A step that says why: with nothing to say it is asked again, and what was typed stays."""
    if refusal := actions.why_not(name, claim, signed_in(request)):
        return refused(request, claim, refusal)
    text = request.POST.get("text", "")
    try:
        act(text)
    except actions.NotAllowed as refusal:
        context = {"claim": claim, "name": name, "text": text, "problem": str(refusal), "longest": LONGEST_COMMENT}
        return render(
            request, "claims/review/say_why.html", {**context, "next": request.POST.get("next", "")}, status=422
        )
    messages.success(request, done)
    return redirect(next_address(request, claim))


@never_cache
@login_required
@require_POST
@shows_today(FORM)
def assign(request: HttpRequest, ref: str) -> HttpResponse:
    """Say who looks at a claim: `to` is "me", "nobody", or the number of an editor."""
    user, claim = signed_in(request), _claim(request, ref)
    try:
        to = _editor(request.POST.get("to", ""), user)
    except User.DoesNotExist:
        return refused(request, claim, str(NO_SUCH_EDITOR))
    done = _("Nobody looks at it now.") if to is None else _("%(editor)s looks at it.") % {"editor": to}
    return _take(request, claim, lambda: actions.assign(claim, to=to, by=user, at=timezone.now()), done)


def _editor(to: str, user: User) -> User | None:
    """Raises User.DoesNotExist for whatever is no editor who can sign in."""
    if to in (ME, NOBODY):
        return user if to == ME else None
    if not (to.isascii() and to.isdigit() and len(to) < 10):
        raise User.DoesNotExist
    found = User.objects.get(pk=int(to), is_active=True)
    if not found.may_publish:
        raise User.DoesNotExist
    return found
