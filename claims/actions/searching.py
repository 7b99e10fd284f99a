"""Recording where somebody looked, and putting such a record right."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from claims.actions.stepping import NotAllowed
from claims.actions.versions import still
from claims.models import Question, Search
from sources.models import Party
from stations.models import Country
from users.models import User
from web import edtf
from web.slugs import free_slug


@dataclass(frozen=True)
class Sought:
    """What was looked for, where, over which time, when, and what it gave. The dates are EDTF texts."""

    what: str
    where: str
    searched_on: str
    result: str
    period: str = ""
    language: str = ""
    country: Country | None = None
    question: Question | None = None
    party: Party | None = None
    side: str = ""
    note: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """The values of the row, the days of its dates among them."""
        given = {name: getattr(self, name) for name in asdict(self)}
        for name in ("searched_on", "period"):
            given.update(edtf.columns(name, given.pop(name)))
        return given


def why_not_correct(search: Search, by: User) -> str:
    """Why this person may not correct this record, "" when they may. Runs no query."""
    if search.searched_by_id != by.pk and not by.may_publish:
        return _("Only whoever recorded a search, or an editor, corrects it.")
    return ""


@transaction.atomic
def record_search(sought: Sought, *, by: User, at: datetime) -> Search:
    """Let readers see where somebody looked. Raises NotAllowed."""
    if not by.may_write:
        raise NotAllowed(_("Only the desk records a search."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why="A search was recorded."):
        slug = free_slug(Search, sought.what, otherwise="search")
        return Search.objects.create(slug=slug, searched_by=by, **sought.columns)


@transaction.atomic
def correct_search(
    search: Search, sought: Sought, *, by: User, at: datetime, why: str, version: int | None = None
) -> Search:
    """Put a record right; the history keeps what it said before, and why it was changed.

    `version` is the one that was corrected: another is not overwritten. Raises NotAllowed, ChangedMeanwhile.
    """
    search = Search.objects.select_for_update(of=("self",)).get(pk=search.pk)
    if reason := why_not_correct(search, by):
        raise NotAllowed(reason)
    still(search, version)
    if not why.strip():
        raise NotAllowed(_("Say what was wrong with the record."))
    for name, value in sought.columns.items():
        setattr(search, name, value)
    told = {"why": f"A search was corrected: {why.strip()}", "reason": why.strip()}
    with pghistory.context(who=by.pk, at=at.isoformat(), **told):
        search.save()
    return search
