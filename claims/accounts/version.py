"""A number that changes whenever something is recorded: what is computed from all statements is kept until then."""

from django.db import connection

Version = tuple[int, ...]

EVENTS_LOOKED_BACK = 1000
# The histories of everything that can change where a statement stands or how it reads.
WATCHED = (
    "claims_claimevent",
    "claims_linkevent",
    "claims_headingevent",
    "claims_questionevent",
    "claims_choiceevent",
    "claims_exclusionevent",
    "sources_partyevent",
    "sources_sourceevent",
    "stations_countryevent",
    "stations_subjectevent",
)


def recorded() -> Version:
    """What the newest events are, in one query.

    Two that were written at once can become visible in either order, hence the count.
    """
    columns = [
        f"(SELECT coalesce(max(pgh_id), 0) FROM {table}), (SELECT count(*) FROM {table} WHERE pgh_id > "  # noqa: S608
        f"(SELECT coalesce(max(pgh_id), 0) - {EVENTS_LOOKED_BACK} FROM {table}))"
        for table in WATCHED
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}")
        row: Version = cursor.fetchone()
    return row
