"""Who has an account, as what, and on which desks. For administrators."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from users.actions.people import (
    NotChanged,
    change_rights,
    close_account,
    open_account,
    take_second_step,
)
from users.forms.people import ChangeRightsForm, ReasonForm
from users.models import User
from users.rights import changes_of
from users.second_step import lacks_one
from users.signed_in import administrators_only, signed_in
from web.looking_back import DESK, shows_today


@never_cache
@administrators_only
@require_safe
@shows_today(DESK)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody with an account."""
    rows = User.objects.by_address().as_listed()
    page = Paginator(rows, settings.ROWS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "users/people.html", {"page": page})


@dataclass
class Forms:
    """The forms on the page of a person. The one that was sent is checked; the others are as nobody touched them."""

    rights: ChangeRightsForm
    account: ReasonForm
    second_step: ReasonForm

    @classmethod
    def about(cls, person: User, *, by: User, sent: QueryDict | None = None) -> "Forms":
        """With what stands about the person, and what was typed."""
        act = sent.get("act") if sent else None
        now = {"role": person.role, "desks": [desk.pk for desk in person.desks.all()]}
        return cls(
            rights=ChangeRightsForm(
                sent if act == "rights" else None, initial=now, own=person == by, auto_id="rights_%s"
            ),
            account=ReasonForm(sent if act in ("close", "open") else None, auto_id="account_%s"),
            second_step=ReasonForm(sent if act == "second_step" else None, auto_id="step_%s"),
        )


@never_cache
@administrators_only
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(DESK)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: what they may do, what was changed about it, and the forms that change it."""
    found = get_object_or_404(User.objects.by_address().as_listed(), pk=pk)
    by = signed_in(request)
    forms = Forms.about(found, by=by, sent=request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, found, forms)
    acts: dict[str, tuple[ChangeRightsForm | ReasonForm, Callable[[], str]]] = {
        "rights": (forms.rights, lambda: _rights(found, forms.rights, by)),
        "close": (forms.account, lambda: _close(found, forms.account, by)),
        "open": (forms.account, lambda: _open(found, forms.account, by)),
        "second_step": (forms.second_step, lambda: _second_step(found, forms.second_step, by)),
    }
    form, act = acts.get(request.POST.get("act", ""), (None, None))
    if form is None or act is None:
        return _page(
            request, found, forms, problem=_("Nothing was changed: the page did not say what to do."), status=400
        )
    if not form.is_valid():
        return _page(request, found, forms, status=422)
    try:
        sentence = act()
    except NotChanged as reason:
        return _page(request, found, forms, problem=str(reason), status=422)
    messages.success(request, sentence)
    return redirect("users:person", found.pk)


def _rights(person: User, form: ChangeRightsForm, by: User) -> str:
    given = form.cleaned_data
    role = given.get("role", person.role)
    change_rights(person, role=role, desks=given["desks"], why=given["why"], by=by, at=timezone.now())
    return _("Saved: it holds from their next page on.")


def _close(person: User, form: ReasonForm, by: User) -> str:
    close_account(person, why=form.cleaned_data["why"], by=by, at=timezone.now())
    return _("The account is closed, and signed out everywhere.")


def _open(person: User, form: ReasonForm, by: User) -> str:
    open_account(person, why=form.cleaned_data["why"], by=by, at=timezone.now())
    return _("The account is open again.")


def _second_step(person: User, form: ReasonForm, by: User) -> str:
    take_second_step(person, why=form.cleaned_data["why"], by=by, at=timezone.now())
    return _("The second step is gone, and the person is signed out everywhere.")


def _page(request: HttpRequest, found: User, forms: Forms, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "person": found,
        "forms": forms,
        "changes": changes_of(found),
        "is_oneself": found == request.user,
        "lacks_second_step": lacks_one(found),
        "problem": problem,
    }
    return render(request, "users/person.html", context, status=status)
