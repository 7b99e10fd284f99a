"""The page on which a file is brought, with those that wait and the imports that were done; files to fill in."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims.actions.stepping import NotAllowed
from claims.choices import Kind
from claims.forms.importing import FileForm
from claims.importing import bringing, template
from claims.importing.refusing import Refused
from claims.importing.register import imports_of
from claims.importing.sealed import Facts, facts_in
from claims.models import BroughtFile
from sources.preserving.refusals import NotPreserved
from sources.preserving.upload_limit import refuse_what_was_cut_off
from users.models import User
from users.signed_in import signed_in
from web.looking_back import DESK, FORM, shows_today

TEMPLATES = {
    "xlsx": (template.workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (template.headings, "text/csv; charset=utf-8"),
}


@dataclass(frozen=True)
class Waiting:
    """A file that is here, with what can be told of it; no facts where the site's key was changed."""

    file: BroughtFile
    facts: Facts | None


@never_cache
@login_required
@require_safe
@shows_today(DESK)
def imports(request: HttpRequest) -> HttpResponse:
    """Where a file is brought; which of this person's wait, and what they imported."""
    user = signed_in(request)
    return _page(request, user, FileForm(None, by=user))


@never_cache
@login_required
@require_POST
@shows_today(FORM)
def bring(request: HttpRequest) -> HttpResponse:
    """Keep a file for whoever brings it, and lead to its columns; what cannot be read is refused at once."""
    user = signed_in(request)
    form = FileForm(request.POST, request.FILES, by=user)
    try:
        refuse_what_was_cut_off(request)
        if not form.is_valid():
            return _page(request, user, form, status=422)
        sent = form.cleaned_data["file"]
        kept = bringing.bring(
            sent.read(),
            name=sent.name,
            kind=form.cleaned_data["kind"],
            desk=form.desk(),
            by=user,
            at=timezone.now(),
        )
    except (Refused, NotAllowed, NotPreserved) as reason:
        return _page(request, user, form, problem=str(reason), status=422)
    return redirect(kept)


@login_required
@require_safe
@shows_today(DESK, is_page=False)
def template_file(request: HttpRequest, kind: str, suffix: str) -> HttpResponse:
    """A file to fill in."""
    if kind not in Kind.values or suffix not in TEMPLATES:
        raise Http404
    write, media_type = TEMPLATES[suffix]
    response = HttpResponse(write(kind), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="on-record-{kind}-to-fill-in.{suffix}"'
    return response


def _page(request: HttpRequest, user: User, form: FileForm, *, problem: str = "", status: int = 200) -> HttpResponse:
    files = BroughtFile.objects.all().of(user, timezone.now()).not_imported().without_their_bytes()
    context = {
        "form": form,
        "problem": problem,
        "files": [Waiting(file, _facts(file)) for file in files.order_by("-brought_at", "-pk")],
        "imports": imports_of(user),
        "kinds": Kind.choices,
        "suffixes": list(TEMPLATES),
    }
    return render(request, "claims/imports.html", context, status=status)


def _facts(file: BroughtFile) -> Facts | None:
    try:
        return facts_in(file.facts)
    except Refused:
        return None
