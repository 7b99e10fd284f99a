"""Letters to the desk: the queue, and the page on which an editor decides."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.forms.letter import DecisionForm
from claims.models import Claim
from sources.choices import LetterKind, LetterState, Words
from sources.letters.actions import TEXT_NAME, decide, forget_contact, why_not_decide
from sources.models import Letter
from sources.preserving.actions import NotPreserved
from sources.preserving.refusals import NotAllowedHere
from sources.views.copies import copies_of
from users.models import User
from users.signed_in import signed_in
from web.looking_back import DESK, FORM, shows_today

PER_PAGE = 30
# Parts of addresses that are fields of the form under another name.
FIELDS = {"claims:party": "speaker", "claims:question": "question", "claims:country": "country"}


@dataclass(frozen=True)
class Waiting:
    """A letter with the text that was sent."""

    letter: Letter

    @property
    def text(self) -> str:
        """Its words, as far as they could be read."""
        for capture in self.letter.source.captures.all():
            if capture.name == TEXT_NAME and hasattr(capture.file, "text"):
                return str(capture.file.text.text)
        return ""

    @property
    def message(self) -> str:
        """The words alone, without the lines above them that say what a list of letters says anyway."""
        _facts, blank, words = self.text.partition("\n\n")
        return words if blank else self.text


@never_cache
@login_required
@require_safe
@shows_today(DESK)
def letters(request: HttpRequest) -> HttpResponse:
    """Letters that wait, the oldest first; or, with `?state=`, those that were decided about."""
    state = request.GET.get("state", "")
    state = state if state in LetterState.values else LetterState.WAITING
    rows = Letter.objects.visible_to(signed_in(request)).filter(state=state).with_copies()
    ordered = rows.oldest_first() if state == LetterState.WAITING else rows.newest_first()
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "shown": [Waiting(letter) for letter in page],
        "state": state,
        "states": LetterState.choices,
    }
    return render(request, "claims/letters.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(DESK)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a letter, and decide about it."""
    user = signed_in(request)
    found = get_object_or_404(Letter.objects.visible_to(user).with_copies(), pk=pk)
    if request.method == "POST" and (refusal := why_not_decide(user)):
        return _page(request, found, DecisionForm(), problem=refusal, status=403)
    if request.method != "POST":
        return _page(request, found, DecisionForm(initial={"answer": found.answer}))
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    given = form.cleaned_data
    try:
        decided = decide(found, state=given["state"], answer=given["answer"], by=user, at=timezone.now())
    except NotPreserved as reason:
        return _page(request, found, form, problem=str(reason), status=422)
    return _next(request, decided, user)


@login_required
@require_POST
@shows_today(FORM)
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete how to reach the sender."""
    user = signed_in(request)
    found = get_object_or_404(Letter.objects.visible_to(user).with_copies(), pk=pk)
    try:
        forget_contact(found, by=user)
    except NotAllowedHere as refusal:
        return _page(request, found, DecisionForm(initial={"answer": found.answer}), problem=str(refusal), status=403)
    messages.success(request, _("Deleted: nobody here knows any more how to reach the sender."))
    return redirect(found)


def _next(request: HttpRequest, decided: Letter, user: User) -> HttpResponse:
    """A statement that was accepted goes into the form; a mistake leads to the record."""
    if decided.state != LetterState.ACCEPTED:
        messages.success(request, _("Saved: the sender reads it under the number of the letter."))
        return redirect("claims:letters")
    if decided.kind == LetterKind.STATEMENT:
        messages.success(request, _("Accepted. The letter is the source: choose the words and say what they answer."))
        return redirect(f"{reverse('claims:new')}?{urlencode(prefill(decided, user))}")
    messages.success(request, _("Accepted. Correct the record here, and give the reason: readers see it."))
    return redirect(decided.about or "claims:letters")


def prefill(letter: Letter, user: User) -> dict[str, str]:
    """What the form for a sourced claim is filled in with from a letter and from the page that it is about."""
    found = {"source": letter.source.slug, "words": Words.OWN.value, "said_on": letter.sent_at.date().isoformat()}
    found["stance"] = "says"
    for capture in letter.source.captures.all():
        if capture.name == TEXT_NAME:
            found["capture"] = str(capture.pk)
    try:
        match = resolve(letter.about.split("?")[0].split("#")[0])
    except Resolver404:
        return found
    part = next(iter(match.kwargs.values()), "")
    if match.view_name == "claims:claim":
        claim = Claim.objects.visible_to(user).filter(ref=part).select_related("subject", "question").first()
        if claim:
            found |= {"subject": claim.subject.slug, "question": claim.question.slug}
    elif match.view_name in ("claims:station", "claims:agreement", "claims:subject"):
        found["subject"] = part
    elif match.view_name in FIELDS:
        found[FIELDS[match.view_name]] = part
    return found


def _page(
    request: HttpRequest, found: Letter, form: DecisionForm, *, problem: str = "", status: int = 200
) -> HttpResponse:
    user = signed_in(request)
    context = {
        "letter": found,
        "text": Waiting(found).text,
        "form": form,
        "problem": problem,
        "may_decide": not why_not_decide(user),
        "copies": copies_of(found.source, user),
        "new_claim": f"{reverse('claims:new')}?{urlencode(prefill(found, signed_in(request)))}",
    }
    return render(request, "claims/letter.html", context, status=status)
