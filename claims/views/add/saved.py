"""What was just saved, as it will stand in its rows, and what can be added next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims import wording
from claims.accounts.read import statements
from claims.accounts.statement import Statement, Step
from claims.actions import why_not, why_not_discard, why_not_publish
from claims.actions.amending import why_not_amend
from claims.actions.as_read import as_read
from claims.choices import ClaimState
from claims.models import Claim, Comment
from claims.preserved.passages import check_of
from claims.preserved.state import state_of
from users.models import User
from web.looking_back import FORM, shows_today

MOST_BESIDE = 4


@dataclass(frozen=True)
class Placed:
    """A draft as it will stand in its row, and what is said there already."""

    claim: Claim
    statement: Statement
    beside: tuple[Statement, ...]
    more: int
    another_source: str
    why_not_publish: str
    may_submit: bool
    may_amend: bool
    may_take_back: bool
    may_discard: bool
    changes: Comment | None
    version: int

    @property
    def steps(self) -> tuple[Step, ...]:
        """How the account reached us."""
        return wording.relay_steps(self.statement)


@never_cache
@login_required
@require_safe
@shows_today(FORM)
def saved(request: HttpRequest, form_key: UUID) -> HttpResponse:
    """The drafts of one form, each in its row."""
    assert isinstance(request.user, User)  # noqa: S101 - login_required
    mine = Claim.objects.visible_to(request.user).filter(form_key=form_key, created_by=request.user)
    passage = ("citation__source", "citation__quote_check__capture")
    drafts = list(mine.select_related("subject", "question", "desk", *passage).order_by("pk"))
    if not drafts:
        raise Http404
    placed = placed_in_rows(drafts, by=request.user)
    first = drafts[0]
    context = {
        "placed": placed,
        "source": first.citation.source,
        "citation": first.citation,
        "state": state_of(check_of(first.citation)),
        "another_passage": form_with(source=first.citation.source.slug, subject=_slugs(drafts)),
        "another_answer": form_with(
            citation=first.citation_id, **speaking_of(placed[0].statement), subject=_slugs(drafts)
        ),
    }
    return render(request, "claims/saved.html", context)


def placed_in_rows(drafts: list[Claim], *, by: User) -> list[Placed]:
    """Each draft with the published statements on its question about its country: two readings for any number."""
    read = {found.ref: found for found in statements(Claim.objects.filter(pk__in=[draft.pk for draft in drafts]))}
    rows = Q(pk__in=[])
    for draft in drafts:
        rows |= _row(draft)
    others = Claim.objects.visible_to(by).published().filter(rows).exclude(pk__in=[draft.pk for draft in drafts])
    beside = statements(others.newest_first())
    changes, versions = changes_requested(drafts), as_read(drafts, by)
    return [
        replace(_placed(draft, read[draft.ref], beside, by), changes=changes.get(draft.pk), version=versions[draft.pk])
        for draft in drafts
    ]


def changes_requested(drafts: list[Claim]) -> dict[int, Comment]:
    """What was last asked to be changed of drafts that went back to their authors, by primary key: one query."""
    back = [draft.pk for draft in drafts if draft.state == ClaimState.DRAFT]
    asked = Comment.objects.filter(claim__in=back, asks_for_changes=True).select_related("written_by")
    return {comment.claim_id: comment for comment in asked.order_by("pk")}


def _row(draft: Claim) -> Q:
    """What stands in the same row: the same question about the same country, or the same subject of none."""
    if draft.country_id:
        return Q(question=draft.question_id, country=draft.country_id)
    return Q(question=draft.question_id, subject=draft.subject_id)


def _placed(draft: Claim, read: Statement, others: Iterable[Statement], by: User) -> Placed:
    row = [other for other in others if _in_row(read, other)]
    row.sort(key=lambda other: other.about.slug != read.about.slug)
    return Placed(
        claim=draft,
        statement=read,
        beside=tuple(row[:MOST_BESIDE]),
        more=max(0, len(row) - MOST_BESIDE),
        another_source=form_with(**account_of(draft, read)),
        why_not_publish=why_not_publish(draft, by),
        may_submit=not why_not("submit", draft, by),
        may_amend=not why_not_amend(draft, by),
        may_take_back=not why_not("take_back", draft, by),
        changes=None,
        version=0,
        may_discard=not why_not_discard(draft, by),
    )


def _in_row(one: Statement, other: Statement) -> bool:
    if one.asked.slug != other.asked.slug:
        return False
    if one.about.country_code:
        return one.about.country_code == other.about.country_code
    return one.about.slug == other.about.slug


def _slugs(drafts: list[Claim]) -> list[str]:
    return list(dict.fromkeys(draft.subject.slug for draft in drafts))


def speaking_of(read: Statement) -> dict[str, Any]:
    said_on = read.said_on.text if read.said_on else ""
    return {
        "speaker": read.speaker.slug,
        "speaker_name": read.speaker_name,
        "speaker_office": read.speaker_office,
        "said_on": said_on,
        **({"asked_by": read.asked_by.slug} if read.asked_by else {}),
        "relay": [f"{step.slug}@{step.document_slug}".rstrip("@") for step in read.relays],
    }


def account_of(draft: Claim, read: Statement) -> dict[str, Any]:
    """An account as the form takes it, to be read again in another document."""
    answer = read.answer
    given: dict[str, Any] = {}
    if answer.choice:
        given = {"choice": answer.choice.slug}
    if answer.count:
        given = {
            "count_operator": answer.count.operator,
            "count_value": answer.count.low,
            "count_to": answer.count.high or "",
            "count_unit": answer.count.unit,
            "count_scope": answer.count.scope,
        }
    if answer.when:
        given = {"date_answer": answer.when.text}
    if answer.party:
        given = {"answer_party": answer.party.slug}
    about = {"subject": draft.subject.slug, "question": read.asked.slug, "stance": read.stance}
    period = {"about_period": read.about_period.text} if read.about_period else {}
    speaking = {**speaking_of(read), "relay": []}
    return {**about, **given, **speaking, **period, "statement": read.sentence, "restates_ref": draft.ref}


def form_with(**fields: Any) -> str:
    kept = {name: value for name, value in fields.items() if value not in ("", None, [])}
    return f"{reverse('claims:new')}?{urlencode(kept, doseq=True)}"
