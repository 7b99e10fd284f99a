"""What the desk says about a claim to itself, and who looks at it."""

from datetime import datetime

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.reviewing import words_of
from claims.actions.stepping import NotAllowed, is_waiting
from claims.models import Assignment, Claim, Comment
from users.models import User


@transaction.atomic
def comment(claim: Claim, *, by: User, at: datetime, text: str) -> Comment:
    """Say something about a claim to the desk. The same words sent twice are said once. Raises NotAllowed."""
    if not by.may_write or claim.removed_at:
        raise NotAllowed(_("This cannot be commented on."))
    words = words_of(text, missing=_("Write something first."))
    Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    last = Comment.objects.filter(claim=claim).order_by("-pk").first()
    if last and last.text == words and last.written_by_id == by.pk and last.struck_at is None:
        return last
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A comment of the desk."):
        return Comment.objects.create(claim=claim, text=words, written_by=by, written_at=at)


@transaction.atomic
def edit_comment(said: Comment, *, by: User, at: datetime, text: str) -> Comment:
    """Mend the words of one's own comment, for a quarter of an hour; history keeps the former. Raises NotAllowed."""
    said = Comment.objects.select_for_update().get(pk=said.pk)
    if not said.may_be_edited(by, at):
        raise NotAllowed(_("A comment is mended by its author within a quarter of an hour; then it can be struck."))
    words = words_of(text, missing=_("Write something first."))
    if words != said.text:
        with pghistory.context(who=by.pk, at=at.isoformat(), why="A comment was mended."):
            said.text, said.edited_at = words, at
            said.save(update_fields=["text", "edited_at"])
    return said


@transaction.atomic
def strike_comment(said: Comment, *, by: User, at: datetime) -> Comment:
    """Take one's own comment back; it stays legible, struck through. Raises NotAllowed."""
    said = Comment.objects.select_for_update().get(pk=said.pk)
    if said.struck_at:
        return said
    if not said.may_be_struck(by):
        raise NotAllowed(_("Only its author strikes a comment, and not one that asked for changes."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A comment was struck."):
        said.struck_at = at
        said.save(update_fields=["struck_at"])
    return said


def why_not_assign(claim: Claim, by: User) -> str:
    """Why this person may not say who looks at a claim, "" when they may. Runs no query."""
    if not by.may_publish:
        return _("Only an editor says who looks at it.")
    return "" if is_waiting(claim) and not claim.removed_at else _("It does not wait for anybody any more.")


@transaction.atomic
def assign(claim: Claim, *, to: User | None, by: User, at: datetime) -> Assignment | None:
    """Say which editor looks at a claim, or with None that nobody does. Raises NotAllowed."""
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if refusal := why_not_assign(claim, by):
        raise NotAllowed(refusal)
    if to and not to.may_publish:
        raise NotAllowed(_("Only an editor can look at it."))
    if to and not Claim.objects.visible_to(to).filter(pk=claim.pk).exists():
        raise NotAllowed(_("This editor cannot see it."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why="Who looks at a claim."):
        if to is None:
            Assignment.objects.filter(claim=claim).delete()
            return None
        told = {"editor": to, "assigned_by": by, "assigned_at": at}
        return Assignment.objects.update_or_create(claim=claim, defaults=told)[0]
