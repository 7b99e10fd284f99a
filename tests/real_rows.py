"""The rows of the project's own data, kept beside the tables of a test, so that they are loaded once and not for each.

On the tests' own server only: to put rows back without their triggers takes the rights of its owner.
"""

from django.core.management import call_command
from django.db import connection

from tests import emptying

# Everything but what migrating fills is there already: `emptying.KEPT`.
KEEP = """
DO $$
DECLARE name text;
BEGIN
    CREATE SCHEMA real_rows;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL (%s)
    LOOP
        EXECUTE format('CREATE TABLE real_rows.%%1$I AS TABLE public.%%1$I', name);
    END LOOP;
END $$
"""

# Columns that the database derives are derived anew.
PUT_BACK = """
DO $$
DECLARE name text; names text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name, names IN
        SELECT c.table_name, string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position)
          FROM information_schema.columns AS c
         WHERE c.table_schema = 'public' AND c.is_generated = 'NEVER'
           AND c.table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'real_rows')
         GROUP BY c.table_name
    LOOP
        EXECUTE format(
            'INSERT INTO public.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM real_rows.%1$I', name, names
        );
    END LOOP;
    SET LOCAL session_replication_role = origin;
END $$
"""


def keep() -> None:
    """Load everything in fixtures/, as `make demo` does, and set it aside. The tables are empty afterwards."""
    call_command("load_demo", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [list(emptying.KEPT)])
    emptying.every_table()


def put_back() -> None:
    """Everything in fixtures/, in empty tables."""
    with connection.cursor() as cursor:
        cursor.execute(PUT_BACK)
