"""What a copy has of its own: the dossiers of all countries, a search, and a page that says what is left out."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from claims.models import Claim
from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from dossiers.naming import stem
from dossiers.plain import Dossier
from dossiers.render import bound
from operations.static_copy import pages
from operations.static_copy.addresses import name_of
from operations.static_copy.journal import Answer, Journal
from stations.models import Country
from web.moments import in_words

ABOUT, SEARCH = "/about-this-copy/", "/search-this-copy/"
EXTRA_STATIC = ("/static/css/static-copy.css", "/static/js/copy-search.js")
PIECE = 1024 * 1024


def write_dossiers(
    journal: Journal, at: datetime, formats: Sequence[str], told: Callable[[str, int, int], object]
) -> None:
    """The dossiers of every country of which something is published, under the address at which the site makes them."""
    spoken_of = Claim.objects.visible_to(AnonymousUser()).exclude(country=None).values("country")
    countries = list(Country.objects.filter(pk__in=spoken_of).order_by("code"))
    for number, country in enumerate(countries):
        whole: Dossier | None = None
        for made, suffix in enumerate(formats):
            told("dossiers", number * len(formats) + made, len(countries) * len(formats))
            if journal.recalled(_address(country, suffix)) is None:
                whole = whole or dossier_of(country, made_at=at, user=AnonymousUser())
                _write_dossier(journal, whole, country, at, suffix)
        given = [(FORMATS[suffix], _address(country, suffix)) for suffix in formats]
        page = f"/countries/{country.code.lower()}/dossier/"
        _own_page(journal, page, "operations/copy_dossiers.html", country=country, formats=given)


def write_own_pages(journal: Journal, at: datetime, formats: Sequence[str]) -> None:
    """What only a copy has: what it leaves out, and the search."""
    for address in EXTRA_STATIC:
        source = Path(__file__).resolve().parents[2] / address.lstrip("/")
        journal.note(Answer(address, address.lstrip("/")), [source.read_bytes()])
    given = [FORMATS[suffix] for suffix in formats]
    _own_page(journal, ABOUT, "operations/copy_about.html", at=in_words(at), formats=given)
    _own_page(journal, SEARCH, "operations/copy_search.html")


def _address(country: Country, suffix: str) -> str:
    return f"/countries/{country.code.lower()}/dossier.{suffix}"


def _write_dossier(journal: Journal, dossier: Dossier, country: Country, at: datetime, suffix: str) -> None:
    """One dossier in one format: a file, or an archive of volumes."""
    parts = bound.parts_of(dossier, FORMATS[suffix])
    address = _address(country, suffix)
    name = name_of(address) + (bound.ARCHIVE if len(parts) > 1 else "")
    with TemporaryFile() as file:
        called = stem(country, at.date().isoformat())
        bound.write(parts, FORMATS[suffix], file, name=called, before=lambda done: None)
        file.seek(0)
        journal.note(Answer(address, name), iter(lambda: file.read(PIECE), b""))


def _own_page(journal: Journal, address: str, template: str, **context: object) -> None:
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    content = render_to_string(template, context, request).encode()
    page = pages.parsed(content)
    pages.without_what_needs_a_server(page)
    journal.note(Answer(address, name_of(address), is_page=True, parts=pages.parts_of(page)), [content])
