"""What the role may do under which the site and its worker run: everything that they need, and nothing to the history.

Migrations run under the role that owns the tables. The other one reads and writes rows, makes and drops nothing, and
only reads what has happened: versions are written by triggers, which run with the rights of the owner. Overwriting what
was removed for good takes a second role, into which the first steps for these statements alone (web/erasing.py).
"""

from collections.abc import Iterator, Sequence

from django.db import connection, transaction
from psycopg import sql

from web.past_views import SCHEMA, tracked_models

# Steps into it are taken by name, so it is the same everywhere.
REMOVER = "on_record_remover"
# Of every change: who, when and why. Written by a function of the owner's.
CONTEXT = "pghistory_context"

# What people did beside the record: the site adds rows, and nobody changes one.
ONLY_ADDED_TO = ("users_act",)

# Written by the triggers of a history, and by nobody else.
WRITES_HISTORY = """
SELECT DISTINCT p.oid::regprocedure::text
  FROM pg_proc AS p JOIN pg_trigger AS t ON t.tgfoid = p.oid JOIN pg_class AS c ON c.oid = t.tgrelid
 WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal
   AND EXISTS (SELECT FROM unnest(%s::text[]) AS kept
                WHERE p.prosrc ~ ('(INSERT INTO|UPDATE) "?' || kept || '"? '))
"""


def history_tables() -> list[str]:
    """Every table of versions, and that of who changed them and why."""
    versions = [model.pgh_event_model._meta.db_table for model in tracked_models()]  # type: ignore[attr-defined]
    return [*sorted(versions), CONTEXT]


@transaction.atomic
def grant(role: str) -> None:
    """Give a role that exists what the site needs, and take away what it does not. May be run again after migrating."""
    with connection.cursor() as cursor:
        cursor.execute(WRITES_HISTORY, [history_tables()])
        functions = [name for (name,) in cursor.fetchall()]
        for statement in _statements(role, functions):
            cursor.execute(statement)


@transaction.atomic
def let_sign_in(role: str, password: str) -> None:
    """Make a role that can sign in and nothing else, or give the one that is there this password.

    The server and its log see a verifier, never the password.
    """
    with connection.cursor() as cursor:
        assert connection.connection is not None  # noqa: S101 - a cursor was opened
        verifier = connection.connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
        cursor.execute("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
        verb = "ALTER" if cursor.fetchone() == (True,) else "CREATE"
        statement = "{} ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}"
        words = sql.SQL(verb), sql.Identifier(role), sql.Literal(verifier.decode())
        cursor.execute(sql.SQL(statement).format(*words))


def _statements(role: str, functions: Sequence[str]) -> Iterator[sql.Composable]:
    site, remover = sql.Identifier(role), sql.Identifier(REMOVER)
    yield sql.SQL(
        "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {name})"
        " THEN CREATE ROLE {remover} NOLOGIN; END IF; END $$"
    ).format(name=sql.Literal(REMOVER), remover=remover)
    yield sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    for who in (site, remover):
        yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(who)
        yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(who)
    yield sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(site)
    yield sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(site)
    yield sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}").format(site)
    for table in map(sql.Identifier, history_tables()):
        yield sql.SQL("REVOKE INSERT, UPDATE, DELETE ON {} FROM {}").format(table, site)
        yield sql.SQL("GRANT SELECT, UPDATE ON {} TO {}").format(table, remover)
    for table in map(sql.Identifier, ONLY_ADDED_TO):
        yield sql.SQL("REVOKE UPDATE, DELETE ON {} FROM {}").format(table, site)
    for function in functions:
        yield sql.SQL("ALTER FUNCTION {} SECURITY DEFINER SET search_path = public, pg_temp").format(sql.SQL(function))
    yield sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(remover, site)
    yield from _of_the_past(site)


def _of_the_past(site: sql.Composable) -> Iterator[sql.Composable]:
    schema = sql.Identifier(SCHEMA)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s) IS NOT NULL", [SCHEMA])
        if cursor.fetchone() == (True,):
            yield sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(schema, site)
            yield sql.SQL("GRANT SELECT ON ALL TABLES IN SCHEMA {} TO {}").format(schema, site)
