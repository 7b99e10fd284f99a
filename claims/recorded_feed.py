"""The statements of a list that were recorded last, as an Atom feed, for whoever waits for new ones."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from claims.accounts.read import statements
from claims.filters import ClaimFilter
from claims.models import Claim
from claims.since.feed import statement_title
from web.as_of import moment_in_view
from web.exports import refused

IN_A_FEED = 100
ATOM = "application/atom+xml; charset=utf-8"


def recorded_feed(request: HttpRequest) -> HttpResponse:
    """The list as it was asked for, as everybody may see it, whoever asks; the last that was published first.

    An entry keeps its id, the address of the statement. It is `updated` when the history last saw the row change.
    """
    rows = Claim.objects.visible_to(AnonymousUser()).newest_first()
    filters = ClaimFilter(request.GET, rows, request=request)
    if answer := refused(filters):
        return answer
    newest = filters.qs.order_by(Coalesce("reviewed_at", "created_at").desc(), "-pk")[:IN_A_FEED]
    moments = {
        ref: (pk, since) for pk, ref, since in newest.values_list("pk", "ref", Coalesce("reviewed_at", "created_at"))
    }
    changed = _changed([pk for pk, _since in moments.values()])
    query = filters.address() if filters.kept else ""
    site = request.build_absolute_uri("/").rstrip("/")
    feed = Atom1Feed(
        title=_title(filters),
        link=site + reverse("claims:claim_list") + query,
        description=_("Who said what, the last that was recorded first. Being entered here is not a finding."),
        feed_url=request.build_absolute_uri(),
        feed_guid=site + reverse("claims:claim_file", args=["atom"]) + query,
        language="en-GB",
        author_name=_("On Record"),
    )
    read = {each.ref: each for each in statements(Claim.objects.filter(ref__in=list(moments)))}
    for ref, (pk, since) in moments.items():
        statement = read[ref]
        address = site + reverse("claims:claim", args=[ref])
        feed.add_item(
            title=statement_title(statement),
            link=address,
            description=escape(f"{statement.sentence} [{statement.passage.document.title}]"),
            unique_id=address,
            pubdate=since,
            updateddate=max(since, changed.get(pk, since)),
            categories=[statement.asked.heading_title],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=ATOM)


def _changed(keys: list[int]) -> dict[int, datetime]:
    """When each row last changed, as far as the moment in view knows."""
    versions = Claim.pgh_event_model.objects.filter(pgh_obj__in=keys)  # type: ignore[attr-defined]  # set by pghistory
    if (moment := moment_in_view()) is not None:
        versions = versions.filter(pgh_created_at__lte=moment)
    return dict(versions.order_by().values_list("pgh_obj").annotate(last=Max("pgh_created_at")))


def _title(filters: ClaimFilter) -> str:
    narrowed = ", ".join(str(each.label) for each in filters.narrowings())
    title = str(_("On Record: statements"))
    return f"{title}: {narrowed}" if narrowed else title
