"""Adding documents from a list of references: read, looked through, entered in one go, and taken back in one."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.forms.fields import printable
from claims.forms.references import ReferenceFileForm, References
from sources.bibliography.adding import add_references
from sources.bibliography.reading import LARGEST, text_of
from sources.bibliography.refusing import NotRead
from sources.bibliography.undoing import NotTakenBack, lists_of, undo_references
from sources.models import Source
from sources.preserving.refusals import NotPreserved
from sources.preserving.upload_limit import refuse_what_was_cut_off
from users.models import User
from users.signed_in import signed_in
from web.looking_back import FORM, shows_today

ADDED = "added_references"
TAKEN_BACK = "references_taken_back"


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def references(request: HttpRequest) -> HttpResponse:
    """Take a file or its text, show what each entry is, and enter what was chosen. Nothing is kept in between."""
    user = signed_in(request)
    if request.method != "POST":
        slugs = request.session.pop(ADDED, [])
        added = Source.objects.visible_to(user).filter(slug__in=slugs).newest_first() if slugs else []
        return _begin(request, user, ReferenceFileForm(), added=added, gone=request.session.pop(TAKEN_BACK, 0))
    if "take_back" in request.POST:
        return _take_back(request, user)
    data = printable(request.POST)
    try:
        text = _sent(request)
        is_last = data.get("act") == "add"
        entered = References(text, data, by=user, checking=is_last)
    except (NotRead, NotPreserved) as refusal:
        return _begin(request, user, ReferenceFileForm({"text": data.get("text", "")}), problem=str(refusal))
    problems = list(entered.problems) if is_last else []
    if problems or not is_last:
        context = {"references": entered, "problems": problems}
        return render(request, "claims/references_look.html", context, status=422 if problems else 200)
    made = add_references(
        entered.added, entered.as_kept(), content=text.encode(errors="replace"), by=user, at=timezone.now()
    )
    request.session[ADDED] = [source.slug for source in made]
    return redirect("claims:add_references")


def _begin(request: HttpRequest, user: User, form: ReferenceFileForm, **told: object) -> HttpResponse:
    """The page that takes a list, with the lists that this person entered lately."""
    context = {"form": form, "lists": lists_of(user, now=timezone.now()), **told}
    return render(request, "claims/references_new.html", context, status=422 if "problem" in told else 200)


def _take_back(request: HttpRequest, user: User) -> HttpResponse:
    """Take a list back that was entered: all of it, or say why not."""
    try:
        key = UUID(request.POST["take_back"])
        request.session[TAKEN_BACK] = undo_references(key, by=user, at=timezone.now())
    except ValueError:
        return _begin(request, user, ReferenceFileForm(), problem=_("Nothing of this list is here."))
    except NotTakenBack as refusal:
        return _begin(request, user, ReferenceFileForm(), problem=str(refusal))
    return redirect("claims:add_references")


def _sent(request: HttpRequest) -> str:
    """The list as text, from the file or from the field. Raises NotRead and NotPreserved."""
    refuse_what_was_cut_off(request)
    file = request.FILES.get("file")
    if file is not None and file.size:
        if file.size > LARGEST:
            raise NotRead(_("This file is larger than %(size)s MB. Take a part of your references.") % {"size": 2})
        return text_of(file.read())
    text = str(request.POST.get("text", ""))
    if not text.strip():
        raise NotRead(_("Choose a file, or paste references."))
    return text
