"""What changed about a country since a day, for whoever cited it: a page and a feed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from claims.since.feed import add_changes
from claims.since.plain import ChangeKind
from claims.since.read import changes_about, with_statements
from stations.models import Country
from web import moments
from web.as_of import moment_in_view
from web.looking_back import understands
from web.moments import AS_OF
from web.parameters import unknown_parameters

CHANGES_PER_PAGE = 50
IN_A_FEED = 100
USUAL, USUAL_OF_A_FEED = timedelta(days=30), timedelta(days=90)
KNOWN = {"since", "kind", "page"}
WHENEVER_SAID = _lazy("Changes of the record are told whenever the statement was made.")


@dataclass(frozen=True)
class Since:
    """From when changes are asked for: as it was typed, the moment it means, and what is wrong with it."""

    typed: str
    moment: datetime | None
    problem: str = ""


@require_safe
@understands(AS_OF, because=WHENEVER_SAID)
def country_changes(request: HttpRequest, code: str) -> HttpResponse:
    """Statements added, changed, withdrawn and removed since a day, the newest first, with the reasons."""
    country = _country(code)
    if code != code.lower():
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponsePermanentRedirect(f"{reverse('claims:country_changes', args=[code.lower()])}{query}")
    since = read_since(request.GET.get("since", ""), USUAL)
    kind = request.GET.get("kind", "")
    problems = [since.problem] if since.problem else []
    if kind and kind not in ChangeKind.values:
        problems.append(_("“kind” cannot be “%(kind)s”; everything is shown.") % {"kind": kind[:40]})
        kind = ""
    changes = changes_about(country, since=since.moment) if since.moment else None
    page = Paginator(changes.of(kind) if changes else (), CHANGES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "country": country,
        "since": since,
        "changes": changes,
        "kind": kind,
        "page": page,
        "rows": with_statements(page),
        "problems": [*problems, *unknown_parameters(request, KNOWN)],
    }
    return render(request, "claims/country_changes.html", context, status=400 if since.problem else 200)


@require_safe
@understands(AS_OF, because=WHENEVER_SAID, is_page=False)
def country_changes_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The same as an Atom feed; without `since` what changed in the last ninety days."""
    country = _country(code)
    since = read_since(request.GET.get("since", ""), USUAL_OF_A_FEED)
    if since.moment is None:
        return HttpResponse(f"{since.problem}\n", status=400, content_type="text/plain; charset=utf-8")
    changes = changes_about(country, since=since.moment)
    page = request.build_absolute_uri(reverse("claims:country_changes", args=[country.code.lower()]))
    feed = Atom1Feed(
        title=_("On Record: changes about %(country)s") % {"country": country.name_in_text},
        link=page,
        description=_("Statements added, changed, withdrawn and removed, with the reasons."),
        language="en-GB",
        author_name=_("On Record"),
        feed_url=request.build_absolute_uri(),
        feed_guid=page,
    )
    add_changes(feed, with_statements(changes.all[:IN_A_FEED]), request.build_absolute_uri, page)
    return HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)


def _country(code: str) -> Country:
    found = Country.objects.filter(code=code.upper()).first()
    if found is None:
        raise Http404(_("There is no country with the code “%(code)s”.") % {"code": code})
    return found


def read_since(text: str, usual: timedelta) -> Since:
    """The first instant of the day, month, year or time that was typed; without any, the last days before now."""
    typed, until = text.strip(), moment_in_view() or timezone.now()
    if not typed:
        first_day = (until - usual).date().isoformat()
        return Since(first_day, moments.span(first_day)[0])
    try:
        moment, _last = moments.span(typed)
    except moments.NotAMoment as advice:
        return Since(typed, None, str(advice))
    if moment > until:
        problem = _("“%(text)s” has not come yet, so nothing can have changed since.") % {"text": typed}
        return Since(typed, None, problem)
    return Since(typed, moment)
