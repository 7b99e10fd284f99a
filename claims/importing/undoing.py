"""Undoing an import as one: what it brought goes again, as long as nobody has touched it since.

What an import brought is known from the history: everything that was inserted under its context. Nothing else has to
be kept, and an import from the command line is undone like one from the pages.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pghistory
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from claims.choices import ClaimState
from claims.importing.refusing import Refused
from claims.importing.writing import alone
from claims.models import Claim, Relay
from sources.brought import brought, changed_since, events_of, unnamed, who_imported
from sources.models import Citation, Party, QuoteCheck, Source
from stations.models import Subject, SubjectName
from users.models import User
from web.batches import batches

AT_A_TIME = 2000
MOST_NAMED = 10


def why_not_undo(key: UUID, *, by: User) -> str:
    """Why an import cannot be undone by this person; "" where it can."""
    claims = brought(Claim, key)
    if who_imported(key) != by.pk and not by.may_publish:
        return _("Only who imported it, or an editor, undoes an import.")
    if by.is_of_every_desk is False and claims.exclude(pk__in=Claim.objects.visible_to(by)).exists():
        return _("Only who imported it, or an editor, undoes an import.")
    touched = list(_touched(claims, key).values_list("ref", "state")[: MOST_NAMED + 1])
    if not touched:
        return ""
    named = ", ".join(f"{ref} ({ClaimState(state).label})" for ref, state in touched[:MOST_NAMED])
    more = " …" if len(touched) > MOST_NAMED else ""
    sentence = _("It cannot be undone any more, because people have worked with what it brought since: %(named)s.")
    return sentence % {"named": named + more}


@transaction.atomic
def undo(key: UUID, *, by: User, at: datetime) -> dict[str, int]:
    """Delete what an import brought; how many rows of which table. Raises Refused, with nothing deleted.

    Sources, parties and subjects that something else names by now stay.
    """
    alone()
    if reason := why_not_undo(key, by=by):
        raise Refused(reason)
    why = {"who": by.pk, "at": at.isoformat(), "why": "An import was undone.", "import": str(key)}
    with pghistory.context(**why):
        return {name: number for name, number in _delete_all(key) if number}


def _delete_all(key: UUID) -> Iterator[tuple[str, int]]:
    claims = list(brought(Claim, key).values_list("pk", flat=True))
    citations = list(brought(Citation, key).values_list("pk", flat=True))
    for keys in batches(claims, AT_A_TIME):
        Relay.objects.filter(claim__in=keys).delete()
        Claim.objects.filter(pk__in=keys).delete()
    _settle()
    yield "claims", len(claims)
    gone = 0
    for keys in batches(citations, AT_A_TIME):
        free = list(unnamed(Citation, keys))
        QuoteCheck.objects.filter(citation__in=free).delete()
        gone += Citation.objects.filter(pk__in=free).delete()[1].get("sources.Citation", 0)
    yield "passages", gone
    yield "sources", _delete_unnamed(Source, key)
    names = brought(SubjectName, key).exclude(subject__claims__isnull=False)
    SubjectName.objects.filter(pk__in=[*names.values_list("pk", flat=True)]).delete()
    yield "subjects", _delete_unnamed(Subject, key)
    yield "parties", _delete_unnamed(Party, key)
    _settle()


def _delete_unnamed(model: type[models.Model], key: UUID) -> int:
    """Delete what nothing names and nobody changed, and then what only that had named."""
    own = list(brought(model, key).filter(~changed_since(model, key)).values_list("pk", flat=True))
    deleted = 0
    while True:
        free = [pk for keys in batches(own, AT_A_TIME) for pk in unnamed(model, keys)]
        for keys in batches(free, AT_A_TIME):
            model._default_manager.filter(pk__in=keys).delete()
        deleted += len(free)
        if not free:
            return deleted
        own = [pk for pk in own if pk not in set(free)]


def _touched(claims: models.QuerySet[Claim], key: UUID) -> models.QuerySet[Claim]:
    """Claims that left their desk, were changed, or on which something hangs that somebody else wrote."""
    touched: Any = ~models.Q(state=ClaimState.DRAFT) | changed_since(Claim, key)
    for relation in Claim._meta.related_objects:
        other, column = relation.related_model, relation.field.name
        if column == "pgh_obj" or other is Relay or not isinstance(other, type):
            continue
        touched |= Exists(other._base_manager.filter(**{column: OuterRef("pk")}))
    relays = events_of(Relay).filter(claim=OuterRef("pk")).exclude(pgh_context=key)
    return claims.filter(touched | Exists(relays)).order_by("pk")


def _settle() -> None:
    """Have the deferred keys checked now, so that what waits does not grow with the rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
