"""Which of some references are here already: by address, by DOI, or by title and date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sources.addresses import host_and_path, normalised
from sources.bibliography.reference import Reference
from sources.citing.citable import DOI
from sources.models import Source
from users.models import User
from web import edtf

# The ways in which a DOI is written (sources/citing/citable.py reads them).
DOI_WRITTEN = ("", "doi:", "doi: ", "https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/")

SAME_ADDRESS = _("the same address")
SAME_DOI = _("the same DOI")
SAME_TITLE = _("the same title, and dates that can be one")


@dataclass(frozen=True)
class Alike:
    """What a reference is, or seems to be, already, and how that was seen.

    `source` is here; `place` is that of an earlier reference of the same file, 0 for none. `is_same`: an address is
    one document's, so that it cannot be entered again.
    """

    why: Promise
    source: Source | None = None
    place: int = 0
    is_same: bool = False


def alike(references: Sequence[Reference], by: User) -> dict[int, Alike]:
    """What each reference is alike, by its place; those that are like nothing are left out. One query."""
    known = _near(references, by)
    found: dict[int, Alike] = {}
    earlier: list[Reference] = []
    for one in references:
        match = next((same for source in known if (same := _same(one, source))), None)
        match = match or next((same for other in earlier if (same := _twice(one, other))), None)
        if match:
            found[one.place] = match
        earlier.append(one)
    return found


def _near(references: Iterable[Reference], by: User) -> list[Source]:
    """The sources that this person may see and that could be one of them."""
    ways = []
    for one in references:
        if path := host_and_path(one.url):
            ways.append(Q(url__holds=path))
        if one.doi:
            ways.append(Q(small_number__in=[f"{begins}{one.doi}" for begins in DOI_WRITTEN]))
        if one.title:
            ways.append(Q(small_title=one.title.lower()))
    if not ways:
        return []
    seen = Source.objects.visible_to(by).annotate(small_number=Lower("number"), small_title=Lower("title"))
    return list(seen.filter(reduce(or_, ways)).select_related("publisher").order_by("pk"))


def _same(one: Reference, source: Source) -> Alike | None:
    number = DOI.match(source.number)
    doi = number[1].lower() if number else ""
    how = _how(one, source.url, doi, source.title, source.issued)
    return Alike(how, source, is_same=how is SAME_ADDRESS) if how else None


def _twice(one: Reference, other: Reference) -> Alike | None:
    how = _how(one, other.url, other.doi, other.title, other.issued)
    return Alike(how, place=other.place, is_same=how is SAME_ADDRESS) if how else None


def _how(one: Reference, url: str, doi: str, title: str, issued: str) -> Promise | None:
    """How a reference is seen to be another document; None where nothing tells."""
    address = normalised(one.url)
    if address and address == normalised(url):
        return SAME_ADDRESS
    if one.doi and one.doi == doi:
        return SAME_DOI
    is_called_so = one.title and one.title.casefold() == title.casefold()
    return SAME_TITLE if is_called_so and _at_once(one.issued, issued) else None


def _at_once(first: str, second: str) -> bool:
    """Whether two dates can be the same; one that is not given can be any."""
    one, other = edtf.parse(first), edtf.parse(second)
    if one is None or other is None:
        return True
    ends = (one.latest, other.earliest), (other.latest, one.earliest)
    return all(latest is None or earliest is None or earliest <= latest for latest, earliest in ends)
