"""The files in which a list is offered on its page: what each is, where it is, and about how large it will be."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from web.exports import ListResource
from web.list_formats import FORMATS
from web.listing import Listing

# What a cell costs beyond its text (in JSON the marks around its name), a feature, and a book without rows.
AROUND_A_CELL, AROUND_A_FEATURE, EMPTY_BOOK = 7, 90, 8_000
# What deflating leaves of a row: names of columns and most values repeat from row to row.
LEFT_IN_A_BOOK = 0.4
FEED = "atom"


@dataclass(frozen=True)
class OfferedFile:
    """One file of a list. `size` is about how many bytes it will have; None where that says nothing."""

    suffix: str
    name: str
    what: str | Promise
    address: str
    size: int | None


def files_of(listing: Listing, resource: type[ListResource], suffixes: tuple[str, ...]) -> tuple[OfferedFile, ...]:
    """What is offered of a list as the reader has narrowed it. Runs no query."""
    return tuple(_offered(listing, resource, suffix) for suffix in suffixes)


def _offered(listing: Listing, resource: type[ListResource], suffix: str) -> OfferedFile:
    address = f"{listing.path_of_files}.{suffix}{listing.shown_query}"
    if suffix == FEED:
        return OfferedFile(suffix, "Atom", _("a feed of what is new"), address, None)
    known = FORMATS[suffix]
    return OfferedFile(suffix, known.name, known.what, address, about_how_large(listing.total, resource, suffix))


def about_how_large(rows: int, resource: type[ListResource], suffix: str) -> int:
    """Bytes of a file with this many rows, by the length of an ordinary row; for readers, to one digit."""
    names = [len(name) + AROUND_A_CELL for name in resource.fields]
    in_csv = rows * resource.bytes_in_a_row
    if suffix == "csv":
        return in_csv + sum(names)
    if suffix == "xlsx":
        return EMPTY_BOOK + int(in_csv * LEFT_IN_A_BOOK)
    around = sum(names) + (AROUND_A_FEATURE if suffix == "geojson" else 0)
    return in_csv + rows * around
