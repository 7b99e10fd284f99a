"""Bytes that somebody brings, before they are kept: what is known of them, and why some are refused.

Everything is refused before anything is written, so that a refusal leaves nothing half-saved.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import IO, Any

from django.conf import settings
from django.db.models import Q
from django.template.defaultfilters import date as in_words
from django.utils.translation import gettext as _

from sources.choices import CaptureMethod, TakedownReason
from sources.fetching import NotFetched, fetch
from sources.models import Source, Takedown
from sources.models.capture import Copy
from sources.preserving import media_types
from sources.preserving.names import kept_name
from sources.preserving.refusals import NotPreserved
from sources.preserving.whole import room_for_passing_files
from users.models import User

CHUNK = 1024 * 1024
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, kw_only=True)
class Brought:
    """Bytes that were brought, and how they came. `columns` are those of a Copy, but for its two files."""

    content: IO[bytes]
    exchange: IO[bytes] | None = None
    columns: dict[str, Any] = field(default_factory=dict)


def uploaded(content: IO[bytes], *, name: str, by: User, at: datetime) -> Brought:
    """A file from somebody's machine."""
    columns = {"name": kept_name(name), "method": CaptureMethod.UPLOAD, "captured_by": by, "captured_at": at}
    return Brought(content=content, columns=columns)


def sent(content: IO[bytes], *, name: str, at: datetime) -> Brought:
    """What a reader sent to the desk; nobody who has an account brought it."""
    columns = {"name": kept_name(name), "method": CaptureMethod.SENT, "captured_by": None, "captured_at": at}
    return Brought(content=content, columns=columns)


@contextmanager
def fetched(url: str, *, by: User) -> Iterator[Brought]:
    """What stands at an address, gone when the block is left. Raises NotPreserved."""
    try:
        with ExitStack() as held:
            with room_for_passing_files():
                answer = held.enter_context(fetch(url))
            if max(len(answer.requested_url), len(answer.final_url)) > LONGEST_ADDRESS:
                raise NotPreserved(_("The address is longer than 2,000 characters, and is not kept."))
            columns = {
                "requested_url": answer.requested_url,
                "final_url": answer.final_url,
                "http_status": answer.status,
                "http_headers": [[_storable(name), _storable(value)] for name, value in answer.headers],
                "captured_at": answer.fetched_at,
                "captured_by": by,
                "method": CaptureMethod.FETCH,
                "tool": answer.tool[:100],
            }
            yield Brought(content=answer.body, exchange=answer.exchange, columns=columns)
    except NotFetched as reason:
        raise NotPreserved(str(reason)) from reason


def columns_of(copy: Copy) -> dict[str, Any]:
    """The columns that a pending copy and a preserved one share, its files among them."""
    return {each.name: getattr(copy, each.name) for each in Copy._meta.get_fields() if hasattr(each, "attname")}


def refuse(brought: Brought) -> None:
    """Raise NotPreserved for what is empty, too large, of a kind that is not kept, or was taken down."""
    size = brought.content.seek(0, 2)
    brought.content.seek(0)
    if not size:
        raise NotPreserved(_("The file is empty: there is nothing to preserve."))
    if size > settings.CAPTURE_MAX_BYTES:
        raise NotPreserved(too_large())
    told = media_types.media_type_of(brought.content)
    if told not in media_types.ACCEPTED:
        raise NotPreserved(not_accepted(told))
    digest = sha256()
    while chunk := brought.content.read(CHUNK):
        digest.update(chunk)
    brought.content.seek(0)
    refuse_what_was_taken_down(digest.hexdigest())


def too_large() -> str:
    """The sentence about a file over the limit."""
    limit = settings.CAPTURE_MAX_BYTES // (1024 * 1024)
    return _("The file is larger than %(limit)s MB. Files of that size are not kept.") % {"limit": limit}


def not_accepted(media_type: str) -> str:
    """The sentence about a file of a kind that is not kept."""
    if media_type == media_types.DAMAGED_ZIP:
        return _("The file is a packed one (ZIP, DOCX, WACZ) that is damaged or cut off: nothing in it can be found.")
    return _(
        "Files of this kind are not kept. Kept are PDF, HTML, plain text, Word (DOCX), e-mail (EML), "
        "PNG, JPEG, MP3, MP4, WARC and WACZ; the kind is told from the content, not from the name."
    )


def refuse_what_was_taken_down(digest: str, source: Source | None = None) -> None:
    """Raise NotPreserved when these bytes were given up: for good, or by mistake as a copy of this very source."""
    same_bytes = Q(capture__file__sha256=digest) | Q(capture__release__file__sha256=digest)
    binding = ~Q(reason=TakedownReason.MISTAKE)
    if source is not None:
        binding |= Q(capture__source=source)
    takedown = Takedown.objects.filter(same_bytes).filter(binding).order_by("taken_down_at").first()
    if takedown:
        words = {"day": in_words(takedown.taken_down_at, "j F Y"), "reason": takedown.get_reason_display()}
        raise NotPreserved(
            _("This file was taken down on %(day)s for this reason: %(reason)s. It is not kept again.") % words
        )


def _storable(text: str) -> str:
    """Without what PostgreSQL cannot hold."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
