"""Entering whether two stations are one place, changing it, taking it back, and undoing that."""

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions import NotAllowed
from claims.actions.same_place import Judged, change_mind, judge, restore, take_back, why_not_judge
from claims.forms.fields import printable
from claims.forms.lookups import Lookup
from claims.forms.same_place import (
    OTHER,
    STATEMENT,
    ChangeForm,
    JudgementForm,
    RestoreForm,
    as_it_stands,
)
from claims.models import Claim, SamePlace
from claims.same_place.read import judged
from stations.models import Subject
from users.models import User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today

SAVE = "save"


@dataclass
class Entry:
    """The form as somebody filled it in."""

    station: Subject
    other: Lookup
    statement: Lookup
    form: JudgementForm
    refusal: str = ""

    @property
    def has_problems(self) -> bool:
        """Whether something has to be put right first."""
        return bool(self.form.errors or self.other.problem or self.statement.problem)

    @property
    def judged(self) -> Judged:
        """What was typed; only after it was checked."""
        return Judged(
            one=self.station,
            other=cast("Subject", self.other.row),
            judgement=self.form.cleaned_data["judgement"],
            claim=cast("Claim", self.statement.row),
            reason=self.form.cleaned_data["reason"],
            desk_reading=self.form.desk_reading,
        )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def same_place(request: HttpRequest, slug: str) -> HttpResponse:
    """Find the other station and a statement, and say what that says of the two. `?other=…&statement=…` fill it in."""
    user = signed_in(request)
    station = get_object_or_404(Subject.objects.stations().in_reach_of(user).select_related("country"), slug=slug)
    data = printable(request.POST if request.method == "POST" else request.GET)
    saving = request.method == "POST" and data.get("act") == SAVE
    entry = Entry(
        station,
        Lookup(OTHER, data, user, checking=saving),
        Lookup(STATEMENT, data, user, checking=saving),
        JudgementForm(data, checking=saving),
        refusal=why_not_judge(user),
    )
    if entry.refusal:
        return _page(request, entry, status=403)
    if not saving:
        return _page(request, entry)
    entry.other.must_be_chosen(_("Find the other station."))
    entry.statement.must_be_chosen(_("Find the statement it rests on."))
    if entry.has_problems:
        return _page(request, entry, status=422)
    try:
        judge(entry.judged, by=user, at=timezone.now())
    except NotAllowed as refused:
        entry.refusal = str(refused)
        return _page(request, entry, status=422)
    messages.success(request, _("Entered: both pages say so now. Nothing was merged."))
    return redirect(f"{station.get_absolute_url()}#same-place")


def _page(request: HttpRequest, entry: Entry, *, status: int = 200) -> HttpResponse:
    return render(request, "claims/same_place.html", {"entry": entry}, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def same_place_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Say something else of the two, take a judgement back, or, where it was taken back, let it count again."""
    user = signed_in(request)
    station = get_object_or_404(Subject.objects.stations().in_reach_of(user), slug=slug)
    visible = SamePlace.objects.visible_to(user).of(station).select_related("claim", "first", "second")
    row = get_object_or_404(visible, pk=pk)
    data = printable(request.POST) if request.method == "POST" else as_it_stands(row)
    form = _form_for(row, data, checking=request.method == "POST")
    refusal = why_not_judge(user)
    if not refusal and request.method == "POST" and not form.errors:
        try:
            told = _change(row, form, by=user)
        except NotAllowed as refused:
            refusal = str(refused)
        else:
            messages.success(request, told)
            return redirect(f"{station.get_absolute_url()}#same-place")
    status = 403 if why_not_judge(user) else 422 if request.method == "POST" else 200
    (found,) = judged(SamePlace.objects.filter(pk=row.pk))
    context = {"station": station, "judged": found, "form": form, "refusal": refusal, "restoring": _is_back(row)}
    return render(request, "claims/same_place_change.html", context, status=status)


def _is_back(row: SamePlace) -> bool:
    return row.withdrawn_at is not None


def _form_for(row: SamePlace, data: QueryDict, *, checking: bool) -> ChangeForm | RestoreForm:
    if _is_back(row):
        return RestoreForm(data, checking=checking)
    form = ChangeForm(data, checking=checking)
    form.fields["reason"].required = not form.takes_back
    return form


def _change(row: SamePlace, form: ChangeForm | RestoreForm, *, by: User) -> str:
    """Do what was asked; what to tell the editor. Raises NotAllowed."""
    now, why = timezone.now(), form.cleaned_data["why"]
    if isinstance(form, RestoreForm):
        restore(row, by=by, at=now, reason=why)
        return _("It counts again, with your reason in the log of corrections.")
    if form.takes_back:
        take_back(row, by=by, at=now, reason=why)
        return _("Taken back. It stays readable as such, with your reason, and can be restored.")
    given = form.cleaned_data
    change_mind(row, judgement=given["becomes"], reason=given["reason"], why=why, by=by, at=now)
    return _("Changed. What was there before stays readable as taken back, with your reason.")
