"""Which preserved files must have their bytes, asked of many at once (giving_up.py asks it of one)."""

from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet

from sources.models import Capture, PendingCapture, PreservedFile, Release, Takedown

THIS = OuterRef("pk")


class Need(TypedDict):
    """What is added to a row."""

    needed: bool
    was_taken_down: bool


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    FileWithNeed = WithAnnotations[PreservedFile, Need]


def with_need() -> "QuerySet[FileWithNeed]":
    """All preserved files; `needed` where a standing copy, one that waits, or a released one has the bytes, and
    `was_taken_down` where a copy of them was.
    """
    standing = Capture.objects.standing()
    users: list[QuerySet[Any]] = [
        standing.filter(file=THIS),
        standing.filter(exchange=THIS),
        PendingCapture.objects.filter(file=THIS),
        PendingCapture.objects.filter(exchange=THIS),
        Release.objects.filter(file=THIS, capture__takedown__isnull=True),
    ]
    tombstones: list[QuerySet[Any]] = [
        Takedown.objects.filter(capture__file=THIS),
        Takedown.objects.filter(capture__exchange=THIS),
        Takedown.objects.filter(capture__release__file=THIS),
    ]
    return PreservedFile.objects.annotate(needed=_any(users), was_taken_down=_any(tombstones))


def _any(rows: list[QuerySet[Any]]) -> Q:
    found = Q()
    for each in rows:
        found |= Q(Exists(each))
    return found
