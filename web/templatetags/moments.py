"""From when a page looks: the banner that says so, and how the page is cited so that it can be found again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.utils import timezone

from web import moments
from web.looking_back import decision_at

register = template.Library()

MOST_OTHERS, LONGEST_OTHER = 20, 200


@register.simple_tag
def looking_from() -> moments.Moment:
    """The moment from which the page looks."""
    return moments.current()


@register.filter
def moment_words(when: Any) -> str:
    """A day or an instant in words; "" for none."""
    return moments.in_words(when) if when else ""


@register.inclusion_tag("web/_moment.html", takes_context=True)
def moment_banner(context: Context) -> dict[str, Any]:
    """What the page shows, what that means, and the way back to everything and to today."""
    asked, request = moments.asked(), context.get("request")
    moment, now = asked.moment, timezone.now()
    if request is None or asked == moments.NOTHING_ASKED:
        return {"asked": None}
    return {
        "asked": asked,
        "moment": moment,
        "is_apart": moment.dated is moments.Dated.UNCLEAR,
        "is_over": moment.as_of is None or moment.as_of < now,
        "everything": _without(request, moments.SAID_BY, moments.DATED),
        "certain": _without(request, moments.DATED),
        "today": _without(request, moments.AS_OF),
    }


def _without(request: HttpRequest, *names: str) -> str:
    query = request.GET.copy()
    for name in names:
        query.pop(name, None)
    return f"{request.path}?{query.urlencode(safe=':/')}" if query else request.path


@dataclass(frozen=True)
class Citation:
    """How a page is cited: the address under which it reads as it does now, and what it shows.

    `other` are the further parameters of the address, which a form that asks for another moment carries along.
    """

    address: str
    moment: moments.Moment
    asked_as_of: bool
    other: tuple[tuple[str, str], ...]
    said_by: str
    as_of: str


def _other(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What else the address asks for; no page understands a name or value that is longer."""
    for name, values in request.GET.lists():
        for value in values:
            if name not in moments.PARAMETERS and value and max(len(name), len(value)) <= LONGEST_OTHER:
                yield name, value


@register.simple_tag(takes_context=True)
def citation(context: Context) -> Citation | None:
    """The citation of a page that can be seen again as it stands now; None for the others."""
    request = context.get("request")
    decision = decision_at(request.path_info) if request else None
    if request is None or decision is None or moments.AS_OF not in decision.understands:
        return None
    moment = moments.current()
    then = moment.as_of or moments.second_of(timezone.now())
    parameters = {**moment.parameters, moments.AS_OF: moments.as_text(then)}
    other = tuple(_other(request))[:MOST_OTHERS]
    query = QueryDict(mutable=True)
    for name, value in (*other, *parameters.items()):
        query.appendlist(name, value)
    return Citation(
        address=request.build_absolute_uri(f"{request.path}?{query.urlencode(safe=':')}"),
        moment=moments.Moment(moment.said_by, then, moment.dated),
        asked_as_of=moment.as_of is not None,
        other=other,
        said_by=request.GET.get(moments.SAID_BY, "").strip(),
        as_of=request.GET.get(moments.AS_OF, "").strip(),
    )
