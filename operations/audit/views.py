"""The pages of the audit: everything for administrators, one record for whoever may see it, and one's own acts.

A POST takes what the page asks for as a file: it adds a line to the audit, which no GET does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from operations.audit import files
from operations.audit.asking import AuditForm, address, place_of
from operations.audit.query import Asked, lines
from operations.audit.reading import Entry, read
from operations.audit.records import TITLES, Record, find
from users.models import User
from users.signed_in import administrators_only, signed_in
from web.looking_back import DESK, shows_today

READ_AND_TAKE = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Act:
    """Lines of one act that follow each other: they have one who and one why."""

    entries: tuple[Entry, ...]

    @property
    def first(self) -> Entry:
        """The latest of its lines."""
        return self.entries[0]


@never_cache
@administrators_only
@READ_AND_TAKE
@shows_today(DESK)
def everything(request: HttpRequest) -> HttpResponseBase:
    """Every act of everybody, narrowed by the form."""
    form = AuditForm(request.POST if request.method == "POST" else request.GET, user=signed_in(request))
    form.is_valid()
    problems = [f"{form[name].label}: {text}" for name, texts in form.errors.items() for text in texts]
    return _answer(request, form.asked, title=_("Audit"), form=form, parameters=form.parameters, problems=problems)


@never_cache
@administrators_only
@READ_AND_TAKE
@shows_today(DESK)
def of_person(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What one person did, and what was done about their account."""
    person = get_object_or_404(User, pk=pk)
    return _answer(request, Asked(person=person.pk), title=_("What %(who)s did") % {"who": person}, person=person)


@never_cache
@login_required
@READ_AND_TAKE
@shows_today(DESK)
def own(request: HttpRequest) -> HttpResponseBase:
    """What one did oneself, and what was done about one's account."""
    return _answer(request, Asked(person=signed_in(request).pk), title=_("What you did"), is_own=True)


@never_cache
@login_required
@READ_AND_TAKE
@shows_today(DESK)
def of_record(request: HttpRequest, kind: str, name: str) -> HttpResponseBase:
    """What was done to one record and what hangs on it, for whoever may see it."""
    found = find(kind, name, signed_in(request))
    if found is None:
        raise Http404(_("There is no such record."))
    record = Record(type(found), found.pk)
    return _answer(
        request, Asked(record=record), title=_("Who did what"), record=found, sort_of_record=TITLES[record.model]
    )


def _answer(
    request: HttpRequest,
    asked: Asked,
    *,
    parameters: dict[str, str] | None = None,
    problems: Iterable[str] = (),
    **context: Any,
) -> HttpResponseBase:
    user, problems = signed_in(request), list(problems)
    if request.method == "POST" and request.POST.get("format") in files.FORMATS and not problems:
        return files.taken(asked, request.POST["format"], by=user, at=timezone.now())
    after, understood = place_of(request.GET)
    if not understood:
        problems.append(_("There is no page that begins there: this is the first one."))
    found = lines(asked, after=after, number=settings.ROWS_PER_PAGE + 1)
    shown = found[: settings.ROWS_PER_PAGE]
    has_more = len(found) > len(shown)
    context |= {
        "acts": list(_in_acts(read(shown, user))),
        "older": address(parameters or {}, shown[-1].place) if has_more else "",
        "is_first": after is None,
        "newest": address(parameters or {}),
        "parameters": parameters or {},
        "is_narrowed": asked != replace(Asked(), record=asked.record),
        "problems": problems,
    }
    return _page(request, context, status=400 if request.method == "POST" else 200)


def _page(request: HttpRequest, context: dict[str, Any], *, status: int) -> HttpResponse:
    return render(request, "operations/audit.html", context, status=status)


def _in_acts(entries: Iterable[Entry]) -> Iterator[Act]:
    numbered = enumerate(entries)
    for _act, lines_of_it in groupby(numbered, lambda each: each[1].act or each[0]):
        yield Act(tuple(entry for _number, entry in lines_of_it))
