"""Making a copy: asked for in one moment, rewritten, and put in its place only when it is whole."""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import gettext as _

from claims.models import Claim
from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from dossiers.naming import stem
from dossiers.render import bound
from operations.static_copy import pages
from operations.static_copy.addresses import name_of
from operations.static_copy.asking import Asked, NotCopied, ask, one_moment
from operations.static_copy.index import Index, kind_of
from stations.models import Country
from web.moments import in_words

MARK = "static-copy.json"
ABOUT, SEARCH = "/about-this-copy/", "/search-this-copy/"
EXTRA_STATIC = ("/static/css/static-copy.css", "/static/js/copy-search.js")

Told = Callable[[str, int, int], object]


@dataclass(frozen=True)
class Copied:
    """What a copy holds."""

    pages: int
    files: int
    size: int


def make(output: Path, *, at: datetime, formats: Sequence[str], told: Told = lambda what, done, of: None) -> Copied:
    """Make a copy of the public site in a folder; one that is there already is replaced when the new one is whole.

    Raises NotCopied, OSError; the folder is as it was then.
    """
    _may_be_replaced(output)
    output.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=f"{output.name}.unfinished-", dir=output.parent))
    try:
        with one_moment():
            asked = ask(made, told=lambda done, known: told("pages", done, known))
            _dossiers(asked, at, formats, told)
            _own_pages(asked, at, formats)
        _rewrite(asked, at, told)
        copied = _marked(made, asked, at)
        made.chmod(0o755)
        _put_in_place(made, output)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return copied


def _may_be_replaced(output: Path) -> None:
    """A folder that is no copy is somebody's, and is left alone."""
    if output.exists() and not (output / MARK).exists() and (not output.is_dir() or any(output.iterdir())):
        raise NotCopied(f"{output} is there and is no copy of the site: choose another folder.")


def _dossiers(asked: Asked, at: datetime, formats: Sequence[str], told: Told) -> None:
    """The dossiers of every country of which something is published, under the address at which the site makes them."""
    spoken_of = Claim.objects.visible_to(AnonymousUser()).exclude(country=None).values("country")
    countries = list(Country.objects.filter(pk__in=spoken_of).order_by("code"))
    for number, country in enumerate(countries):
        told("dossiers", number, len(countries))
        dossier = dossier_of(country, made_at=at, user=AnonymousUser())
        for suffix in formats:
            parts = bound.parts_of(dossier, FORMATS[suffix])
            address = f"/countries/{country.code.lower()}/dossier.{suffix}"
            name = name_of(address) + (bound.ARCHIVE if len(parts) > 1 else "")
            path = asked.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w+b") as file:
                called = stem(country, at.date().isoformat())
                bound.write(parts, FORMATS[suffix], file, name=called, before=lambda done: None)
            asked.files[address] = name
        given = [(FORMATS[suffix], f"/countries/{country.code.lower()}/dossier.{suffix}") for suffix in formats]
        _own_page(
            asked,
            f"/countries/{country.code.lower()}/dossier/",
            "operations/copy_dossiers.html",
            country=country,
            formats=given,
        )


def _own_pages(asked: Asked, at: datetime, formats: Sequence[str]) -> None:
    """What only a copy has: what it leaves out, and the search."""
    for address in EXTRA_STATIC:
        source = Path(__file__).resolve().parents[2] / address.lstrip("/")
        path = asked.folder / address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, path)
        asked.files[address] = address.lstrip("/")
    _own_page(
        asked, ABOUT, "operations/copy_about.html", at=in_words(at), formats=[FORMATS[suffix] for suffix in formats]
    )
    _own_page(asked, SEARCH, "operations/copy_search.html")


def _own_page(asked: Asked, address: str, template: str, **context: object) -> None:
    request = RequestFactory().get(address)
    request.user = AnonymousUser()
    page = render_to_string(template, context, request)
    file = asked.files[address] = name_of(address)
    (asked.folder / file).parent.mkdir(parents=True, exist_ok=True)
    (asked.folder / file).write_text(page, encoding="utf-8")
    asked.pages.append(address)


def _rewrite(asked: Asked, at: datetime, told: Told) -> None:
    """Turn the pages into pages of a copy, and note their words."""
    notice = _("A copy of the site as it stood at %(moment)s. Forms are closed.") % {"moment": in_words(at)}
    narrowed = _("In this copy: the whole list")
    index = Index()
    addresses = sorted(asked.pages, key=lambda address: asked.files[address])
    for number, address in enumerate(addresses):
        told("links", number, len(addresses))
        name = asked.files[address]
        page = pages.parsed((asked.folder / name).read_bytes())
        pages.without_what_needs_a_server(page)
        if kind_of(name):
            index.add(name, *pages.words(page))
        pages.told(page, notice=notice, more=_("What it leaves out"))
        content = pages.rewritten(page, address, name, find=asked.find, narrowed=narrowed)
        (asked.folder / name).write_bytes(content)
    index.write(asked.folder)


def _marked(folder: Path, asked: Asked, at: datetime) -> Copied:
    files = [path for path in folder.rglob("*") if path.is_file()]
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    copied = Copied(len(asked.pages), len(files) + 1, sum(path.stat().st_size for path in files))
    told = {"what": "A copy of On Record", "as_of": at.isoformat(), "pages": copied.pages, "files": copied.files}
    (folder / MARK).write_text(json.dumps(told, indent=1) + "\n")
    return copied


def _put_in_place(made: Path, output: Path) -> None:
    """Give the new copy its name. The former one is away for the moment between two renamings."""
    former = output.with_name(f"{output.name}.former-{os.getpid()}")
    if output.exists():
        output.rename(former)
    try:
        made.rename(output)
    except OSError:
        with suppress(OSError):
            former.rename(output)
        raise
    shutil.rmtree(former, ignore_errors=True)
