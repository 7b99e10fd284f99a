"""Who sees a statement or a source: restricting it to a desk, giving it to another, letting readers see it again."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions import NotAllowed
from claims.actions.restricting import give, lift, restrict, why_not_give, why_not_restrict
from claims.actions.versions import ChangedMeanwhile, version_of
from claims.forms.desks import DeskForm, ReasonForm, desks_of, name_of
from claims.forms.fields import key_of, printable
from claims.forms.meanwhile import VERSION
from claims.models import Claim
from claims.restricted import Follows, Since, follows_of_claim, follows_of_source, since_when
from sources.models import Source
from users.models import Desk, User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today

RESTRICT, LIFT, GIVE = "restrict", "lift", "give"
DONE: dict[str, str | Promise] = {
    RESTRICT: _("Restricted. Only those whom you chose see it from now on."),
    LIFT: _("Not restricted any more."),
    GIVE: _("Given to the desk that you chose."),
}


@dataclass
class WhoSees:
    """Who sees one record, and what this person can do about that. `data` is what was sent, for the act in it."""

    row: Claim | Source
    by: User
    data: QueryDict | None = None
    refusal: str = ""
    changed: bool = False
    forms: dict[str, ReasonForm] = field(default_factory=dict)

    def __post_init__(self) -> None:
        desks = desks_of(self.by)
        own, only = self.row.desk, desks[0] if len(desks) == 1 else None
        if self.row.restricted:
            self.forms[LIFT] = ReasonForm(self._sent(LIFT), prefix=LIFT)
        else:
            offered = {"desk": name_of(own or only) if own or only or not desks else None}
            self.forms[RESTRICT] = self._desk_form(RESTRICT, desks, offered)
        if not why_not_give(self.row, self.by):
            self.forms[GIVE] = self._desk_form(GIVE, desks, {"desk": name_of(own)})

    def _desk_form(self, act: str, desks: list[Desk], initial: dict[str, str | None]) -> DeskForm:
        return DeskForm(self._sent(act), prefix=act, desks=desks, label=LABELS[act], initial=initial)

    def _sent(self, act: str) -> QueryDict | None:
        return self.data if self.data is not None and self.data.get("act") == act else None

    @cached_property
    def typed_in_vain(self) -> str:
        """The reason of an act that is not to be had any more: somebody else was quicker."""
        act = str(self.data.get("act", "")) if self.data is not None else ""
        return "" if self.data is None or act in self.forms else str(self.data.get(f"{act}-reason", ""))

    @cached_property
    def is_source(self) -> bool:
        """Whether it is a source; a statement otherwise."""
        return isinstance(self.row, Source)

    @cached_property
    def since(self) -> Since | None:
        """Since when it is restricted."""
        return since_when(self.row)

    @cached_property
    def follows(self) -> Follows:
        """What restricting it does to others."""
        if isinstance(self.row, Source):
            return follows_of_source(self.row, self.by)
        return follows_of_claim(self.row, self.by)

    @cached_property
    def version(self) -> int:
        """The version of the record that the page shows."""
        return version_of(self.row)


LABELS = {RESTRICT: _("Who goes on seeing it"), GIVE: _("To whom it is to belong")}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def claim(request: HttpRequest, ref: str) -> HttpResponse:
    """Who sees a statement."""
    user = signed_in(request)
    rows = Claim.objects.visible_to(user).select_related("desk", "asserted_by", "citation__source__desk")
    return _page(request, get_object_or_404(rows, ref=ref))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sees a source."""
    rows = Source.objects.in_reach_of(signed_in(request)).select_related("desk", "publisher")
    return _page(request, get_object_or_404(rows, slug=slug))


def _page(request: HttpRequest, row: Claim | Source) -> HttpResponse:
    user = signed_in(request)
    if refusal := why_not_restrict(row, user):
        return _show(request, WhoSees(row, user, refusal=refusal), status=403)
    data = printable(request.POST) if request.method == "POST" else None
    seen = WhoSees(row, user, data)
    form = seen.forms.get(str(data.get("act", ""))) if data is not None else None
    if data is None:
        return _show(request, seen)
    if form is None or version_of(row) != key_of(data.get(VERSION)):
        seen.changed = True
        return _show(request, seen, status=409)
    if not form.is_valid():
        return _show(request, seen, status=422)
    return _act(request, seen, form)


def _act(request: HttpRequest, seen: WhoSees, form: ReasonForm) -> HttpResponse:
    """Do what was asked, and go back to the record; what is refused is said on the page, with all that was typed."""
    row, act = seen.row, str(form.prefix)
    given: dict[str, Any] = {"reason": form.cleaned_data["reason"], "by": seen.by, "at": timezone.now()}
    given["version"] = key_of(request.POST.get(VERSION)) or 0
    try:
        if isinstance(form, DeskForm):
            (restrict if act == RESTRICT else give)(row, desk=form.desk(), **given)
        else:
            lift(row, **given)
    except ChangedMeanwhile:
        seen.changed = True
        return _show(request, seen, status=409)
    except NotAllowed as refused:
        form.add_error(None, forms.ValidationError(str(refused)))
        return _show(request, seen, status=422)
    messages.success(request, str(DONE[act]))
    return redirect(row)


def _show(request: HttpRequest, seen: WhoSees, status: int = 200) -> HttpResponse:
    return render(request, "claims/restrict.html", {"seen": seen}, status=status)
