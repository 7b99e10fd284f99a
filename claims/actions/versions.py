"""Which version of a row somebody had before them when they began to change it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Model

from web.erasing import versions_of


class ChangedMeanwhile(Exception):
    """Somebody else changed the row since this person began: nothing is written before they have seen how."""


def version_of(row: Model) -> int:
    """The number of a row's present version in its history; 0 where it has none."""
    newest = versions_of(type(row)).filter(pgh_obj_id=row.pk).aggregate(newest=Max("pgh_id"))["newest"]
    return int(newest or 0)


def versions_now(rows: Iterable[Model]) -> dict[int, int]:
    """The numbers of the present versions of some rows of one table, by primary key: one query."""
    found = list(rows)
    if not found:
        return {}
    events = versions_of(type(found[0])).filter(pgh_obj_id__in=[row.pk for row in found])
    return dict(events.values("pgh_obj_id").annotate(newest=Max("pgh_id")).values_list("pgh_obj_id", "newest"))


def version_numbered(row: Model, number: int) -> Any | None:
    """What a row said in a version, with the same columns; None where there is no such version of it."""
    return versions_of(type(row)).filter(pgh_obj_id=row.pk, pgh_id=number).first()


def still(row: Model, version: int | None) -> None:
    """Hold that a locked row is the one that was read. None is given by programs that read it just now.

    Raises ChangedMeanwhile.
    """
    if version is not None and version_of(row) != version:
        raise ChangedMeanwhile
