"""What the histories tell of statements' chains and links: when, by whom, and why they were changed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from claims.models import Claim
from sources.models import Source
from users.models import User

MOST_CHANGES = 20
COLUMNS = ("claim_id", "pgh_context_id", "pgh_created_at", "pgh_context__metadata")


@dataclass(frozen=True)
class Change:
    """One change, as the history keeps it; `why` "" where nobody gave a reason."""

    at: datetime
    who: str
    why: str


@dataclass(frozen=True)
class Hopped:
    """One act that changed the steps or the links of a claim; `metadata` is what it says of itself, if anything."""

    claim: int
    act: object
    at: datetime
    metadata: dict[str, Any] | None


def changes_of_chain(claim: Claim, by: User) -> tuple[Change, ...]:
    """The latest changes of how a claim reached us and of what it is linked with, the newest first.

    A fixed number of queries. What this person sees nothing of is left out (`hops_seen`).
    """
    found: dict[object, Hopped] = {}
    for hop in hops_seen(by, lambda events: events.filter(claim_id=claim.pk, pgh_context__isnull=False)):
        found.setdefault(hop.act, hop)
    newest = sorted(found.values(), key=lambda hop: hop.at, reverse=True)[:MOST_CHANGES]
    told = [(hop.at, hop.metadata or {}) for hop in newest]
    people = {user.pk: str(user) for user in User.objects.filter(pk__in=[each.get("who") for _at, each in told])}
    return tuple(Change(at, people.get(each.get("who") or 0, ""), str(each.get("why", ""))) for at, each in told)


Narrow = Callable[[QuerySet[Any]], QuerySet[Any]]


def hops_seen(person: User | AnonymousUser, narrow: Narrow) -> Iterator[Hopped]:
    """Each act in which steps or links were written, as far as this person sees what was. Three queries.

    A link with a claim that they may not see is none to them, and neither are steps that differ only in a document
    of that kind: even the day of it would say that there is something. `narrow` keeps the versions that are asked for.
    """
    claims = Claim.objects.visible_to(person).order_by().values("pk")
    for claim, act, at, metadata in _events("Link", narrow).filter(to_id__in=claims).values_list(*COLUMNS):
        yield Hopped(claim, act, at, metadata)
    seen = Source.objects.visible_to(person).order_by().values("pk")
    known = set(_events("Relay", narrow).filter(source_id__in=seen).values_list("source_id", flat=True))
    acts: dict[object, list[Any]] = defaultdict(list)
    columns = (*COLUMNS, "pgh_id", "pgh_label", "party_id", "source_id")
    for row in _events("Relay", narrow).order_by("position", "pgh_id").values_list(*columns, named=True):
        acts[row.claim_id, row.pgh_context_id or -row.pgh_id].append(row)
    for rows in acts.values():
        if _reads_otherwise(rows, known):
            yield Hopped(*(getattr(rows[0], column) for column in COLUMNS))


def _reads_otherwise(rows: Iterable[Any], known: set[int]) -> bool:
    steps: dict[str, list[tuple[int, int]]] = {"delete": [], "insert": [], "update": []}
    for row in rows:
        steps[row.pgh_label].append((row.party_id, row.source_id if row.source_id in known else 0))
    return bool(steps["update"]) or steps["delete"] != steps["insert"]


def _events(model: str, narrow: Narrow) -> QuerySet[Any]:
    events: Any = apps.get_model("claims", f"{model}Event")
    return narrow(events._default_manager.all())
