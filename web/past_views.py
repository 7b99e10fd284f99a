"""The views through which the record is read as it stood: one for each table that readers see, in a schema of its own.

They are made after `migrate` and dropped before it (web/management/commands/migrate.py), because PostgreSQL changes no
column that a view uses. Which moment they show, the setting `on_record.as_of` of the transaction says.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db import ProgrammingError, connection, models, transaction
from psycopg.errors import UndefinedColumn, UndefinedTable

from web.history import PAST, Past

SCHEMA = "as_of"
SETTING = "on_record.as_of"
# Seconds since 1970, which are read for each row of a table: four times as fast as reading a date from its text. A
# scalar subquery would be read once, but leaves the planner without an idea of how many rows had been written by then.
MOMENT = f"to_timestamp(nullif(current_setting('{SETTING}', true), '')::float8)"

AS_IT_STOOD = f"""was.pgh_label <> 'delete' AND was.pgh_created_at <= {MOMENT}
   AND (was.superseded_at IS NULL OR was.superseded_at > {MOMENT})"""


def tracked_models() -> list[type[models.Model]]:
    """Every model with a history."""
    return [model for model in apps.get_models() if hasattr(model, "pgh_event_model") and not model._meta.proxy]


def first_moment_sql() -> str:
    """An expression for the moment of the first record, in tables that readers see."""
    tables = [_events(model) for model in tracked_models() if not _past(model).of_today]
    firsts = [f"(SELECT pgh_created_at FROM public.{table} ORDER BY pgh_id LIMIT 1)" for table in tables]  # noqa: S608
    return f"least({', '.join(firsts)})"


def views() -> Iterator[tuple[str, str]]:
    """The name and the query of each view: tables as they stood, and their histories as far as they then went."""
    for model in tracked_models():
        if not _past(model).of_today:
            yield model._meta.db_table, _versions_then(model)
            yield _events(model), _history_then(model)
    for model in apps.get_models():
        if model._meta.label in PAST and not hasattr(model, "pgh_event_model"):
            yield model._meta.db_table, _rows_of_today(model)


def _versions_then(model: type[models.Model]) -> str:
    past, table = _past(model), model._meta.db_table
    today = f" LEFT JOIN public.{table} AS today ON today.id = was.pgh_obj_id" if past.columns else ""
    columns = ", ".join(_column(field, past) for field in model._meta.concrete_fields)
    only = f" AND {past.only_if.format(history=f'public.{_events(model)}')}" if past.only_if else ""
    return f"SELECT {columns} FROM public.{_events(model)} AS was{today} WHERE {AS_IT_STOOD}{only}"  # noqa: S608


def _column(field: models.Field, past: Past) -> str:  # type: ignore[type-arg]
    column = str(field.column)
    name = f'"{column}"'
    if field.primary_key:
        return f"was.pgh_obj_id AS {name}"
    if isinstance(field, models.GeneratedField):
        expression, values = field.generated_sql(connection)
        quoted = tuple(connection.schema_editor().quote_value(value) for value in values)
        return f"CAST({expression % quoted} AS {field.db_type(connection)}) AS {name}"
    if column in past.columns:
        return f"CAST({past.columns[column]} AS {field.db_type(connection)}) AS {name}"
    return f"was.{name}"


def _history_then(model: type[models.Model]) -> str:
    events = _event_model(model)
    columns = ", ".join(
        f"CASE WHEN superseded_at <= {MOMENT} THEN superseded_at END AS superseded_at"
        if field.column == "superseded_at"
        else f'"{field.column}"'
        for field in events._meta.concrete_fields
    )
    return f"SELECT {columns} FROM public.{_events(model)} WHERE pgh_created_at <= {MOMENT}"  # noqa: S608


def _rows_of_today(model: type[models.Model]) -> str:
    columns = ", ".join(f'today."{field.column}"' for field in model._meta.concrete_fields)
    return f"SELECT {columns} FROM public.{model._meta.db_table} AS today WHERE {_past(model).only_if}"  # noqa: S608


def _past(model: type[models.Model]) -> Past:
    return PAST.get(model._meta.label, Past())


def _event_model(model: type[models.Model]) -> type[models.Model]:
    events: type[models.Model] = model.pgh_event_model  # type: ignore[attr-defined]  # set by pghistory
    return events


def _events(model: type[models.Model]) -> str:
    return _event_model(model)._meta.db_table


def drop_views() -> None:
    """Take the schema away. Nobody reads a past moment until the views are made again (web.as_of.NoPast)."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")


@transaction.atomic
def make_views() -> bool:
    """Make the schema anew. False, and no schema, where the tables are not those that the models describe."""
    drop_views()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {SCHEMA}")
            for table, query in views():
                cursor.execute(f"CREATE VIEW {SCHEMA}.{table} AS {query}")
    except ProgrammingError as error:
        if isinstance(error.__cause__, UndefinedColumn | UndefinedTable):
            return False
        raise
    return True
