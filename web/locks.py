"""Waiting for each other where two people could write the same thing at the same moment."""

from django.db import connection


def wait_for(name: str) -> None:
    """Hold a lock of this name until the transaction ends; another that asks for it waits until then.

    What the first has committed, the second reads after waiting: PostgreSQL reads anew with each statement.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
