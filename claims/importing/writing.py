"""Writing what a file adds: in one transaction, under one context of the history, in time that grows with its rows."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import pghistory
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from claims.actions.stepping import must_be_of
from claims.importing.claim_rows import NewClaim
from claims.importing.opening import Sheet
from claims.importing.plan import Plan, Told, plan_of
from claims.importing.refusing import Refused
from claims.models import Claim, Relay
from claims.models.claim import new_ref
from sources.models import Citation
from users.models import Desk, User
from web import edtf
from web.batches import batches

AT_A_TIME = 1000
ONE_IMPORT = "imports"
IMPORTED = "A file was imported."  # by this the history knows imports from other acts


@dataclass(frozen=True)
class Done:
    """What was written. `key` is the context under which the history keeps it, and by which it is undone."""

    key: UUID
    plan: Plan


def sha256_of(data: bytes) -> str:
    """The fingerprint of a file, as the history of what came from it names it."""
    return hashlib.sha256(data).hexdigest()


def run(
    sheet: Sheet,
    kind: str,
    *,
    by: User,
    at: datetime,
    sha256: str,
    desk: Desk | None = None,
    chosen: Mapping[int, str] | None = None,
    shows_progress: bool = False,
    told: Told | None = None,
    ended: Callable[[UUID], None] | None = None,
) -> Done:
    """Plan the import of a file and write all of it, or nothing.

    `told` hears of each row and each thousand claims. `ended` is called last, in the same transaction: what it writes
    stands with the import, and what it raises takes all of it back.

    Raises Refused: for a file with errors, while another import runs, and where somebody saved the same meanwhile.
    """
    must_be_of(desk, by)
    try:
        with transaction.atomic():
            alone()
            plan = plan_of(sheet, kind, by=by, chosen=chosen, told=_first_half(told))
            silent = None if shows_progress else True  # None: only where nobody sits before it
            bar = tqdm(desc=_("writing"), total=len(plan.new_claims), unit=" rows", disable=silent)
            refuse_errors(plan)
            with bar:
                key = _write(plan, bar, by=by, at=at, sha256=sha256, desk=desk, told=told)
            if ended is not None:
                ended(key)
            return Done(key, plan)
    except IntegrityError as problem:
        sentence = _("Nothing was imported: somebody saved the same source, party or place meanwhile. Try again.")
        raise Refused(sentence) from problem


def alone() -> None:
    """Turn a second import away while one is written; the lock ends with the transaction, however it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [ONE_IMPORT])
        if not cursor.fetchone()[0]:
            raise Refused(_("Another import is being written at this moment. Nothing was imported: try again."))


def refuse_errors(plan: Plan) -> None:
    """All or nothing: a file with an error in any row is not imported."""
    faults = [line for outcome in plan.outcomes if outcome.faults for line in outcome.in_words()]
    if faults:
        sentence = _("Nothing was imported: %(number)s errors. The first is: %(first)s")
        raise Refused(sentence % {"number": f"{len(faults):,}", "first": faults[0]})


def _first_half(told: Told | None) -> Told | None:
    """Rows are gone through twice: to be checked again, and to be written."""
    return (lambda done, total: told(done, 2 * total)) if told else None


def _write(
    plan: Plan, bar: "tqdm[Any]", *, by: User, at: datetime, sha256: str, desk: Desk | None, told: Told | None
) -> UUID:
    rows = len(plan.outcomes)

    def written(number: int, so_far: int) -> None:
        bar.update(number)
        if told:
            told(rows + so_far, 2 * rows)

    return write(plan, why={"why": IMPORTED, "file": sha256}, by=by, at=at, desk=desk, written=written)


def write(
    plan: Plan,
    *,
    why: Mapping[str, object],
    by: User,
    at: datetime,
    desk: Desk | None,
    written: Callable[[int, int], None] | None = None,
) -> UUID:
    """Write what a plan adds, inside a transaction. The key is that of the context under which the history keeps it.

    `why` stands in that context beside who and when. `written` hears of each thousand claims, and how many there are.
    """
    so_far = 0
    with pghistory.context(who=by.pk, at=at.isoformat(), **why) as context:
        with connection.cursor() as cursor:  # nothing waits for the end of a long transaction
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for model, rows in plan.added:
            _save(model, rows)
        for claims in batches(plan.new_claims, AT_A_TIME):
            _save_claims(claims, by=by, at=at, desk=desk)
            so_far += len(claims)
            if written:
                written(len(claims), so_far)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return UUID(str(context.id))


def _save(model: type[models.Model], rows: list[Any]) -> None:
    """Whatever stands above others first."""
    above = {"party": "part_of", "subject": "parent"}.get(str(model._meta.model_name), "")
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if not above or getattr(row, above) is None or getattr(row, above).pk]
        model._default_manager.bulk_create(ready, batch_size=AT_A_TIME)
        waiting = [row for row in waiting if row.pk is None]


def _save_claims(new: list[NewClaim], *, by: User, at: datetime, desk: Desk | None) -> None:
    citations = _citations(new)
    claims = [
        Claim(**_said(each), citation=citations[_passage_key(each)], created_by=by, created_at=at, desk=desk)
        for each in new
    ]
    Claim.objects.bulk_create(claims)
    Relay.objects.bulk_create(
        Relay(claim=claim, position=position, party=party)
        for claim, each in zip(claims, new, strict=True)
        for position, party in enumerate(each.relays, start=1)
    )


def _passage_key(claim: NewClaim) -> tuple[Any, ...]:
    return (claim.source.pk, *claim.passage)


def _citations(new: list[NewClaim]) -> dict[tuple[Any, ...], Citation]:
    """The passages, each once; one that is entered already, with all that belongs to it, is found again."""
    names = ("exact", "words", "language", "locator_label", "locator", "translation", "translated_by")
    sources = {claim.source.pk for claim in new}
    quotes = {claim.passage[0] for claim in new}
    found: dict[tuple[Any, ...], Citation] = {}
    plain = Citation.objects.filter(source__in=sources, exact__in=quotes, prefix="", suffix="", removed_at=None)
    for row in plain.order_by("-capture", "-pk"):
        found[(row.source_id, *(getattr(row, name) for name in names))] = row
    missing: dict[tuple[Any, ...], Citation] = {}
    for claim in new:
        key = _passage_key(claim)
        if key not in found:
            missing.setdefault(key, Citation(source=claim.source, **dict(zip(names, claim.passage, strict=True))))
    Citation.objects.bulk_create(missing.values())
    return {**found, **missing}


def _said(claim: NewClaim) -> dict[str, Any]:
    given = claim.given
    return {
        "ref": claim.ref or new_ref(),
        "subject": claim.subject,
        "subject_kind": claim.subject.kind,
        "country_id": claim.subject.country_id,
        "question": claim.question,
        "answer_type": claim.question.answer_type,
        "asserted_by": claim.speaker,
        "speaker_name": claim.speaker_name,
        "speaker_office": claim.speaker_office,
        "stance": claim.stance,
        "statement": claim.statement,
        "asked_about": claim.asked_about,
        "asked_by": claim.asked_by,
        "origin_stated": claim.origin_stated,
        "public_note": claim.public_note,
        "choice": given.choice,
        "count_operator": given.count_operator,
        "count_value": given.count_value,
        "count_to": given.count_to,
        "count_unit": given.count_unit,
        "count_scope": given.count_scope,
        "answer_party": given.party,
        **edtf.columns("asserted_on", claim.asserted_on),
        **edtf.columns("about_period", claim.about_period),
        **edtf.columns("date_answer", given.date),
    }
