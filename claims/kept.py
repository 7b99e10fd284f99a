"""What the page of a record says to those who see it of what desks keep to themselves."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from claims.actions.noting import About, why_not_change, why_not_note
from claims.models import Claim, DeskNote
from claims.models.desk_note import about_what
from users.models import User
from web.moments import current


@dataclass(frozen=True)
class Line:
    """One note, and whether this person may change it."""

    note: DeskNote
    may_change: bool


@dataclass(frozen=True)
class KeptByTheDesk:
    """The section of a page: the notes, and where to write one; "" where this person writes none."""

    lines: tuple[Line, ...]
    write_at: str


def kept_about(row: About, user: User | AnonymousUser) -> KeptByTheDesk | None:
    """What is kept about a record, as far as this person sees it: one query; None for readers and for the past."""
    if not isinstance(user, User) or current().as_of:
        return None
    notes = DeskNote.objects.visible_to(user).about(row).select_related("desk", "written_by").newest_first()
    lines = tuple(Line(note, not why_not_change(note, user)) for note in notes)
    write_at = "" if why_not_note(user) or getattr(row, "removed_at", None) else address_for_new(row)
    return KeptByTheDesk(lines, write_at) if lines or write_at else None


def address_for_new(row: About) -> str:
    """Where something is written down about a record."""
    name = row.ref if isinstance(row, Claim) else row.slug
    return reverse("claims:note_new", args=[about_what(row), name])
