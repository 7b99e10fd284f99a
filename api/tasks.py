"""Work that the background queue does for the interface, without anybody asking."""

from django.utils import timezone
from procrastinate.contrib.django import app

from api.models import SentOnce


@app.periodic(cron="23 * * * *")
@app.task(queueing_lock="forget_idempotency_keys", pass_context=False)
def forget_idempotency_keys(timestamp: int) -> None:
    """Delete what was kept for a day, every hour; `timestamp`: when the work was due."""
    SentOnce.objects.all().over(timezone.now()).delete()
