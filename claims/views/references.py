"""Sources as files for reference managers: of one source, of a country, of a list that a reader narrowed."""

from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from claims.accounts.arrange import country_accounts
from claims.accounts.read import document
from claims.removal.gone import source_gone
from claims.views.removed import says_removed
from sources.citing.files import AT_A_TIME, FILES, FileFormat, Record
from sources.models import Capture, Source, SourceQuerySet
from stations.models import Country
from users.models import User
from web.as_of import at_the_same_moment
from web.exports import refused
from web.listing import ListFilter
from web.looking_back import looks_back
from web.moments import Dated, current, keeping

# Where no list has a JSON of its own, this is what JSON of a source is.
AS_JSON = {"json": FILES["csljson"], **FILES}


@require_safe
@looks_back
@says_removed(source_gone, by="slug")
def source_references(request: HttpRequest, slug: str, suffix: str) -> HttpResponseBase:
    """One source."""
    found = _format(suffix)
    with keeping(Dated.EITHER):
        reachable = Source.objects.in_reach_of(request.user).filter(slug=slug)
    get_object_or_404(reachable)
    return references(reachable, request.user, found, name=slug)


@require_safe
@looks_back
def country_references(request: HttpRequest, code: str, suffix: str) -> HttpResponseBase:
    """What a country's page and dossier cite."""
    found = _format(suffix)
    country = get_object_or_404(Country, code=code.upper())
    cited = [each.slug for each in country_accounts(country, request.user).documents]
    rows = Source.objects.visible_to(request.user).filter(slug__in=cited).newest_first()
    return references(rows, request.user, found, name=f"sources-{country.code.lower()}")


def references_of_list(
    request: HttpRequest, filters: ListFilter, rows: SourceQuerySet, suffix: str
) -> HttpResponseBase:
    """The sources of a narrowed list, or why the question was not understood."""
    return refused(filters) or references(rows, request.user, FILES[suffix], name="sources")


def references(rows: SourceQuerySet, user: User | AnonymousUser, to: FileFormat, *, name: str) -> StreamingHttpResponse:
    """The sources as a file, sent as they are read."""
    pieces = to.pieces(_records(rows, user))
    response = StreamingHttpResponse(at_the_same_moment(pieces), content_type=to.media_type)
    file_name = f"on-record-{name}{current().in_a_file_name}{to.ending}"
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _records(rows: SourceQuerySet, user: User | AnonymousUser) -> Iterator[Record]:
    copies = Capture.objects.visible_to(user).standing().select_related("file").newest_first()
    loaded = rows.select_related("publisher").prefetch_related(Prefetch("captures", copies, to_attr="known_copies"))
    for source in loaded.iterator(chunk_size=AT_A_TIME):
        yield Record(document(source), tuple(copy.file.sha256 for copy in source.known_copies))  # type: ignore[attr-defined]


def _format(suffix: str) -> FileFormat:
    if suffix not in AS_JSON:
        raise Http404(suffix)
    return AS_JSON[suffix]
