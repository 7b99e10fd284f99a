"""Mending a passage: its words as they stand in the copy, where they stand, and their translation."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions import NotAllowed
from claims.actions.mending import Mended, mend_passage, was_read, why_not_mend
from claims.actions.versions import ChangedMeanwhile, version_of
from claims.forms.evidence import Evidence
from claims.forms.fields import key_of, printable
from claims.forms.looking import Looking
from claims.forms.meanwhile import VERSION, Meanwhile
from claims.forms.source import PassageForm
from claims.models import Claim
from claims.preserved.passages import visible_passages
from claims.views.meanwhile import changed_since, labels_of
from sources.models import Citation
from users.models import User
from web.looking_back import FORM, shows_today

LOOK, TAKE, SAVE = "look", "take-nearest", "save"
THIS_PLACE = "this-place:"
LONGEST_REASON = 500
# The fields of the form, and the columns that they stand for.
AS_IT_IS = {
    "exact": "exact",
    "words_before": "prefix",
    "words_after": "suffix",
    "words": "words",
    "locator_label": "locator_label",
    "locator": "locator",
    "passage_language": "language",
    "translation": "translation",
    "translated_by": "translated_by",
}


@dataclass(frozen=True)
class Mending:
    """The page as somebody filled it in."""

    citation: Citation
    form: PassageForm
    looking: Looking
    drawn: list[Claim]
    reason: str
    problem: str = ""
    version: int = 0
    meanwhile: Meanwhile | None = None

    @property
    def asks_why(self) -> bool:
        """Whether readers have seen the passage, so that its history has to say why it changed."""
        return any(was_read(claim) for claim in self.drawn)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(FORM)
def mend(request: HttpRequest, key: int) -> HttpResponse:
    """Show the passage in a form beside what a machine finds of it, and save it mended."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    reach = visible_passages(request.user).select_related("source")
    citation = get_object_or_404(reach, pk=key)
    if refusal := why_not_mend(list(citation.claims.order_by("pk")), request.user):
        return render(request, "claims/mend_refused.html", {"citation": citation, "reason": refusal}, status=403)
    drawn = list(Claim.objects.visible_to(request.user).filter(citation=citation).order_by("pk"))
    data = printable(request.POST) if request.method == "POST" else _as_it_is(citation)
    act, version = str(data.get("act", LOOK)), _version(request, citation, data)
    _take(act, data, _mending(request, citation, drawn, data).looking)
    meanwhile = _meanwhile(citation, data, drawn, request) if act == SAVE else None
    if meanwhile and meanwhile.is_settled:
        meanwhile.settle()
        version = meanwhile.now
        meanwhile = None
    mending = _mending(request, citation, drawn, data, saving=act == SAVE and not meanwhile)
    mending = replace(mending, version=version, meanwhile=meanwhile)
    if meanwhile:
        return render(request, "claims/mend.html", {"mending": mending}, status=409)
    if act == SAVE and not mending.form.errors and not mending.problem:
        return _save(request, mending)
    status = 422 if act == SAVE else 200
    return render(request, "claims/mend.html", {"mending": mending}, status=status)


def _version(request: HttpRequest, citation: Citation, data: QueryDict) -> int:
    """The version of the passage that this person has before them; with a page just opened, the present one."""
    return version_of(citation) if request.method != "POST" else key_of(data.get(VERSION)) or 0


def _meanwhile(citation: Citation, data: QueryDict, drawn: list[Claim], request: HttpRequest) -> Meanwhile | None:
    """What somebody else changed of the passage since this page was opened."""
    form = _mending(request, citation, drawn, data).form
    labels = labels_of(form)
    mine = {name: str(data.get(name, "")).replace("\r\n", "\n").strip() for name in AS_IT_IS}
    return changed_since(data, citation, _values, mine, labels)


def _values(row: Any) -> dict[str, str]:
    return {name: str(getattr(row, column) or "").strip() for name, column in AS_IT_IS.items()}


def _take(act: str, data: QueryDict, looking: Looking) -> None:
    """Fill in from the copy what a button asks for: its words, or those around one of several places."""
    if act == TAKE and looking.nearest_words:
        data["exact"] = looking.nearest_words
    number = key_of(act.removeprefix(THIS_PLACE)) if act.startswith(THIS_PLACE) else None
    around = None if number is None else looking.words_around(number)
    if around:
        data["words_before"], data["words_after"] = around


def _mending(
    request: HttpRequest, citation: Citation, drawn: list[Claim], data: QueryDict, *, saving: bool = False
) -> Mending:
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    form = PassageForm(data, checking=saving)
    evidence = Evidence(data, by=request.user, document=citation.source, address="")
    reason = str(data.get("reason", "")).strip()
    page = Mending(citation, form, Looking(form, evidence), drawn, reason)
    if not saving or not page.asks_why:
        return page
    return Mending(citation, form, page.looking, drawn, reason, _problem_with(reason))


def _problem_with(reason: str) -> str:
    if not reason:
        return _("Say why it is changed. Readers will see the reason.")
    too_long = len(reason) > LONGEST_REASON
    return _("At most %(longest)s characters are kept.") % {"longest": LONGEST_REASON} if too_long else ""


def _save(request: HttpRequest, mending: Mending) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    new = mending.form.passage()
    mended = Mended(
        exact=new.exact,
        prefix=new.prefix,
        suffix=new.suffix,
        words=new.words,
        language=new.language or mending.citation.source.language,
        locator_label=new.locator_label if new.locator else "",
        locator=new.locator,
        translation=new.translation,
        translated_by=new.translated_by if new.translation else "",
    )
    try:
        at, reason, version = timezone.now(), mending.reason, mending.version
        mend_passage(mending.citation, mended, by=request.user, at=at, reason=reason, version=version)
    except ChangedMeanwhile:
        return mend(request, mending.citation.pk)
    except NotAllowed as refusal:
        context = {"citation": mending.citation, "reason": str(refusal)}
        return render(request, "claims/mend_refused.html", context, status=403)
    messages.success(request, _("Saved, and looked for in the copy again."))
    return redirect("claims:passage", mending.citation.pk)


def _as_it_is(citation: Citation) -> QueryDict:
    """The form as the passage stands now."""
    data = QueryDict(mutable=True)
    data.update({name: getattr(citation, column) for name, column in AS_IT_IS.items()})
    if citation.capture_id:
        data["capture"] = str(citation.capture_id)
    return data
