"""The queue of review, and one claim of it with all that an editor needs to decide."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims import actions
from claims.accounts.statement import Statement
from claims.actions.as_read import as_read
from claims.excerpt import Excerpt, excerpt
from claims.models import Assignment, Claim, ClaimQuerySet
from claims.preserved.live import live_address
from claims.preserved.passages import check_of
from claims.preserved.state import state_of
from claims.restating import beside
from claims.views.add.saved import Placed, placed_in_rows
from claims.views.reading import country_names
from claims.views.review.thread import Thread, thread_of
from claims.views.review.waiting import Wanted, choices, narrowed, waiting, wanted
from claims.views.verifying import TickLine, tick_lines
from sources.models import QuoteCheck
from users.models import Role, User
from users.signed_in import signed_in
from web.looking_back import DESK, shows_today

PER_PAGE = 50
OF_A_LINE = (
    "subject",
    "question",
    "country",
    "asserted_by",
    "created_by",
    "assignment__editor",
    "citation__source",
    "desk",
)


@dataclass(frozen=True)
class Line:
    """A claim that waits: its place in the queue, the state of its passage, and why it cannot be published by you."""

    claim: Claim
    version: int
    address: str
    found: str
    why_not: str
    editor: User | None


@dataclass(frozen=True)
class InReview:
    """The claim that an editor decides about. `likely` are statements that look like the same utterance."""

    claim: Claim
    statement: Statement
    placed: Placed
    ticks: list[TickLine]
    excerpt: Excerpt | None
    copy: QuoteCheck | None
    live_page: str
    likely: tuple[Statement, ...]
    thread: Thread
    editor: User | None


@never_cache
@login_required
@require_safe
@shows_today(DESK)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; an editor ticks what is to be published at once."""
    user = signed_in(request)
    if not user.may_publish:
        return redirect("claims:drafts")
    among = choices(user)
    asked = wanted(request.GET, among)
    rows = narrowed(waiting(user), asked, user).select_related(*OF_A_LINE, "citation__quote_check__capture")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    versions = as_read(page.object_list, user)
    lines = [_line(claim, versions.get(claim.pk, 0), asked, user) for claim in page]
    return render(request, "claims/review/queue.html", {"page": page, "lines": lines, "asked": asked, "among": among})


def _line(claim: Claim, version: int, asked: Wanted, user: User) -> Line:
    return Line(
        claim=claim,
        version=version,
        address=asked.address(claim.ref),
        found=state_of(check_of(claim.citation)).words,
        why_not=actions.why_not_publish(claim, user),
        editor=_editor(claim),
    )


def _editor(claim: Claim) -> User | None:
    """Who looks at a claim, as it was loaded with it."""
    assignment: Assignment | None = getattr(claim, "assignment", None)
    return assignment.editor if assignment else None


@never_cache
@login_required
@require_safe
@shows_today(DESK)
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """One claim that waits, with its passage, its row, what may repeat it, its comments, and what can be done."""
    user = signed_in(request)
    if not user.may_publish:
        return redirect("claims:claim", ref)
    asked = wanted(request.GET, choices(user))
    rows = narrowed(waiting(user), asked, user)
    claim = get_object_or_404(Claim.objects.visible_to(user).select_related(*OF_A_LINE), ref=ref)
    if claim not in (refs := _around(claim, rows)):
        messages.info(request, _("Statement %(ref)s does not wait for review any more.") % {"ref": ref})
        return redirect(asked.address())
    place = refs.index(claim)
    following = refs[place + 1] if place + 1 < len(refs) else None
    context = {
        "in_hand": (in_hand := _whole(claim, user)),
        "asked": asked,
        "previous": asked.address(refs[place - 1].ref) if place else "",
        "following": asked.address(following.ref) if following else "",
        "after": asked.address(following.ref if following else ""),
        "left": rows.count(),
        "here": asked.address(claim.ref),
        "countries": country_names([in_hand.statement]),
        "editors": User.objects.filter(role__in=[Role.EDITOR, Role.ADMINISTRATOR], is_active=True).order_by("email"),
    }
    return render(request, "claims/review/one.html", context)


def _around(claim: Claim, rows: ClaimQuerySet) -> list[Claim]:
    """The claim between its neighbours in the queue; nothing where it is not in it."""
    if not claim.submitted_at or not rows.filter(pk=claim.pk).exists():
        return []
    earlier = rows.filter(submitted_at__lte=claim.submitted_at).exclude(
        submitted_at=claim.submitted_at, pk__gte=claim.pk
    )
    later = rows.filter(submitted_at__gte=claim.submitted_at).exclude(submitted_at=claim.submitted_at, pk__lte=claim.pk)
    return [*earlier.order_by("-submitted_at", "-pk")[:1], claim, *later[:1]]


def _whole(claim: Claim, user: User) -> InReview:
    loaded = ("citation__quote_check__capture__file", "citation__quote_check__capture__source")
    row = (
        Claim.objects.select_related(*OF_A_LINE, *loaded)
        .prefetch_related("verifications__verified_by")
        .get(pk=claim.pk)
    )
    check = check_of(row.citation)
    (placed,) = placed_in_rows([row], by=user)
    return InReview(
        claim=row,
        statement=placed.statement,
        placed=placed,
        ticks=tick_lines(row, user),
        excerpt=excerpt(check) if check else None,
        copy=check if check and check.capture else None,
        live_page=live_address(row.citation, check),
        likely=beside(row, by=user),
        thread=thread_of(row, user),
        editor=_editor(row),
    )
