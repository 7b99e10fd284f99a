"""A draft that a program sends: planned as a row of an import is, told of as its token may read, written once.

What is planned is what the owner of the token would get. What is told of it is what the token may read: with a token
that reads only what is public, no answer names what the owner's desks keep.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from api.models import ADDED, WAS_HERE
from api.problems import Fault, Refused
from api.sending.body import DESK, Body, pointer, refusal
from api.sending.once import remember, sent_before
from claims.accounts.read import statements
from claims.accounts.statement import Statement
from claims.forms.belonging import BelongingForm
from claims.forms.desks import desks_of
from claims.importing.lines import shown
from claims.importing.one import plan_one, save_one
from claims.importing.plan import Outcome, Plan, RowState
from claims.models import Claim
from users.models import Desk, Scope, Token, User
from web.locks import wait_for

ONE_DRAFT = "drafts of programs"


@dataclass(frozen=True)
class Taken:
    """What became of a draft, or would: `outcome` as the import calls it, and how many rows of which table it adds.

    `ref` is that of the claim; "" where none was written. `statement` is there where the token may read it.
    """

    status: int
    outcome: str
    adds: dict[str, int]
    ref: str = ""
    statement: Statement | None = None


def take(body: Body, *, token: Token, key: str, at: datetime) -> Taken:
    """Write the draft, or say that it is here. Raises Refused, and then nothing was written.

    Programs wait for each other, so that two that add the same party or source add it once.
    """
    try:
        with transaction.atomic():
            wait_for(ONE_DRAFT)
            if earlier := sent_before(token, key, body.sha256, at=at):
                return _again(earlier.status, earlier.ref, token)
            plan, desk = _planned(body, token)
            taken = _known(plan, token) or _written(plan, body, token, desk, at)
            remember(token, key, body.sha256, status=taken.status, ref=taken.ref, at=at)
            return taken
    except IntegrityError as problem:
        detail = _("Somebody saved the same source, party or place meanwhile. Nothing was saved: send it again.")
        raise Refused(detail, status=503, headers={"Retry-After": "1"}) from problem


def would_take(body: Body, *, token: Token) -> Taken:
    """What would become of it. Nothing is written. Raises Refused as if it were sent."""
    plan, _desk = _planned(body, token)
    return _known(plan, token) or Taken(WAS_HERE, RowState.NEW, _adds(plan))


def reader_of(token: Token) -> User | AnonymousUser:
    """As whom a token reads."""
    return token.owner if token.may(Scope.READ_DESK) else AnonymousUser()


def _planned(body: Body, token: Token) -> tuple[Plan, Desk | None]:
    faults: list[Fault] = []
    form = BelongingForm(_typed(body), desks=desks_of(token.owner), checking=True)
    if not form.is_valid():
        faults = [{"detail": str(sentence), "pointer": pointer(DESK)} for sentence in form.errors[DESK]]
    plan = plan_one(body.cells, by=token.owner)
    if plan.has_errors:
        faults += _told(plan, body, token)
    if faults:
        raise refusal(faults)
    return plan, form.desk()


def _typed(body: Body) -> QueryDict:
    typed = QueryDict(mutable=True)
    if body.desk:
        typed[DESK] = body.desk
    return typed


def _told(plan: Plan, body: Body, token: Token) -> list[Fault]:
    """What is wrong with a row, by column: with a token that reads what is public, as far as that tells it."""
    if not token.may(Scope.READ_DESK):
        plan = plan_one(body.cells, by=AnonymousUser())
    faults: list[Fault] = [
        {"detail": sentence, "pointer": pointer(column)} for column, sentence in plan.outcomes[0].faults
    ]
    unread = _("Something that this token may not read stands in its way. A token with “desk:read” is told what.")
    return faults or [{"detail": unread, "pointer": ""}]


def _known(plan: Plan, token: Token) -> Taken | None:
    """The claim that is here already. Raises Refused where it reads differently: it stays as it is."""
    [outcome] = plan.outcomes
    if outcome.state == RowState.SAME:
        return Taken(WAS_HERE, RowState.SAME, {}, outcome.where, _as_read(_readable(outcome.where, token)))
    if outcome.state == RowState.CHANGED:
        detail = _("%(ref)s is here, and reads differently. It stays as it is: people change it, with their reasons.")
        raise Refused(detail % {"ref": outcome.where}, status=409, faults=_apart(outcome, token))
    return None


def _apart(outcome: Outcome, token: Token) -> list[Fault]:
    if _readable(outcome.where, token) is None:
        return []
    apart = _("“%(here)s” stands here, and “%(there)s” was sent.")
    return [
        {"detail": apart % {"here": shown(here), "there": shown(there)}, "pointer": pointer(column)}
        for column, here, there in outcome.differences
    ]


def _readable(ref: str, token: Token) -> Claim | None:
    return Claim.objects.visible_to(reader_of(token)).filter(ref=ref).first()


def _as_read(claim: Claim | None) -> Statement | None:
    return statements(Claim.objects.filter(pk=claim.pk))[0] if claim else None


def _written(plan: Plan, body: Body, token: Token, desk: Desk | None, at: datetime) -> Taken:
    why = {"token": token.pk, "prefix": token.prefix, "body": body.sha256}
    adds = _adds(plan)
    claim = save_one(plan, by=token.owner, at=at, desk=desk, why=why)
    return Taken(ADDED, RowState.NEW, adds, claim.ref, _as_read(claim))


def _again(status: int, ref: str, token: Token) -> Taken:
    """The same answer once more: of its own draft as it reads now, or that it is gone."""
    if status == WAS_HERE:
        return Taken(status, RowState.SAME, {}, ref, _as_read(_readable(ref, token)))
    own = Claim.objects.visible_to(token.owner).filter(ref=ref, created_by=token.owner).first()
    if own is None:
        raise Refused(_("The draft that was sent under this “Idempotency-Key” is gone."), status=410)
    return Taken(status, RowState.NEW, {}, ref, _as_read(own))


def _adds(plan: Plan) -> dict[str, int]:
    """How many rows of which table."""
    names = {"party": "parties", "subject": "subjects", "source": "sources"}
    found = {names[str(model._meta.model_name)]: len(rows) for model, rows in plan.added if rows}
    return {**found, "claims": len(plan.new_claims)}
