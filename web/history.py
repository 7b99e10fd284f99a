"""History by database triggers, in the shape that reading a past state needs.

Each tracked table has an event table that holds every version of each row. `superseded_at` closes a version
when the next one is written, so that "the record as it stood" is one plain condition (docs/decisions).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])

CLOSE_EARLIER_VERSIONS = """
UPDATE {meta.db_table} SET superseded_at = NEW.pgh_created_at
 WHERE pgh_obj_id = NEW.pgh_obj_id AND superseded_at IS NULL AND pgh_id < NEW.pgh_id;
RETURN NULL;
"""


@dataclass(frozen=True)
class Past:
    """How a table reads at a past moment (web/past_views.py), where that is more than its rows as they then stood.

    `columns` gives the SQL of columns in which today has a say: `was` is the version of that moment, `today` the row
    as it stands, if it still does. `only_if` is one more condition in the same words, with {history} for the table of
    versions. `of_today`: the table always reads as it stands today.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    only_if: str = ""
    of_today: bool = False


# By the label of the model; a table without a history that stands here is read through a view all the same.
PAST: dict[str, Past] = {}

# What was restricted or removed since is so at every moment, also where the row was deleted after that.
RESTRICTED_TODAY = Past(
    columns={
        "restricted": "was.restricted OR today.restricted IS TRUE",
        "restricted_reason": "coalesce(nullif(today.restricted_reason, ''), was.restricted_reason)",
        "desk_id": "CASE WHEN today.id IS NULL THEN was.desk_id ELSE today.desk_id END",
        "removed_at": "today.removed_at",
        "removed_for": "coalesce(today.removed_for, was.removed_for)",
    },
    only_if="""(today.id IS NOT NULL OR NOT EXISTS (
        SELECT FROM {history} AS gone WHERE gone.pgh_obj_id = was.pgh_obj_id AND gone.pgh_label = 'delete'
           AND (gone.restricted OR gone.removed_at IS NOT NULL)))""",
)


def reads_in_the_past(past: Past) -> Callable[[Model], Model]:
    """Say how a model's table reads at a past moment."""

    def declare(model: Model) -> Model:
        PAST[model._meta.label] = past
        return model

    return declare


def tracked(*, exclude: list[str] | None = None, found_by: str = "") -> Callable[[Model], Model]:
    """Record every insert, update and delete of a model's rows, also those typed into psql.

    `exclude` names columns that the database computes; `found_by` the column in which a page's address finds a row.
    """

    def track(model: Model) -> Model:
        decorate: Callable[[Model], Model] = pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(),
            pghistory.DeleteEvent(),
            exclude=exclude,
            attrs={"superseded_at": models.DateTimeField(null=True)},
            meta={
                "triggers": [close_earlier_versions()],
                "indexes": _indexes(model.__name__.lower(), found_by),
            },
        )
        return decorate(model)

    return track


def _indexes(name: str, found_by: str) -> list[models.Index]:
    versions = models.Index(fields=["pgh_obj", "pgh_created_at"], name=f"{name}_versions")
    return (
        [versions, models.Index(fields=[found_by], name=f"{name}_versions_by_{found_by}")] if found_by else [versions]
    )


def close_earlier_versions() -> pgtrigger.Trigger:
    """The trigger that dates the end of a version when the next version is recorded."""
    return pgtrigger.Trigger(
        name="close_earlier_versions",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition("NEW.pgh_label <> 'insert'"),
        func=pgtrigger.Func(CLOSE_EARLIER_VERSIONS),  # type: ignore[no-untyped-call]
    )
