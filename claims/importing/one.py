"""One claim that a program sends: a row of the import by itself, with the same rules and in the same words."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from claims.choices import Kind
from claims.importing.columns import CLAIMS
from claims.importing.opening import Sheet
from claims.importing.plan import Plan, plan_of
from claims.importing.writing import write
from claims.models import Claim
from sources.brought import brought
from users.models import Desk, User

SENT = "A program sent a draft."
READ_AS = "one row"


def plan_one(cells: Mapping[str, str], *, by: User | AnonymousUser) -> Plan:
    """What the row would add, for somebody who sees this much. Its only outcome stands in `outcomes[0]`.

    A column that has to be there and is not, is as if it were empty: what is missing is told of its cell.
    """
    missing = [group[0] for group in CLAIMS.needed if not set(group) & set(cells)]
    columns = [*cells, *missing]
    sheet = Sheet(columns, [(1, [cells.get(column, "") for column in columns])], 0, READ_AS)
    return plan_of(sheet, Kind.CLAIMS, by=by, chosen=dict(enumerate(columns)))


def save_one(plan: Plan, *, by: User, at: datetime, desk: Desk | None, why: Mapping[str, object]) -> Claim:
    """Write the draft of such a plan, inside a transaction; `why` stands in its history beside who and when."""
    key = write(plan, why={"why": SENT, **why}, by=by, at=at, desk=desk)
    found: Claim = brought(Claim, key).get()
    return found
