"""The histories of a country's statements since a moment: which were touched, when, and for what reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from claims.changes import hops_seen
from claims.choices import ClaimState
from claims.models import Claim
from claims.since.plain import Reason
from sources.models import Source
from stations.models import Country

FOR_READERS = (ClaimState.PUBLISHED, ClaimState.WITHDRAWN)


@dataclass(frozen=True)
class Version:
    """One version of a claim, as far as it matters to readers. `seen` is whether they could read it."""

    at: datetime
    state: str
    seen: bool
    withdrawn_reason: str
    why: str


@dataclass
class Versions:
    """The versions of one claim since a moment, the oldest first."""

    all: list[Version] = field(default_factory=list)

    def first_seen(self) -> Version | None:
        """The first that readers could read."""
        return next((version for version in self.all if version.seen), None)

    def turned(self, state: str) -> Version | None:
        """The version with which the claim last came into this state."""
        found, earlier = None, ""
        for version in self.all:
            if version.state == state != earlier:
                found = version
            earlier = version.state
        return found


@dataclass
class Touched:
    """Every claim of a country in whose own history, passage, steps or links something was written."""

    of_claims: Mapping[int, Versions]
    around: Mapping[int, list[Reason]]

    @property
    def claims(self) -> set[int]:
        """Their keys."""
        return {*self.of_claims, *self.around}

    def versions_of(self, pk: int) -> Versions:
        """Its own versions; none where only its passage, steps or links changed."""
        return self.of_claims.get(pk, Versions())

    def last_of(self, pk: int) -> datetime:
        """When a claim, its passage, its steps or links last changed."""
        return max(reason.at for reason in self._all_of(pk))

    def reasons_of(self, pk: int) -> tuple[Reason, ...]:
        """The reasons that were given, the newest first; each once, though several rows were written for it."""
        by_why = {reason.why: reason for reason in sorted(self._all_of(pk), key=lambda reason: reason.at) if reason.why}
        return tuple(sorted(by_why.values(), key=lambda reason: reason.at, reverse=True))

    def _all_of(self, pk: int) -> list[Reason]:
        own = [Reason(version.at, version.why if version.seen else "") for version in self.versions_of(pk).all]
        return [*own, *self.around.get(pk, [])]


def touched(country: Country, since: datetime) -> Touched:
    """What was written since, about this country then or now: eight queries."""
    of_claims: dict[int, Versions] = defaultdict(Versions)
    hidden: dict[int, bool] = {}
    for pk, at, state, restricted, withdrawn_reason, metadata in _claim_events(country, since):
        # Why something was restricted, or is no longer, is not for readers.
        why = "" if restricted or hidden.get(pk) else reason_in(metadata)
        seen = state in FOR_READERS and not restricted
        of_claims[pk].all.append(Version(at, state, seen, withdrawn_reason, why))
        hidden[pk] = restricted
    around: dict[int, list[Reason]] = defaultdict(list)
    for pk, at, metadata in _around(country, since):
        around[pk].append(Reason(at, reason_in(metadata)))
    return Touched(of_claims, around)


def reason_in(metadata: Mapping[str, Any] | None) -> str:
    """What whoever changed something wrote; "" where nobody did, and where it was written for the desk alone."""
    told = metadata or {}
    return "" if "at_the_desk" in told else str(told.get("why", ""))


def events_of(app: str, model: str) -> QuerySet[Any]:
    """The versions of a table, the oldest first."""
    events: Any = apps.get_model(app, f"{model}Event")
    found: QuerySet[Any] = events._default_manager.order_by("pgh_id")
    return found


def _claim_events(country: Country, since: datetime) -> Iterable[tuple[Any, ...]]:
    """Every version since, of claims that were about the country before it or after it."""
    events = events_of("claims", "Claim")
    here = Q(country=country) | Q(asked_about=country)
    concerned = events.filter(here, Q(pgh_created_at__gt=since) | Q(superseded_at__gt=since)).order_by()
    rows = events.filter(pgh_created_at__gt=since, pgh_obj_id__in=concerned.values("pgh_obj_id"))
    return rows.values_list(
        "pgh_obj_id", "pgh_created_at", "state", "restricted", "withdrawn_reason", "pgh_context__metadata"
    )


def _around(country: Country, since: datetime) -> Iterable[tuple[int, datetime, Any]]:
    """Key of the claim, moment and context of each change in passages, steps and links."""
    here = Claim.objects.about(country).order_by()
    since_then = Q(pgh_created_at__gt=since, claim_id__in=here.values("pk"))
    for hop in hops_seen(AnonymousUser(), lambda events: events.filter(since_then)):
        yield hop.claim, hop.at, hop.metadata
    passages: dict[int, list[tuple[datetime, Any]]] = defaultdict(list)
    events = events_of("sources", "Citation").filter(pgh_created_at__gt=since, pgh_label="update")
    for pk, at, metadata in events.values_list("pgh_obj_id", "pgh_created_at", "pgh_context__metadata"):
        passages[pk].append((at, metadata))
    for pk, citation in here.filter(citation__in=passages).values_list("pk", "citation_id"):
        yield from ((pk, at, metadata) for at, metadata in passages[citation])
    yield from _freed(here, since)


def _freed(here: QuerySet[Claim], since: datetime) -> Iterable[tuple[int, datetime, Any]]:
    """Claims whose source readers may see again."""
    ended = events_of("sources", "Source").filter(restricted=True, superseded_at__gt=since)
    freed = dict(ended.values_list("pgh_obj_id", "superseded_at"))
    shown = Source.objects.filter(pk__in=freed, restricted=False)
    for pk, source in here.filter(citation__source__in=shown).values_list("pk", "citation__source"):
        yield pk, freed[source], None
