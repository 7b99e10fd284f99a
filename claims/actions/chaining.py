"""How a statement reached us, and which other statements it repeats or builds on: written down and mended.

Authors do it for their drafts, editors for any statement. What readers have seen changes only with a reason, which
the history keeps.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import pghistory
import psycopg
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from claims.actions.stepping import NotAllowed
from claims.actions.versions import ChangedMeanwhile
from claims.choices import ClaimState, LinkKind
from claims.models import Apart, Claim, Link, Relay
from sources.models import Party, Source
from users.models import User

MOST_STEPS = 12
CIRCLE = "link_restatements_run_in_no_circle"


class RunsInCircle(NotAllowed):
    """A restatement that would lead back to itself; the message says so in a plain sentence."""


@dataclass(frozen=True, kw_only=True)
class Hop:
    """One step between the cited source and the speaker, with the source it was in where that is known."""

    party: Party
    source: Source | None = None


def why_not_chain(claim: Claim, by: User) -> str:
    """Why this person may not change how a claim reached us, "" when they may. Runs no query."""
    if claim.removed_at:
        return _("This statement was removed.")
    if by.may_publish or (claim.created_by_id == by.pk and not seen_by_readers(claim)):
        return ""
    if claim.created_by_id == by.pk:
        return _("Readers have seen this statement: an editor changes how it reached us.")
    return _("Only its author or an editor changes how a statement reached us.")


def seen_by_readers(claim: Claim) -> bool:
    """Whether a change needs a reason: the statement is or was published."""
    return claim.state not in (ClaimState.DRAFT, ClaimState.IN_REVIEW) or claim.reviewed_by_id is not None


def chain_version(claim: Claim, by: User) -> int:
    """A number for how a claim reached us, as this person sees it: another as soon as a step or a link is another."""
    steps = claim.relays.order_by("position").values_list("party", "source")
    kinds = [LinkKind.RESTATES, LinkKind.BUILDS_ON]
    seen = Link.objects.filter(claim=claim, kind__in=kinds, to__in=Claim.objects.visible_to(by))
    links = seen.order_by("kind", "to").values_list("kind", "to")
    stated = Claim.objects.values_list("origin_stated", flat=True).get(pk=claim.pk)
    return int(sha256(repr((stated, list(steps), list(links))).encode()).hexdigest()[:14], 16)


@transaction.atomic
def rechain(
    claim: Claim, *, steps: Sequence[Hop], origin_stated: bool, by: User, at: datetime, reason: str = ""
) -> Claim:
    """Put these steps, counted from the cited source, in place of the ones that are there.

    The old rows are deleted and new ones written, because positions are never swapped in place (the rule
    against gaps needs a uniqueness that is checked at once). Nothing is written where nothing changes. A speaker who
    is also a step is a loop, which is flagged and not refused. Raises NotAllowed.
    """
    claim = _locked(claim, by)
    if len(steps) > MOST_STEPS:
        raise NotAllowed(_("At most %(most)s steps are kept.") % {"most": MOST_STEPS})
    before = [(relay.party_id, relay.source_id) for relay in claim.relays.order_by("position")]
    wanted = [(step.party.pk, step.source.pk if step.source else None) for step in steps]
    if before == wanted and claim.origin_stated == origin_stated:
        return claim
    with _context(claim, by, at, reason, _("How it reached us was changed.")):
        if before != wanted:
            Relay.objects.filter(claim=claim).delete()
            for position, step in enumerate(steps, start=1):
                Relay.objects.create(claim=claim, position=position, party=step.party, source=step.source)
        if claim.origin_stated != origin_stated:
            claim.origin_stated = origin_stated
            claim.save(update_fields=["origin_stated"])
    return claim


@transaction.atomic
def mend_chain(
    claim: Claim,
    *,
    steps: Sequence[Hop],
    origin_stated: bool,
    restates: Claim | None,
    builds_on: Sequence[Claim],
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Claim:
    """Put steps and links in place of what is there, all or nothing. Links to what one may not see stay.

    `version` is that of the chain that was mended (`chain_version`): another is not overwritten.
    Raises NotAllowed, RunsInCircle, ChangedMeanwhile.
    """
    claim = _locked(claim, by)
    if version is not None and chain_version(claim, by) != version:
        raise ChangedMeanwhile
    claim = rechain(claim, steps=steps, origin_stated=origin_stated, by=by, at=at, reason=reason)
    wanted = {(LinkKind.BUILDS_ON, other.pk) for other in builds_on}
    wanted |= {(LinkKind.RESTATES, restates.pk)} if restates else set()
    kinds = [LinkKind.RESTATES, LinkKind.BUILDS_ON]
    seen = Link.objects.filter(claim=claim, kind__in=kinds, to__in=Claim.objects.visible_to(by)).select_related("to")
    for link in seen:
        if (link.kind, link.to_id) not in wanted:
            unlink(claim, kind=link.kind, to=link.to, by=by, at=at, reason=reason)
    if restates:
        restate(claim, of=restates, by=by, at=at, reason=reason)
    for other in builds_on:
        build_on(claim, of=other, by=by, at=at, reason=reason)
    return claim


@transaction.atomic
def restate(claim: Claim, *, of: Claim, by: User, at: datetime, reason: str = "") -> Link:
    """Record that a claim is the same utterance as another, in place of what it restated before.

    Raises NotAllowed; RunsInCircle where the other leads back to this one.
    """
    claim = _locked(claim, by)
    _may_be_linked(claim, of, by)
    existing = Link.objects.filter(claim=claim, kind=LinkKind.RESTATES).first()
    if existing and existing.to_id == of.pk:
        return existing
    with _context(claim, by, at, reason, _("It was linked as the same utterance.")), _no_circle(of):
        if existing:
            existing.delete()
        _no_longer_apart(claim, of)
        return Link.objects.create(claim=claim, kind=LinkKind.RESTATES, to=of)


@transaction.atomic
def build_on(claim: Claim, *, of: Claim, by: User, at: datetime, reason: str = "") -> Link:
    """Record that a claim is a new origin that used another. Raises NotAllowed."""
    claim = _locked(claim, by)
    _may_be_linked(claim, of, by)
    existing = Link.objects.filter(claim=claim, kind=LinkKind.BUILDS_ON, to=of).first()
    if existing:
        return existing
    with _context(claim, by, at, reason, _("It was linked as building on another.")):
        return Link.objects.create(claim=claim, kind=LinkKind.BUILDS_ON, to=of)


@transaction.atomic
def unlink(claim: Claim, *, kind: str, to: Claim, by: User, at: datetime, reason: str = "") -> None:
    """Take a link to another claim back; the history keeps it. Raises NotAllowed."""
    claim = _locked(claim, by)
    with _context(claim, by, at, reason, _("A link was taken back.")):
        Link.objects.filter(claim=claim, kind=kind, to=to).delete()


@transaction.atomic
def keep_apart(one: Claim, other: Claim, *, by: User, at: datetime) -> Apart:
    """Record that two claims that look alike are two utterances. They are not suggested again. Raises NotAllowed."""
    if not by.may_publish:
        raise NotAllowed(_("Only an editor decides whether two statements are one utterance."))
    if one.pk == other.pk:
        raise NotAllowed(_("A statement is not compared with itself."))
    low, high = sorted([one, other], key=lambda claim: claim.pk)
    with pghistory.context(who=by.pk, at=at.isoformat(), why="Two utterances: kept apart."):
        found, _made = Apart.objects.get_or_create(claim=low, other=high, defaults={"decided_by": by, "decided_at": at})
    return found


@transaction.atomic
def stop_keeping_apart(one: Claim, other: Claim, *, by: User, at: datetime) -> None:
    """Take that decision back; the history keeps it. Raises NotAllowed."""
    if not by.may_publish:
        raise NotAllowed(_("Only an editor decides whether two statements are one utterance."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why="No longer kept apart."):
        _no_longer_apart(one, other)


def _locked(claim: Claim, by: User) -> Claim:
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    if reason := why_not_chain(claim, by):
        raise NotAllowed(reason)
    return claim


@contextmanager
def _context(claim: Claim, by: User, at: datetime, reason: str, what: str) -> Iterator[None]:
    """A place in the history for a change. Raises NotAllowed where readers saw the claim and no reason is given."""
    if seen_by_readers(claim) and not reason.strip():
        raise NotAllowed(_("Readers have seen this statement: say why it is changed. They will see the reason."))
    with pghistory.context(who=by.pk, at=at.isoformat(), why=f"{what} {reason}".strip(), reason=reason.strip()):
        yield


def _may_be_linked(claim: Claim, of: Claim, by: User) -> None:
    if claim.pk == of.pk:
        raise NotAllowed(_("A statement is not linked to itself."))
    if not Claim.objects.visible_to(by).filter(pk=of.pk).exists():
        raise NotAllowed(_("The other statement is not here any more."))


@contextmanager
def _no_circle(of: Claim) -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not isinstance(error.__cause__, psycopg.Error) or error.__cause__.diag.constraint_name != CIRCLE:
            raise
        raise RunsInCircle(
            _(
                "Statement %(ref)s repeats this one already, directly or through others. "
                "The restatements would run in a circle and lead to no first utterance."
            )
            % {"ref": of.ref}
        ) from error


def _no_longer_apart(one: Claim, other: Claim) -> None:
    Apart.objects.filter(Q(claim=one, other=other) | Q(claim=other, other=one)).delete()
