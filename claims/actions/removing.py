"""Removing: the words are overwritten in the row, in each of its versions, and in whatever was made from them.

It is never undone. What stays is that there was something, its address, the day, and a reason from a fixed list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from claims.actions.stepping import NotAllowed
from claims.models import Apart, Claim, Comment, DeskNote, Link, Relay, Removal, SamePlace, Search, Verification
from claims.removal import words
from claims.removal.kept_forms import forget_kept_forms
from sources.choices import RemovalReason
from sources.models import Capture, Citation, Letter, Party, PartyAlias, QuoteCheck, Release, Source, Takedown
from sources.preserving.actions import take_down, withdraw_release
from stations.models import Subject, SubjectName
from users.models import User
from web.erasing import REMOVED, digest_of, forget_reasons, new_slug, overwrite, overwrite_versions, versions_of


@dataclass(frozen=True, kw_only=True)
class Order:
    """Why something is removed, by whom, and when. `note` is for the desk and does not repeat what is removed."""

    reason: str
    by: User
    at: datetime
    note: str = ""

    def columns(self) -> dict[str, object]:
        """What marks a row as removed."""
        return {"removed_at": self.at, "removed_for": self.reason}

    def context(self) -> Any:
        """The place of the removal in the history."""
        return pghistory.context(who=self.by.pk, at=self.at.isoformat(), why=f"Removed: {self.reason}")


def why_not_remove(by: User, *, removed_at: datetime | None = None) -> str:
    """Why this person may not remove something, "" when they may. Runs no query."""
    if not by.may_publish:
        return _("Only an editor removes something for good.")
    return _("This was removed before.") if removed_at else ""


@transaction.atomic
def remove_claim(claim: Claim, order: Order, *, keep_copies: bool = False) -> Removal:
    """Erase a statement, and its passage unless other statements rest on that. Raises NotAllowed.

    The preserved copies of its source hold the words too: they are taken down, or with `keep_copies` closed to readers.
    """
    claim = Claim.objects.select_for_update(of=("self",)).select_related("citation__source").get(pk=claim.pk)
    _check(order, claim.removed_at)
    rests = Claim.objects.filter(citation=claim.citation, removed_at__isnull=True).exclude(pk=claim.pk)
    passages = Citation.objects.filter(pk=claim.citation_id) if not rests.exists() else Citation.objects.none()
    _give_up_copies(Capture.objects.filter(source=claim.citation.source), order, keep=keep_copies)
    was_public = claim.reviewed_by_id is not None
    _erase(Claim.objects.filter(pk=claim.pk), passages, order)
    return _tombstone(order, was_public, claim=claim)


@transaction.atomic
def remove_passage(citation: Citation, order: Order, *, keep_copies: bool = False) -> Removal:
    """Erase a passage and every statement drawn from it. Raises NotAllowed."""
    citation = Citation.objects.select_for_update().get(pk=citation.pk)
    _check(order, citation.removed_at)
    claims = Claim.objects.filter(citation=citation)
    was_public = _was_public(claims)
    _give_up_copies(Capture.objects.filter(source=citation.source_id), order, keep=keep_copies)
    _erase(claims, Citation.objects.filter(pk=citation.pk), order)
    return _tombstone(order, was_public, citation=citation)


@transaction.atomic
def remove_source(source: Source, order: Order) -> Removal:
    """Erase a source: what it is called and where it stood, its passages and statements, its copies. Raises NotAllowed.

    Where others speak about it, what they say stays; the document that they speak of has no name any more.
    """
    source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    _check(order, source.removed_at)
    claims, passages = Claim.objects.filter(citation__source=source), Citation.objects.filter(source=source)
    copies = Capture.objects.filter(source=source)
    was_public = _was_public(claims) or Relay.objects.filter(source=source, claim__reviewed_by__isnull=False).exists()
    addresses = _addresses("source", Source.objects.filter(pk=source.pk))
    _give_up_copies(copies, order, keep=False)
    _erase(claims, passages, order)
    forget_reasons([versions_of(Source).filter(pgh_obj_id=source.pk), versions_of(Capture).filter(source_id=source.pk)])
    with order.context():
        rows = Source.objects.filter(pk=source.pk)
        overwrite(rows, {**words.OF_A_SOURCE, **order.columns(), "slug": new_slug()})
        if source.subject_id:
            addresses += _erase_subject(Subject.objects.filter(pk=source.subject_id))
        overwrite(Takedown.objects.filter(capture__in=copies).exclude(note=""), words.OF_A_TAKEDOWN)
        _erase_records(copies)
        _erase_desk_notes(source=[source.pk], subject=[source.subject_id] if source.subject_id else [])
        letters = Letter.objects.filter(source=source)
        overwrite(letters, words.OF_A_LETTER)
        letters.update(contact="")
    return _tombstone(order, was_public, addresses, source=source)


@transaction.atomic
def remove_names(party: Party, order: Order, *, role: str) -> Removal:
    """Erase the names of a party: from then on it is described by `role`, at every date. Raises NotAllowed.

    What it said stays, without the name of the person who spoke. Words of others that name it are rows of their own.
    """
    party = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    _check(order, party.removed_at)
    if not role.strip():
        raise NotAllowed(_("Say by which role it is described from now on."))
    claims = Claim.objects.filter(asserted_by=party)
    part = Q(asserted_by=party) | Q(answer_party=party) | Q(relays__party=party) | Q(citation__source__publisher=party)
    was_public = _was_public(Claim.objects.filter(part))
    addresses = _addresses("party", Party.objects.filter(pk=party.pk))
    aliases = PartyAlias.objects.filter(party=party)
    addresses += _addresses("party", aliases)
    searches = versions_of(Search).filter(party_id=party.pk)
    former = list(aliases.values_list("former_key", flat=True))
    forget_reasons([versions_of(Party).filter(pgh_obj_id__in=[party.pk, *former]), searches])
    forget_reasons([versions_of(PartyAlias).filter(party_id=party.pk)])
    with order.context():
        rows = Party.objects.filter(pk=party.pk)
        overwrite(rows, {**words.of_a_party(role.strip()), **order.columns(), "slug": new_slug()})
        overwrite(claims, {"speaker_name": "", "speaker_office": ""})
        _erase_desk_notes(party=[party.pk, *former])
        for alias in aliases:
            overwrite(PartyAlias.objects.filter(pk=alias.pk), {**words.OF_AN_ALIAS, "slug": new_slug()})
        former_names = {**words.of_a_party(role.strip()), "slug": new_slug()}
        overwrite_versions(versions_of(Party).filter(pgh_obj_id__in=former), former_names)
        for search in Search.objects.filter(party=party):
            overwrite(Search.objects.filter(pk=search.pk), {**words.OF_A_SEARCH, "slug": new_slug()})
    forget_kept_forms()
    return _tombstone(order, was_public, addresses, party=party)


def _check(order: Order, removed_at: datetime | None) -> None:
    if refusal := why_not_remove(order.by, removed_at=removed_at):
        raise NotAllowed(refusal)
    if order.reason not in RemovalReason.values:
        raise NotAllowed(_("Say for which reason it is removed."))


def _was_public(claims: QuerySet[Claim]) -> bool:
    return claims.filter(reviewed_by__isnull=False).exists()


def _give_up_copies(copies: QuerySet[Capture], order: Order, *, keep: bool) -> None:
    """Take all standing copies down, or close them to readers. Has a place of its own in the history."""
    if keep:
        for release in Release.objects.filter(capture__in=copies):
            withdraw_release(release, by=order.by, at=order.at)
        return
    for capture in copies.filter(takedown__isnull=True).select_related("source", "file", "exchange").order_by("pk"):
        if not Takedown.objects.filter(capture=capture).exists():  # an earlier one in this list had the same bytes
            take_down(capture, reason=order.reason, note="", by=order.by, at=order.at)


def _erase(claims: QuerySet[Claim], passages: QuerySet[Citation], order: Order) -> None:
    """Overwrite statements and passages, and forget why they were ever changed. What was removed before stays so."""
    claims, passages = claims.filter(removed_at__isnull=True), passages.filter(removed_at__isnull=True)
    keys, passage_keys = list(claims.values_list("pk", flat=True)), list(passages.values_list("pk", flat=True))
    _forget_reasons_around(keys, passage_keys)
    with order.context():
        overwrite(Claim.objects.filter(pk__in=keys), {**words.OF_A_CLAIM, **order.columns()})
        overwrite(Citation.objects.filter(pk__in=passage_keys), {**words.OF_A_PASSAGE, **order.columns()})
        links = Q(claim__in=keys) | Q(to__in=keys)
        overwrite(Link.objects.filter(links), words.OF_A_LINK)
        overwrite_versions(versions_of(Link).filter(links), words.OF_A_LINK)
        overwrite(SamePlace.objects.filter(claim__in=keys), words.OF_A_JUDGEMENT)
        overwrite_versions(versions_of(SamePlace).filter(claim__in=keys), words.OF_A_JUDGEMENT)
        overwrite(Comment.objects.filter(claim__in=keys), words.OF_A_COMMENT)
        overwrite_versions(versions_of(Comment).filter(claim__in=keys), words.OF_A_COMMENT)
        _erase_desk_notes(claim=keys)
    QuoteCheck.objects.filter(citation__in=passage_keys).delete()
    forget_kept_forms()


def _erase_desk_notes(**about: list[int]) -> None:
    """What desks keep to themselves about these rows, by the column that names them; also what was taken out."""
    for column, keys in about.items():
        overwrite(DeskNote.objects.filter(**{f"{column}__in": keys}), words.OF_A_DESK_NOTE)
        overwrite_versions(versions_of(DeskNote).filter(**{f"{column}__in": keys}), words.OF_A_DESK_NOTE)


def _forget_reasons_around(keys: list[int], passage_keys: list[int]) -> None:
    around = [(Relay, "claim_id"), (Link, "claim_id"), (Link, "to_id"), (Verification, "claim_id")]
    around += [(Apart, "claim_id"), (Apart, "other_id"), (SamePlace, "claim_id")]
    versions = [versions_of(model).filter(**{f"{column}__in": keys}) for model, column in around]
    own = versions_of(Claim).filter(pgh_obj_id__in=keys)
    forget_reasons([own, versions_of(Citation).filter(pgh_obj_id__in=passage_keys), *versions])


def _erase_subject(subjects: QuerySet[Subject]) -> list[str]:
    """The name of a document that others speak about."""
    addresses = _addresses("subject", subjects)
    keys = list(subjects.values_list("pk", flat=True))
    overwrite(subjects, {"label": REMOVED, "slug": new_slug()})
    SubjectName.objects.filter(subject__in=keys).delete()
    names = {"name": REMOVED, "language": "", "note": ""}
    overwrite_versions(versions_of(SubjectName).filter(subject_id__in=keys), names)
    return addresses


def _erase_records(copies: QuerySet[Capture]) -> None:
    """What is known of copies that were taken down: names of files, addresses, headers."""
    filled = [copy.pk for copy in copies if copy.name or copy.requested_url or copy.final_url or copy.http_headers]
    overwrite(Capture.objects.filter(pk__in=filled), words.OF_A_COPY)


def _addresses(kind: str, rows: QuerySet[Any]) -> list[str]:
    """Digests of every name in an address that these rows ever had; letters about them forget which page it was."""
    keys = list(rows.values_list("pk", flat=True))
    former = versions_of(rows.model).filter(pgh_obj_id__in=keys).values_list("slug", flat=True).distinct()
    slugs: set[str] = {*former, *rows.values_list("slug", flat=True)}
    for slug in slugs:
        overwrite(Letter.objects.filter(about__contains=f"/{slug}/"), {"about": ""})
        overwrite_versions(versions_of(Letter).filter(about__contains=f"/{slug}/"), {"about": ""})
    return sorted(digest_of(kind, slug) for slug in slugs)


def _tombstone(order: Order, was_public: bool, addresses: Iterable[str] = (), **of: object) -> Removal:
    with order.context():
        return Removal.objects.create(
            **of,
            reason=order.reason,
            note=order.note.strip(),
            addresses=list(addresses),
            was_public=was_public,
            removed_by=order.by,
            removed_at=order.at,
        )
