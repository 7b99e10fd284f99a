"""What becomes of the rows of a file that was checked, as far as whoever brought it may still see what is here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from claims.choices import Kind
from claims.importing.columns import LAYOUTS, match
from claims.importing.plan import Outcome, Plan, RowState
from claims.importing.sealed import facts_in, outcomes_in
from claims.models import BroughtFile, Claim
from sources.models import Party, Source
from stations.models import Subject
from users.models import User
from web.batches import batches

AT_A_TIME = 2000
PAGES = {
    Kind.CLAIMS: "claims:claim",
    Kind.SOURCES: "claims:source",
    Kind.PARTIES: "claims:party",
    Kind.STATIONS: "claims:station",
    Kind.AGREEMENTS: "claims:agreement",
}


@dataclass(frozen=True)
class ShownRow:
    """One row of the file on the page. `url` leads to what is here; "" where nothing is that this person sees."""

    outcome: Outcome
    url: str

    @property
    def state(self) -> RowState:
        """What becomes of it."""
        return RowState(self.outcome.state)


def outcomes_of(file: BroughtFile, state: str = "") -> list[Outcome]:
    """What becomes of every row, or of those of one state. Raises Refused."""
    found = outcomes_in(file.outcomes) if file.outcomes is not None else []
    return [each for each in found if each.state == state] if state else found


def shown_rows(outcomes: Iterable[Outcome], file: BroughtFile, user: User) -> list[ShownRow]:
    """Rows for a page: one query. What was here and is not this person's to see any more is left out."""
    found = _still_seen(outcomes, file.kind, user)
    return [
        ShownRow(each, reverse(PAGES[Kind(file.kind)], args=[each.where]) if known else "") for each, known in found
    ]


def plan_for_a_copy(file: BroughtFile, user: User) -> Plan:
    """All that was found out about a file, for the annotated copy of it. Raises Refused."""
    chosen = {int(place): column for place, column in file.columns.items()}
    matched = match(facts_in(file.facts).headings, LAYOUTS[file.kind], chosen)
    outcomes = [each for each, _known in _still_seen(outcomes_of(file), file.kind, user)]
    return Plan(file.kind, matched, outcomes, [])


def _still_seen(outcomes: Iterable[Outcome], kind: str, user: User) -> list[tuple[Outcome, bool]]:
    """Each row, and whether what is here is this person's to see: it may have been restricted since the check."""
    rows = list(outcomes)
    # What stands in another row of the file is named by its number: “row 3” is no slug.
    names = sorted({each.where for each in rows if each.where and " " not in each.where})
    seen = {name for some in batches(names, AT_A_TIME) for name in _seen(some, kind, user)}
    return [_with_what_is_seen(each, seen) for each in rows]


def _with_what_is_seen(outcome: Outcome, seen: set[str]) -> tuple[Outcome, bool]:
    if not outcome.where or " " in outcome.where or outcome.where in seen:
        return outcome, outcome.where in seen
    sentence = _("What is here has changed since. Check the rows again.")
    return replace(outcome, where="", differences=[], faults=[("", sentence)]), False


def _seen(names: list[str], kind: str, user: User) -> Iterable[str]:
    if kind == Kind.CLAIMS:
        return Claim.objects.visible_to(user).filter(ref__in=names).values_list("ref", flat=True)
    if kind == Kind.SOURCES:
        return Source.objects.visible_to(user).filter(slug__in=names).values_list("slug", flat=True)
    model = Party if kind == Kind.PARTIES else Subject
    return model.objects.in_reach_of(user).filter(slug__in=names).values_list("slug", flat=True)
