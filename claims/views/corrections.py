"""How to correct the record or send one's own statement: the policy, the form, and what became of a letter."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from claims.forms.fields import printable
from claims.forms.letter import LetterForm
from sources.letters import challenge as challenges
from sources.letters import limits
from sources.letters.actions import NewLetter, receive, says
from sources.letters.challenge import Challenge
from sources.models import Letter
from sources.preserving.actions import NotPreserved
from sources.preserving.upload_limit import LetterLimit, ToDisk, refuse_what_was_cut_off
from web.client_address import client_address
from web.looking_back import AS_TODAY, shows_today
from web.parameters import unknown_parameters


@csrf_exempt  # it has no authority to misuse, needs no cookie, and carries a signed question of its own
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@shows_today(AS_TODAY)
def corrections(request: HttpRequest) -> HttpResponse:
    """The policy and the form; `?about=` is the page that somebody came from."""
    if request.method != "POST":
        initial = {"about": _path(request, request.GET.get("about", ""))}
        return _page(request, LetterForm(None, initial=initial), challenges.ask(at=timezone.now()))
    request.upload_handlers = [LetterLimit(request), ToDisk(request)]
    return _received(request)


def _received(request: HttpRequest) -> HttpResponse:
    data, now = printable(request.POST), timezone.now()
    form, asked = LetterForm(data), challenges.read(str(data.get("token", "")))
    trouble = _trouble_with_file(request)
    if "answer" in data and (problem := challenges.problem_with(asked, str(data["answer"]), at=now)):
        form.add_error("answer", problem)
        asked = asked if asked and 0 <= asked.age(now) <= challenges.LONGEST else None
    if not form.is_valid() or trouble or asked is None:
        return _page(request, form, asked or challenges.ask(at=now), trouble=trouble, status=422)
    new = _letter(request, form, asked)
    known = Letter.objects.filter(form_key=asked.form_key).select_related("source").first()
    if known:
        return _sent_before(request, form, known, new)
    if not limits.take(client_address(request), at=now):
        return _page(request, form, asked, trouble=_too_many(), status=429)
    try:
        letter = receive(new, at=now)
    except NotPreserved as reason:
        return _page(request, form, asked, trouble=str(reason), status=422)
    return redirect("claims:letter_sent", letter.number)


def _letter(request: HttpRequest, form: LetterForm, asked: Challenge) -> NewLetter:
    given, file = form.cleaned_data, request.FILES.get("file")
    return NewLetter(
        form_key=asked.form_key,
        kind=given["kind"],
        text=given["text"],
        about=_path(request, given["about"]),
        name=given["name"],
        office=given["office"],
        url=given["url"],
        contact=given["contact"],
        attachment=file.file if file else None,
        attachment_name=(file.name or "") if file else "",
    )


def _trouble_with_file(request: HttpRequest) -> str:
    try:
        refuse_what_was_cut_off(request)
    except NotPreserved as reason:
        return str(reason)
    return ""


def _too_many() -> str:
    words = _("More letters came within this hour than are taken. Nothing you typed is lost: leave this page open, and "
              "send it again later.")  # fmt: skip
    return f"{words} {_('Or write to')} {settings.DESK_EMAIL}." if settings.DESK_EMAIL else words


def _sent_before(request: HttpRequest, form: LetterForm, known: Letter, new: NewLetter) -> HttpResponse:
    """The same form once more: the letter of the first time, unless it says something else now."""
    if says(known, new.text):
        return redirect("claims:letter_sent", known.number)
    words = _("This form was sent before, and you have changed it since. Send it again to send a second letter.")
    return _page(request, form, challenges.ask(at=timezone.now()), trouble=words, status=409)


def _path(request: HttpRequest, about: str) -> str:
    """A page of this site as a path: what was typed may be its whole address; anything else is no page here."""
    own = request.build_absolute_uri("/")
    path = "/" + about.strip().removeprefix(own) if about.strip().startswith(own) else about.strip()
    fits = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None) and len(path) <= 300
    return path if fits else ""


def _page(
    request: HttpRequest, form: LetterForm, asked: Challenge, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    about = _path(request, str(form["about"].value() or ""))
    context: dict[str, Any] = {
        "form": form,
        "challenge": asked,
        "trouble": trouble,
        "had_file": bool(request.FILES),
        "most_megabytes": settings.LETTER_MAX_BYTES // (1024 * 1024),
        "desk_email": settings.DESK_EMAIL,
        "about": about,
        "about_address": request.build_absolute_uri(about) if about else "",
        "problems": unknown_parameters(request, {"about"}),
    }
    return render(request, "claims/corrections.html", context, status=status)


@never_cache
@require_safe
@shows_today(AS_TODAY)
def letter_sent(request: HttpRequest, number: str) -> HttpResponse:
    """That a letter came, and what the desk made of it, for whoever knows its number. What was sent is not shown."""
    letter = get_object_or_404(Letter, number=number.lower())
    return render(request, "claims/letter_sent.html", {"letter": letter})


@require_safe
@shows_today(AS_TODAY)
def method(request: HttpRequest) -> HttpResponse:
    """How accounts are recorded, and what the site does not do."""
    return render(request, "claims/method.html", {"problems": unknown_parameters(request, set())})
