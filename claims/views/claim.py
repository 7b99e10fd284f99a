"""Statements: the list that searches everything, and the page of one."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from claims.accounts.listed_apart import why_apart
from claims.accounts.read import statements
from claims.accounts.statement import Statement
from claims.actions import why_not, why_not_discard, why_not_read_second
from claims.actions.amending import why_not_amend
from claims.actions.as_read import as_read
from claims.actions.restricting import why_not_restrict
from claims.choices import ClaimState, LinkKind
from claims.conflicting import refs_in_conflict
from claims.filters import ClaimFilter
from claims.footnote import footnote_text
from claims.kept import kept_about
from claims.models import Claim, ClaimQuerySet, Link
from claims.origins import is_changed
from claims.provenance import provenance
from claims.recorded_feed import recorded_feed
from claims.removal.gone import claim_gone
from claims.resources import PlacedStatementResource, StatementResource
from claims.sides import side_of, side_title
from claims.views.add.correcting import correction_address
from claims.views.chain import chain_part
from claims.views.citing import StyleChoice, remembered
from claims.views.reading import country_names
from claims.views.references import references_of_list
from claims.views.removed import says_removed
from claims.views.review.thread import thread_of
from claims.views.verifying import tick_lines
from sources.citing.files import FILES as REFERENCES
from sources.models import Source
from users.models import User
from web.exports import export
from web.list_files import FEED, files_of
from web.list_formats import WITH_PLACES
from web.listing import Listing, show
from web.looking_back import lists_back, looks_back
from web.moments import Dated, current, keeping, with_parameters

FILES = (*WITH_PLACES, FEED)

MEANINGS: dict[tuple[str, bool], str | Promise] = {
    (LinkKind.RESTATES, True): _("It repeats this statement: the same utterance, the same origin"),
    (LinkKind.RESTATES, False): _("Repeated in"),
    (LinkKind.BUILDS_ON, True): _("It builds on this statement: a new origin that used it"),
    (LinkKind.BUILDS_ON, False): _("Used in"),
    (LinkKind.REBUTS, True): _("It answers this statement"),
    (LinkKind.REBUTS, False): _("Answered by"),
    (LinkKind.REPLACES, True): _("It corrects and replaces this statement"),
    (LinkKind.REPLACES, False): _("Corrected and replaced by"),
}


@dataclass(frozen=True)
class Linked:
    """Another statement and how it stands to the one in view; `changed` when a repetition says something else."""

    meaning: str | Promise
    statement: Statement
    changed: bool


def _claims(request: HttpRequest) -> ClaimFilter:
    return ClaimFilter(request.GET, Claim.objects.visible_to(request.user).newest_first(), request=request)


@require_safe
@lists_back
def claim_list(request: HttpRequest) -> HttpResponse:
    """Statements, narrowed by the reader's questions, newest first."""
    listing = Listing(request, _claims(request), anew=_claims)
    found = statements(listing.page.object_list)  # type: ignore[arg-type]
    conflicting = refs_in_conflict(request.user) or frozenset()
    return show(
        request,
        listing,
        "claims/claim_list.html",
        "claims/_claims.html",
        files=files_of(listing, StatementResource, FILES),
        statements=found,
        conflicting=conflicting,
        countries=country_names(found),
    )


@require_safe
@lists_back
def claim_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The statements as a file, or their sources as one for reference managers."""
    if suffix == FEED:
        return recorded_feed(request)
    if suffix in REFERENCES:
        filters = _claims(request)
        cited = Source.objects.visible_to(request.user).filter(pk__in=filters.qs.order_by().values("citation__source"))
        return references_of_list(request, filters, cited.newest_first(), suffix)
    resource = PlacedStatementResource() if suffix == "geojson" else StatementResource()
    return export(_claims(request), resource, name="statements", suffix=suffix, offered=FILES)


@require_safe
@looks_back
@says_removed(claim_gone, by="ref")
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything about one statement."""
    visible = _visible(request)
    row = get_object_or_404(
        visible.select_related(
            "country", "asked_about", "subject__country", "citation__source", "asserted_by", "desk"
        ).prefetch_related("verifications__verified_by"),
        ref=ref,
    )
    (statement,) = statements(visible.filter(pk=row.pk))
    in_view = row.country or row.asked_about
    styles = StyleChoice(request)
    context = {
        "claim": row,
        "statement": statement,
        "ticks": tick_lines(row, request.user),
        "side": side_title(side_of(statement.speaker, in_view.code if in_view else None), in_view),
        "chain": chain_part(row, statement, request.user),
        "linked": _linked(row, statement, request),
        "footnote": footnote_text(statement, _address_of(row, request), styles.chosen),
        "styles": styles,
        "in_conflict": row.ref in (refs_in_conflict(request.user) or ()),
        "apart": _why_apart(statement),
        "may_publish": (editor := _who_may_publish(row, request)) is not None,
        "version": as_read([row], editor).get(row.pk, 0) if editor else 0,
        "may_withdraw": row.state == ClaimState.PUBLISHED
        and isinstance(request.user, User)
        and request.user.may_publish,
        "correct_at": correction_address(row, statement) if _may_correct(row, request) else "",
        **_at_the_desk(row, request.user),
    }
    return remembered(render(request, "claims/claim.html", context), styles)


@require_safe
@looks_back
@says_removed(claim_gone, by="ref")
def claim_footnote(request: HttpRequest, ref: str) -> HttpResponse:
    """One statement as a footnote in the reader's style: plain text to paste."""
    visible = _visible(request)
    row = get_object_or_404(visible, ref=ref)
    styles = StyleChoice(request)
    if styles.problem:
        return styles.refused()
    (statement,) = statements(visible.filter(pk=row.pk))
    text = footnote_text(statement, _address_of(row, request), styles.chosen)
    return remembered(HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8"), styles)


@require_safe
@looks_back
@says_removed(claim_gone, by="ref")
def claim_provenance(request: HttpRequest, ref: str) -> HttpResponse:
    """How one statement came here, as PROV-JSON; what everybody may see, whoever asks."""
    with keeping(Dated.EITHER):
        visible = Claim.objects.visible_to(AnonymousUser())
    row = get_object_or_404(visible, ref=ref)
    (statement,) = statements(visible.filter(pk=row.pk))
    told = provenance(statement, request.build_absolute_uri)
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _at_the_desk(row: Claim, user: User | AnonymousUser) -> dict[str, object]:
    """What somebody of the desk can do with a statement, and what the desk says about it; readers get none of it."""
    if not isinstance(user, User) or current().as_of:
        return {
            "may_discard": False,
            "may_submit": False,
            "may_amend": False,
            "may_take_back": False,
            "may_read_second": False,
            "may_restrict": False,
            "thread": None,
            "kept": None,
        }
    return {
        "may_discard": not why_not_discard(row, user),
        "may_submit": not why_not("submit", row, user),
        "may_amend": not why_not_amend(row, user),
        "may_take_back": not why_not("take_back", row, user),
        "may_read_second": not why_not_read_second(row, user),
        "may_restrict": not why_not_restrict(row, user),
        "thread": thread_of(row, user),
        "kept": kept_about(row, user),
    }


def _visible(request: HttpRequest) -> ClaimQuerySet:
    """Statements that this person may see, also those whose date does not say whether they had been made by then."""
    with keeping(Dated.EITHER):
        return Claim.objects.visible_to(request.user)


def _may_correct(row: Claim, request: HttpRequest) -> bool:
    user = request.user
    return row.state == ClaimState.PUBLISHED and isinstance(user, User) and user.may_write


def _address_of(row: Claim, request: HttpRequest) -> str:
    """The whole address of the statement, from the moment that it is looked at from."""
    return request.build_absolute_uri(with_parameters(row.get_absolute_url(), current().parameters))


def _why_apart(statement: Statement) -> str:
    """Why its date does not tell whether it had been said by the day that was asked for; "" where it does."""
    day = current().said_by
    latest = statement.said_on.latest if statement.said_on else None
    return why_apart(statement, day) if day and (latest is None or latest > day) else ""


def _who_may_publish(row: Claim, request: HttpRequest) -> User | None:
    user = request.user
    waiting = row.state in (ClaimState.DRAFT, ClaimState.IN_REVIEW)
    if not (waiting and isinstance(user, User) and user.may_publish):
        return None
    return user if row.created_by_id != user.pk else None


def _linked(row: Claim, statement: Statement, request: HttpRequest) -> list[Linked]:
    links = list(Link.objects.filter(Q(claim=row) | Q(to=row)).order_by("kind", "pk"))
    others = {link.to_id if link.claim_id == row.pk else link.claim_id for link in links}
    refs = dict(Claim.objects.visible_to(request.user).filter(pk__in=others).values_list("pk", "ref"))
    read = {each.ref: each for each in statements(Claim.objects.filter(pk__in=refs))}
    found = []
    for link in links:
        forth = link.claim_id == row.pk
        other = read.get(refs.get(link.to_id if forth else link.claim_id, ""))
        if other:
            retold, root = (statement, other) if forth else (other, statement)
            changed = link.kind == LinkKind.RESTATES and is_changed(retold, root)
            found.append(Linked(MEANINGS[link.kind, forth], other, changed))
    return found
