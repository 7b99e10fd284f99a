"""Which ticks are older than the last change of what they were about.

The history holds every version of a claim and of its passage: what a person checked is the version that stood when
the tick was recorded, by the database's own clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps

from claims.models import Claim

OF_THE_CLAIM = (
    "citation_id", "subject_id", "question_id", "asserted_by_id", "speaker_name", "speaker_office", "stance",
    "statement", "asserted_on", "about_period", "choice_id", "count_operator", "count_value", "count_to",
    "count_unit_id", "count_scope", "date_answer", "answer_party_id",
)  # fmt: skip
OF_THE_PASSAGE = ("source_id", "exact", "words", "language", "translation")

Versions = Mapping[int, list[tuple[datetime, tuple[object, ...]]]]


def outdated(claims: Iterable[Claim]) -> dict[int, frozenset[str]]:
    """For each claim (by key) the kinds ticked before statement, answer, speaker, date or passage last changed.

    Three queries for any number of claims, none when nothing is ticked; the claims' citations and verifications are
    best loaded.
    """
    given = list(claims)
    ticked = {tick.pk for claim in given for tick in claim.verifications.all()}
    if not ticked:
        return {claim.pk: frozenset() for claim in given}
    moments = _moments(ticked)
    of_claims = _versions("claims", "ClaimEvent", {claim.pk for claim in given}, OF_THE_CLAIM)
    of_passages = _versions("sources", "CitationEvent", {claim.citation_id for claim in given}, OF_THE_PASSAGE)

    def is_changed(claim: Claim, moment: datetime | None) -> bool:
        if moment is None:
            return False
        return _differs(claim, OF_THE_CLAIM, of_claims.get(claim.pk, []), moment) or _differs(
            claim.citation, OF_THE_PASSAGE, of_passages.get(claim.citation_id, []), moment
        )

    return {
        claim.pk: frozenset(tick.kind for tick in claim.verifications.all() if is_changed(claim, moments.get(tick.pk)))
        for claim in given
    }


def _moments(ticks: set[int]) -> dict[int, datetime]:
    events: Any = apps.get_model("claims", "VerificationEvent")
    rows = events._default_manager.filter(pgh_obj_id__in=ticks, pgh_label="insert")
    return dict(rows.values_list("pgh_obj_id", "pgh_created_at"))


def _versions(app: str, model: str, keys: set[int], columns: Sequence[str]) -> Versions:
    events: Any = apps.get_model(app, model)
    rows = events._default_manager.filter(pgh_obj_id__in=keys).order_by("pgh_id")
    found: dict[int, list[tuple[datetime, tuple[object, ...]]]] = {}
    for key, moment, *values in rows.values_list("pgh_obj_id", "pgh_created_at", *columns):
        found.setdefault(key, []).append((moment, tuple(values)))
    return found


def _differs(
    row: object, columns: Sequence[str], versions: list[tuple[datetime, tuple[object, ...]]], moment: datetime
) -> bool:
    """Whether the row is not what it was at that moment; unknown, and so no, where no such version is kept."""
    then = [values for at, values in versions if at <= moment]
    return bool(then) and then[-1] != tuple(getattr(row, column) for column in columns)
