"""Letting readers open a copy: without what the file says of itself, and only while the rights are cleared."""

from datetime import datetime

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from sources.choices import Rights
from sources.models import Capture, Release, Source
from sources.preserving import store
from sources.preserving.giving_up import give_up_bytes
from sources.preserving.refusals import NotAllowedHere, NotPreserved
from sources.preserving.whole import all_or_nothing, room_for_passing_files
from sources.reading import NotStrippable, strip
from users.models import User
from web.locks import wait_for


def release(capture: Capture, *, by: User, at: datetime) -> Release:
    """Let readers open a copy, stripped of its properties; the preserved original stays the desk's.

    Raises NotPreserved.
    """
    _refuse(capture, by)
    try:
        with room_for_passing_files():
            stripped = strip(capture.file)
        with stripped.content, all_or_nothing(stripped.content):
            wait_for(f"file {capture.file.sha256}")
            _refuse(capture, by)
            with pghistory.context(who=by.pk, at=at.isoformat(), why="A copy was released."):
                file = store.keep(stripped.content, at=at, media_type=capture.file.media_type)
                return Release.objects.create(
                    capture=capture, file=file, stripped=stripped.removed, released_by=by, released_at=at
                )
    except NotStrippable as reason:
        raise NotPreserved(str(reason)) from reason


@transaction.atomic
def withdraw_release(release: Release, *, by: User, at: datetime) -> None:
    """Show a copy to the desk alone again. Raises NotAllowedHere."""
    if not by.may_publish:
        raise NotAllowedHere(_("Only an editor withdraws what was released."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A released copy was withdrawn."):
        Release.objects.filter(pk=release.pk).delete()
    give_up_bytes([release.file])


@transaction.atomic
def settle_rights(source: Source, *, rights: str, by: User, at: datetime) -> None:
    """Say what may be done with the copies of a source. Back to "not cleared", what was released is closed again.

    Raises NotPreserved.
    """
    if not by.may_publish:
        raise NotAllowedHere(_("Only an editor settles the rights of a source."))
    if rights not in Rights.values:
        raise NotPreserved(_("Choose what may be done with the copies."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why=f"The rights of the copies were settled: {rights}"):
        Source.objects.filter(pk=source.pk).update(rights=rights)


def why_not_release(capture: Capture, by: User) -> str:
    """Why this person may not let readers open this copy, "" when they may."""
    if not by.may_publish:
        return _("Only an editor releases a copy.")
    if hasattr(capture, "takedown"):
        return _("This copy was taken down.")
    if Source.objects.filter(pk=capture.source_id, rights=Rights.NOT_CLEARED).exists():
        return _("The rights of this source are not cleared: its copies are for the desk.")
    if hasattr(capture, "release"):
        return _("This copy is released already.")
    return ""


def _refuse(capture: Capture, by: User) -> None:
    if reason := why_not_release(Capture.objects.select_related("takedown", "release").get(pk=capture.pk), by):
        raise NotAllowedHere(reason)
