"""History by database triggers, in the shape that reading a past state needs.

Each tracked table has an event table that holds every version of each row. `superseded_at` closes a version
when the next one is written, so that "the record as it stood" is one plain condition (docs/decisions).
"""

from collections.abc import Callable
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


def tracked(*, exclude: list[str] | None = None) -> Callable[[Model], Model]:
    """Record every insert, update and delete of a model's rows, also those typed into psql.

    `exclude` names columns that the database computes.
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
                "indexes": [
                    models.Index(fields=["pgh_obj", "pgh_created_at"], name=f"{model.__name__.lower()}_versions"),
                ],
            },
        )
        return decorate(model)

    return track


def close_earlier_versions() -> pgtrigger.Trigger:
    """The trigger that dates the end of a version when the next version is recorded."""
    return pgtrigger.Trigger(
        name="close_earlier_versions",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Condition("NEW.pgh_label <> 'insert'"),
        func=pgtrigger.Func(CLOSE_EARLIER_VERSIONS),  # type: ignore[no-untyped-call]
    )
