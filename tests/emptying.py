"""Empties the database after a test that committed, on the tests' own server.

Django truncates every table and makes all permissions anew, which takes longer than most such tests. Deleting from
tables that hold a few rows takes milliseconds. The queue's tables are emptied with the rest; Django knows nothing of
them.
"""

from typing import Any

from django.db import connection

# What migrating fills, and no test changes.
KEPT = ("django_migrations", "django_content_type", "auth_permission")

# No trigger fires and no key is checked meanwhile: whatever the order of tables, all rows go together.
EMPTY = """
DO $$
DECLARE name text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables
                 WHERE schemaname = 'public' AND tablename <> ALL (%s)
    LOOP
        EXECUTE 'DELETE FROM ' || name;
    END LOOP;
END $$
"""


def every_table(_test: Any = None) -> None:
    """Delete all rows but those of `KEPT`."""
    with connection.cursor() as cursor:
        cursor.execute(EMPTY, [list(KEPT)])
