"""The citation style of whoever reads: chosen on a page, kept in a cookie of their browser, and nowhere else."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from sources.citing.styles import OWN, STYLE, STYLES, names, no_such_style

COOKIE = "citation_style"
A_YEAR = 365 * 24 * 60 * 60


class StyleChoice:
    """What an address asks for, otherwise what the reader chose last, otherwise our own order."""

    def __init__(self, request: HttpRequest) -> None:
        """Read the address and the cookie."""
        given = request.GET.get(STYLE, "").strip()
        kept = request.COOKIES.get(COOKIE, "")
        self.asked = given if is_known(given) else ""
        self.problem = no_such_style(given) if given and not self.asked else ""
        self.chosen = self.asked or (kept if is_known(kept) else OWN)

    @property
    def offered(self) -> list[tuple[str, str, bool]]:
        """Every style: its slug, its name and whether it is the one."""
        return [(slug, name, slug == self.chosen) for slug, name in names()]

    def refused(self) -> HttpResponse:
        """The answer to an address that asks for a style that there is not: text cannot say that it is in another."""
        return HttpResponse(f"{self.problem}\n", status=400, content_type="text/plain; charset=utf-8")


def is_known(style: str) -> bool:
    """Whether there is such a style."""
    return style == OWN or style in STYLES


def remembered(response: HttpResponse, styles: StyleChoice) -> HttpResponse:
    """The answer, after which the browser keeps a style that was asked for. No row is written."""
    patch_vary_headers(response, ["Cookie"])
    if styles.asked:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(COOKIE, styles.asked, max_age=A_YEAR, samesite="Lax", httponly=True, secure=secure)
    return response
