"""Work that the background queue does for recorded exports."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from dossiers.exports import actions, tidying
from dossiers.exports.making import make
from dossiers.models import Export, ExportDay
from dossiers.releases import gone as releases
from web import limits

# A worker tells every ten seconds that it is there, and counts as gone after thirty (procrastinate's own numbers).
GONE = timedelta(seconds=60)


def make_soon(export: Export) -> None:
    """Put the making of an export into the queue."""
    make_in_background.defer(export_id=export.pk)


@app.task(pass_context=False)
def make_in_background(export_id: int) -> None:
    """Make an export that waits; one that was cancelled meanwhile is left alone."""
    make(export_id, at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take_up_stopped_exports", pass_context=False)
def take_up_stopped_exports(timestamp: int) -> None:
    """Find, every minute, the exports whose worker is gone, and put them into the queue again."""
    now = timezone.now()
    for export in Export.objects.in_hand().order_by("pk"):
        if export.has_waited(at=now) > GONE.total_seconds() and not _is_worked_on(export, at=now):
            actions.take_up_again(export)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="erase_exports_with_something_gone", pass_context=False)
def erase_exports_with_something_gone(timestamp: int) -> None:
    """Erase, every five minutes, the bytes of exports and releases that hold what was removed since."""
    tidying.erase_with_something_gone(at=datetime.fromtimestamp(timestamp, UTC))
    releases.erase_with_something_gone()


@app.periodic(cron="29 3 * * *")
@app.task(queueing_lock="tidy_exports", pass_context=False)
def tidy_exports(timestamp: int) -> None:
    """Every night, erase what broken work has left, and forget from where exports were asked for."""
    at = datetime.fromtimestamp(timestamp, UTC)
    tidying.erase_strays(at=at)
    tidying.forget_what_came_to_nothing(at=at)
    limits.forget_earlier_days(ExportDay, at=at)
    limits.forget_counts(before=at.date())


def _is_worked_on(export: Export, *, at: datetime) -> bool:
    """Whether a job for it waits, or is done by a worker that is there."""
    jobs = ProcrastinateJob.objects.filter(task_name=make_in_background.name, args__export_id=export.pk)
    there = Q(status="doing", worker__last_heartbeat__gt=at - GONE)
    return jobs.filter(Q(status="todo") | there).exists()
