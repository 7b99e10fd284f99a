"""Where the desk looked: the list, one record, and the form that makes or corrects one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from claims.actions import NotAllowed
from claims.actions.searching import correct_search, record_search, why_not_correct
from claims.actions.versions import ChangedMeanwhile, version_of
from claims.forms.fields import key_of, printable
from claims.forms.meanwhile import VERSION, Meanwhile
from claims.forms.search import CONCERNS, CorrectionForm, SearchForm, as_typed
from claims.log.of_searches import corrections_of
from claims.models import Search
from claims.resources import SearchResource
from claims.search_filters import SearchFilter
from claims.views.meanwhile import changed_since, labels_of, values_of
from users.models import User
from users.signed_in import signed_in
from web.exports import export
from web.list_files import files_of
from web.list_formats import TABLES
from web.listing import Listing, show
from web.looking_back import FORM, shows_today, understands
from web.moments import AS_OF

FILES = TABLES
OF_THE_DESK = gettext_lazy("A search is dated by when the desk looked, not by when anybody said anything.")


def _searches(request: HttpRequest) -> SearchFilter:
    rows = Search.objects.with_what_it_concerns().naming_parties_to(request.user)
    return SearchFilter(request.GET, rows.newest_first(), request=request)


@require_safe
@understands(AS_OF, because=OF_THE_DESK)
def search_list(request: HttpRequest) -> HttpResponse:
    """Where somebody looked, and what it gave."""
    listing = Listing(request, _searches(request))
    return show(
        request,
        listing,
        "claims/search_list.html",
        "claims/_searches.html",
        files=files_of(listing, SearchResource, FILES),
        may_write=_may_write(request),
    )


@require_safe
@understands(AS_OF, because=OF_THE_DESK)
def search_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The searches as a file."""
    return export(_searches(request), SearchResource(), name="searches", suffix=suffix, offered=FILES)


@require_safe
@understands(AS_OF, because=OF_THE_DESK)
def search(request: HttpRequest, slug: str) -> HttpResponse:
    """One record of having looked."""
    found = get_object_or_404(Search.objects.with_what_it_concerns().naming_parties_to(request.user), slug=slug)
    may_correct = isinstance(request.user, User) and not why_not_correct(found, request.user)
    context = {"search": found, "may_correct": may_correct, "corrections": corrections_of(found)}
    return render(request, "claims/search.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def search_new(request: HttpRequest) -> HttpResponse:
    """Record a search; `?country=it&question=…&side=…` fill in what it concerns."""
    user = signed_in(request)
    if request.method != "POST":
        return _form(request, SearchForm(by=user, initial=_prefilled(request)))
    form = SearchForm(printable(request.POST), by=user)
    if not form.is_valid():
        return _form(request, form)
    try:
        made = record_search(form.sought, by=user, at=timezone.now())
    except NotAllowed as refusal:
        return _form(request, form, problem=str(refusal))
    messages.success(request, _("Recorded: readers now see that somebody looked."))
    return redirect(made)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def search_correct(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a record right, and say what was wrong."""
    user = signed_in(request)
    found = get_object_or_404(Search.objects.with_what_it_concerns(), slug=slug)
    if refusal := why_not_correct(found, user):
        return _form(request, CorrectionForm(by=user, initial=as_typed(found)), search=found, problem=refusal)
    if request.method != "POST":
        return _form(request, CorrectionForm(by=user, initial=as_typed(found)), search=found, version=version_of(found))
    data = printable(request.POST)
    form = CorrectionForm(data, by=user)
    meanwhile = changed_since(
        data, found, partial(_as_recorded, by=user), _of_the_record(values_of(form)), labels_of(form)
    )
    if meanwhile and not meanwhile.is_settled:
        return _form(request, form, search=found, version=meanwhile.version, meanwhile=meanwhile)
    if meanwhile:
        meanwhile.settle()
        form = CorrectionForm(data, by=user)
    version = meanwhile.now if meanwhile else key_of(data.get(VERSION)) or 0
    if not form.is_valid():
        return _form(request, form, search=found, version=version)
    try:
        why, now = form.cleaned_data["why"], timezone.now()
        correct_search(found, form.sought, by=user, at=now, why=why, version=version)
    except NotAllowed as refused:
        return _form(request, form, search=found, problem=str(refused), version=version)
    except ChangedMeanwhile:
        return search_correct(request, slug)
    messages.success(request, _("Corrected. What the record said before is kept in its history."))
    return redirect(found)


def _as_recorded(version: Any, by: User) -> dict[str, str]:
    """What a version of the record says, as the form shows it."""
    return _of_the_record(values_of(CorrectionForm(by=by, initial=as_typed(version))))


def _of_the_record(values: dict[str, str]) -> dict[str, str]:
    """Without what was wrong, which is this person's own."""
    return {name: text for name, text in values.items() if name != "why"}


def _form(
    request: HttpRequest,
    form: SearchForm,
    *,
    search: Search | None = None,
    problem: str = "",
    version: int = 0,
    meanwhile: Meanwhile | None = None,
) -> HttpResponse:
    """The form with what was typed; nothing that was typed is lost."""
    status = 403 if problem else 409 if meanwhile else 422 if form.is_bound else 200
    context = {"form": form, "search": search, "problem": problem, "version": version, "meanwhile": meanwhile}
    return render(request, "claims/search_form.html", context, status=status)


def _prefilled(request: HttpRequest) -> dict[str, str]:
    given = {name: request.GET.get(name, "") for name in CONCERNS}
    return {**given, "country": given["country"].upper(), "searched_on": timezone.localdate().isoformat()}


def _may_write(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.may_write
