"""How the site is found: the sitemap, what robots are told, and how a browser searches here."""

from django.contrib.sitemaps import views as of_django
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.sitemaps import sitemaps
from web.looking_back import AS_TODAY, shows_today

SECTION = "claims:sitemap_section"
OPENSEARCH = "application/opensearchdescription+xml"
# What is asked for by hand, and leads nowhere that a list of pages would not lead.
NOT_FOR_ROBOTS = (
    "/accounts/",
    "/api/",
    "/embed/",
    "/claims/new/",
    "/corrections/sent/",
    "/imports/",
    "/verify/",
    "/work/",
)


@require_safe
@shows_today(AS_TODAY, is_page=False)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Where the sections of the sitemap are."""
    return of_django.index(request, dict(sitemaps()), sitemap_url_name=SECTION)


@require_safe
@shows_today(AS_TODAY, is_page=False)
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    """The pages of one section."""
    return of_django.sitemap(request, dict(sitemaps()), section=section)


@require_safe
@shows_today(AS_TODAY, is_page=False)
def robots(request: HttpRequest) -> HttpResponse:
    """What robots are asked to leave alone, and where the sitemap is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS), ""]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('claims:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@shows_today(AS_TODAY, is_page=False)
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser or a program searches here."""
    site = request.build_absolute_uri("/").rstrip("/")
    return render(request, "web/opensearch.xml", {"site": site}, content_type=OPENSEARCH)
