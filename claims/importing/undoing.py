"""Undoing an import as one: what it brought goes again, as long as nobody has touched it since.

What an import brought is known from the history: everything that was inserted under its context. Nothing else has to
be kept, and an import from the command line is undone like one from the pages.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import pghistory
from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from claims.choices import ClaimState
from claims.importing.refusing import Refused
from claims.importing.writing import alone
from claims.models import Claim, Relay
from sources.models import Citation, Party, QuoteCheck, Source
from stations.models import Subject, SubjectName
from users.models import User
from web.batches import batches

AT_A_TIME = 2000
MOST_NAMED = 10


def brought(model: type[models.Model], key: UUID) -> models.QuerySet[Any]:
    """The rows of a table that an import inserted and that are still here."""
    events = _events(model).filter(pgh_context=key, pgh_label="insert")
    return model._default_manager.filter(pk__in=events.values("pgh_obj"))


def why_not_undo(key: UUID, *, by: User) -> str:
    """Why an import cannot be undone by this person; "" where it can."""
    claims = brought(Claim, key)
    if claims.exclude(created_by=by).exists() and not by.may_publish:
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
        free = list(_unnamed(Citation, keys))
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
    own = list(brought(model, key).filter(~_changed_since(model, key)).values_list("pk", flat=True))
    deleted = 0
    while True:
        free = [pk for keys in batches(own, AT_A_TIME) for pk in _unnamed(model, keys)]
        for keys in batches(free, AT_A_TIME):
            model._default_manager.filter(pk__in=keys).delete()
        deleted += len(free)
        if not free:
            return deleted
        own = [pk for pk in own if pk not in set(free)]


def _unnamed(model: type[models.Model], keys: list[int]) -> set[int]:
    """Which rows nothing names: no relation of any table leads to them, machine-made ones left aside."""
    free = set(keys)
    for relation in model._meta.related_objects:
        other, column = relation.related_model, relation.field.name
        if column == "pgh_obj" or other is QuoteCheck or not isinstance(other, type):
            continue
        free -= set(other._base_manager.filter(**{f"{column}__in": keys}).values_list(column, flat=True))
    return free


def _touched(claims: models.QuerySet[Claim], key: UUID) -> models.QuerySet[Claim]:
    """Claims that left their desk, were changed, or on which something hangs that somebody else wrote."""
    touched: Any = ~models.Q(state=ClaimState.DRAFT) | _changed_since(Claim, key)
    for relation in Claim._meta.related_objects:
        other, column = relation.related_model, relation.field.name
        if column == "pgh_obj" or other is Relay or not isinstance(other, type):
            continue
        touched |= Exists(other._base_manager.filter(**{column: OuterRef("pk")}))
    relays = _events(Relay).filter(claim=OuterRef("pk")).exclude(pgh_context=key)
    return claims.filter(touched | Exists(relays)).order_by("pk")


def _changed_since(model: type[models.Model], key: UUID) -> Exists:
    """Whether a row has a version that the import did not write."""
    return Exists(_events(model).filter(pgh_obj=OuterRef("pk")).exclude(pgh_context=key))


def _events(model: type[models.Model]) -> models.QuerySet[Any]:
    found: type[models.Model] = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    return found._default_manager.all()


def _settle() -> None:
    """Have the deferred keys checked now, so that what waits does not grow with the rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
