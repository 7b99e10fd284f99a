"""Sources, bodies, subjects and questions that read otherwise than before: each told once, however many statements."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Question
from claims.since.compare import PARTY, QUESTION, SOURCE, SUBJECT, Field, alterations
from claims.since.plain import Change, ChangeKind, Reason, Record
from claims.since.versions import events_of, reason_in
from sources.models import Party, Source
from stations.models import Country, Subject
from stations.reach import named_in
from web.as_of import BeforeTheRecord, as_of

READER = AnonymousUser()


@dataclass(frozen=True)
class Kind:
    """One table that statements rest on: what a reader calls its rows, how claims name them, what is compared."""

    what: str | Promise
    app: str
    rows: Callable[[], QuerySet[Any]]
    named_by: tuple[str, ...]
    fields: tuple[Field, ...]


KINDS = (
    Kind(
        _("Source"),
        "sources",
        lambda: Source.objects.visible_to(READER).select_related("publisher"),
        ("citation__source", "relays__source"),
        SOURCE,
    ),
    Kind(
        _("Who speaks, reports or publishes"),
        "sources",
        lambda: Party.objects.select_related("country", "part_of"),
        ("asserted_by", "asserted_by__part_of", "answer_party", "relays__party", "citation__source__publisher"),
        PARTY,
    ),
    Kind(
        _("What statements are about"),
        "stations",
        lambda: Subject.objects.select_related("parent", "country"),
        ("subject", "subject__parent"),
        SUBJECT,
    ),
    Kind(
        _("Question"),
        "claims",
        lambda: Question.objects.select_related("heading"),
        ("question",),
        QUESTION,
    ),
)


def changed_records(country: Country, since: datetime) -> Iterable[Change]:
    """Every row on which a statement about the country rests and that reads otherwise: four queries for each kind."""
    claims = Claim.objects.visible_to(READER).about(country).order_by()
    for kind in KINDS:
        yield from _changed(kind, claims, since)


def _changed(kind: Kind, claims: QuerySet[Claim], since: datetime) -> Iterable[Change]:
    model = kind.rows().model
    events = events_of(kind.app, model.__name__).filter(pgh_created_at__gt=since, pgh_label="update")
    reasons: dict[int, list[Reason]] = {}
    for pk, at, metadata in events.values_list("pgh_obj_id", "pgh_created_at", "pgh_context__metadata"):
        reasons.setdefault(pk, []).append(Reason(at, reason_in(metadata)))
    after = {row.pk: row for row in kind.rows().filter(named_in(kind.rows(), claims, kind.named_by), pk__in=reasons)}
    before = _then(kind, set(after), since)
    for pk in before:
        altered = alterations(kind.fields, before[pk], after[pk])
        if altered:
            yield Change(
                ChangeKind.CHANGED,
                reasons[pk][-1].at,
                record=Record(str(kind.what), str(after[pk]), after[pk].get_absolute_url()),
                alterations=altered,
                reasons=tuple(reason for reason in reversed(reasons[pk]) if reason.why),
            )


def _then(kind: Kind, keys: set[int], since: datetime) -> dict[int, Any]:
    try:
        with as_of(since):
            return {row.pk: row for row in kind.rows().filter(pk__in=keys)}
    except BeforeTheRecord:
        return {}
