"""What a request writes into the database, as its queries tell."""

import re

from django.test.utils import CaptureQueriesContext

READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET")
# Who, when and why go before a change that the history keeps, in one statement with it (pghistory.runtime).
TOLD_FIRST = re.compile(r"SELECT set_config\('pghistory\.context_id'.*?, true\); (?=[A-Z]+ )", re.DOTALL)
# The queue writes by functions of its own.
OF_THE_QUEUE = re.compile(r"procrastinate_(defer|retry|cancel|finish|fetch)")
# How often something was asked for, of nobody in particular (web/limits.py).
COUNTS = ("web_count", "web_salt_of_day")


def written(captured: CaptureQueriesContext) -> list[str]:
    """The statements that change anything but the counts of the day."""
    every = [TOLD_FIRST.sub("", str(query["sql"]), count=1) for query in captured]
    return [sql for sql in every if _writes(sql) and not any(table in sql for table in COUNTS)]


def _writes(sql: str) -> bool:
    return sql.split()[0] not in READS or bool(OF_THE_QUEUE.search(sql))
