"""Ticking one of the five checks, and how the five stand on a page."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from claims import actions
from claims.choices import VerificationKind
from claims.models import Claim, Verification
from claims.outdated import outdated
from claims.ticks import SHORT, kinds_for
from claims.views.going_back import next_address
from users.models import User
from web.looking_back import FORM, shows_today

MEANINGS: dict[str, str | Promise] = {
    VerificationKind.WORDS: gettext_lazy("The quotation stands in the source, and says what the statement says."),
    VerificationKind.SPEAKER: gettext_lazy("It is this speaker’s statement; name and office are those of that day."),
    VerificationKind.DATE: gettext_lazy("It was said when the statement says so, or no day can be known."),
    VerificationKind.TRANSLATION: gettext_lazy("The translation, or the sentence made from it, says the same."),
    VerificationKind.ORIGINAL_SEEN: gettext_lazy("I have seen the words where they were first said or published."),
}


@dataclass(frozen=True)
class TickLine:
    """One of the five as a page shows it. `number` is its key; `why_not` why the person in view may not tick it."""

    number: int
    kind: str
    label: str
    short: str | Promise
    meaning: str | Promise
    applies: bool
    tick: Verification | None
    is_changed: bool
    why_not: str
    may_undo: bool

    @property
    def is_done(self) -> bool:
        """Whether it is ticked and holds for the statement as it reads now."""
        return self.tick is not None and not self.is_changed

    @property
    def may_tick(self) -> bool:
        """Whether the person in view may tick it now."""
        return not self.why_not


def tick_lines(claim: Claim, user: User | AnonymousUser) -> list[TickLine]:
    """The five of one claim (with citation and verifications with their people loaded): three queries at most."""
    ticks = {tick.kind: tick for tick in claim.verifications.all()}
    changed = outdated([claim])[claim.pk]
    applying = kinds_for(claim.citation)
    return [
        _line(number, kind, claim, user, ticks.get(kind), changed, kind in applying)
        for number, kind in enumerate(VerificationKind, start=1)
    ]


def _line(
    number: int,
    kind: VerificationKind,
    claim: Claim,
    user: User | AnonymousUser,
    tick: Verification | None,
    changed: Collection[str],
    applies: bool,
) -> TickLine:
    person = user if isinstance(user, User) else None
    return TickLine(
        number=number,
        kind=kind,
        label=str(kind.label),
        short=SHORT[kind],
        meaning=MEANINGS[kind],
        applies=applies,
        tick=tick,
        is_changed=kind in changed,
        why_not=actions.why_not_verify(claim, kind, person, changed=changed) if person else _("Sign in to check it."),
        may_undo=bool(person and tick and not actions.why_not_unverify(tick, person)),
    )


@login_required
@require_POST
@shows_today(FORM)
def verify(request: HttpRequest, ref: str) -> HttpResponse:
    """Tick one check, or with `undo` take it back; then return to `next`, or to the statement."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    claim = get_object_or_404(Claim.objects.visible_to(user).select_related("asserted_by"), ref=ref)
    kind = request.POST.get("kind", "")
    try:
        if "undo" in request.POST:
            _take_back(request, claim, kind, user)
            return redirect(next_address(request, claim))
        actions.verify(claim, kind=kind, by=user, at=timezone.now())
    except actions.TickedAlready as reason:
        messages.info(request, str(reason))
        return redirect(next_address(request, claim))
    except actions.NotAllowed as reason:
        return render(request, "claims/refused.html", {"claim": claim, "reason": str(reason)}, status=403)
    return redirect(_with_undo(next_address(request, claim), claim, kind))


def _take_back(request: HttpRequest, claim: Claim, kind: str, user: User) -> None:
    known = kind in VerificationKind.values
    tick = Verification.objects.filter(claim=claim, kind=kind).first() if known else None
    if tick is None:
        messages.info(request, _("It is not ticked any more."))
        return
    actions.unverify(tick, by=user, at=timezone.now(), reason=request.POST.get("reason", "").replace("\x00", "")[:300])


def _with_undo(address: str, claim: Claim, kind: str) -> str:
    """The queue is told which tick was given last, so that it can offer to take it back."""
    if not address.startswith(reverse("claims:checking")):
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({'last': f'{claim.ref}.{kind}'})}"
