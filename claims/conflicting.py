"""Which statements conflict with another, over the whole record: for filters and marks in lists.

A country's page compares what is said about that country; the same comparison runs here for one question and one
country after the other, so the work grows with what is said about each and not with the square of everything.
"""

from collections import defaultdict
from functools import lru_cache

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from claims.accounts.plain import Statement
from claims.accounts.read import statements
from claims.conflict import conflicts_among, group_key
from claims.models import Claim
from users.models import User

MOST_STATEMENTS = 5000
EVENTS_LOOKED_BACK = 1000
WATCHED = (
    "claims_claimevent",
    "claims_linkevent",
    "claims_questionevent",
    "claims_choiceevent",
    "claims_exclusionevent",
    "sources_partyevent",
    "sources_sourceevent",
    "stations_subjectevent",
)

Version = tuple[int, ...]


def refs_in_conflict(user: User | AnonymousUser) -> frozenset[str] | None:
    """The refs of all published statements, among those this person may see, that conflict with another.

    Remembered until anything is recorded that could change it (one query). None when there are more statements than
    can be compared while a reader waits.
    """
    return _refs_in_conflict(_version(), user.is_authenticated)


@lru_cache(maxsize=4)
def _refs_in_conflict(version: Version, for_the_desk: bool) -> frozenset[str] | None:
    reader: User | AnonymousUser = User() if for_the_desk else AnonymousUser()
    published = Claim.objects.visible_to(reader).published().order_by("pk")
    if published[MOST_STATEMENTS:].exists():
        return None
    return _conflicting(statements(published))


def _conflicting(every: tuple[Statement, ...]) -> frozenset[str]:
    known = {statement.ref: statement for statement in every}
    rows: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in every:
        rows[statement.asked.slug, statement.about.country_code].append(statement)
    accounts = set()
    for (question, country), own in rows.items():
        joining = rows[question, ""] if country and own[0].asked.general_statements_join else []
        for conflict in conflicts_among([*own, *joining], known):
            accounts |= {group_key(known[conflict.first]), group_key(known[conflict.second])}
    return frozenset(statement.ref for statement in every if group_key(statement) in accounts)


def _version() -> Version:
    """What the newest events are. Two that were written at once can become visible in either order, hence the count."""
    columns = [
        f"(SELECT (coalesce(max(pgh_id), 0)) FROM {table}), (SELECT count(*) FROM {table} WHERE pgh_id > "  # noqa: S608
        f"(SELECT coalesce(max(pgh_id), 0) - {EVENTS_LOOKED_BACK} FROM {table}))"
        for table in WATCHED
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)}")
        row: tuple[int, ...] = cursor.fetchone()
    return row
