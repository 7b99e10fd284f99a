"""Giving up bytes: a takedown by an editor, and what nothing needs any more.

Bytes are erased after the transaction has ended, and only when no standing copy needs them at that moment: an erased
file cannot be rolled back.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from functools import partial

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sources.choices import TakedownReason
from sources.models import Capture, FileText, PendingCapture, PreservedFile, Release, Source, Takedown
from sources.preserving import store
from sources.preserving.refusals import NotAllowedHere, NotPreserved
from sources.quoting.soon import check_source_soon
from users.models import User
from web.locks import wait_for

log = logging.getLogger(__name__)


@transaction.atomic
def take_down(capture: Capture, *, reason: str, note: str, by: User, at: datetime) -> Takedown:
    """Give up the bytes of a copy and leave a tombstone; for every reason but a mistake, of all copies of this file.

    What was brought and waits is thrown away with it. Raises NotPreserved.
    """
    if not by.may_publish:
        raise NotAllowedHere(_("Only an editor takes a copy down."))
    if reason not in TakedownReason.values:
        raise NotPreserved(_("Say for which reason it is taken down."))
    wait_for(f"file {capture.file.sha256}")
    if Takedown.objects.filter(capture=capture).exists():
        raise NotPreserved(_("This copy was taken down before."))
    copies = [capture]
    if reason != TakedownReason.MISTAKE:
        others = Capture.objects.standing().filter(file=capture.file).exclude(pk=capture.pk)
        copies += others.select_related("source", "file", "exchange").order_by("pk")
    files = _files_of(copies)
    with pghistory.context(who=by.pk, at=at.isoformat(), why=f"A copy was taken down: {reason}"):
        columns = {"reason": reason, "note": note, "taken_down_by": by, "taken_down_at": at}
        tombstones = [Takedown.objects.create(capture=each, **columns) for each in copies]
    if reason != TakedownReason.MISTAKE:
        waiting = PendingCapture.objects.filter(file=capture.file)
        files += PreservedFile.objects.filter(pendingcapture_exchanges__in=waiting)
        waiting.delete()
    give_up_bytes(files)
    for source in Source.objects.filter(pk__in={each.source_id for each in copies}).order_by("pk"):
        look_again(source, at=at)
    return tombstones[0]


def give_up_bytes(files: Iterable[PreservedFile]) -> None:
    """Erase, once the transaction has ended, the bytes and the text of those files that nothing needs any more."""
    for file in {file.pk: file for file in files}.values():
        if not is_needed(file):
            FileText.objects.filter(file=file).delete()
        transaction.on_commit(partial(_erase_unless_needed, file))


def forget_text_unless_needed(file: PreservedFile) -> None:
    """Drop the text of a file that was given up while it was being read."""
    with transaction.atomic():
        wait_for(f"file {file.sha256}")
        if not is_needed(file):
            FileText.objects.filter(file=file).delete()


def look_again(source: Source, *, at: datetime) -> None:
    """Look for the source's passages in its copies as they are now; what was done with the copies stands either way."""
    try:
        with transaction.atomic():
            check_source_soon(source, at=at)
    except Exception:
        log.exception("The passages of source %s were not looked for.", source.slug)


def is_needed(file: PreservedFile) -> bool:
    """Whether a standing copy, one that waits, or a released version of a standing copy has these bytes."""
    in_it = Q(file=file) | Q(exchange=file)
    return (
        Capture.objects.standing().filter(in_it).exists()
        or PendingCapture.objects.filter(in_it).exists()
        or Release.objects.filter(file=file, capture__takedown__isnull=True).exists()
    )


def _files_of(copies: list[Capture]) -> list[PreservedFile]:
    released = list(PreservedFile.objects.filter(releases__capture__in=copies))
    return [file for copy in copies for file in (copy.file, copy.exchange) if file] + released


def _erase_unless_needed(file: PreservedFile) -> None:
    """Whoever keeps the same bytes at this moment holds the lock: the bytes are theirs then, and stay."""
    with transaction.atomic():
        wait_for(f"file {file.sha256}")
        if not is_needed(file):
            FileText.objects.filter(file=file).delete()
            store.erase(file)
