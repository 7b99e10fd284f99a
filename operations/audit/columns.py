"""Which columns of a row the audit tells, and by which name: all but those that follow from others."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db.models import GeneratedField, Model
from django.utils.text import capfirst

from claims.log.told import TOLD
from operations.audit.sight import Values
from sources.models import Letter

# Copied from another row, or worked out of another column.
FOLLOWS = frozenset({"id", "country_id", "subject_kind", "answer_type", "form_key", "digest"})
ENDINGS = ("_earliest", "_latest", "_folded", "_pairs")
# What a reader wrote to the desk is between the two: that it was changed is told, not from what to what.
SILENT: dict[type[Model], frozenset[str]] = {
    Letter: frozenset({"number", "about", "sender_name", "sender_office", "url", "answer"})
}


@lru_cache(maxsize=64)
def told_columns(model: type[Model]) -> dict[str, Any]:
    """The fields that the history of a model holds and the audit tells, by their columns."""
    events: Any = model.pgh_event_model  # type: ignore[attr-defined]  # set by pghistory
    kept = {field.attname for field in events._meta.concrete_fields}
    return {
        field.attname: field
        for field in model._meta.concrete_fields
        if field.attname in kept
        and field.attname not in FOLLOWS | SILENT.get(model, frozenset())
        and not field.attname.endswith(ENDINGS)
        and not isinstance(field, GeneratedField)
    }


def changed(model: type[Model], before: Values, after: Values) -> Iterator[tuple[str, str]]:
    """The columns that differ, with their labels."""
    names = TOLD.get(model, {})
    for column, field in told_columns(model).items():
        if before[column] != after[column]:
            yield column, str(names[column].label) if column in names else capfirst(str(field.verbose_name))
