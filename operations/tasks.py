"""Work that the background queue does for itself."""

from typing import Any

from procrastinate.contrib.django import app

from operations.mail import send_in_background

__all__ = ["forget_old_jobs", "send_in_background", "take_up_stalled_jobs"]

# A worker tells every ten seconds that it is there; one that was silent for three times as long is gone.
SILENT_SECONDS = 30
DONE_HOURS, FAILED_HOURS = 3 * 24, 30 * 24


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="take_up_stalled_jobs", pass_context=True)
async def take_up_stalled_jobs(context: Any, timestamp: int) -> None:
    """Put back, every minute, what a killed worker was doing. Each task can be begun anew: it looks what is done."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await manager.retry_job(job)


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_old_jobs", pass_context=True)
async def forget_old_jobs(context: Any, timestamp: int) -> None:
    """Every night, forget jobs that ended well three days ago, and those that failed a month ago."""
    manager = context.app.job_manager
    await manager.delete_old_jobs(nb_hours=DONE_HOURS)
    await manager.delete_old_jobs(nb_hours=FAILED_HOURS, include_failed=True)
