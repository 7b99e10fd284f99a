"""When and why a record of having looked was corrected: it stands with the record, for whoever relies on it."""

from dataclasses import dataclass
from datetime import datetime

from claims.log.reading import reason_of
from claims.models import Search
from web.erasing import versions_of


@dataclass(frozen=True)
class Corrected:
    """One correction of a search; who made it is not told."""

    at: datetime
    reason: str


def corrections_of(search: Search) -> list[Corrected]:
    """Every correction of a search, the oldest first: one query."""
    changed = versions_of(Search).filter(pgh_obj_id=search.pk, pgh_label="update").order_by("pgh_id")
    rows = changed.values_list("pgh_created_at", "pgh_context__metadata")
    return [Corrected(at, reason_of(told)) for at, told in rows]
