"""Sources: the list of them, and the page of one with its text, its passages and what is drawn from each."""

import re
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.accounts.listed_apart import listed_apart
from claims.accounts.read import document, statements
from claims.kept import kept_about
from claims.models import Claim
from claims.preserved.excerpts import Excerpt, excerpts
from claims.preserved.passages import Cited, cited, passages_of
from claims.preserved.reading import newest_with_text, read, readable
from claims.removal.gone import source_gone
from claims.views.chain import passed_on
from claims.views.references import references_of_list
from claims.views.removed import says_removed
from sources.citing.files import FILES as REFERENCES
from sources.filters import SourceFilter
from sources.models import Capture, Citation, Party, Source
from sources.resources import SourceResource
from sources.views.copies import copies_of
from users.models import User
from web.exports import export
from web.list_files import files_of
from web.list_formats import TABLES
from web.listing import Listing, show
from web.looking_back import lists_back, looks_back
from web.moments import Dated, keeping

FILES = TABLES
MOST_STATEMENTS = 500
PASSAGES_PER_PAGE = 50


@dataclass(frozen=True)
class Listed:
    """A page of passages, each with what stands around it in a copy, where it was found in one."""

    page: Page[Citation]
    rows: list[tuple[Cited, Excerpt | None]]


def _sources(request: HttpRequest) -> SourceFilter:
    rows = Source.objects.listed_for(request.user).with_statement_count(request.user)
    return SourceFilter(request.GET, rows.select_related("publisher").newest_first(), request=request)


@require_safe
@lists_back
def source_list(request: HttpRequest) -> HttpResponse:
    """Everything that is cited."""
    listing = Listing(request, _sources(request), anew=_sources)
    return show(
        request,
        listing,
        "claims/source_list.html",
        "claims/_sources.html",
        files=files_of(listing, SourceResource, FILES),
    )


@require_safe
@lists_back
def source_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The sources as a file."""
    if suffix in REFERENCES:
        filters = _sources(request)
        return references_of_list(request, filters, filters.qs, suffix)
    return export(_sources(request), SourceResource(), name="sources", suffix=suffix, offered=FILES)


@require_safe
@looks_back
@says_removed(source_gone, by="slug")
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: what it is, its copies, and its text or its passages with what is drawn from each."""
    found = _reachable(request, slug)
    capture = newest_with_text(found, request.user)
    return _page(request, found, capture)


@require_safe
@looks_back
@says_removed(source_gone, by="slug")
def capture(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One copy of a source, chosen by the reader, in the same view."""
    found = _reachable(request, slug)
    return _page(request, found, get_object_or_404(readable(found, request.user), pk=pk), chosen=True)


def _reachable(request: HttpRequest, slug: str) -> Source:
    with keeping(Dated.EITHER):
        reachable = Source.objects.in_reach_of(request.user).select_related("publisher", "subject", "desk")
    return get_object_or_404(reachable, slug=slug)


def _page(request: HttpRequest, found: Source, capture: Capture | None, *, chosen: bool = False) -> HttpResponse:
    visible = Claim.objects.visible_to(request.user)
    standing = visible.standing()
    drawn = standing.filter(citation__source=found)
    through = standing.filter(relays__source=found).distinct().in_reading_order()
    reading = read(capture, request.user, request.GET) if capture else None
    context = {
        "source": found,
        "document": document(found),
        "passed_on": None if chosen else passed_on(document(found), drawn),
        "copies": copies_of(found, request.user),
        "capture": capture,
        "chosen": chosen,
        "reading": reading,
        "listed": None if reading else _listed(request, found),
        "number": drawn.count(),
        "withdrawn": visible.withdrawn().filter(citation__source=found).count(),
        "apart": listed_apart(
            lambda: Claim.objects.visible_to(request.user).published().filter(citation__source=found), MOST_STATEMENTS
        ),
        "relays": Party.objects.filter(relayed__claim__in=drawn).distinct().order_by("name"),
        "through": statements(through[:MOST_STATEMENTS]),
        "kept": kept_about(found, request.user),
        "may_write": isinstance(request.user, User) and request.user.may_write,
    }
    return render(request, "claims/source.html", context)


def _listed(request: HttpRequest, found: Source) -> Listed:
    """The passages of a source without its text: for readers, and where there is no copy with text."""
    ordered = sorted(passages_of(found, request.user), key=_place)
    page = Paginator(ordered, PASSAGES_PER_PAGE).get_page(request.GET.get("page"))
    around = excerpts([each.pk for each in page], request.user)
    return Listed(page, [(each, around.get(each.key)) for each in cited(list(page), request.user)])


def _place(passage: Citation) -> tuple[str, list[int], str, int]:
    numbers = [int(number) for number in re.findall(r"\d{1,9}", passage.locator)]
    return passage.locator_label, numbers, passage.locator, passage.pk
