"""Which statements conflict with another, over the whole record: for filters and marks in lists.

A country's page compares what is said about that country; the same comparison runs here for one question and one
country after the other, so the work grows with what is said about each and not with the square of everything.
"""

from collections import defaultdict

from django.contrib.auth.models import AnonymousUser

from claims.accounts.read import statements
from claims.accounts.statement import Statement
from claims.accounts.version import Version, recorded, remembered
from claims.conflict import conflicts_among, group_key
from claims.models import Claim
from claims.origins import without_retellings
from users.models import User
from users.sight import Sight, sight_of

MOST_STATEMENTS = 5000


def refs_in_conflict(user: User | AnonymousUser) -> frozenset[str] | None:
    """The refs of all published statements, among those this person may see, that conflict with another.

    Remembered until anything is recorded that could change it (one query). None when there are more statements than
    can be compared while a reader waits.
    """
    return _refs_in_conflict(recorded(), sight_of(user))


@remembered(4)
def _refs_in_conflict(version: Version, sight: Sight) -> frozenset[str] | None:
    published = Claim.objects.visible_to(sight.person).published().order_by("pk")
    if published[MOST_STATEMENTS:].exists():
        return None
    return _conflicting(statements(published))


def _conflicting(every: tuple[Statement, ...]) -> frozenset[str]:
    known = {statement.ref: statement for statement in every}
    rows: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in every:
        rows[statement.asked.slug, statement.about.country_code].append(statement)
    accounts, retold = set(), set()
    for (question, country), own in rows.items():
        joining = rows.get((question, ""), []) if country and own[0].asked.general_statements_join else []
        told = without_retellings([*own, *joining])
        retold |= {statement.ref for statement in own} - {statement.ref for statement in told}
        for conflict in conflicts_among(told, known):
            accounts |= {group_key(known[conflict.first]), group_key(known[conflict.second])}
    return frozenset(each.ref for each in every if group_key(each) in accounts and each.ref not in retold)
