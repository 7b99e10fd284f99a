"""What the history tells of a statement's chain and links: when, by whom, and why they were changed."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps

from claims.models import Claim
from users.models import User

MOST_CHANGES = 20


@dataclass(frozen=True)
class Change:
    """One change, as the history keeps it; `why` "" where nobody gave a reason."""

    at: datetime
    who: str
    why: str


def changes_of_chain(claim: Claim) -> tuple[Change, ...]:
    """The latest changes of how a claim reached us and of what it is linked with, the newest first: three queries."""
    found: dict[object, tuple[datetime, dict[str, object]]] = {}
    for name in ("RelayEvent", "LinkEvent"):
        events = apps.get_model("claims", name).objects.filter(claim_id=claim.pk, pgh_context__isnull=False)
        columns = ("pgh_context_id", "pgh_created_at", "pgh_context__metadata")
        for context, at, metadata in events.order_by("-pgh_created_at").values_list(*columns)[: MOST_CHANGES * 12]:
            found.setdefault(context, (at, metadata))
    newest = sorted(found.values(), key=lambda each: each[0], reverse=True)[:MOST_CHANGES]
    people = {user.pk: str(user) for user in User.objects.filter(pk__in=[each.get("who") for _at, each in newest])}
    return tuple(
        Change(at, people.get(each.get("who"), ""), str(each.get("why", "")))  # type: ignore[call-overload]
        for at, each in newest
    )
