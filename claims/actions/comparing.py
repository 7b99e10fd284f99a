"""Deciding whether two statements that look alike are one utterance: a person decides, and can take it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.chaining import build_on, keep_apart, restate, stop_keeping_apart, unlink
from claims.actions.stepping import NotAllowed
from claims.choices import LinkKind
from claims.models import Claim, Link
from users.models import User

ONE = "Compared with another text: the same utterance."
USED = "Compared with another text: it builds on it."
UNDONE = "A comparison with another text was undone."


@transaction.atomic
def join(root: Claim, other: Claim, *, by: User, at: datetime) -> Link:
    """Link two statements as one utterance whose first text is `root`.

    What the other repeats itself comes along: its whole family is linked through its own root. Returns the link, so
    that it can be taken back. Raises NotAllowed, RunsInCircle.
    """
    _editors_only(by)
    return restate(first_text(other), of=root, by=by, at=at, reason=ONE)


@transaction.atomic
def use(root: Claim, other: Claim, *, by: User, at: datetime) -> Link:
    """Record that `other` is a new origin that used `root`; as two utterances they are not compared again."""
    _editors_only(by)
    keep_apart(root, other, by=by, at=at)
    return build_on(other, of=root, by=by, at=at, reason=USED)


@transaction.atomic
def undo(claim: Claim, other: Claim, *, by: User, at: datetime) -> None:
    """Take back whatever was decided between two statements: a link of `claim` to `other`, or that they are apart."""
    _editors_only(by)
    for kind in (LinkKind.RESTATES, LinkKind.BUILDS_ON):
        if Link.objects.filter(claim=claim, kind=kind, to=other).exists():
            unlink(claim, kind=kind, to=other, by=by, at=at, reason=UNDONE)
    stop_keeping_apart(claim, other, by=by, at=at)


def first_text(claim: Claim) -> Claim:
    """The statement at which what a statement repeats ends; the statement itself when it repeats none."""
    above = Link.objects.filter(claim=claim, kind=LinkKind.RESTATES).select_related("to").first()
    while above:
        claim = above.to
        above = Link.objects.filter(claim=claim, kind=LinkKind.RESTATES).select_related("to").first()
    return claim


def _editors_only(by: User) -> None:
    if not by.may_publish:
        raise NotAllowed(_("Only an editor decides whether two statements are one utterance."))
