"""One file on its way into the record, for whoever brought it: its columns, how far it has come, its rows."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from claims.choices import FileState
from claims.forms.importing import Columns, columns_sent
from claims.importing import annotated, bringing
from claims.importing.plan import RowState
from claims.importing.preview import outcomes_of, plan_for_a_copy, shown_rows
from claims.importing.refusing import Refused
from claims.importing.sealed import facts_in, sheet_in
from claims.models import BroughtFile
from users.signed_in import signed_in
from web.looking_back import DESK, FORM, shows_today

MOST_IN_A_WORKBOOK = 5_000
COPIES = {
    "xlsx": (annotated.workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (annotated.as_csv, "text/csv; charset=utf-8"),
}


@never_cache
@login_required
@require_safe
@shows_today(DESK)
def file(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is to be done next: choose its columns, wait, or look at its rows. An imported one leads to its import."""
    found = _own(request, key)
    if found.is_in_hand:
        return render(request, "claims/import_in_hand.html", {"file": found})
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()  # there is more to see than how far it has come
    if found.state == FileState.IMPORTED:
        return redirect("claims:import", found.imported_as)
    if found.state == FileState.CHECKED:
        return _rows(request, found)
    return _columns(request, found)


@never_cache
@login_required
@require_safe
@shows_today(DESK)
def columns(request: HttpRequest, key: UUID) -> HttpResponse:
    """The columns of a file once more, also after its rows were checked."""
    found = _own(request, key)
    if found.is_in_hand or found.state == FileState.IMPORTED:
        return redirect(found)
    return _columns(request, found)


@login_required
@require_POST
@shows_today(FORM)
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Have the rows checked with the columns that were chosen, or with those of the last time."""
    found = _own(request, key)
    try:
        facts = facts_in(found.facts)
        if "again" in request.POST:
            sent = Columns(facts, found.kind, {int(place): name for place, name in found.columns.items()})
        else:
            sent = columns_sent(facts, found.kind, request.POST)
        bringing.ask_check(found, sent.chosen)
    except Refused as reason:
        return _columns(request, found, columns_sent(facts, found.kind, request.POST), problem=str(reason))
    return redirect(found)


@login_required
@require_POST
@shows_today(FORM)
def write(request: HttpRequest, key: UUID) -> HttpResponse:
    """Have the file imported, as drafts."""
    found = _own(request, key)
    try:
        bringing.ask_import(found)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect(found)


@login_required
@require_POST
@shows_today(FORM)
def stop(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give up what is being done with it: nothing of it is saved, and the file stays here."""
    found = _own(request, key)
    if not bringing.stop(found):
        messages.info(request, _("It had ended by then: nothing was changed."))
    return redirect(found)


@login_required
@require_POST
@shows_today(FORM)
def discard(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw the file away."""
    bringing.throw_away(_own(request, key))
    messages.success(request, _("The file was thrown away. Nothing of it is in the record."))
    return redirect("claims:imports")


@never_cache
@login_required
@require_safe
@shows_today(DESK, is_page=False)
def annotated_file(request: HttpRequest, key: UUID, suffix: str) -> HttpResponse:
    """The file again, with what is wrong beside each row."""
    found = _own(request, key)
    if suffix not in _suffixes(found):
        raise Http404
    write_copy, media_type = COPIES[suffix]
    try:
        content = write_copy(sheet_in(found.content or b""), plan_for_a_copy(found, signed_in(request)))
    except Refused as reason:
        raise Http404(str(reason)) from reason
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="on-record-{found.kind}-checked.{suffix}"'
    return response


def _suffixes(found: BroughtFile) -> list[str]:
    """In which formats the copy is to be had: a workbook of many rows takes longer than a page may."""
    if found.state != FileState.CHECKED:
        return []
    rows = sum(found.counts.values())
    return [suffix for suffix in COPIES if suffix != "xlsx" or rows <= MOST_IN_A_WORKBOOK]


def _own(request: HttpRequest, key: UUID) -> BroughtFile:
    """The file of this key, where this person brought it; for everybody else there is none."""
    own = BroughtFile.objects.all().of(signed_in(request), timezone.now()).without_their_bytes()
    found = own.select_related("desk").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _columns(
    request: HttpRequest, found: BroughtFile, sent: Columns | None = None, *, problem: str = ""
) -> HttpResponse:
    try:
        facts = facts_in(found.facts)
    except Refused as reason:
        return _unreadable(request, reason)
    known = {int(place): name for place, name in found.columns.items()}
    shown = sent or Columns(facts, found.kind, known or None)
    context = {"file": found, "facts": facts, "columns": shown, "problem": problem or found.problem}
    return render(request, "claims/import_columns.html", context, status=422 if problem else 200)


def _rows(request: HttpRequest, found: BroughtFile) -> HttpResponse:
    """The rows, before anything is written: all of them, or those of one state."""
    asked = request.GET.get("state", "")
    state = asked if asked in RowState.values else ""
    try:
        page = Paginator(outcomes_of(found, state), settings.ROWS_PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "file": found,
            "facts": facts_in(found.facts),
            "page": page,
            "rows": shown_rows(page.object_list, found, signed_in(request)),
            "states": [(one, found.counts.get(one, 0)) for one in RowState],
            "asked": state,
            "refusal": bringing.why_not_import(found),
            "suffixes": _suffixes(found),
        }
    except Refused as reason:
        return _unreadable(request, reason)
    return render(request, "claims/import_rows.html", context)


def _unreadable(request: HttpRequest, reason: Refused) -> HttpResponse:
    messages.error(request, str(reason))
    return redirect(reverse("claims:imports"))
