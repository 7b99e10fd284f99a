"""What readers find otherwise about a country than at an earlier moment, from the histories.

The record is read twice, as it stood then and as it stands in view (today, or the moment of `as_of`), and compared; the
histories only say which statements to look at, when they changed, and why. A fixed number of queries.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from claims.accounts.read import statements
from claims.accounts.statement import Statement
from claims.choices import ClaimState
from claims.models import Claim, ClaimQuerySet
from claims.since.compare import STATEMENT, alterations
from claims.since.judgements import changed_judgements
from claims.since.plain import Change, ChangeKind, Changes, newest_first
from claims.since.records import changed_records
from claims.since.versions import Touched, touched
from sources.models import Source
from stations.models import Country
from web.as_of import BeforeTheRecord, as_of, moment_in_view

READER = AnonymousUser()
FOR_READERS = (ClaimState.PUBLISHED, ClaimState.WITHDRAWN)
MOST_COMPARED = 1000


def changes_about(country: Country, *, since: datetime) -> Changes:
    """What became of the statements about a country, and of what they rest on, since a moment.

    Statements that were added or withdrawn are loaded by `with_statements`, a page at a time.
    """
    until = moment_in_view() or timezone.now()
    found = touched(country, since)
    now = _states(found.claims)
    then, first = _then(found.claims, since)
    compared, left_out = _compared(found, then, now, since)
    changes = [
        *_added_or_withdrawn(found, then, now),
        *compared,
        *_deleted(found, then, now),
        *_removed(country, since, until),
        *changed_records(country, since),
        *changed_judgements(country, since),
    ]
    return Changes(since, until, newest_first(changes), first, left_out)


def with_statements(changes: Iterable[Change]) -> list[Change]:
    """These changes with how each statement reads now, for what may be read."""
    wanted = list(changes)
    missing = [change.ref for change in wanted if change.ref and not change.statement]
    read = _by_ref(Claim.objects.visible_to(READER).filter(ref__in=missing)) if missing else {}
    return [replace(change, statement=change.statement or read.get(change.ref)) for change in wanted]


State = tuple[str, str]


def _states(claims: Collection[int]) -> dict[int, State]:
    """Ref and state of those that readers may see, by key."""
    seen = Claim.objects.visible_to(READER).filter(pk__in=claims)
    return {pk: (ref, state) for pk, ref, state in seen.order_by().values_list("pk", "ref", "state")}


def _then(claims: Collection[int], since: datetime) -> tuple[dict[int, State], datetime | None]:
    """The same as it stood; when the record begins, where that is later."""
    try:
        with as_of(since):
            return _states(claims), None
    except BeforeTheRecord as nothing:
        return {}, nothing.first


def _added_or_withdrawn(found: Touched, then: dict[int, State], now: dict[int, State]) -> Iterable[Change]:
    for pk, (ref, state) in now.items():
        versions = found.versions_of(pk)
        if state == ClaimState.WITHDRAWN and then.get(pk, ("", ""))[1] != state:
            turn = versions.turned(state)
            why = turn.withdrawn_reason if turn else ""
            published = versions.first_seen() if pk not in then else None
            yield Change(
                ChangeKind.WITHDRAWN,
                turn.at if turn else found.last_of(pk),
                ref,
                why=why,
                on_record_since=published.at if published else None,
            )
        elif pk not in then:
            turn = versions.first_seen()
            yield Change(ChangeKind.ADDED, turn.at if turn else found.last_of(pk), ref)


def _compared(
    found: Touched, then: dict[int, State], now: dict[int, State], since: datetime
) -> tuple[list[Change], int]:
    """Statements that readers could and can read, where they read otherwise; how many more were not looked at."""
    withdrawn = {pk for pk in now if now[pk][1] == ClaimState.WITHDRAWN and then.get(pk, ("", ""))[1] != now[pk][1]}
    both = sorted((pk for pk in then if pk in now and pk not in withdrawn), key=found.last_of, reverse=True)
    looked_at = both[:MOST_COMPARED]
    if not looked_at:
        return [], 0
    with suppress(BeforeTheRecord), as_of(since):
        before = _by_ref(Claim.objects.visible_to(READER).filter(pk__in=looked_at))
    after = _by_ref(Claim.objects.visible_to(READER).filter(pk__in=looked_at))
    changes = [_change(found, pk, before[now[pk][0]], after[now[pk][0]]) for pk in looked_at]
    return [change for change in changes if change.alterations], len(both) - len(looked_at)


def _change(found: Touched, pk: int, before: Statement, after: Statement) -> Change:
    return Change(
        ChangeKind.CHANGED,
        found.last_of(pk),
        after.ref,
        statement=after,
        alterations=alterations(STATEMENT, before, after),
        reasons=found.reasons_of(pk),
    )


def _deleted(found: Touched, then: dict[int, State], now: dict[int, State]) -> Iterable[Change]:
    """What somebody took out of the tables by hand. The forms withdraw; they never delete what readers have seen."""
    gone = {pk for pk in then if pk not in now}
    still_there = set(Claim.objects.filter(pk__in=gone).values_list("pk", flat=True))
    for pk in gone - still_there:
        yield Change(ChangeKind.REMOVED, found.last_of(pk), then[pk][0], why=_("Deleted from the record."))


def _removed(country: Country, since: datetime, until: datetime) -> Iterable[Change]:
    """Statements and sources that were removed after readers had seen them: the day and the reason, nothing else."""
    window = Q(removed_at__gt=since, removed_at__lte=until, restricted=False)
    claims = Claim.objects.about(country).filter(window, state__in=FOR_READERS, citation__source__restricted=False)
    for claim in claims.only("ref", "removed_at", "removed_for"):
        if claim.removed_at:
            yield Change(ChangeKind.REMOVED, claim.removed_at, claim.ref, why=claim.get_removed_for_display())
    drawn = Claim.objects.about(country).filter(state__in=FOR_READERS, restricted=False, removed_at__isnull=True)
    for source in Source.objects.filter(window, citations__claims__in=drawn).distinct():
        if source.removed_at:
            yield Change(ChangeKind.REMOVED, source.removed_at, why=source.get_removed_for_display())


def _by_ref(claims: ClaimQuerySet) -> dict[str, Statement]:
    return {statement.ref: statement for statement in statements(claims)}
