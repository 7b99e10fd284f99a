"""Writing down what a desk keeps to itself about a record, changing it, and taking it out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions import NotAllowed
from claims.actions.noting import About, change_note, keep_note, take_out, why_not_change, why_not_note
from claims.actions.versions import ChangedMeanwhile, version_of
from claims.forms.desks import desks_of, name_of
from claims.forms.fields import key_of, printable
from claims.forms.meanwhile import VERSION
from claims.forms.noting import NoteForm, as_it_stands
from claims.models import Claim, DeskNote
from claims.views.meanwhile import changed_since, labels_of, values_of
from sources.models import Party, Source
from stations.choices import SubjectKind
from stations.models import Subject
from users.models import Desk, User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today

FOUND_BY: dict[str, Callable[[User, str], Any]] = {
    "claim": lambda user, ref: Claim.objects.visible_to(user).filter(ref=ref).first(),
    "source": lambda user, slug: Source.objects.in_reach_of(user).filter(slug=slug).first(),
    "subject": lambda user, slug: (
        Subject.objects.in_reach_of(user).exclude(kind=SubjectKind.COUNTRY).filter(slug=slug).first()
    ),
    "party": lambda user, slug: Party.objects.in_reach_of(user).filter(slug=slug).first(),
}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def note_new(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Keep something at the desk about a record."""
    user = signed_in(request)
    about: About | None = FOUND_BY[kind](user, slug) if kind in FOUND_BY else None
    if about is None:
        raise Http404
    if refusal := why_not_note(user):
        return _page(request, about, refusal=refusal, status=403)
    desks = desks_of(user)
    data = printable(request.POST) if request.method == "POST" else None
    at_first = {"kind": "note", "desk": name_of(desks[0]) if len(desks) == 1 else None}
    form = _form(about, desks, data, at_first)
    if not form.is_valid():
        return _page(request, about, form=form, status=422 if form.is_bound else 200)
    try:
        keep_note(about, form.kept(), by=user, at=timezone.now())
    except NotAllowed as refused:
        return _page(request, about, form=form, refusal=str(refused), status=403)
    messages.success(request, _("Kept at the desk. No reader sees it."))
    return redirect(_section(about))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def note_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write something that is kept anew; what somebody else wrote meanwhile is shown beside it first."""
    user = signed_in(request)
    note = _note(user, pk)
    about, desks = note.about, desks_of(user)
    if refusal := why_not_change(note, user):
        return _page(request, about, refusal=refusal, status=403)
    if request.method != "POST":
        return _page(request, about, note=note, form=_form_of(note, desks), version=version_of(note), status=200)
    data = printable(request.POST)
    form = _form(about, desks, data)
    meanwhile = changed_since(data, note, lambda row: values_of(_form_of(row, desks)), values_of(form), labels_of(form))
    if meanwhile and not meanwhile.is_settled:
        waits = {"meanwhile": meanwhile, "version": meanwhile.version}
        return _page(request, about, note=note, form=form, **waits, status=409)
    if meanwhile:
        meanwhile.settle()
        form = _form(about, desks, data)
    version = meanwhile.now if meanwhile else key_of(data.get(VERSION)) or 0
    if not form.is_valid():
        return _page(request, about, note=note, form=form, version=version, status=422)
    try:
        change_note(note, form.kept(), by=user, at=timezone.now(), version=version)
    except NotAllowed as refused:
        return _page(request, about, note=note, form=form, refusal=str(refused), status=403)
    except ChangedMeanwhile:
        return note_change(request, pk)
    messages.success(request, _("Saved. What it said before stays in its history."))
    return redirect(_section(about))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def note_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, and take out what is kept."""
    user = signed_in(request)
    note = _note(user, pk)
    context: dict[str, Any] = {
        "note": note,
        "about": note.about,
        "words": _words(note.about),
        "version": version_of(note),
        "changed": False,
    }
    context["refusal"] = why_not_change(note, user)
    if context["refusal"]:
        return render(request, "claims/note_drop.html", context, status=403)
    if request.method != "POST":
        return render(request, "claims/note_drop.html", context)
    try:
        take_out(note, by=user, at=timezone.now(), version=key_of(request.POST.get(VERSION)) or 0)
    except ChangedMeanwhile:
        return render(request, "claims/note_drop.html", {**context, "changed": True}, status=409)
    except NotAllowed as refused:
        return render(request, "claims/note_drop.html", {**context, "refusal": str(refused)}, status=403)
    messages.success(request, _("Taken out. It stays in the history."))
    return redirect(_section(note.about))


def _note(user: User, pk: int) -> DeskNote:
    rows = DeskNote.objects.visible_to(user).select_related("claim", "source", "subject", "party", "desk", "written_by")
    return get_object_or_404(rows, pk=pk)


def _form(about: About, desks: list[Desk], data: QueryDict | None, initial: dict[str, Any] | None = None) -> NoteForm:
    return NoteForm(data, desks=desks, of_subject=isinstance(about, Subject), initial=initial)


def _form_of(note: Any, desks: list[Desk]) -> NoteForm:
    """What a note, or a version of it, says, in the form."""
    initial = {**as_it_stands(note), "desk": name_of(note.desk)}
    return NoteForm(None, desks=desks, of_subject=note.subject_id is not None, initial=initial)


def _words(about: About) -> str:
    """What the record is called on the page of a note."""
    return about.statement if isinstance(about, Claim) else str(about)


def _section(about: About) -> str:
    return f"{about.get_absolute_url()}#kept"


def _page(request: HttpRequest, about: About, *, status: int, **more: Any) -> HttpResponse:
    context = {
        "about": about,
        "words": _words(about),
        "note": None,
        "form": None,
        "refusal": "",
        "meanwhile": None,
        "version": 0,
        **more,
    }
    return render(request, "claims/note.html", context, status=status)
