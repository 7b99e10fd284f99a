"""What every history has alike: triggers that keep it as it was written, and an index by moment, by which it is read.

Nothing in a history is deleted, and a version is overwritten by a removal alone (web/erasing.py), which says so for its
transaction. Both stand on whatever tables of versions there are. The triggers are dropped before `migrate` and made
again after it (web/management/commands/migrate.py): a migration may have to fill a new column of old versions.
"""

from collections.abc import Iterator

from django.db import connection, transaction

from web.past_views import tracked_models

# Set for one transaction by a removal.
REMOVING = "on_record.removing"
REASONS = "pghistory_context"

REFUSE = f"""
CREATE OR REPLACE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND current_setting('{REMOVING}', true) = 'yes' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A history is only added to (%, %).', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
END $$
"""
DROP = """
SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger
 WHERE tgname IN ('history_is_never_deleted', 'history_is_never_rewritten')
"""


@transaction.atomic
def stop_keeping() -> None:
    """Take the triggers away, for as long as migrations run."""
    with connection.cursor() as cursor:
        cursor.execute(DROP)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)


@transaction.atomic
def keep() -> None:
    """Put triggers and index on every table of versions that is there; reasons have the one against deleting."""
    stop_keeping()
    with connection.cursor() as cursor:
        cursor.execute(REFUSE)
        for table, columns in _histories():
            cursor.execute(_never_deleted(table))
            if columns:
                cursor.execute(_never_rewritten(table, columns))
                cursor.execute(f"CREATE INDEX IF NOT EXISTS {table}_by_moment ON {table} (pgh_created_at, pgh_id)")


def _histories() -> Iterator[tuple[str, list[str]]]:
    """Each table that is there, with its columns; reasons have none here: one act may say more about itself later."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for model in tracked_models():
            table = model.pgh_event_model._meta.db_table  # type: ignore[attr-defined]  # set by pghistory
            described = connection.introspection.get_table_description(cursor, table) if table in there else []
            columns = [column.name for column in described]
            if "superseded_at" in columns:  # an earlier state of the tables has none yet
                yield table, columns
        if REASONS in there:
            yield REASONS, []


def _never_deleted(table: str) -> str:
    return f"""CREATE TRIGGER history_is_never_deleted BEFORE DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION refuse_to_rewrite_history()"""


def _never_rewritten(table: str, columns: list[str]) -> str:
    """A version is closed once, by the next one; nothing else of it changes."""
    quote = connection.ops.quote_name
    said = [quote(column) for column in columns if column != "superseded_at"]
    was, became = (", ".join(f"{row}.{column}" for column in said) for row in ("OLD", "NEW"))
    return f"""CREATE TRIGGER history_is_never_rewritten BEFORE UPDATE ON {table} FOR EACH ROW
        WHEN (ROW({was}) IS DISTINCT FROM ROW({became})
              OR (OLD.superseded_at IS NOT NULL AND OLD.superseded_at IS DISTINCT FROM NEW.superseded_at))
        EXECUTE FUNCTION refuse_to_rewrite_history()"""
