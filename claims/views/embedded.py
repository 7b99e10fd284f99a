"""What other sites can put into their own pages: a country's accounts, and where reports are recorded.

Pages of their own, without script, cookies, navigation or anything that tells us who reads them elsewhere. They and no
other page may be framed (web/headers.py). They show what everybody may see, whoever asks.
"""

import json
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from claims.accounts.arrange import country_accounts
from claims.accounts.overview import overview
from claims.world import world
from stations.models import Country
from web.headers import may_be_framed
from web.looking_back import shows_today

OF_TODAY = gettext_lazy("A page for other sites says what is recorded today.")
WIDTH, HEIGHT, LEAST = 640, 520, 200
NOBODY = AnonymousUser()


@require_safe
@shows_today(OF_TODAY, is_page=False)
def embedded_country(request: HttpRequest, code: str) -> HttpResponse:
    """Who says what about one country, in short, each with the way to where it can be read."""
    country = _country(code)
    context = {"country": country, "accounts": country_accounts(country, NOBODY)}
    return _framed(request, "claims/embedded_country.html", context, country.get_absolute_url())


@require_safe
@shows_today(OF_TODAY, is_page=False)
def embedded_map(request: HttpRequest) -> HttpResponse:
    """Every country about which something is recorded, and whether accounts conflict there."""
    countries = overview(NOBODY)
    drawn = world({one.country.code for one in countries})
    return _framed(
        request, "claims/embedded_map.html", {"countries": countries, "world": drawn}, reverse("claims:home")
    )


@require_safe
@shows_today(OF_TODAY, is_page=False)
def oembed(request: HttpRequest) -> HttpResponse:
    """What stands for an address of ours in the page of another site (oembed.com); JSON alone."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(_("Only JSON is answered.") + "\n", status=501, content_type="text/plain; charset=utf-8")
    title, frame = _stands_for(request, request.GET.get("url", ""))
    width, height = _at_most(request, "maxwidth", WIDTH), _at_most(request, "maxheight", HEIGHT)
    html = format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" referrerpolicy="no-referrer"'
        ' sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
        request.build_absolute_uri(frame), title, width, height,
    )  # fmt: skip
    told: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "On Record",
        "provider_url": request.build_absolute_uri("/"),
        "width": width,
        "height": height,
        "html": html,
    }
    answer = HttpResponse(json.dumps(told, ensure_ascii=False) + "\n", content_type="application/json")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _framed(request: HttpRequest, template: str, context: dict[str, Any], whole: str) -> HttpResponse:
    """Rendered without the request: nothing of whoever asks, no session and no token can come into it."""
    made = render_to_string(template, {**context, "whole": request.build_absolute_uri(whole)})
    return may_be_framed(HttpResponse(made, headers={"X-Robots-Tag": "noindex"}))


def _stands_for(request: HttpRequest, address: str) -> tuple[str, str]:
    """What to call the frame, and where it is. Raises Http404 for what is not ours or has none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or parts.netloc != request.get_host():
        raise Http404(_("That is no address of this site."))
    try:
        place = resolve(parts.path)
    except Resolver404 as error:
        raise Http404(_("There is nothing at that address.")) from error
    if place.view_name in ("claims:home", "claims:embedded_map"):
        return _("On Record: countries for which a report is recorded"), reverse("claims:embedded_map")
    if place.view_name in ("claims:country", "claims:embedded_country"):
        country = _country(place.kwargs["code"])
        title = _("On Record, %(country)s: who says what") % {"country": country.name}
        return title, reverse("claims:embedded_country", args=[country.code.lower()])
    raise Http404(_("Only countries and the first page can be put into other pages."))


def _country(code: str) -> Country:
    found = Country.objects.filter(code=code.upper()).first()
    if found is None:
        raise Http404(_("There is no country with the code “%(code)s”.") % {"code": code})
    return found


def _at_most(request: HttpRequest, name: str, usual: int) -> int:
    asked = request.GET.get(name, "")
    return max(LEAST, min(usual, int(asked))) if asked.isascii() and asked.isdigit() and len(asked) < 7 else usual
