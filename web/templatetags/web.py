"""Template tags that every page may use."""

from dataclasses import dataclass

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.translation import gettext as _

from web.edtf import EdtfDate, NotADate, parse

LONGEST_CARRIED = 1_000

register = template.Library()


@dataclass(frozen=True)
class NavigationLink:
    """One link of the main navigation; `current` is the value of aria-current."""

    title: str
    url: str
    current: str

    @property
    def is_current(self) -> bool:
        """Whether the page in view belongs under this link."""
        return bool(self.current)


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[NavigationLink]:
    """The main navigation, the part of the site that is open marked."""
    request = context.get("request")
    path = request.path if request else ""
    titles = {
        "stations:country_list": _("Countries"),
        "stations:station_list": _("Stations"),
        "stations:agreement_list": _("Agreements"),
        "claims:question_list": _("Questions"),
        "claims:conflict_list": _("Conflicts"),
        "claims:claim_list": _("Statements"),
        "claims:source_list": _("Sources"),
        "claims:party_list": _("Parties"),
    }
    return [NavigationLink(title, reverse(name), _current(path, reverse(name))) for name, title in titles.items()]


def _current(path: str, url: str) -> str:
    if path == url:
        return "page"
    inside = path.startswith(url) and path != reverse("claims:new")
    return "true" if inside else ""


@register.simple_tag
def query_with(request: HttpRequest, **changes: object) -> str:
    """The page's own address with some parameters changed; None or "" takes one out.

    What is longer than any choice of a reader's is left out: every such link would repeat it.
    """
    query = request.GET.copy()
    for name, values in request.GET.lists():
        if sum(map(len, [name, *values])) > LONGEST_CARRIED:
            del query[name]
    for name, value in changes.items():
        if value in (None, ""):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def page_numbers(page: Page[object]) -> list[int | None]:
    """Page numbers worth a link; None stands for those left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


@register.filter
def in_words(when: EdtfDate | str | None) -> str:
    """A date as a reader says it: “3 December 2022”; text that is no EDTF date stays as it is."""
    if not when:
        return ""
    if isinstance(when, EdtfDate):
        return str(when)
    try:
        return str(parse(when) or "")
    except NotADate:
        return when


@register.filter
def as_reason(exception: object) -> str:
    """A sentence written for readers; "" for what Django says to developers, such as the list of tried addresses."""
    text = str(exception)
    is_django_s = "{" in text or text.endswith("matches the given query.")
    return text if text.endswith((".", "?")) and not is_django_s else ""
