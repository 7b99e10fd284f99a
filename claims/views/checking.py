"""The fact-checker's queue: statements of others that still miss a check, one at a time, with passage and copy."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.accounts.read import statements
from claims.accounts.statement import Statement
from claims.choices import ClaimState
from claims.excerpt import Excerpt, excerpt
from claims.filters import CheckingFilter
from claims.models import Claim, Verification
from claims.preserved.live import live_address
from claims.ticks import ANY, missing
from claims.views.reading import country_names
from claims.views.verifying import TickLine, tick_lines
from sources.models import QuoteCheck
from users.models import User
from web.listing import Listing
from web.looking_back import DESK, shows_today

AT, LAST = "at", "last"
BEFORE, AFTER = 3, 8
IN_ORDER = ("citation__source__slug", "citation", "pk")
OPEN_STATES = [ClaimState.DRAFT, ClaimState.IN_REVIEW, ClaimState.PUBLISHED]


@dataclass(frozen=True)
class Neighbour:
    """Another statement of the queue: its address there, and how it reads in one line."""

    address: str
    claim: Claim
    is_in_hand: bool


@dataclass(frozen=True)
class InHand:
    """The statement that is being checked."""

    claim: Claim
    statement: Statement
    ticks: list[TickLine]
    excerpt: Excerpt | None
    copy: QuoteCheck | None
    live_page: str
    address: str


@never_cache
@login_required
@require_safe
@shows_today(DESK)
def checking(request: HttpRequest) -> HttpResponse:
    """What others wrote and nobody has checked whole, in the order of the passages; `at` is the one in hand."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    asked = _without_place(request.GET)
    filters = CheckingFilter(asked, waiting_for(user).order_by(*IN_ORDER), request=request)
    listing = Listing(request, filters)
    claim = _in_hand(request.GET.get(AT, ""), filters.qs, user)
    around = _around(claim, filters.qs, listing) if claim else []
    place = [neighbour.is_in_hand for neighbour in around].index(True) if claim else 0
    in_hand = _whole(claim, user, listing) if claim else None
    context = {
        "listing": listing,
        "in_hand": in_hand,
        "countries": country_names([in_hand.statement]) if in_hand else {},
        "around": around,
        "previous": around[place - 1] if place else None,
        "following": around[place + 1] if place + 1 < len(around) else None,
        "own": _own(user),
        "undo": _undo(request.GET.get(LAST, ""), user),
    }
    return render(request, "claims/checking.html", context)


def waiting_for(user: User) -> QuerySet[Claim]:
    """The claims of others that miss a check which this person could give."""
    return Claim.objects.visible_to(user).filter(missing(ANY), state__in=OPEN_STATES).exclude(created_by=user)


def _own(user: User) -> int:
    own = Claim.objects.visible_to(user).filter(missing(ANY), state__in=OPEN_STATES, created_by=user)
    return own.count()


def _without_place(asked: QueryDict) -> QueryDict:
    """The filters of the address: the statement in hand and the last tick are no filters."""
    kept = asked.copy()
    for name in (AT, LAST):
        kept.pop(name, None)
    return kept


def _place(claim: Claim) -> tuple[str, int, int]:
    return claim.citation.source.slug, claim.citation_id, claim.pk


def _beyond(claim: Claim, side: str) -> Q:
    """Every claim on one side (`gt` or `lt`) of this one in the order of the queue."""
    source, citation, key = _place(claim)
    same_source = Q(citation__source__slug=source)
    return (
        Q(**{f"citation__source__slug__{side}": source})
        | same_source & Q(**{f"citation__{side}": citation})
        | same_source & Q(citation=citation, **{f"pk__{side}": key})
    )


def _in_hand(ref: str, queue: QuerySet[Claim], user: User) -> Claim | None:
    """The statement asked for while it waits; once it is done the one after it; else the first that waits."""
    asked = Claim.objects.visible_to(user).select_related("citation__source").filter(ref=_readable(ref)).first()
    if asked and queue.filter(pk=asked.pk).exists():
        return asked
    rows = queue.select_related("citation__source")
    return (rows.filter(_beyond(asked, "gt")).first() if asked else None) or rows.first()


def _around(claim: Claim, queue: QuerySet[Claim], listing: Listing) -> list[Neighbour]:
    rows = queue.select_related("asserted_by", "citation__source", "subject")
    backwards = [f"-{name}" for name in IN_ORDER]
    before = list(rows.filter(_beyond(claim, "lt")).order_by(*backwards)[:BEFORE])
    after = list(rows.filter(_beyond(claim, "gt"))[:AFTER])
    return [Neighbour(_address(listing, at.ref), at, at.pk == claim.pk) for at in (*reversed(before), claim, *after)]


def _address(listing: Listing, ref: str) -> str:
    return f"{reverse('claims:checking')}?{urlencode({**listing.kept, AT: ref})}"


def _whole(claim: Claim, user: User, listing: Listing) -> InHand:
    found = Claim.objects.select_related(
        "citation__source",
        "citation__quote_check__capture__file",
        "citation__quote_check__capture__source",
        "country",
        "asserted_by",
        "created_by",
    ).prefetch_related("verifications__verified_by")
    row = found.get(pk=claim.pk)
    (statement,) = statements(Claim.objects.filter(pk=claim.pk))
    citation = row.citation
    check: QuoteCheck | None = getattr(citation, "quote_check", None)
    return InHand(
        claim=row,
        statement=statement,
        ticks=tick_lines(row, user),
        excerpt=excerpt(check) if check else None,
        copy=check if check and check.capture else None,
        live_page=live_address(citation, check),
        address=_address(listing, row.ref),
    )


def _undo(last: str, user: User) -> Verification | None:
    """The tick that this person gave a moment ago (`ref.kind`), for taking it back."""
    ref, _dot, kind = last.partition(".")
    given = Verification.objects.filter(claim__ref=_readable(ref), kind=_readable(kind), verified_by=user)
    return given.select_related("claim__asserted_by").first()


def _readable(name: str) -> str:
    """A ref or a kind as it can stand in a column; what cannot be one is nothing."""
    return name if re.fullmatch(r"[a-z0-9_]{1,15}", name) else ""
