"""What an import brought, known from the history: everything that was inserted under its context (0049).

Nothing else has to be kept of an import, and none can disagree with what it wrote.
"""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from sources.models import QuoteCheck


def brought(model: type[models.Model], key: UUID) -> models.QuerySet[Any]:
    """The rows of a table that an import inserted and that are still here."""
    inserted = events_of(model).filter(pgh_context=key, pgh_label="insert")
    return model._default_manager.filter(pk__in=inserted.values("pgh_obj"))


def changed_since(model: type[models.Model], key: UUID) -> models.Exists:
    """Whether a row has a version that the import did not write."""
    return models.Exists(events_of(model).filter(pgh_obj=models.OuterRef("pk")).exclude(pgh_context=key))


def unnamed(model: type[models.Model], keys: list[int]) -> set[int]:
    """Which rows nothing names: no relation of any table leads to them, machine-made ones left aside."""
    free = set(keys)
    for relation in model._meta.related_objects:
        other, column = relation.related_model, relation.field.name
        if column == "pgh_obj" or other is QuoteCheck or not isinstance(other, type):
            continue
        free -= set(other._base_manager.filter(**{f"{column}__in": keys}).values_list(column, flat=True))
    return free


def events_of(model: type[models.Model]) -> models.QuerySet[Any]:
    """The versions of a table’s rows."""
    found: type[models.Model] = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    return found._default_manager.all()


def who_imported(key: UUID) -> int | None:
    """The key of the person whose act this was."""
    acts = apps.get_model("pghistory", "Context")._default_manager.filter(pk=key)
    return acts.values_list("metadata__who", flat=True).first()
