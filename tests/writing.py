"""What a request writes into the database, as its queries tell."""

from django.test.utils import CaptureQueriesContext

READS = ("SELECT", "SAVEPOINT", "RELEASE")
# How often something was asked for, of nobody in particular (web/limits.py).
COUNTS = ("web_count", "web_saltofday")


def written(captured: CaptureQueriesContext) -> list[str]:
    """The statements that change anything but the counts of the day."""
    every = [str(query["sql"]) for query in captured]
    return [sql for sql in every if sql.split()[0] not in READS and not any(table in sql for table in COUNTS)]
