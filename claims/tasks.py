"""Work that the background queue does about claims."""

from django.utils import timezone
from procrastinate.contrib.django import app

from claims.actions.keeping import forget_expired
from claims.importing import bringing, by_the_queue


@app.task(pass_context=False)
def work_on_file(file_id: int) -> None:
    """Check a file that somebody brought, or import it; one that was stopped meanwhile is left alone."""
    by_the_queue.work(file_id, at=timezone.now())


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget expired forms")
def forget_expired_forms(timestamp: int) -> None:
    """Throw away unsent forms that nobody came back to."""
    forget_expired(timezone.now())


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="forget expired files", pass_context=False)
def forget_expired_files(timestamp: int) -> None:
    """Throw away files that were brought to be imported and that nobody came back to."""
    bringing.forget_expired(timezone.now())
