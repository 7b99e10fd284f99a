"""What became of judgements whether two stations are one place: made, changed, taken back, restored."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.choices import ClaimState
from claims.models import SamePlace
from claims.same_place.plain import Judged
from claims.same_place.read import judged
from claims.since.compare import Field, alterations
from claims.since.plain import Change, ChangeKind, Reason, Record
from claims.since.versions import events_of, reason_in
from stations.models import Country
from web.as_of import BeforeTheRecord, as_of

READER = AnonymousUser()


def _fields() -> tuple[Field, ...]:
    def state(each: Judged) -> str:
        return _("taken back") if each.withdrawn_on else _("stands")

    return (
        (_("State"), state, state),
        (_("What is said of the two"), lambda each: each.judgement, lambda each: each.words),
        (_("What in the passage says so"), lambda each: each.reason, lambda each: each.reason),
    )


def changed_judgements(country: Country, since: datetime) -> Iterable[Change]:
    """One change for each judgement about a station of the country that reads otherwise: a fixed number of queries."""
    reasons: dict[int, list[Reason]] = {}
    events = events_of("claims", "SamePlace").filter(pgh_created_at__gt=since)
    for pk, at, metadata in events.values_list("pgh_obj_id", "pgh_created_at", "pgh_context__metadata"):
        reasons.setdefault(pk, []).append(Reason(at, reason_in(metadata)))
    now = _read(country, set(reasons))
    before = _then(country, set(now), since)
    for pk, each in now.items():
        change = _change(before.get(pk), each, reasons[pk])
        if change:
            yield change


def _read(country: Country, keys: set[int]) -> dict[int, Judged]:
    rows = SamePlace.objects.within(country).visible_to(READER).filter(pk__in=keys)
    return {each.key: each for each in judged(rows)} if keys else {}


def _then(country: Country, keys: set[int], since: datetime) -> dict[int, Judged]:
    try:
        with as_of(since):
            return _read(country, keys)
    except BeforeTheRecord:
        return {}


def _change(before: Judged | None, now: Judged, reasons: list[Reason]) -> Change | None:
    record, at = Record(_("Same place or not"), _named(now), _address(now)), reasons[-1].at
    if now.withdrawn_on and (before is None or not before.withdrawn_on):
        added = reasons[0].at if before is None else None
        return Change(ChangeKind.WITHDRAWN, at, record=record, why=now.withdrawn_reason, on_record_since=added)
    if before is None:
        return Change(ChangeKind.ADDED, at, record=record) if now.statement.state == ClaimState.PUBLISHED else None
    altered = alterations(_fields(), before, now)
    told = tuple(reason for reason in reversed(reasons) if reason.why)
    return Change(ChangeKind.CHANGED, at, record=record, alterations=altered, reasons=told) if altered else None


def _named(each: Judged) -> str:
    """“Safeguard Defenders says: two places (Markham, home; Markham, commercial building)”."""
    return _("%(said)s (%(one)s; %(other)s)") % {
        "said": each.said,
        "one": each.first.named_beside(each.second),
        "other": each.second.named_beside(each.first),
    }


def _address(each: Judged) -> str:
    return f"{reverse('claims:station', args=[each.first.slug])}#judgement-{each.key}"
