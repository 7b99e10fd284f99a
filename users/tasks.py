"""Work that the background queue does for the accounts, without anybody asking."""

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="clear_expired_sessions", pass_context=False)
def clear_expired_sessions(timestamp: int) -> None:
    """Delete sessions that have run out, every night; `timestamp` is the moment for which the work was due."""
    call_command("clearsessions")
