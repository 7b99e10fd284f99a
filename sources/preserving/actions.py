"""Preserving copies of sources: bringing them, attaching them, giving them up, letting readers open them.

Bytes are read for their text after they are safe: a file that cannot be read is preserved all the same.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import IO

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from sources.models import Capture, FileText, PendingCapture, PreservedFile, Source
from sources.preserving import store
from sources.preserving.brought import (
    Brought,
    columns_of,
    refuse,
    refuse_what_was_taken_down,
    sent,
    uploaded,
)
from sources.preserving.giving_up import forget_text_unless_needed, give_up_bytes, look_again, take_down
from sources.preserving.refusals import NotAllowedHere, NotPreserved
from sources.preserving.releasing import release, settle_rights, withdraw_release
from sources.preserving.whole import all_or_nothing
from sources.reading import read_file
from users.models import User
from web.locks import wait_for

__all__ = [
    "NotAllowedHere",
    "NotPreserved",
    "attach",
    "discard_old_pending",
    "discard_pending",
    "hold_fetched",
    "hold_upload",
    "preserve_fetched",
    "preserve_sent",
    "preserve_upload",
    "read_again",
    "release",
    "settle_rights",
    "take_down",
    "withdraw_release",
]

Noted = Callable[[Capture | PendingCapture], None]

KEPT_WAITING = timedelta(days=7)
WARC = "application/warc"

log = logging.getLogger(__name__)


def preserve_upload(source: Source, content: IO[bytes], *, name: str, by: User, at: datetime) -> Capture:
    """Preserve a file from somebody's machine as a copy of a source; one it has already is given back as it is.

    `content` is seekable. Raises NotPreserved.
    """
    return _preserve(source, uploaded(content, name=name, by=by, at=at), by=by, at=at)


def preserve_sent(source: Source, content: IO[bytes], *, name: str, at: datetime) -> Capture:
    """Preserve what a reader sent to the desk, as a copy of the source that it became. Raises NotPreserved."""
    return _preserve(source, sent(content, name=name, at=at), by=None, at=at)


def preserve_fetched(source: Source, brought: Brought, *, by: User, at: datetime, noted: Noted) -> Capture:
    """Preserve what was fetched as a copy of a source; one it has already is given back.

    `noted` writes down in the same transaction that it is kept; whatever it raises leaves nothing kept. Raises
    NotPreserved.
    """
    return _preserve(source, brought, by=by, at=at, noted=noted)


def hold_upload(content: IO[bytes], *, name: str, by: User, at: datetime) -> PendingCapture:
    """Keep a file for a source that is not entered yet. `content` is seekable. Raises NotPreserved."""
    return _hold(uploaded(content, name=name, by=by, at=at), at=at)


def hold_fetched(brought: Brought, *, at: datetime, noted: Noted) -> PendingCapture:
    """Hold what was fetched for a source that is not entered yet; `noted` as above. Raises NotPreserved."""
    return _hold(brought, at=at, noted=noted)


def read_again(copy: Capture | PendingCapture, *, at: datetime) -> None:
    """Go on after a copy was kept and the reading of it broke off."""
    _read(copy.file, at=at)
    if isinstance(copy, Capture):
        look_again(copy.source, at=at)


@transaction.atomic
def attach(pending: PendingCapture, source: Source, *, by: User, at: datetime) -> Capture:
    """Make a waiting copy one of this source; one it has already is given back. Raises NotPreserved."""
    held = PendingCapture.objects.select_for_update(of=("self",)).select_related("file", "exchange")
    found = held.filter(pk=pending.pk, captured_by=by).first()
    if found is None:
        raise NotPreserved(_("The copy you brought is no longer held here. Bring it again."))
    wait_for(f"file {found.file.sha256}")
    refuse_what_was_taken_down(found.file.sha256, source)
    capture = source.captures.filter(file=found.file).first()
    if capture is None:
        with pghistory.context(who=by.pk, at=at.isoformat(), why="A copy was preserved."):
            capture = Capture.objects.create(source=source, **columns_of(found))
    _drop(found)
    look_again(source, at=at)
    return capture


@transaction.atomic
def discard_pending(pending: PendingCapture, *, by: User) -> None:
    """Throw away a copy that one brought and has not attached; thrown away twice is no fault. Raises NotAllowedHere."""
    if pending.captured_by_id != by.pk:
        raise NotAllowedHere(_("Somebody else brought this copy."))
    found = PendingCapture.objects.select_for_update(of=("self",)).filter(pk=pending.pk).first()
    if found:
        _drop(found)


def discard_old_pending(*, at: datetime) -> int:
    """Throw away the copies that waited longer than a week; how many those were."""
    old = PendingCapture.objects.filter(captured_at__lt=at - KEPT_WAITING).order_by("pk")
    discarded = 0
    for pk in list(old.values_list("pk", flat=True)):
        with transaction.atomic():
            found = PendingCapture.objects.select_for_update(of=("self",)).filter(pk=pk).first()
            if found:
                _drop(found)
                discarded += 1
    return discarded


def _preserve(
    source: Source, brought: Brought, *, by: User | None, at: datetime, noted: Noted = lambda copy: None
) -> Capture:
    refuse(brought)
    context = pghistory.context(who=by.pk if by else None, at=at.isoformat(), why="A copy was preserved.")
    with all_or_nothing(brought.content, brought.exchange), context:
        file = store.keep(brought.content, at=at)
        refuse_what_was_taken_down(file.sha256, source)
        known = source.captures.filter(file=file).first()
        if known:
            noted(known)
            return known
        capture = Capture.objects.create(
            source=source, file=file, exchange=_exchange(brought, at=at), **brought.columns
        )
        noted(capture)
    _read(file, at=at)
    look_again(source, at=at)
    return capture


def _hold(brought: Brought, *, at: datetime, noted: Noted = lambda copy: None) -> PendingCapture:
    refuse(brought)
    with all_or_nothing(brought.content, brought.exchange):
        file = store.keep(brought.content, at=at)
        refuse_what_was_taken_down(file.sha256)
        pending = PendingCapture.objects.create(file=file, exchange=_exchange(brought, at=at), **brought.columns)
        noted(pending)
    _read(file, at=at)
    return pending


def _exchange(brought: Brought, *, at: datetime) -> PreservedFile | None:
    return store.keep(brought.exchange, at=at, media_type=WARC) if brought.exchange else None


def _read(file: PreservedFile, *, at: datetime) -> None:
    """Find the file's text. Whatever goes wrong with that, the copy is preserved."""
    if FileText.objects.filter(file=file).exclude(outcome="failed").exists():
        return
    try:
        with transaction.atomic():
            read_file(file, at=at)
    except Exception:
        log.exception("File %s was preserved and could not be read.", file.sha256)
    forget_text_unless_needed(file)


def _drop(pending: PendingCapture) -> None:
    files = [file for file in (pending.file, pending.exchange) if file]
    pending.delete()
    give_up_bytes(files)
