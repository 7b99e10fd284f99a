"""What is done about exports without anybody asking: erasing what may not be kept, and what broken work has left."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from dossiers.choices import ExportState
from dossiers.exports import actions, store
from dossiers.exports.gone import with_something_gone
from dossiers.models import Export

# What is being written at this moment is no stray, and an hour is longer than any export takes.
OLD_ENOUGH = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=30)

log = logging.getLogger(__name__)


def erase_with_something_gone(*, at: datetime) -> int:
    """Erase the bytes of every export that holds something removed or closed since; how many exports those were."""
    found = list(with_something_gone().order_by("pk"))
    for export in found:
        actions.erase(export, at=at)
    return len(found)


def erase_strays(*, at: datetime) -> int:
    """Erase bytes that no export has and that have lain here for a while; how many files those were."""
    erased = 0
    for key, written_at in store.lying():
        if at - written_at < OLD_ENOUGH:
            continue
        digest = store.digest_in(key)
        if digest:
            erased += actions.erase_unless_needed(digest)
        else:
            store.storage().delete(key)
            erased += 1
    return erased


@transaction.atomic
def forget_what_came_to_nothing(*, at: datetime) -> None:
    """Delete the rows of exports that failed or were cancelled a while ago."""
    ended = [ExportState.FAILED, ExportState.CANCELLED]
    Export.objects.filter(state__in=ended, asked_at__lt=at - FORGOTTEN_AFTER).delete()
