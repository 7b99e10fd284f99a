"""Whether somebody may take a step of claims/transitions.py, and why not, in a sentence for them to read."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.choices import ClaimState
from claims.models import Claim
from claims.transitions import TRANSITIONS, Who, step
from users.models import Desk, User

OPTIONAL = "optional"


class NotAllowed(Exception):
    """This person may not do this; the message says why, for them to read."""


class ReviewedByAuthor(NotAllowed):
    """The author of a claim wanted to publish it."""


def must_be_of(desk: Desk | None, by: User) -> None:
    """Nobody gives anything to a desk that is not theirs; None is the whole house. Raises NotAllowed."""
    if desk and desk.pk not in by.desk_ids:
        raise NotAllowed(_("You do not belong to that desk. Choose one of your own, or the whole house."))


# By the name of a step: what is said to whoever may not take it, to its author, and from which state it does not lead.
NOT_YOU: dict[str, str | Promise] = {
    "submit": _("Only its author or an editor submits a draft."),
    "request_changes": _("Only an editor asks for changes."),
    "take_back": _("Only its author takes it back from the queue."),
    "publish": _("Only an editor publishes. Your draft waits for one."),
    "withdraw": _("Only an editor withdraws a statement."),
}
NOT_ITS_AUTHOR: dict[str, str | Promise] = {
    "publish": _("You wrote this statement: another editor publishes it."),
    "request_changes": _("You wrote this statement: take it back to go on working at it."),
}
NOT_FROM_HERE: dict[str, str | Promise] = {
    "submit": _("Only a draft is submitted. This one is further already."),
    "request_changes": _("Only what is in review goes back for changes."),
    "take_back": _("Only what is in review is taken back."),
    "publish": _("This statement is published already."),
    "withdraw": _("Only a published statement can be withdrawn."),
}


def may_publish_own() -> bool:
    """Whether the desk has decided that a second reader is optional, because there is only one person."""
    return bool(settings.SECOND_READER == OPTIONAL)


def why_not(name: str, claim: Claim, by: User) -> str:
    """Why this person may not take the step of this name, "" when they may. Runs no query."""
    found = step(claim.state, name)
    who = found.who if found else next(each.who for each in TRANSITIONS if each.name == name)
    if refusal := _why_not_you(name, who, claim, by):
        return refusal
    if claim.removed_at:
        return str(_("This statement was removed and cannot be published.") if name == "publish" else REMOVED)
    return "" if found else str(NOT_FROM_HERE[name])


REMOVED = _("This statement was removed.")


def _why_not_you(name: str, who: Who, claim: Claim, by: User) -> str:
    own = claim.created_by_id == by.pk
    if not by.may_write:
        return str(NOT_YOU[name])
    if who == Who.AUTHOR:
        return "" if own else str(NOT_YOU[name])
    if who == Who.AUTHOR_OR_EDITOR:
        return "" if own or by.may_publish else str(NOT_YOU[name])
    if not by.may_publish:
        return str(NOT_YOU[name])
    if who == Who.OTHER_EDITOR and own and not (name == "publish" and may_publish_own()):
        return str(NOT_ITS_AUTHOR[name])
    return ""


def is_waiting(claim: Claim) -> bool:
    """Whether it is on its way to readers: a draft, or in review."""
    return claim.state in (ClaimState.DRAFT, ClaimState.IN_REVIEW)
