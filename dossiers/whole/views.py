"""The page /data/ and its files: what there is to take, what every column means, and everything as one database."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from dossiers.whole import sqlite
from dossiers.whole.dictionary import codebook, data_package, dictionary, plain
from dossiers.whole.handing import handed_over, licensed
from dossiers.whole.lists import LISTS
from dossiers.whole.words import table_words
from web.csv_lines import csv_lines
from web.list_formats import FORMATS, licence
from web.looking_back import AS_TODAY, shows_today, understands
from web.moments import AS_OF, current

SQLITE = "application/vnd.sqlite3"
WHOLE = _("The database holds everything that has been said; it can look back with as_of alone.")


@require_safe
@shows_today(AS_TODAY)
def data(request: HttpRequest) -> HttpResponse:
    """What there is to take, in which formats, under which licence; the dictionary and the codebook."""
    lists = [
        {
            "name": one.name,
            "words": table_words(one.name),
            "files": [(FORMATS[suffix].name, f"{one.path}.{suffix}") for suffix in one.suffixes],
        }
        for one in LISTS
    ]
    files = [(f"{one.name}.{s}", FORMATS[s].media_type, f"{one.path}.{s}") for one in LISTS for s in one.suffixes]
    files += [("on-record.sqlite", SQLITE, reverse("dossiers:whole_file", args=["sqlite"]))]
    context = {"files": files, "lists": lists, "licence": licence(), "entries": dictionary(), "codebook": codebook()}
    return render(request, "dossiers/data.html", context)


@require_safe
@shows_today(AS_TODAY, is_page=False)
def words_file(request: HttpRequest, what: str, suffix: str) -> HttpResponseBase:
    """The dictionary or the codebook as CSV or JSON."""
    rows = plain(dictionary() if what == "dictionary" else codebook())
    if suffix == "json":
        response: HttpResponse = JsonResponse({"licence": licence(), "rows": rows}, json_dumps_params=_AS_WRITTEN)
    elif suffix == "csv":
        response = HttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    else:
        raise Http404(suffix)
    response["Content-Disposition"] = f'attachment; filename="on-record-{what}.{suffix}"'
    return licensed(response)


_AS_WRITTEN = {"ensure_ascii": False, "indent": 1}


def _csv(rows: list[dict[str, Any]]) -> str:
    return "".join(csv_lines(rows[0] if rows else [], (row.values() for row in rows)))


@require_safe
@shows_today(AS_TODAY, is_page=False)
def package_file(request: HttpRequest) -> HttpResponse:
    """The lists as a Data Package: where each CSV is, and the type and meaning of its columns."""
    site = request.build_absolute_uri("/").rstrip("/")
    return licensed(JsonResponse(data_package(site), json_dumps_params=_AS_WRITTEN))


@require_safe
@shows_today(AS_TODAY, is_page=False)
def datasette_file(request: HttpRequest) -> HttpResponse:
    """What Datasette shows beside the database."""
    return licensed(JsonResponse(sqlite.datasette_metadata(), json_dumps_params=_AS_WRITTEN))


@require_safe
@understands(AS_OF, because=WHOLE, is_page=False)
def sqlite_file(request: HttpRequest, suffix: str) -> HttpResponseBase:
    """Everything that readers may see as one SQLite database, as it is or as it stood at a moment."""
    if suffix != "sqlite":
        raise Http404(suffix)
    return handed_over(
        request,
        lambda path: sqlite.write(path, on=timezone.now().date()),
        name=f"on-record{current().in_a_file_name}.sqlite",
        media_type=SQLITE,
    )
