"""What a desk keeps to itself about a record: writing it down, changing it, taking it out."""

from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.stepping import NotAllowed, must_be_of
from claims.actions.versions import still
from claims.choices import NoteKind
from claims.models import Claim, DeskNote
from claims.models.desk_note import about_what
from sources.models import Party, Source
from stations.models import Subject
from users.models import Desk, User

About = Claim | Source | Subject | Party


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept, why, and by which desk; None is the whole house. Coordinates are degrees, both or neither."""

    kind: str = NoteKind.NOTE
    text: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    why: str
    desk: Desk | None = None

    def columns(self) -> dict[str, Any]:
        """As the table has it."""
        return {**asdict(self), "desk": self.desk}


def why_not_note(by: User) -> str:
    """Why this person may keep nothing at the desk, "" when they may. Runs no query."""
    return "" if by.may_write else _("Only people who write here keep something at the desk.")


def why_not_change(note: DeskNote, by: User) -> str:
    """Why this person may not change or take out a note, "" when they may. Runs no query."""
    own = note.written_by_id == by.pk and by.may_write
    return "" if own or by.may_publish else _("Only who wrote it, or an editor, changes it.")


@transaction.atomic
def keep_note(about: About, kept: Kept, *, by: User, at: datetime) -> DeskNote:
    """Keep something to a desk about a record. Raises NotAllowed."""
    if refusal := why_not_note(by):
        raise NotAllowed(refusal)
    if getattr(about, "removed_at", None):
        raise NotAllowed(_("This was removed."))
    must_be_of(kept.desk, by)
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A note of the desk was written."):
        return DeskNote.objects.create(**{about_what(about): about}, **kept.columns(), written_by=by, written_at=at)


@transaction.atomic
def change_note(note: DeskNote, kept: Kept, *, by: User, at: datetime, version: int | None = None) -> DeskNote:
    """Write a note anew; what it said before stays in its history. Raises NotAllowed, ChangedMeanwhile."""
    note = _locked(note, by=by, version=version)
    if kept.desk != note.desk:
        must_be_of(kept.desk, by)
    for name, value in kept.columns().items():
        setattr(note, name, value)
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A note of the desk was changed."):
        note.save(update_fields=list(kept.columns()))
    return note


@transaction.atomic
def take_out(note: DeskNote, *, by: User, at: datetime, version: int | None = None) -> None:
    """Delete a note; its history stays. Raises NotAllowed, ChangedMeanwhile."""
    note = _locked(note, by=by, version=version)
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A note of the desk was taken out."):
        note.delete()


def _locked(note: DeskNote, *, by: User, version: int | None) -> DeskNote:
    """The note as it stands, if this person sees it still and may change it."""
    found = DeskNote.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=note.pk).first()
    if found is None:
        raise NotAllowed(_("It is not here any more."))
    if refusal := why_not_change(found, by):
        raise NotAllowed(refusal)
    still(found, version)
    return found
