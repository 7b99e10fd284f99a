"""Publishing several claims at once: all of them, or none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.as_read import as_read
from claims.actions.publishing import publish, why_not_publish
from claims.actions.stepping import NotAllowed
from claims.choices import ClaimState
from claims.models import Claim
from users.models import User

MOST_AT_ONCE = 100


@dataclass(frozen=True)
class Verdict:
    """A claim, and why it cannot be published with the others; "" when it can."""

    claim: Claim
    why_not: str


class NotAllOfThem(NotAllowed):
    """One of them cannot be published, so that none was. `verdicts` says which and why."""

    def __init__(self, verdicts: list[Verdict]) -> None:
        super().__init__(_("Nothing was published: not all of them can be."))
        self.verdicts = verdicts


def verdicts_of(claims: Iterable[Claim], by: User, *, read: Mapping[int, int] | None = None) -> list[Verdict]:
    """For each claim whether this person may publish it with the others.

    `read` are the numbers of what this person read (`as_read`), by claim; anything else is not published unseen.
    A fixed number of queries then, none without it.
    """
    rows = list(claims)
    now = {} if read is None else as_read(rows, by)
    return [
        Verdict(claim, _why_not(claim, by, changed=read is not None and read.get(claim.pk) != now.get(claim.pk, 0)))
        for claim in rows
    ]


def _why_not(claim: Claim, by: User, *, changed: bool) -> str:
    if changed:
        return _("It was changed since you looked at it. Read it as it is now, and tick it again.")
    if claim.state == ClaimState.WITHDRAWN:
        return _("It was withdrawn: it is published again by itself, with a reason.")
    return why_not_publish(claim, by)


@transaction.atomic
def publish_several(
    keys: Iterable[int], *, by: User, at: datetime, read: Mapping[int, int] | None = None
) -> list[Claim]:
    """Publish all of these, or none: each is locked, and looked at again, before the first is changed.

    `read` are the numbers of what the editor read, by claim; None is given by programs that read them just now.

    They are locked in one order, so that two editors who tick the same rows wait for each other. Raises NotAllOfThem,
    and NotAllowed where there is none, or there are too many, or one is gone.
    """
    wanted = sorted(set(keys))
    if not wanted:
        raise NotAllowed(_("Tick at least one."))
    if len(wanted) > MOST_AT_ONCE:
        raise NotAllowed(_("At most %(most)s are published at once.") % {"most": MOST_AT_ONCE})
    rows = Claim.objects.visible_to(by).select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    claims = list(rows)
    if len(claims) != len(wanted):
        raise NotAllowed(_("Nothing was published: one of them is not here any more."))
    verdicts = verdicts_of(claims, by, read=read)
    if any(verdict.why_not for verdict in verdicts):
        raise NotAllOfThem(verdicts)
    return [publish(claim, by=by, at=at) for claim in claims]
