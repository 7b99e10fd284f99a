"""Sources: the list of them, and the page of one with its passages."""

import re
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.accounts.plain import Passage, Statement, Step
from claims.accounts.read import document, statements
from claims.models import Claim
from sources.filters import SourceFilter
from sources.models import Source
from sources.resources import SourceResource
from web.exports import export
from web.listing import Listing, show

FILES = ("csv", "json")
MOST_STATEMENTS = 500


@dataclass(frozen=True)
class Drawn:
    """A passage and the statements drawn from it."""

    passage: Passage
    statements: tuple[Statement, ...]


def _sources(request: HttpRequest) -> SourceFilter:
    rows = Source.objects.in_reach_of(request.user).with_statement_count(request.user)
    return SourceFilter(request.GET, rows.select_related("publisher").newest_first(), request=request)


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Everything that is cited."""
    listing = Listing(request, _sources(request))
    return show(request, listing, "claims/source_list.html", "claims/_sources.html", files=FILES)


@require_safe
def source_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The sources as a file."""
    return export(_sources(request), SourceResource(), name="sources", suffix=suffix, offered=FILES)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: what it is, its passages, and what is drawn from each."""
    reachable = Source.objects.in_reach_of(request.user).select_related("publisher", "subject")
    found = get_object_or_404(reachable, slug=slug)
    visible = Claim.objects.visible_to(request.user).in_reading_order()
    drawn = statements(visible.filter(citation__source=found)[:MOST_STATEMENTS])
    through = statements(visible.filter(relays__source=found).distinct()[:MOST_STATEMENTS])
    context = {
        "source": found,
        "document": document(found),
        "passages": _passages(drawn),
        "number": len(drawn),
        "relays": _whom_it_relays(drawn),
        "through": through,
    }
    return render(request, "claims/source.html", context)


def _passages(drawn: tuple[Statement, ...]) -> list[Drawn]:
    ordered = sorted(drawn, key=lambda each: (_place(each.passage), each.passage.key))
    groups = (tuple(group) for _key, group in groupby(ordered, key=lambda each: each.passage.key))
    return [Drawn(group[0].passage, group) for group in groups]


def _place(passage: Passage) -> tuple[str, list[int], str]:
    return passage.locator_label, [int(number) for number in re.findall(r"\d{1,9}", passage.locator)], passage.locator


def _whom_it_relays(drawn: tuple[Statement, ...]) -> list[Step]:
    steps = {step.slug: step for statement in drawn for step in statement.relays}
    return sorted(steps.values(), key=lambda step: step.name.casefold())
