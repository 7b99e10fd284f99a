"""How a statement reached us: the page on which it is mended."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims import actions
from claims.accounts.read import statements
from claims.accounts.statement import Document, Statement
from claims.actions.versions import ChangedMeanwhile
from claims.chain_picture import Picture, of_source
from claims.changes import changes_of_chain
from claims.choices import ClaimState, LinkKind
from claims.forms.chain_page import ChainEntry
from claims.forms.fields import key_of, printable
from claims.forms.meanwhile import VERSION, Meanwhile
from claims.models import Claim, ClaimQuerySet, Relay
from claims.origins import root_of, without_retellings
from claims.restating import beside, family_of
from claims.views.chain_meanwhile import WAS, changed_meanwhile, opened, settled
from claims.where_from import Text, WhereFrom, loop_words, text_of, where_from
from users.models import User
from web.looking_back import FORM, shows_today

MOST_OF_A_FAMILY = 100
MOST_WAYS = 40


@dataclass(frozen=True)
class ChainPart:
    """What the page of a statement tells of its chain.

    The texts of the same utterance; itself among them, with what it changed of the first (`root`); circles; and for
    editors what looks alike.
    """

    where: WhereFrom
    text: Text
    root: Statement
    loops: tuple[str, ...]
    may_mend: bool
    alike: tuple[Statement, ...]


def chain_part(claim: Claim, statement: Statement, user: User | AnonymousUser) -> ChainPart:
    """How a statement reached us, with its family, in a fixed number of queries; editors learn what looks alike."""
    family = family_of(claim)
    seen = Claim.objects.visible_to(user)
    used = Q(links_to__claim__in=family, links_to__kind=LinkKind.BUILDS_ON)
    shown = Q(pk__in=family, state=ClaimState.PUBLISHED) | Q(pk=claim.pk)
    keys = seen.filter(shown | used).order_by("pk").values_list("pk", flat=True).distinct()[:MOST_OF_A_FAMILY]
    known = {each.ref: each for each in statements(Claim.objects.filter(pk__in={*keys, claim.pk}))}
    refs = set(seen.filter(shown).values_list("ref", flat=True))
    texts = [each for ref, each in known.items() if ref in refs]
    told = () if claim.state == ClaimState.WITHDRAWN else without_retellings(texts)
    kept = {each.ref for each in told}
    is_editor = isinstance(user, User) and user.may_publish
    root = root_of(statement, known)
    return ChainPart(
        text=text_of(statement, root),
        root=root,
        where=where_from(told, known, [each for each in texts if each.ref not in kept]),
        loops=tuple(filter(None, [loop_words(statement)])),
        may_mend=isinstance(user, User) and not actions.why_not_chain(claim, user),
        alike=beside(claim, by=user) if is_editor and isinstance(user, User) else (),
    )


def passed_on(document: Document, drawn: ClaimQuerySet) -> Picture | None:
    """Whom a source passes on, drawn from one statement of each way: a fixed number of queries."""
    ways: dict[tuple[int, tuple[tuple[int, int | None], ...]], int] = {}
    steps: dict[int, list[tuple[int, int | None]]] = {}
    relays = Relay.objects.filter(claim__in=drawn).order_by("claim_id", "position")
    for claim, *step in relays.values_list("claim_id", "party_id", "source_id"):
        steps.setdefault(claim, []).append((step[0], step[1]))
    for pk, speaker in drawn.order_by("pk").values_list("pk", "asserted_by_id"):
        ways.setdefault((speaker, tuple(steps.get(pk, ()))), pk)
    one_of_each = list(ways.values())[:MOST_WAYS]
    return of_source(document, statements(Claim.objects.filter(pk__in=one_of_each).order_by("pk")))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def chain(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the steps in order; put them in another order, add to them, save them."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - login_required
    visible = Claim.objects.visible_to(user).select_related("asserted_by", "citation__source", "subject")
    claim = get_object_or_404(visible, ref=ref)
    if refusal := actions.why_not_chain(claim, user):
        return render(request, "claims/refused.html", {"claim": claim, "reason": refusal}, status=403)
    if request.method != "POST":
        return _page(request, opened(claim, user))
    entry = ChainEntry(claim, printable(request.POST), user)
    wanted = str(request.POST.get("act", "show"))
    if wanted != "save":
        entry.act(wanted)
        return _page(request, entry)
    meanwhile = changed_meanwhile(entry)
    if meanwhile and not meanwhile.is_settled:
        return _page(request, entry, meanwhile, status=409)
    if meanwhile:
        entry = settled(entry, meanwhile)
    try:
        saved = _saved(entry, user)
    except ChangedMeanwhile:
        return chain(request, ref)
    if saved:
        messages.success(request, _("Saved: how the statement reached us."))
        return redirect(claim.get_absolute_url())
    return _page(request, entry, status=422)


def _saved(entry: ChainEntry, user: User) -> bool:
    """Save, or name the problem. Raises ChangedMeanwhile."""
    try:
        actions.mend_chain(
            entry.claim,
            steps=[step.hop for step in entry.steps],
            origin_stated=entry.origin_stated,
            restates=entry.restates,
            builds_on=entry.builds_on,
            by=user,
            at=timezone.now(),
            reason=entry.reason,
            version=key_of(entry.data.get(VERSION)) or 0,
        )
    except actions.NotAllowed as reason:
        entry.problems.append(str(reason))
        return False
    return True


def _page(
    request: HttpRequest, entry: ChainEntry, meanwhile: Meanwhile | None = None, *, status: int = 200
) -> HttpResponse:
    (statement,) = statements(Claim.objects.filter(pk=entry.claim.pk))
    context = {
        "entry": entry,
        "was": entry.data.get(WAS, ""),
        "version": entry.data.get(VERSION, ""),
        "meanwhile": meanwhile,
        "claim": entry.claim,
        "statement": statement,
        "changes": changes_of_chain(entry.claim, entry.by),
    }
    return render(request, "claims/chain.html", context, status=status)
