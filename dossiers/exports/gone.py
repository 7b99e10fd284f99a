"""What an export holds that was removed or closed to readers since. Today's restrictions bind every date.

Whoever asks for such an export gets this list in place of it, from the moment of the removal on; its bytes are erased
by the queue soon after (dossiers/tasks.py). The list names statements by their ref, and repeats no word of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Protocol

from django.contrib.auth.models import AnonymousUser
from django.template.defaultfilters import date as in_words
from django.utils.translation import gettext as _

from claims.models import Claim, ClaimQuerySet
from dossiers.models import Export, ExportQuerySet
from sources.choices import RemovalReason
from sources.models import Capture, Party, Release, Source
from users.models import User

REMOVED = ("removed_at", "removed_for")
OF_A_CLAIM = tuple(f"{of}{column}" for of in ("", "citation__", "citation__source__") for column in REMOVED)


@dataclass(frozen=True)
class Gone:
    """One thing that an export holds and that nobody may be shown any more; `ref` where it is a statement."""

    what: str
    why: str
    ref: str = ""


class Holding(Protocol):
    """A file that was made: an export, or a release (dossiers/releases/kept.py)."""

    @property
    def statements(self) -> Iterable[str]: ...
    @property
    def sources(self) -> Iterable[int]: ...
    @property
    def parties(self) -> Iterable[int]: ...
    @property
    def copies(self) -> Iterable[str]: ...
    @property
    def with_drafts(self) -> bool: ...


@dataclass(frozen=True)
class Closed:
    """What readers may not be shown and may have been shown before: refs of statements, keys of sources and parties."""

    statements: frozenset[str]
    sources: frozenset[int]
    parties: frozenset[int]


def closed_to_readers() -> Closed:
    """All of it at this moment: three queries."""
    closed = Source.objects.filter(removed_at__isnull=False) | Source.objects.filter(restricted=True)
    return Closed(
        statements=frozenset(_refs(_hidden(Claim.objects.filter(reviewed_by__isnull=False), AnonymousUser()))),
        sources=frozenset(_keys(closed)),
        parties=frozenset(_keys(Party.objects.filter(removed_at__isnull=False))),
    )


def gone_from(export: Holding) -> tuple[Gone, ...]:
    """What was removed or closed since: seven queries at most, whatever the export holds."""
    return (*_statements(export), *_sources(export), *_names(export), *_copies(export))


def with_something_gone() -> ExportQuerySet:
    """The exports whose bytes lie here and hold something that nobody may be shown any more."""
    removed = Source.objects.filter(removed_at__isnull=False)
    names = _keys(Party.objects.filter(removed_at__isnull=False))
    closed = _keys(removed | Source.objects.filter(restricted=True))
    hidden = _hidden(Claim.objects.filter(reviewed_by__isnull=False), AnonymousUser())
    kept = Export.objects.kept()
    copies = _no_longer_handed_over(set(chain.from_iterable(kept.exclude(copies=[]).values_list("copies", flat=True))))
    public = kept.public().holding(statements=_refs(hidden), sources=closed, parties=names, copies=copies)
    found = public | kept.holding(statements=[], sources=_keys(removed), parties=names, copies=copies)
    for maker in User.objects.filter(exports__in=kept.filter(with_drafts=True)).distinct():
        own, lost = kept.filter(with_drafts=True, made_by=maker), _hidden(Claim.objects.all(), maker)
        kept_from_them = Source.objects.exclude(pk__in=Source.objects.visible_to(maker).values("pk"))
        found |= own.holding(statements=_refs(lost), sources=_keys(kept_from_them), parties=[], copies=[])
    return found


def _viewer(export: Holding) -> User | AnonymousUser:
    """Who may have the export: everybody, or where it holds drafts its maker."""
    made_by = export.made_by if isinstance(export, Export) else None
    return made_by if export.with_drafts and made_by else AnonymousUser()


def _hidden(claims: ClaimQuerySet, viewer: User | AnonymousUser) -> ClaimQuerySet:
    """Those that are not shown to this person."""
    return claims.exclude(pk__in=claims.visible_to(viewer).values("pk"))


def _statements(export: Holding) -> Iterator[Gone]:
    held = Claim.objects.filter(ref__in=list(export.statements))
    found = _hidden(held, _viewer(export)).order_by("ref").values_list("ref", *OF_A_CLAIM)
    for ref, *removed in found:
        pairs = list(zip(removed[::2], removed[1::2], strict=True))
        why = next((_removed(at, reason) for at, reason in pairs if at), _("no longer shown"))
        yield Gone(_("Statement %(ref)s") % {"ref": ref}, why, ref)


def _sources(export: Holding) -> Iterator[Gone]:
    held = Source.objects.filter(pk__in=export.sources)
    shown = held.visible_to(_viewer(export))
    for at, reason in held.exclude(pk__in=shown.values("pk")).order_by("pk").values_list(*REMOVED):
        yield Gone(_("A source"), _removed(at, reason) if at else _("no longer shown"))


def _names(export: Holding) -> Iterator[Gone]:
    held = Party.objects.filter(pk__in=export.parties, removed_at__isnull=False)
    for at, reason in held.order_by("pk").values_list(*REMOVED):
        yield Gone(_("The names of a party"), _removed(at, reason))


def _copies(export: Holding) -> Iterator[Gone]:
    for sha256 in sorted(_no_longer_handed_over(set(export.copies))):
        yield Gone(_("A preserved copy, SHA-256 %(sha256)s") % {"sha256": sha256}, _("no longer handed over"))


def _no_longer_handed_over(copies: set[str]) -> set[str]:
    """Those of these copies that readers may not open any more: taken down, closed, or without cleared rights."""
    if not copies:
        return set()
    readable = Capture.objects.readable_by(AnonymousUser())
    return copies - set(Release.objects.filter(capture__in=readable).values_list("file__sha256", flat=True))


def _removed(at: datetime, reason: str) -> str:
    day = in_words(at, "j F Y")
    return _("removed on %(day)s: %(reason)s") % {"day": day, "reason": RemovalReason(reason).label}


def _refs(claims: ClaimQuerySet) -> list[str]:
    return list(claims.values_list("ref", flat=True))


def _keys(rows: object) -> list[int]:
    return list(rows.values_list("pk", flat=True))  # type: ignore[attr-defined]
