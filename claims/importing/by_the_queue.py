"""Checking and importing a file in the queue: begun, told how far it has come, ended, or given up.

An import is one transaction, whose last statement says that the file is imported. Whoever stopped it, threw it away or
took it up again meanwhile has changed the row by then: the statement finds none, and everything goes with it. So does
everything when the worker is killed.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic
from uuid import UUID

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F
from django.utils.translation import gettext as _

from claims.actions.stepping import NotAllowed
from claims.choices import FileState
from claims.importing.plan import Told, plan_of
from claims.importing.refusing import Refused
from claims.importing.sealed import seal_outcomes, sheet_in
from claims.importing.writing import run
from claims.models import BroughtFile, BroughtFileQuerySet
from claims.models.brought_file import LONGEST_PROBLEM

ATTEMPTS = 3
TELL = "UPDATE claims_broughtfile SET done = %s, total = %s WHERE id = %s AND state = %s AND attempts = %s"
BETWEEN = 0.5  # seconds from one telling to the next

log = logging.getLogger(__name__)


class NoLongerWanted(Exception):
    """The work was stopped, or is being done by somebody else."""


def work(key: int, *, at: datetime) -> None:
    """Do what a file waits for, or begin anew with what a killed worker left. Whatever goes wrong, the row says so."""
    try:
        file = _begin(key)
    except NoLongerWanted:
        return
    try:
        if file.state == FileState.CHECKING:
            _check(file)
        else:
            _import(file, at=at)
    except NoLongerWanted:
        return
    except (Refused, NotAllowed) as reason:
        _give_up(file, str(reason))
    except Exception:
        log.exception("File %s ended in trouble.", file.key)
        _give_up(file, _("Something went wrong here, not in your file: tell whoever runs this site."))


def _begin(key: int) -> BroughtFile:
    """Begin with a file that waits, or anew with one whose work broke off. Raises NoLongerWanted."""
    for waits, works in ((FileState.TO_CHECK, FileState.CHECKING), (FileState.TO_WRITE, FileState.WRITING)):
        waiting = BroughtFile.objects.filter(pk=key, state__in=[waits, works])
        if waiting.filter(attempts__lt=ATTEMPTS).update(state=works, attempts=F("attempts") + 1, done=0, total=0):
            return BroughtFile.objects.select_related("kept_for", "desk").get(pk=key)
        for file in waiting.without_their_bytes():
            _give_up(file, _("The work on it stopped three times. Try again, or divide the file."))
    raise NoLongerWanted


def _check(file: BroughtFile) -> None:
    plan = plan_of(
        sheet_in(file.content or b""),
        file.kind,
        by=file.kept_for,
        chosen=_chosen(file),
        told=_telling(file, connection),
    )
    ended = _mine(file).update(
        state=FileState.CHECKED,
        outcomes=seal_outcomes(plan.outcomes),
        counts={str(state): number for state, number in plan.counts().items()},
        done=0,
        total=0,
    )
    if not ended:
        raise NoLongerWanted


def _import(file: BroughtFile, *, at: datetime) -> None:
    def ended(key: UUID) -> None:
        columns = {"content": None, "outcomes": None, "imported_as": key, "done": 0, "total": 0}
        if not _mine(file).update(state=FileState.IMPORTED, **columns):
            raise NoLongerWanted

    if not file.kept_for.may_write:
        raise Refused(_("This account was closed."))
    with _beside() as other:
        run(
            sheet_in(file.content or b""),
            file.kind,
            by=file.kept_for,
            at=at,
            sha256=file.sha256,
            desk=file.desk,
            chosen=_chosen(file),
            told=_telling(file, other),
            ended=ended,
        )


@contextmanager
def _beside() -> Iterator[BaseDatabaseWrapper]:
    """A second connection: what is told on it is seen while the transaction of an import is still open."""
    other = connection.copy()
    try:
        yield other
    finally:
        other.close()


def _telling(file: BroughtFile, told_on: BaseDatabaseWrapper) -> Told:
    """Say how far it has come, twice a second at most. Raises NoLongerWanted where the work was stopped."""
    last = monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal last
        if monotonic() - last < BETWEEN:
            return
        last = monotonic()
        with told_on.cursor() as cursor:
            cursor.execute(TELL, [done, total, file.pk, file.state, file.attempts])
            if not cursor.rowcount:
                raise NoLongerWanted

    return tell


def _chosen(file: BroughtFile) -> dict[int, str]:
    return {int(place): column for place, column in file.columns.items()}


def _mine(file: BroughtFile) -> BroughtFileQuerySet:
    return BroughtFile.objects.filter(pk=file.pk, state=file.state, attempts=file.attempts)


def _give_up(file: BroughtFile, problem: str) -> None:
    """Put a file back to where it was, with the sentence that says why; what was stopped meanwhile stays so."""
    back = FileState.CHECKED if file.is_to_be_written else FileState.COLUMNS
    _mine(file).update(state=back, problem=problem[:LONGEST_PROBLEM], done=0, total=0)
