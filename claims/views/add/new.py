"""The form with which a sourced claim is added, on one page, with and without JavaScript."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions import Entered, enter, entered_before
from claims.actions.keeping import forget_form, typed_in
from claims.forms.desks import WHOLE_HOUSE, desks_of, name_of
from claims.forms.entry import Entry
from claims.forms.fields import printable
from claims.forms.preview import Preview
from claims.forms.reading import entered
from claims.models import Claim, UnsentForm
from claims.removal.kept_forms import KEPT_ADDRESS, KEPT_FORM
from claims.views.add import acts
from claims.views.add.prefill import CUT, prefilled
from sources.actions import NewSource
from sources.addresses import known_at
from sources.models import Source
from sources.preserving.actions import NotPreserved
from sources.preserving.brought import too_large
from sources.preserving.upload_limit import is_over_the_limit, refuse_what_was_cut_off
from sources.views.copies import DropZone
from users.models import User
from web.limiting import FETCH, seconds_to_wait
from web.looking_back import FORM, shows_today

COPY = "copy"
LAST_TYPED = "statement"  # comes after the file, from every browser: missing when the request was cut off there
MOST_KEPT = 100_000
LONGEST_NEXT = 1_000
KEPT_FOR = timedelta(hours=1)
LAST_DESK = "last_desk"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, look something up for it, or save it."""
    user = request.user
    if not user.is_authenticated:
        return _sign_in_first(request)
    if request.method != "POST":
        return _opened(request, user)
    if is_over_the_limit(request) and LAST_TYPED not in request.POST:
        return render(request, "claims/new_too_large.html", {"sentence": too_large()}, status=413)
    data = printable(request.POST)
    trouble = _bring(request, data, user)
    if data.get("act", acts.SAVE) == acts.SAVE:
        return _save(request, data, user, trouble)
    acts.do(data, user)
    return _page(request, _entry(data, user, trouble))


def _opened(request: HttpRequest, user: User) -> HttpResponse:
    """The form as it begins: as it waited in the session, as it was kept while it was typed, or as its address says."""
    own = list(UnsentForm.objects.all().of(user, timezone.now()))
    query = QueryDict(request.session.pop(KEPT_ADDRESS, "")) if not request.GET else request.GET
    asked = query.get("unsent", "")
    data, restored = _kept(request), None
    if data is None and own and not set(query) - {"unsent"}:
        restored = next((form for form in own if str(form.form_key) == asked), None if asked else own[0])
        data = printable(typed_in(restored)) if restored else None
    in_form = data.get("form_key") if data else None
    others = [form for form in own if str(form.form_key) != in_form]
    data = prefilled(query, user) if data is None else data
    if query.get(CUT):
        messages.warning(request, _("The words that were selected are too long for an address: paste the end of them."))
    _choose_usual_desk(request, data, user)
    entry = Entry(data, by=user)
    return _page(request, entry, restored=restored, others=others)


def _choose_usual_desk(request: HttpRequest, data: QueryDict, user: User) -> None:
    """Where nothing is chosen yet: the only desk, or the one of last time, or the whole house."""
    desks = desks_of(user)
    if not desks:
        return
    last = request.session.get(LAST_DESK)
    known = last if last in {desk.slug for desk in desks} else WHOLE_HOUSE
    usual = name_of(desks[0]) if len(desks) == 1 else known
    for name in ("desk", "source_desk"):
        if not data.get(name):
            data[name] = usual


def _bring(request: HttpRequest, data: QueryDict, user: User) -> str:
    """Hold the file that came along, or have one fetched; why that failed, "" when all is well."""
    try:
        refuse_what_was_cut_off(request)
    except NotPreserved as reason:
        return str(reason)
    if data.get("act") == acts.FETCH and seconds_to_wait(request, FETCH):
        return _("More pages were asked for within this hour than are fetched. Try again later, or choose a file.")
    return acts.bring(data, request.FILES.get(COPY), by=user, at=timezone.now())


def _entry(data: QueryDict, user: User, trouble: str, *, checking: bool = False) -> Entry:
    """The form, with the sentence that says why a copy could not be brought."""
    entry = Entry(data, by=user, checking=checking)
    entry.evidence.trouble = trouble
    return entry


def _save(request: HttpRequest, data: QueryDict, user: User, trouble: str) -> HttpResponse:
    entry = _entry(data, user, trouble, checking=True)
    if entry.problems:
        return _page(request, entry, status=422)
    form = entered(entry)
    before = entered_before(entry.form_key, by=user)
    if before and not _same(form, before):
        return _ask_again(request, data, user)
    known = _known(form.source, user) if isinstance(form.source, NewSource) and not before else None
    try:
        enter(form, form_key=entry.form_key, by=user, at=timezone.now())
        acts.hand_over_fetch(data, by=user, at=timezone.now())
        forget_form(entry.form_key, by=user)
        if user.desk_ids:
            request.session[LAST_DESK] = name_of(form.desk)
    except NotPreserved as reason:
        return _page(request, _entry(data, user, str(reason), checking=True), status=422)
    if known:
        messages.info(
            request,
            _("That address was here already, as “%(title)s”: your passage was added to it.") % {"title": known},
        )
    return redirect("claims:saved", entry.form_key)


def _known(new: NewSource, user: User) -> Source | None:
    return known_at(new.url, user, restricted=new.restricted, desk=new.desk)


def _same(form: Entered, before: list[Claim]) -> bool:
    """Whether a form that was sent again holds what was saved the first time."""
    first = before[0]
    subjects = len(form.subjects) + (1 if form.new_place else 0)
    return (
        first.statement == form.statement
        and first.stance == form.stance
        and first.question_id == form.question.pk
        and first.citation.exact == form.passage.exact
        and first.desk_id == (form.desk.pk if form.desk else None)
        and len(before) == subjects * len(form.answers)
        and {subject.pk for subject in form.subjects} <= {claim.subject_id for claim in before}
        and {given.choice for given in form.answers} == {claim.choice for claim in before}
        and {given.count_value for given in form.answers} == {claim.count_value for claim in before}
    )


def _ask_again(request: HttpRequest, data: QueryDict, user: User) -> HttpResponse:
    """A saved form came back changed: nothing is thrown away, and nothing is saved unasked."""
    messages.warning(
        request,
        _("This form was saved before, and you have changed it since. Save again to make further drafts of it."),
    )
    data["form_key"] = str(uuid4())
    return _page(request, Entry(data, by=user), status=409)


def show_again(request: HttpRequest) -> HttpResponse:
    """The form as it was sent by a page that is out of date, because its person signed in anew: nothing is done yet."""
    assert isinstance(request.user, User)  # noqa: S101 - the caller looks
    messages.warning(
        request, _("You signed in again since this page was opened. Everything you typed is still here: send it again.")
    )
    return _page(request, Entry(printable(request.POST), by=request.user), status=403)


def _page(
    request: HttpRequest,
    entry: Entry,
    status: int = 200,
    *,
    restored: UnsentForm | None = None,
    others: Sequence[UnsentForm] = (),
) -> HttpResponse:
    zone = DropZone(upload_to=reverse("claims:hold"), key="id_copy", name=COPY, at_once=True)
    context = {"entry": entry, "preview": Preview(entry), "zone": zone, "restored": restored, "others": others}
    return render(request, "claims/new.html", context, status=status)


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send to sign-in and back; what the address or the form held is there again afterwards."""
    if request.method != "POST":
        address = request.get_full_path()
        if len(address) <= LONGEST_NEXT:
            return redirect_to_login(address)
        request.session[KEPT_ADDRESS] = request.GET.urlencode()  # quoted once more it might be too long an address
        request.session.set_expiry(KEPT_FOR)
        return redirect_to_login(reverse("claims:new"))
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    encoded = typed.urlencode()
    if len(encoded) <= MOST_KEPT:
        request.session[KEPT_FORM] = encoded
        request.session.set_expiry(KEPT_FOR)  # anybody can leave such a form; signing in sets the usual time again
        messages.info(request, _("You were signed out. Sign in, and everything you typed is there again."))
        if request.FILES:
            messages.info(request, _("Only the file is not: choose it again, please."))
    return redirect_to_login(reverse("claims:new"))


def _kept(request: HttpRequest) -> QueryDict | None:
    """What somebody typed before signing in, once."""
    kept = request.session.pop(KEPT_FORM, None)
    return printable(QueryDict(kept)) if isinstance(kept, str) and not request.GET else None
