"""What the queue does: what waits, what runs, what failed. For administrators."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

WAITING, RUNNING, FAILED = "todo", "doing", "failed"
# A worker tells every ten seconds that it is there.
THERE = timedelta(seconds=30)
MOST_FAILED = 50


@dataclass(frozen=True)
class Kind:
    """One kind of work, with how many jobs of it wait, run, ended well and failed."""

    name: str
    waiting: int
    running: int
    done: int
    failed: int
    waits_since: datetime | None


@dataclass(frozen=True)
class Failed:
    """A job that failed and is not tried again by itself."""

    key: int
    name: str
    attempts: int
    at: datetime | None


def workers_there(*, at: datetime) -> int:
    """How many workers have said lately that they live."""
    return int(ProcrastinateWorker.objects.filter(last_heartbeat__gt=at - THERE).count())


def kinds() -> list[Kind]:
    """Every kind of work of which the queue still knows anything: one query."""
    counted = (
        ProcrastinateJob.objects.values("task_name")
        .annotate(
            waiting=Count("pk", filter=Q(status=WAITING)),
            running=Count("pk", filter=Q(status=RUNNING)),
            done=Count("pk", filter=Q(status="succeeded")),
            failed=Count("pk", filter=Q(status=FAILED)),
            waits_since=Min("scheduled_at", filter=Q(status=WAITING)),
        )
        .order_by("task_name")
    )
    return [Kind(name=row.pop("task_name"), **row) for row in counted]


def failed() -> list[Failed]:
    """What failed last. Not with what it was given: that may be somebody's address."""
    rows = (
        ProcrastinateJob.objects.filter(status=FAILED)
        .annotate(ended_at=Max("procrastinateevent__at"))
        .order_by("-pk")
        .values_list("pk", "task_name", "attempts", "ended_at")[:MOST_FAILED]
    )
    return [Failed(*row) for row in rows]


def try_again(key: int) -> bool:
    """Put a failed job back into the queue; False where it is none any more."""
    if not ProcrastinateJob.objects.filter(pk=key, status=FAILED).exists():
        return False
    app.job_manager.retry_job_by_id(key, retry_at=timezone.now())
    return True
