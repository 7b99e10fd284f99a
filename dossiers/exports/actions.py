"""What happens to an export: asked for, begun, moved on, made, failed, cancelled, erased.

Each change asks the database whether the export still stands where it is thought to be. What was cancelled meanwhile
is noticed at the next step, and leaves no bytes.
"""

import base64
from datetime import datetime
from typing import IO

from django.db import IntegrityError, transaction
from django.db.models import F

from dossiers import signing
from dossiers.choices import ExportFailure, ExportState, ExportStep
from dossiers.exports import store
from dossiers.exports.asking import Wish, whole_second
from dossiers.exports.holding import Held
from dossiers.models import Export
from dossiers.plain import digest
from dossiers.release import release
from sources.preserving.whole import NO_ROOM
from users.actions.acts import note
from users.models import ActKind, User
from web.locks import wait_for

ATTEMPTS = 3
PACKAGE = "zip"


class NoLongerWanted(Exception):
    """The export was cancelled, or is being made by somebody else."""


@transaction.atomic
def ask(wish: Wish, *, by: User | None, at: datetime) -> Export:
    """Put an export into the queue. The same wish that is in hand, or was made and would be the same, is given back.

    Whether it would be the same, the digest of the dossier says, which is read for that.
    """
    from dossiers.tasks import make_soon

    wait_for(f"exports of {wish.country.code}")
    known = in_hand(wish) or _made_before(wish, at=at)
    if known:
        return known
    export = Export.objects.create(**wish.columns, made_by=by, asked_at=at)
    if by is not None:
        note(ActKind.EXPORT_ASKED, person=by, by=by, at=at, particulars=_particulars(export))
    make_soon(export)
    return export


def _particulars(export: Export) -> dict[str, str]:
    """What the audit tells of an export: its page here, and that it is to hold what readers do not see."""
    drafts = {"filters": "with drafts"} if export.with_drafts else {}
    return {"address": f"/countries/{export.country.code.lower()}/dossier.{export.format} · {export.key}", **drafts}


def in_hand(wish: Wish) -> Export | None:
    """The same wish, where it waits or is being made."""
    return Export.objects.visible_to(wish.user).in_hand().filter(**wish.columns).first()


def _made_before(wish: Wish, *, at: datetime) -> Export | None:
    from dossiers.exports.gone import gone_from

    found = digest(wish.dossier(made_at=whole_second(at)))
    made = Export.objects.kept().filter(**wish.columns, digest=found, release=release()).newest_first().first()
    return made if made and not gone_from(made) else None


def cancel(export: Export) -> bool:
    """Give an export up that is not made yet; whether there was anything to give up."""
    found = Export.objects.in_hand().filter(pk=export.pk)
    return bool(found.update(state=ExportState.CANCELLED, step=""))


def begin(key: int, *, at: datetime) -> Export:
    """Begin with an export that waits. Raises NoLongerWanted."""
    waiting = Export.objects.filter(pk=key, state=ExportState.ASKED)
    begun = waiting.update(state=ExportState.MAKING, step=ExportStep.READING, started_at=at, attempts=F("attempts") + 1)
    if not begun:
        raise NoLongerWanted
    return Export.objects.select_related("country", "made_by").get(pk=key)


def move_on(export: Export, step: ExportStep, *, volume: int = 0, volumes: int = 1) -> None:
    """Say what is being done now. Raises NoLongerWanted."""
    mine = Export.objects.filter(pk=export.pk, state=ExportState.MAKING, attempts=export.attempts)
    if not mine.update(step=step, volume=volume, volumes=volumes):
        raise NoLongerWanted


def finish(export: Export, content: IO[bytes], *, found: str, held: Held, volumes: int, made_at: datetime) -> None:
    """Keep what was made, and record it. Raises NoLongerWanted, OSError; then nothing of it is kept."""
    sha256, size = store.digest_and_size(content)
    signature = signing.sign_file(content)
    try:
        with transaction.atomic():
            store.hold(sha256)
            row = Export.objects.select_for_update(of=("self",)).get(pk=export.pk)
            if row.state != ExportState.MAKING or row.attempts != export.attempts:
                raise NoLongerWanted
            store.keep(sha256, content)
            row.state, row.step = ExportState.MADE, ""
            row.sha256, row.digest, row.size, row.made_at = sha256, found, size, made_at
            row.volume = row.volumes = volumes
            row.release = release()
            row.signature = base64.b64encode(signature).decode() if signature else ""
            row.statements, row.sources, row.parties = held.statements, held.sources, held.parties
            row.copies = held.copies if export.format == PACKAGE else []
            row.save()
            if row.with_drafts and row.made_by:
                note(ActKind.EXPORT_MADE, person=row.made_by, by=row.made_by, at=made_at, particulars=_particulars(row))
    except BaseException:
        erase_unless_needed(sha256)
        raise


def fail(export: Export, why: ExportFailure) -> None:
    """Give an export up that could not be made; one that was cancelled meanwhile stays so."""
    mine = Export.objects.filter(pk=export.pk, state=ExportState.MAKING, attempts=export.attempts)
    mine.update(state=ExportState.FAILED, step="", failure=why)


def why_it_failed(trouble: Exception) -> ExportFailure:
    """What is told of an error."""
    if isinstance(trouble, OSError) and trouble.errno in NO_ROOM:
        return ExportFailure.NO_ROOM
    if isinstance(trouble, IntegrityError):
        return ExportFailure.SAME
    return ExportFailure.TROUBLE


@transaction.atomic
def take_up_again(export: Export) -> bool:
    """Queue an export again whose work has stopped; after the third time it has failed. Whether it goes on."""
    from dossiers.tasks import make_soon

    row = Export.objects.in_hand().select_for_update(of=("self",)).filter(pk=export.pk).first()
    if row is None:
        return False
    if row.attempts >= ATTEMPTS:
        row.state, row.step, row.failure = ExportState.FAILED, "", ExportFailure.STOPPED
    else:
        row.state, row.step, row.started_at, row.volume, row.volumes = ExportState.ASKED, "", None, 0, 0
    row.save()
    if row.state == ExportState.ASKED:
        make_soon(row)
    return row.state == ExportState.ASKED


@transaction.atomic
def erase(export: Export, *, at: datetime) -> None:
    """Erase the bytes of an export, and note it on every export that had the same ones."""
    store.hold(export.sha256)
    Export.objects.kept().filter(sha256=export.sha256).update(erased_at=at)
    store.erase(export.sha256)


@transaction.atomic
def erase_unless_needed(sha256: str) -> bool:
    """Erase bytes that no export has; whether they were."""
    store.hold(sha256)
    if Export.objects.kept().filter(sha256=sha256).exists():
        return False
    store.erase(sha256)
    return True
