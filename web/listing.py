"""Lists that readers narrow: one FilterSet serves the page, its htmx part and the exports.

What a reader asked for stands in the address alone. Every address on the page is built from the parameters that were
understood; what was not understood is told in a sentence, and the rest of the question still holds.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_filters
from django import forms
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_htmx.middleware import HtmxDetails

from web import search
from web.moments import DATED, PARAMETERS, UNCLEAR, Dated, current, keeping

LONGEST_VALUE = 200
SHOWN_OF_A_VALUE = 40
MOST_CHOICES = 200
CHOICES_IN_SIGHT = 8
MOST_FOUND = 5000
PAGE = "page"

Text = str | Promise
Tally = tuple[str, str, int]
Counting = Callable[[QuerySet[Any], "ListFilter"], Iterable[Tally]]


@dataclass(frozen=True)
class Facet:
    """The choices of one filter with what each would leave.

    `tally` gives value, label and number for the rows that all other filters leave, in one query.
    """

    name: str
    title: Text
    tally: "Counting"


@dataclass(frozen=True)
class OfferedChoice:
    """One choice of a facet: where it leads and how many rows it leaves."""

    value: str
    label: str
    count: int
    address: str
    chosen: bool


@dataclass(frozen=True)
class OfferedFacet:
    """A facet as it stands beside the list."""

    name: str
    title: Text
    choices: tuple[OfferedChoice, ...]
    address_without: str

    @property
    def in_sight(self) -> tuple[OfferedChoice, ...]:
        """The choices that are always shown, the chosen one among them."""
        first = self.choices[:CHOICES_IN_SIGHT]
        return first + tuple(choice for choice in self.choices[CHOICES_IN_SIGHT:] if choice.chosen)

    @property
    def further(self) -> tuple[OfferedChoice, ...]:
        """The choices that open."""
        return tuple(choice for choice in self.choices[CHOICES_IN_SIGHT:] if not choice.chosen)

    @property
    def is_chosen(self) -> bool:
        """Whether the reader narrowed the list by it."""
        return any(choice.chosen for choice in self.choices)


@dataclass(frozen=True)
class Narrowing:
    """One filter in force: what it says, the address without it and, in an empty list, what that would leave."""

    name: str
    title: Text
    label: str
    address_without: str
    left_without: int | None = None


def by_columns(value: str, label: str, *, lower: bool = False) -> Counting:
    """Tally rows by a column, the most frequent first."""

    def tally(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
        grouped = rows.order_by().values_list(value, label).annotate(number=Count("pk"))
        found = [(str(one).lower() if lower else str(one), str(name), n) for one, name, n in grouped if one is not None]
        return sorted(found, key=lambda each: (-each[2], each[1].casefold(), each[0]))

    return tally


def by_choices(column: str, choices: Iterable[tuple[str, Text]]) -> Counting:
    """Tally rows by a column that holds one of a few values, in the order in which these are declared."""

    def tally(rows: QuerySet[Any], filters: ListFilter) -> list[Tally]:
        grouped = rows.order_by().values_list(column).annotate(number=Count("pk"))
        numbers = {str(value): number for value, number in grouped}
        return [(value, str(label), numbers[value]) for value, label in choices if value in numbers]

    return tally


class ListFilter(django_filters.FilterSet):  # type: ignore[misc]
    """The questions that a reader can put to one list.

    Subclasses declare django-filter filters and, for those with counted choices, `facets`. A parameter that cannot be
    understood is left out and named in `notices`.
    """

    facets: ClassVar[tuple[Facet, ...]] = ()
    q = django_filters.CharFilter(method="keep_matching", label=gettext_lazy("Search"))

    def __init__(self, data: QueryDict, queryset: QuerySet[Any], *, request: HttpRequest) -> None:
        """`data` are the parameters of the address; all of them are looked at, known or not."""
        self.notices: list[str] = []
        self._found: list[Any] | None = None
        readable = self._readable(data)
        super().__init__(readable, queryset=queryset, request=request)
        self.is_bound = True
        self.offer_what_there_is()
        self._tell_what_was_not_understood(readable)

    def offer_what_there_is(self) -> None:
        """Fill in choices that depend on the rows or on who asks."""

    def offer(self, name: str, choices: Iterable[tuple[str, Text]]) -> None:
        """Let one filter take these values and no others."""
        self.filters[name].extra["choices"] = list(choices)

    def keep_matching(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        """Keep the rows in which every word is found.

        They are looked up once and used by every count; only a word found nearly everywhere is searched again.
        """
        if self._found is None:
            every: Any = rows.model._default_manager.all()
            self._found = list(every.matching(text).order_by().values_list("pk", flat=True)[: MOST_FOUND + 1])
        if len(self._found) <= MOST_FOUND:
            return rows.filter(pk__in=self._found)
        searched: Any = rows
        matching: QuerySet[Any] = searched.matching(text)
        return matching

    @cached_property
    def kept(self) -> dict[str, str]:
        """The parameters that were understood and say something, in the order of the filters."""
        given = {name: self.data.get(name, "") for name in self.filters}
        return {name: value for name, value in given.items() if value and self.form.cleaned_data.get(name) is not None}

    def address(self, **changes: str) -> str:
        """This list with some parameters changed; an empty text takes one out. The page number never stays."""
        parameters = {**self.kept, **changes}
        return "?" + urlencode({name: value for name, value in parameters.items() if value})

    def rows_without(self, name: str) -> QuerySet[Any]:
        """The rows that all filters but one leave."""
        rows = self.queryset.all()
        for other, value in self.form.cleaned_data.items():
            if other != name:
                rows = self.filters[other].filter(rows, value)
        kept: QuerySet[Any] = rows
        return kept

    def offered(self, facet: Facet) -> OfferedFacet:
        """Count what each choice of a facet would leave, the other filters in force: one query."""
        chosen = self.kept.get(facet.name, "")
        choices = tuple(
            OfferedChoice(value, label, count, self.address(**{facet.name: value}), value.lower() == chosen.lower())
            for value, label, count in list(facet.tally(self.rows_without(facet.name), self))[:MOST_CHOICES]
        )
        return OfferedFacet(facet.name, facet.title, choices, self.address(**{facet.name: ""}))

    def narrowings(self, *, count: bool = False) -> list[Narrowing]:
        """The filters in force; with `count`, what the list would hold without each."""
        titles = {facet.name: facet.title for facet in self.facets}
        return [
            Narrowing(
                name=name,
                title=titles.get(name) or self.filters[name].label,
                label=self._label(name, value),
                address_without=self.address(**{name: ""}),
                left_without=self.rows_without(name).count() if count else None,
            )
            for name, value in self.kept.items()
        ]

    def _label(self, name: str, value: str) -> str:
        cleaned = self.form.cleaned_data[name]
        field = self.form.fields[name]
        if isinstance(cleaned, Model):
            return str(cleaned)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(cleaned, value))  # type: ignore[arg-type]
        return f"“{value}”" if name == "q" else value

    def _readable(self, data: QueryDict) -> QueryDict:
        """One readable value for each known parameter; what is left out is told."""
        readable = QueryDict(mutable=True)
        unknown = [name for name in data if name not in self.base_filters and name not in (PAGE, *PARAMETERS)]
        for name in unknown[:3]:
            self.notices.append(_("This list knows no filter “%(name)s”; it was left out.") % {"name": _short(name)})
        if len(unknown) > 3:
            more = len(unknown) - 3
            text = ngettext("%(n)s more filter is not known.", "%(n)s more filters are not known.", more)
            self.notices.append(text % {"n": more})
        for name in self.base_filters:
            values = data.getlist(name)
            if len(values) > 1:
                text = _("“%(name)s” was given %(n)s times; only the last one counts.")
                self.notices.append(text % {"name": name, "n": len(values)})
            if values and values[-1].strip():
                self._read(readable, name, values[-1].strip())
        return readable

    def _read(self, readable: QueryDict, name: str, value: str) -> None:
        start = value[: LONGEST_VALUE + 1]
        printable = "".join(mark for mark in start if not unicodedata.category(mark).startswith("C"))
        if name == "q":
            words = search.words(value)
            if len(value) > search.MOST_CHARACTERS or len(start.split()) > len(words) == search.MOST_WORDS:
                text = _("The search is too long; it was shortened to “%(text)s”.")
                self.notices.append(text % {"text": _short(" ".join(words))})
            value = " ".join(words)
        elif len(value) > LONGEST_VALUE or printable != start:
            text = _("“%(name)s” cannot be “%(value)s”; the list is shown without it.")
            self.notices.append(text % {"name": name, "value": _short(printable)})
            return
        if value:
            readable[name] = value

    def _tell_what_was_not_understood(self, readable: QueryDict) -> None:
        for errors in self.form.errors.values():
            self.notices += [_("%(problem)s The list is shown without it.") % {"problem": text} for text in errors]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_OF_A_VALUE else text[: SHOWN_OF_A_VALUE - 1] + "…"


def unknown(sentence: Text) -> dict[str, Any]:
    """What a filter answers to a value it does not know, as form field arguments; `sentence` holds %(value)s."""
    return {"error_messages": {"invalid_choice": sentence, "invalid": sentence}}


class Listing:
    """One list as a page shows it: facets, filters in force, one page of rows, notices.

    `number_apart` is how many rows are listed apart from what had been said by a day, None where no day was asked for.
    """

    def __init__(
        self,
        request: HttpRequest,
        filters: ListFilter,
        *,
        per_page: int | None = None,
        anew: Callable[[HttpRequest], ListFilter] | None = None,
    ) -> None:
        """A fixed number of queries, for one row or for many. `anew` puts the question once more, for what is apart."""
        self.number_apart = _number_apart(request, anew) if anew else None
        self.filters = filters
        self.notices = filters.notices
        self.page = self._page(filters.qs, per_page or settings.ROWS_PER_PAGE, request.GET.get(PAGE, ""))
        self.total = self.page.paginator.count
        self.facets = [facet for facet in map(filters.offered, filters.facets) if _worth_showing(facet)]
        self.narrowings = filters.narrowings(count=self.total == 0)
        self.kept = filters.kept
        self.query = filters.address()
        self.address_of_all = request.path
        self.path_of_files = request.path.rstrip("/")

    @property
    def shown_query(self) -> str:
        """The query of exports: the filters in force, or nothing."""
        return self.query if self.kept else ""

    @property
    def address_apart(self) -> str:
        """This list of what is listed apart."""
        return self.filters.address(**{DATED: UNCLEAR})

    @property
    def searched_for(self) -> str:
        """The words in the search field."""
        return self.kept.get("q", "")

    @property
    def hidden(self) -> dict[str, str]:
        """The filters in force that the search form has to carry along."""
        return {name: value for name, value in self.kept.items() if name != "q"}

    @property
    def pages(self) -> list[tuple[int | None, str]]:
        """Page numbers worth a link with their addresses; None stands for those left out."""
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)
        return [(n, self._address_of(n)) if isinstance(n, int) else (None, "") for n in numbers]

    @property
    def address_of_previous(self) -> str:
        """The page before this one."""
        return self._address_of(self.page.previous_page_number())

    @property
    def address_of_next(self) -> str:
        """The page after this one."""
        return self._address_of(self.page.next_page_number())

    def _address_of(self, number: int) -> str:
        return self.filters.address(**{PAGE: str(number)})

    def _page(self, rows: QuerySet[Any], per_page: int, asked: str) -> Page[Any]:
        paginator = Paginator(rows, per_page)
        page = paginator.get_page(asked if len(asked) < 10 else "1")
        if asked and asked != str(page.number):
            text = _("There is no page “%(asked)s”; this is page %(number)s of %(pages)s.")
            printable = "".join(mark for mark in asked if mark.isprintable())
            values = {"asked": _short(printable), "number": page.number, "pages": paginator.num_pages}
            self.notices.append(text % values)
        return page


def _number_apart(request: HttpRequest, anew: Callable[[HttpRequest], ListFilter]) -> int | None:
    moment = current()
    if moment.said_by is None or moment.dated is not Dated.BY_THEN:
        return None
    with keeping(Dated.UNCLEAR):
        number: int = anew(request).qs.count()
    return number


def _worth_showing(facet: OfferedFacet) -> bool:
    return facet.is_chosen or len(facet.choices) > 1


def show(
    request: HttpRequest,
    listing: Listing,
    template: str,
    part: str,
    **context: Any,
) -> HttpResponse:
    """The whole page, or for htmx the part that changes; both include the same template."""
    htmx = HtmxDetails(request)
    whole = not htmx or htmx.history_restore_request
    response = render(request, template if whole else part, {"listing": listing, "page": listing.page, **context})
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response
