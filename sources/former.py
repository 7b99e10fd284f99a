"""Addresses that name a party by a former slug: they lead on, for good, to the party that it is."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from sources.models import PartyAlias

# The filters and fields that name a party.
NAMING = ("party", "publisher", "run_by", "speaker", "asked_by", "answer_party")
MOST = 20


def lead_on_from_former_parties(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Redirect `?party=former` to `?party=now`, on pages and files alike; a past moment is read as it then was."""

    def respond(request: HttpRequest) -> HttpResponse:
        named = [name for name in NAMING if name in request.GET] if request.method in ("GET", "HEAD") else []
        if named and "as_of" not in request.GET:
            values = [value for name in named for value in request.GET.getlist(name)]
            given = {value for value in values if "\x00" not in value}
            former = PartyAlias.objects.filter(slug__in=list(given)[:MOST]).values_list("slug", "party__slug")
            now = dict(former)
            if now:
                query = request.GET.copy()
                for name in named:
                    query.setlist(name, [now.get(value, value) for value in query.getlist(name)])
                return HttpResponsePermanentRedirect(f"{request.path}?{query.urlencode()}")
        return get_response(request)

    return respond
