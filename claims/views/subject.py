"""What is said about one station, agreement, place, network …"""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims.accounts.arrange import subject_accounts
from claims.country_page import counted_refs
from claims.counts import counts_of
from claims.kept import kept_about
from claims.listed import listed_in_view
from claims.models import Claim
from claims.removal.gone import address_gone
from claims.responses import responses_of
from claims.same_place.read import same_place_of
from claims.timeline import timeline_of
from claims.views.choosing import Choosing
from claims.views.reading import is_long, year_in_view
from claims.views.removed import says_removed
from sources.models import Source
from stations.choices import SubjectKind
from stations.models import Subject, SubjectQuerySet
from web.looking_back import looks_back
from web.moments import Dated, keeping


@require_safe
@looks_back
def station(request: HttpRequest, slug: str) -> HttpResponse:
    """One reported station: what is said about it, by whom."""
    return _page(request, Subject.objects.stations(), slug, "claims/station.html")


@require_safe
@looks_back
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    """One agreement or patrol arrangement."""
    return _page(request, Subject.objects.agreements(), slug, "claims/agreement.html")


@require_safe
@looks_back
@says_removed(partial(address_gone, "subject"), by="slug")
def subject(request: HttpRequest, slug: str) -> HttpResponse:
    """The network, a branch, a region, a place, a case or a document; the others have pages of their own."""
    with keeping(Dated.EITHER):
        found = get_object_or_404(Subject.objects.in_reach_of(request.user), slug=slug)
    if found.kind in (SubjectKind.COUNTRY, SubjectKind.STATION, SubjectKind.AGREEMENT):
        return redirect(found)
    return _page(request, Subject.objects.all(), slug, "claims/subject.html")


def _page(request: HttpRequest, subjects: SubjectQuerySet, slug: str, template: str) -> HttpResponse:
    with keeping(Dated.EITHER):
        reachable = subjects.in_reach_of(request.user).with_place().with_names()
    found = get_object_or_404(reachable, slug=slug)
    year, no_year = year_in_view(request)
    accounts = subject_accounts(found, request.user)
    counts = counts_of(accounts, listed_in_view(found, accounts, request.user))
    sequences, timeline = responses_of(accounts), timeline_of(accounts, found.country, year=year)
    around = (counted_refs(counts) | timeline.refs).union(*(each.refs for each in sequences))
    choosing = Choosing(request, accounts, elsewhere=around)
    withdrawn = Claim.objects.visible_to(request.user).withdrawn().filter(subject=found).count()
    nearby = Subject.objects.listed_for(request.user).stations().with_place().exclude(pk=found.pk).by_label()
    place = found.parent if found.parent and found.parent.kind == SubjectKind.PLACE else None
    inside = place if found.kind == SubjectKind.STATION else found
    context = {
        "subject": found,
        "choosing": choosing,
        "accounts": choosing.accounts,
        "numbers": choosing.numbers,
        "country_name": found.country.name_in_text if found.country else "",
        "place": place,
        "document": Source.objects.in_reach_of(request.user).filter(subject=found).first(),
        "stations_nearby": list(nearby.filter(parent=inside)[:100]) if inside else [],
        "withdrawn": withdrawn,
        "counts": counts,
        "sequences": sequences,
        "timeline": timeline,
        "is_long": is_long(accounts),
        "problems": [no_year] if no_year else [],
        "same_place": same_place_of(found, request.user),
        "kept": kept_about(found, request.user),
    }
    return render(request, template, context, status=400 if no_year else 200)
