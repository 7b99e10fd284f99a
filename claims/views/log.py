"""The log of corrections: a page, files, and a feed."""

import json
from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from claims.log.query import Asked, Log, LogKind
from claims.log.reading import Correction, read
from stations.models import Country
from web.csv_lines import csv_lines
from web.looking_back import shows_today
from web.parameters import unknown_parameters

PER_PAGE, IN_FEED, AT_A_TIME = 30, 50, 200
LONGEST_REF = 7
WHOLE = gettext_lazy("The log holds every change with its own day.")
COLUMNS = ("at", "kind", "record", "address", "countries", "what", "was", "is", "reason")


def _asked(request: HttpRequest) -> tuple[Asked, list[str]]:
    """What the address asks for, and what in it could not be read."""
    problems = unknown_parameters(request, {"kind", "country", "statement", "page"})
    kind, code = request.GET.get("kind", ""), request.GET.get("country", "")
    if kind and kind not in LogKind.values:
        problems.append(_("There is no kind of change “%(value)s”.") % {"value": kind[:40]})
        kind = ""
    country = Country.objects.filter(code=code.upper()).first() if code else None
    if code and country is None:
        problems.append(_("There is no country “%(value)s”.") % {"value": code[:40]})
    return Asked(kind, country, request.GET.get("statement", "").replace("\x00", "")[:LONGEST_REF]), problems


@require_safe
@shows_today(WHOLE)
def corrections_log(request: HttpRequest) -> HttpResponse:
    """Every change to what readers had seen, newest first."""
    asked, problems = _asked(request)
    page = Paginator(Log(asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "page": page,
        "corrections": read(list(page)),
        "problems": problems,
        "kinds": LogKind.choices,
        "countries": Country.objects.filter(claims__isnull=False).distinct().by_name(),
        "query": _query(request),
    }
    return render(request, "claims/corrections_log.html", context)


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"?{kept.urlencode()}" if kept else ""


@require_safe
@shows_today(WHOLE, is_page=False)
def corrections_log_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """The log as CSV or JSON, whole, or its newest lines as an Atom feed."""
    asked, problems = _asked(request)
    if suffix not in ("csv", "json", "atom"):
        raise Http404(suffix)
    if problems:
        return HttpResponse("\n".join(problems) + "\n", status=400, content_type="text/plain; charset=utf-8")
    log = Log(asked)
    if suffix == "atom":
        return _feed(request, read(log[:IN_FEED]))
    pieces, media_type = (_csv, "text/csv; charset=utf-8") if suffix == "csv" else (_json, "application/json")
    response = StreamingHttpResponse(pieces(_rows(request, log)), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="on-record-corrections.{suffix}"'
    return response


def _rows(request: HttpRequest, log: Log) -> Iterator[dict[str, str]]:
    """One row for each thing that reads differently; one for a line without any."""
    for first in range(0, len(log), AT_A_TIME):
        for correction in read(log[first : first + AT_A_TIME]):
            address = request.build_absolute_uri(correction.address) if correction.address else ""
            told = [
                correction.at.isoformat(),
                correction.kind,
                correction.what,
                address,
                " ".join(correction.countries),
            ]
            for change in [(each.label, each.old, each.new) for each in correction.changes] or [("", "", "")]:
                yield dict(zip(COLUMNS, [*told, *change, correction.reason], strict=True))


def _csv(rows: Iterator[dict[str, str]]) -> Iterator[str]:
    yield from csv_lines(COLUMNS, (row.values() for row in rows))


def _json(rows: Iterator[dict[str, str]]) -> Iterator[str]:
    yield '{"rows": ['
    for number, row in enumerate(rows):
        yield f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}"
    yield "\n]}\n"


def _feed(request: HttpRequest, corrections: list[Correction]) -> HttpResponse:
    own = request.build_absolute_uri()
    feed = Atom1Feed(
        title=_("On Record: corrections"),
        link=request.build_absolute_uri("/corrections/log/"),
        description="",
        feed_url=own,
        language="en",
    )
    for each in corrections:
        changes = "\n".join(f"{change.label}: {change.old or '–'} → {change.new or '–'}" for change in each.changes)
        feed.add_item(
            title=f"{each.kind_words}: {each.what}",
            link=request.build_absolute_uri(each.address or "/corrections/log/"),
            description=f"{changes}\n{each.reason}".strip(),
            unique_id=f"tag:{request.get_host()},{each.at:%Y-%m-%d}:corrections/{each.kind}/{each.at.timestamp()}",
            updateddate=each.at,
            pubdate=each.at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
