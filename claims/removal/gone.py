"""What is said at an address whose words were removed: the day and the reason, and nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.template.defaultfilters import date as in_words
from django.utils.translation import gettext as _

from claims.models import Claim, Removal
from claims.models.claim import SEEN_BY_READERS
from sources.choices import RemovalReason
from sources.models import Citation, Source
from users.models import User
from web.erasing import digests_of, versions_of


@dataclass(frozen=True)
class Gone:
    """That something was removed. `removal` is the act, for the desk; readers learn of what was public only."""

    at: datetime
    reason: str
    was_public: bool
    removal: Removal | None = None

    @property
    def sentence(self) -> str:
        """“Removed on 4 May 2026: safety of a person”."""
        return _("Removed on %(day)s: %(reason)s") % {
            "day": in_words(self.at, "j F Y"),
            "reason": RemovalReason(self.reason).label,
        }

    def may_be_told_to(self, user: User | AnonymousUser) -> bool:
        """A draft that was removed was never there for readers."""
        return self.was_public or (isinstance(user, User) and user.is_of_every_desk)


def were_public(claims: QuerySet[Claim]) -> bool:
    """Whether readers have ever seen one of these: published, and neither it nor its source restricted. One query.

    What was published while it was restricted, readers never saw, and are not told that it was removed.
    """
    open_once = versions_of(Source).filter(restricted=False).order_by().values("pgh_obj_id")
    drawn = claims.filter(citation__source__in=open_once).order_by().values("pk")
    seen = versions_of(Claim).filter(pgh_obj_id__in=drawn, state__in=SEEN_BY_READERS, restricted=False)
    return bool(seen.exists())


def claim_gone(ref: str) -> Gone | None:
    """Whether a statement was removed, by itself, with its passage or with its source."""
    claim = Claim.objects.select_related("citation__source").filter(ref=ref).first()
    if claim is None:
        return None
    rows: list[Claim | Citation | Source] = [claim, claim.citation, claim.citation.source]
    if not any(row.removed_at for row in rows):
        return None  # no more is asked than of what never was
    return _first(rows, was_public=were_public(Claim.objects.filter(pk=claim.pk)))


def passage_gone(key: int) -> Gone | None:
    """Whether a passage was removed, by itself or with its source."""
    citation = Citation.objects.select_related("source").filter(pk=key).first()
    if citation is None:
        return None
    rows: list[Claim | Citation | Source] = [citation, citation.source]
    if not any(row.removed_at for row in rows):
        return None  # no more is asked than of what never was
    return _first(rows, was_public=were_public(Claim.objects.filter(citation=citation)))


def source_gone(slug: str) -> Gone | None:
    """Whether a source was removed, known by its new address or by a former one."""
    source = Source.objects.filter(slug=slug, removed_at__isnull=False).first()
    if source is None:
        return address_gone("source", slug)
    removal = Removal.objects.filter(source=source).first()
    return _of(removal) if removal else _first([source], was_public=False)


def address_gone(kind: str, slug: str) -> Gone | None:
    """Whether something of this kind was known by this address before its words were removed."""
    removal = Removal.objects.filter(addresses__overlap=digests_of(kind, slug)).order_by("pk").first()
    return _of(removal) if removal else None


def _of(removal: Removal) -> Gone:
    return Gone(removal.removed_at, removal.reason, removal.was_public, removal)


def _first(rows: list[Claim | Citation | Source], *, was_public: bool) -> Gone | None:
    for row in rows:
        if row.removed_at:
            removal = Removal.objects.select_related("removed_by").filter(**{row._meta.model_name or "": row}).first()
            return Gone(row.removed_at, row.removed_for, was_public, removal)
    return None
