"""Parties: the list of them, and everything that one said."""

from dataclasses import dataclass
from functools import partial
from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.accounts.listed_apart import listed_apart
from claims.accounts.read import statements
from claims.accounts.statement import Asked, Statement
from claims.kept import kept_about
from claims.models import Claim
from claims.removal.gone import address_gone
from claims.views.merge import leads_on_from_a_former_address
from claims.views.reading import country_names
from claims.views.removed import says_removed
from sources.filters import PartyFilter
from sources.models import Party
from sources.resources import PartyResource
from web.exports import export
from web.list_files import files_of
from web.list_formats import TABLES
from web.listing import Listing, show
from web.looking_back import lists_back, looks_back
from web.moments import Dated, keeping

FILES = TABLES
MOST_STATEMENTS = 500


@dataclass(frozen=True)
class Answered:
    """A question and what one party said to it, newest first."""

    asked: Asked
    statements: tuple[Statement, ...]


def _parties(request: HttpRequest) -> PartyFilter:
    rows = Party.objects.listed_for(request.user).with_statement_count(request.user)
    return PartyFilter(request.GET, rows.select_related("country", "part_of").by_name(), request=request)


@require_safe
@lists_back
def party_list(request: HttpRequest) -> HttpResponse:
    """Everybody who speaks, relays or publishes."""
    listing = Listing(request, _parties(request), anew=_parties, per_page=100)
    return show(
        request,
        listing,
        "claims/party_list.html",
        "claims/_parties.html",
        files=files_of(listing, PartyResource, FILES),
    )


@require_safe
@lists_back
def party_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The parties as a file."""
    return export(_parties(request), PartyResource(), name="parties", suffix=suffix, offered=FILES)


@require_safe
@looks_back
@leads_on_from_a_former_address
@says_removed(partial(address_gone, "party"), by="slug")
def party(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that one party said, by question, newest first."""
    visible = Claim.objects.visible_to(request.user)
    standing = visible.standing()
    with keeping(Dated.EITHER):
        either = Party.objects.in_reach_of(request.user).select_related("country", "part_of__part_of")
    found = get_object_or_404(either, slug=slug)
    said = statements(standing.filter(asserted_by=found).newest_first()[:MOST_STATEMENTS])
    context = {
        "party": found,
        "aliases": list(found.aliases.order_by("name")),
        "answered": _by_question(said),
        "apart": listed_apart(
            lambda: Claim.objects.visible_to(request.user).published().filter(asserted_by=found), MOST_STATEMENTS
        ),
        "countries": country_names(said),
        "number": len(said),
        "all_shown": len(said) < MOST_STATEMENTS,
        "bodies": list(Party.objects.listed_for(request.user).filter(part_of=found).by_name()[:100]),
        "relayed": standing.filter(relays__party=found).values("pk").distinct().count(),
        "published": standing.filter(citation__source__publisher=found).count(),
        "withdrawn": visible.withdrawn().filter(asserted_by=found).count(),
        "kept": kept_about(found, request.user),
    }
    return render(request, "claims/party.html", context)


def _by_question(said: tuple[Statement, ...]) -> list[Answered]:
    ordered = sorted(said, key=lambda each: (each.asked.heading_order, each.asked.order))
    groups = (tuple(group) for _slug, group in groupby(ordered, key=lambda each: each.asked.slug))
    return [Answered(group[0].asked, group) for group in groups]
