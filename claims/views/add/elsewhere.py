"""Adding a claim from any other page: by a bookmarklet, by sharing from a phone, or by an address that is made up."""

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.views.add.prefill import CUT
from web.looking_back import FORM, shows_today

# An address of a request has room for 8,190 bytes (config/web_server.py), and proxies often for no more than 8,000.
LONGEST = 7_000
# A browser sends what is selected as words of an address: cut off where these would not fit, and it is said.
BOOKMARKLET = (
    "javascript:(()=>{"
    "let words=String(getSelection()).trim(),cut='';"
    "const given=()=>new URLSearchParams({url:location.href,title:document.title.slice(0,300),quote:words});"
    "const made=()=>'%(form)s?'+given()+cut;"
    "while(made().length>%(longest)d&&words){"
    "words=words.slice(0,words.length*.9).replace(/[\\ud800-\\udbff]$/,'');cut='&%(parameter)s=1'}"
    "open(made(),'_blank','noopener')"
    "})()"
)
NAMES = ["url", "title", "quote", "prefix", "suffix", "country", "question", "said_on", "page"]
WEB_ADDRESS = re.compile(r"https?://\S+")
# What a browser adds to the address of a page from which a piece of text is shared.
TEXT_FRAGMENT = re.compile(r"#?:~:text=\S*$")
QUOTED = "“”„‟\"'«»「」 \n"


@require_safe
@shows_today(FORM)
def from_elsewhere(request: HttpRequest) -> HttpResponse:
    """How a claim is begun on a page of somebody else, and the bookmarklet for this site."""
    form = request.build_absolute_uri(reverse("claims:new"))
    code = BOOKMARKLET % {"form": form, "longest": LONGEST, "parameter": CUT}
    example = f"{form}?{urlencode({'url': 'https://news.example/article', 'quote': _('The exact words')})}"
    context = {"bookmarklet": code, "names": NAMES, "example": example}
    return render(request, "claims/from_elsewhere.html", context)


@require_safe
@shows_today(FORM, is_page=False)
def shared(request: HttpRequest) -> HttpResponseRedirect:
    """What a phone shares with the site (`title`, `text`, `url`), as the beginning of a claim.

    Browsers put the address into `text` as often as into `url`, alone or behind the words that were selected.
    """
    text, title = request.GET.get("text", ""), request.GET.get("title", "").strip()
    address = request.GET.get("url", "").strip() or next(iter(WEB_ADDRESS.findall(text)[-1:]), "")
    words = text.replace(address, "").strip(QUOTED) if address else text.strip(QUOTED)
    found = {
        "url": TEXT_FRAGMENT.sub("", address),
        "title": title,
        "quote": "" if words == title else words,
    }
    return redirect(f"{reverse('claims:new')}?{urlencode({name: value for name, value in found.items() if value})}")


@require_safe
@shows_today(FORM, is_page=False)
def manifest(request: HttpRequest) -> HttpResponse:
    """The site as an app that can be installed, so that a phone offers it among the places to share to."""
    plain = {
        "id": "/",
        "name": _("On Record"),
        "short_name": _("On Record"),
        "description": _("Who says what about reported overseas police stations, and where they said it."),
        "lang": "en",
        "start_url": reverse("claims:home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#0a5260",
        "icons": [
            {"src": static("icons/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            {"src": static("icons/icon-192.png"), "sizes": "192x192", "type": "image/png", "purpose": "any"},
            {"src": static("icons/icon-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
        ],
        "share_target": {
            "action": reverse("claims:shared"),
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
        "shortcuts": [{"name": _("Add a sourced claim"), "url": reverse("claims:new")}],
    }
    return JsonResponse(plain, content_type="application/manifest+json")
