"""One row on a page of its own: to cite, to print, to take along, and to read to its end where many speak.

A row stands under the page that it belongs to: /countries/it/rows/existence/, /questions/existence/rows/it/.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from claims.accounts.arrange import country_accounts, question_accounts, subject_accounts
from claims.accounts.chosen import marked, one_page_of, pages_of, with_notes_of
from claims.accounts.side_by_side import Accounts, HeadingRow, QuestionRow
from claims.footnote import citations_in
from claims.models import Question
from claims.row_note import RowNote, as_text, passages_of, row_note
from claims.views.choosing import Choosing
from claims.views.citing import StyleChoice, remembered
from sources.citing.styles import OWN
from stations.choices import SubjectKind
from stations.models import Country, Subject, SubjectQuerySet
from web import edtf
from web.looking_back import understands
from web.moments import AS_OF, SAID_BY, Dated, keeping

PAGE = "page"
SUBJECTS = {SubjectKind.STATION: "stations", SubjectKind.AGREEMENT: "agreements", SubjectKind.COUNTRY: "countries"}


class IsElsewhere(Exception):
    """The row stands at another address: `kind` and `slug` are those of its page."""

    def __init__(self, kind: str, slug: str) -> None:
        """Where it stands."""
        super().__init__(kind, slug)
        self.kind, self.slug = kind, slug


@dataclass(frozen=True)
class RowPage:
    """One row as its page shows it. `title` is what it is about, `whole` the address of the page it belongs to."""

    kind: str
    slug: str
    title: str
    in_text: str
    whole: str
    path: str
    heading: HeadingRow
    row: QuestionRow
    choosing: Choosing
    accounts: Accounts
    page: int
    pages: int
    notices: tuple[str, ...]

    def note(self, request: HttpRequest, style: str = OWN) -> RowNote:
        """The row in words, with where and when it was read, its notes in a citation style."""
        address = request.build_absolute_uri(self.path) + self.choosing.query
        today = edtf.parse(timezone.localdate().isoformat())
        citation = _("On Record, %(address)s, read on %(day)s.") % {"address": address, "day": today}
        kept = self.choosing.accounts.headings
        row = kept[0].questions[0] if kept and kept[0].questions else self.row
        cited = citations_in(style, passages_of(row))
        return row_note(row, title=self.title, citation=citation, cited=cited)


ON_THE_WHOLE_PAGE = gettext_lazy("What is listed apart stands on the whole page.")
a_row = understands(SAID_BY, AS_OF, because=ON_THE_WHOLE_PAGE)


@a_row
@require_safe
def row(request: HttpRequest, kind: str, slug: str, key: str) -> HttpResponse:
    """One row with all its accounts, page by page; as text and as a picture as well."""
    try:
        found = read_row(request, kind, slug, key)
    except IsElsewhere as where:
        return moved(where, key, request, "claims:row")
    styles = StyleChoice(request)
    context = {
        "found": found,
        "choosing": found.choosing,
        "row": found.row,
        "numbers": {note.statement.ref: note.number for note in found.accounts.notes},
        "marked": marked(found.accounts),
        "text": as_text(found.note(request, styles.chosen)),
        "styles": styles,
        "pages": [(n, _address_of_page(found, n)) for n in range(1, found.pages + 1)],
    }
    return remembered(render(request, "claims/row.html", context), styles)


@a_row
@require_safe
def row_text(request: HttpRequest, kind: str, slug: str, key: str) -> HttpResponse:
    """The row as plain text with numbered notes."""
    try:
        found = read_row(request, kind, slug, key)
    except IsElsewhere as where:
        return moved(where, key, request, "claims:row_text")
    styles = StyleChoice(request)
    if styles.problem:
        return styles.refused()
    text = as_text(found.note(request, styles.chosen))
    return remembered(HttpResponse(text, content_type="text/plain; charset=utf-8"), styles)


def read_row(request: HttpRequest, kind: str, slug: str, key: str) -> RowPage:
    """The row that an address names, as the reader chose to see it. Raises Http404, IsElsewhere."""
    title, in_text, accounts = READ[kind](request, slug)
    heading, found = _row_of(accounts, key)
    one = replace(accounts, headings=(replace(heading, questions=(found,)),), closing=())
    whole = reverse("claims:row", args=[kind, slug, key]).removesuffix(f"rows/{key}/")
    path = f"{whole}rows/{key}/"
    choosing = Choosing(request, one, path=path, rows_under=whole)
    pages = pages_of(choosing.kept)
    page, problem = _page(request, pages)
    shown = with_notes_of(one_page_of(choosing.kept, page))
    rows = [each for heads in shown.headings for each in heads.questions]
    return RowPage(
        kind=kind,
        slug=slug,
        title=title or heading.title,
        in_text=in_text or heading.title,
        whole=whole,
        path=path,
        heading=heading,
        row=rows[0] if rows else replace(found, sides=(), hidden=len(found.cards)),
        choosing=choosing,
        accounts=shown,
        page=page,
        pages=pages,
        notices=(*choosing.notices, *problem),
    )


def _row_of(accounts: Accounts, key: str) -> tuple[HeadingRow, QuestionRow]:
    for heading in accounts.headings:
        for found in heading.questions:
            if found.key == key:
                return heading, found
    raise Http404(_("This page has no row “%(key)s”.") % {"key": key})


def _page(request: HttpRequest, pages: int) -> tuple[int, list[str]]:
    asked = request.GET.get(PAGE, "")
    if not asked:
        return 1, []
    if asked.isdecimal() and len(asked) < 7 and 1 <= int(asked) <= pages:
        return int(asked), []
    text = ngettext("There is one page.", "There are %(n)s pages.", pages) % {"n": pages}
    return 1, [_("There is no page “%(asked)s”. %(pages)s This is the first.") % {"asked": asked[:20], "pages": text}]


def _address_of_page(found: RowPage, number: int) -> str:
    query = found.choosing.query
    return f"{found.path}{query}{'&' if query else '?'}{PAGE}={number}"


def moved(where: IsElsewhere, key: str, request: HttpRequest, name: str, *more: str) -> HttpResponse:
    """Lead to where the row stands; `name` is that of the address, `more` its further parts."""
    address = reverse(name, args=[where.kind, where.slug, key, *more])
    query = request.GET.urlencode()
    return redirect(f"{address}?{query}" if query else address, permanent=True)


Read = tuple[str, str, Accounts]


def _of_country(request: HttpRequest, slug: str) -> Read:
    country = get_object_or_404(Country, code=slug.upper())
    if slug != slug.lower():
        raise IsElsewhere("countries", slug.lower())
    return country.name, country.name_in_text, country_accounts(country, request.user)


def _of_subject(kind: str) -> Callable[[HttpRequest, str], Read]:
    def read(request: HttpRequest, slug: str) -> Read:
        subject = get_object_or_404(_reachable(request), slug=slug)
        right = SUBJECTS.get(SubjectKind(subject.kind), "subjects")
        if right != kind:
            at = subject.country.code.lower() if right == "countries" and subject.country else slug
            raise IsElsewhere(right, at)
        in_text = subject.country.name_in_text if subject.country else ""
        return subject.label, in_text, subject_accounts(subject, request.user)

    return read


def _reachable(request: HttpRequest) -> SubjectQuerySet:
    with keeping(Dated.EITHER):
        return Subject.objects.in_reach_of(request.user).with_place()


def _of_question(request: HttpRequest, slug: str) -> Read:
    question = get_object_or_404(Question, slug=slug)
    return "", "", question_accounts(question, request.user)


READ: dict[str, Callable[[HttpRequest, str], Read]] = {
    "countries": _of_country,
    "stations": _of_subject("stations"),
    "agreements": _of_subject("agreements"),
    "subjects": _of_subject("subjects"),
    "questions": _of_question,
}
