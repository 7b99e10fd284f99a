"""What is done at night about claims."""

from django.utils import timezone
from procrastinate.contrib.django import app

from claims.actions.keeping import forget_expired


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget expired forms")
def forget_expired_forms(timestamp: int) -> None:
    """Throw away unsent forms that nobody came back to."""
    forget_expired(timezone.now())
