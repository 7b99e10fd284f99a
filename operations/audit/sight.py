"""What of the audit a person may read: that something was done, always; of what, only what they may come upon.

Of a row that another desk keeps to itself, or that was removed, the audit tells when, by whom and what kind of act, and
nothing that the row or the reason says. Whoever gives accounts is no exception.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from claims.models import (
    Apart,
    Assignment,
    Claim,
    Comment,
    DeskNote,
    Link,
    Relay,
    SamePlace,
    Search,
    Verification,
)
from operations.audit.records import in_sight
from sources.models import Capture, Citation, Letter, Party, PartyAlias, Release, Source, Takedown
from stations.models import Subject, SubjectName
from users.models import User
from web.erasing import versions_of

Values = Mapping[str, Any]
Key = tuple[type[Model], int]

# By which rows a version is guarded: it is told only where all of them are in sight.
GUARDS: dict[type[Model], dict[str, type[Model]]] = {
    Claim: {"pgh_obj_id": Claim},
    Source: {"pgh_obj_id": Source},
    Citation: {"pgh_obj_id": Citation},
    **{model: {"claim_id": Claim} for model in (Verification, Comment, Assignment)},
    DeskNote: {"pgh_obj_id": DeskNote},
    Relay: {"claim_id": Claim, "party_id": Party, "source_id": Source},
    Link: {"claim_id": Claim, "to_id": Claim},
    Apart: {"claim_id": Claim, "other_id": Claim},
    SamePlace: {"claim_id": Claim, "first_id": Subject, "second_id": Subject},
    Search: {"party_id": Party},
    Capture: {"source_id": Source},
    **{model: {"capture_id": Capture} for model in (Takedown, Release)},
    Letter: {"source_id": Source},
    Party: {"pgh_obj_id": Party},
    PartyAlias: {"party_id": Party},
    Subject: {"pgh_obj_id": Subject},
    SubjectName: {"subject_id": Subject},
}
# What the reasons of an act can be about: where one row of it is out of sight, so is the reason.
SPOKEN_OF = (Claim, Source, Citation, Party, Subject)


@dataclass(frozen=True)
class Sight:
    """The rows, among those asked for, that a person may come upon; and the acts whose reasons they may not read.

    `desks` are the desks of the person, by key.
    """

    rows: Mapping[Key, Any]
    unspoken: frozenset[Any] = frozenset()
    desks: frozenset[int] = frozenset()

    def row(self, model: type[Model], key: int | None) -> Any:
        """A row in sight; None where it is not, whatever the cause."""
        return self.rows.get((model, key)) if key is not None else None

    def tells(self, model: type[Model], version: Values) -> bool:
        """Whether what a version says may be told. One that was restricted is told to its desk alone, for good."""
        if version.get("restricted") and not self.is_of_the_desk(version):
            return False
        guards = GUARDS.get(model, {})
        return all((guard, version[column]) in self.rows for column, guard in guards.items() if version[column])

    def is_of_the_desk(self, version: Values) -> bool:
        """Whether a version belonged to a desk of the person, or to the whole house."""
        return version.get("desk_id") is None or version["desk_id"] in self.desks


def guarded_by(model: type[Model], versions: Iterable[Values]) -> Iterable[Key]:
    """The rows on which it depends whether these versions are told."""
    for version in versions:
        for column, guard in GUARDS.get(model, {}).items():
            if version[column]:
                yield guard, version[column]


def look(user: User, keys: Iterable[Key], contexts: Iterable[Any]) -> Sight:
    """One query for each model among the rows, and one for each that reasons can be about."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for model, key in keys:
        wanted[model].add(key)
    rows = {(model, row.pk): row for model, found in wanted.items() for row in _rows(model, user).filter(pk__in=found)}
    return Sight(rows, _unspoken(user, set(contexts)), user.desk_ids)


def _rows(model: type[Model], user: User) -> Any:
    if model in (Claim, Source, Party, Subject):
        return in_sight(model, user)
    if model is DeskNote:
        return DeskNote.objects.visible_to(user)
    if model is Capture:
        return Capture.objects.filter(source__in=Source.objects.in_reach_of(user))
    if model is Citation:
        sources, claims = Source.objects.in_reach_of(user), Claim.objects.visible_to(user)
        cited = Q(claims__isnull=True) | Q(pk__in=claims.order_by().values("citation"))
        return Citation.objects.filter(cited, source__in=sources, removed_at__isnull=True).select_related("source")
    return model._default_manager.all()


def _unspoken(user: User, contexts: set[Any]) -> frozenset[Any]:
    found: set[Any] = set()
    for model in SPOKEN_OF if contexts else ():
        versions: Any = versions_of(model).filter(pgh_context__in=contexts)
        seen = _rows(model, user).order_by().values("pk")
        found |= set(versions.exclude(pgh_obj_id__in=seen).values_list("pgh_context_id", flat=True).distinct())
    return frozenset(found)
