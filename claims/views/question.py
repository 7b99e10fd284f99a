"""Questions: the list of them, and one across all countries."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.accounts.arrange import question_accounts
from claims.filters import QuestionFilter
from claims.models import Question
from claims.resources import QuestionResource
from claims.views.choosing import Choosing
from claims.views.reading import is_long
from web.exports import export
from web.list_files import files_of
from web.list_formats import TABLES
from web.listing import Listing, show
from web.looking_back import lists_back, looks_back
from web.moments import Dated, current

FILES = TABLES


def _questions(request: HttpRequest) -> QuestionFilter:
    rows = Question.objects.with_statement_count(request.user).select_related("heading").in_order()
    if current().dated is Dated.UNCLEAR:
        rows = rows.filter(statement_count__gt=0)  # type: ignore[misc]  # annotated
    return QuestionFilter(request.GET, rows, request=request)


@require_safe
@lists_back
def question_list(request: HttpRequest) -> HttpResponse:
    """What accounts can differ on."""
    listing = Listing(request, _questions(request), anew=_questions, per_page=200)
    return show(
        request,
        listing,
        "claims/question_list.html",
        "claims/_questions.html",
        files=files_of(listing, QuestionResource, FILES),
    )


@require_safe
@lists_back
def question_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The questions as a file."""
    return export(_questions(request), QuestionResource(), name="questions", suffix=suffix, offered=FILES)


@require_safe
@looks_back
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """What is answered to one question, country by country."""
    found = get_object_or_404(Question.objects.with_choices(), slug=slug)
    accounts = question_accounts(found, request.user)
    choosing = Choosing(request, accounts)
    context = {
        "question": found,
        "choosing": choosing,
        "accounts": choosing.accounts,
        "numbers": choosing.numbers,
        "is_long": is_long(accounts),
    }
    return render(request, "claims/question.html", context)
