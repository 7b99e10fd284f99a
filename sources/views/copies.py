"""The preserved copies of a source, as its page shows them (templates/sources/_copies.html)."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from sources.choices import ReadingOutcome, Rights
from sources.models import Capture, FileText, Source, Takedown
from sources.preserving import wording
from sources.preserving.brought import too_large
from sources.preserving.names import ENDINGS
from users.models import User

PLAYED = {"image/png": "image", "image/jpeg": "image", "audio/mpeg": "audio", "audio/mp4": "audio"}
PLAYED["video/mp4"] = "video"


@dataclass(frozen=True)
class ShownCopy:
    """One copy as a person may know of it."""

    capture: Capture
    readable: bool

    @property
    def kind(self) -> str:
        """What sort of file it is."""
        return wording.kind(self.capture.file.media_type)

    @property
    def takedown(self) -> Takedown | None:
        """The tombstone, where the bytes are gone."""
        return getattr(self.capture, "takedown", None)

    @property
    def is_released(self) -> bool:
        """Whether readers may open it now."""
        cleared = self.capture.source.rights != Rights.NOT_CLEARED
        return hasattr(self.capture, "release") and cleared and not self.takedown

    @property
    def text(self) -> FileText | None:
        """What reading the file gave; its text itself is not loaded."""
        return getattr(self.capture.file, "text", None)

    @property
    def has_text(self) -> bool:
        """Whether there is a text to read on a page."""
        return self.text is not None and self.text.outcome == ReadingOutcome.TEXT

    @property
    def reading(self) -> str:
        """What reading the file gave, in words."""
        return wording.reading(self.text, self.capture.file.media_type)

    @property
    def properties(self) -> list[tuple[str, str]]:
        """What the file says of itself: author, device, place."""
        return [(str(name), str(value)) for name, value in self.text.properties] if self.text else []

    @property
    def played_as(self) -> str:
        """ "image", "audio" or "video" where a page can show it as it is, else ""."""
        return PLAYED.get(self.capture.file.media_type, "")

    @property
    def was_redirected(self) -> bool:
        """Whether the fetch ended at another address than it began at."""
        return self.capture.final_url != self.capture.requested_url


@dataclass(frozen=True)
class DropZone:
    """A field for a file: `templates/sources/_drop_zone.html`, made quicker by static/js/preserve.js.

    `upload_to` is where the script sends the file; it answers as sources/views/bringing.py does. With `at_once` the
    file is sent when it is chosen, else with the form.
    """

    upload_to: str
    key: str = "copy-file"
    name: str = "file"
    at_once: bool = False

    @property
    def max_bytes(self) -> int:
        """More than this is refused."""
        return int(settings.CAPTURE_MAX_BYTES)

    @property
    def max_words(self) -> str:
        """The limit as people read it."""
        return _("%(size)s MB") % {"size": self.max_bytes // (1024 * 1024)}

    @property
    def too_large(self) -> str:
        """What is said of a larger file."""
        return too_large()

    @property
    def accept(self) -> str:
        """The endings that the file chooser offers; the content decides what is kept."""
        return ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings)


@dataclass(frozen=True)
class Copies:
    """What the panel of a source's copies shows."""

    source: Source
    shown: list[ShownCopy]
    is_desk: bool
    may_decide: bool
    zone: DropZone

    @property
    def rights_are_cleared(self) -> bool:
        """Whether copies of this source may be released."""
        return self.source.rights != Rights.NOT_CLEARED


def drop_zone(source: Source) -> DropZone:
    """The field by which a copy of this source is uploaded."""
    return DropZone(upload_to=reverse("sources:upload", args=[source.slug]))


def copies_of(source: Source, user: User | AnonymousUser) -> Copies:
    """The preserved copies of a source, the newest first, as this person may know of them: one query."""
    rows = Capture.objects.visible_to(user).filter(source=source).newest_first()
    related = ["file__text", "exchange", "captured_by", "takedown__taken_down_by", "release__file"]
    found = rows.select_related(*related).defer("file__text__text", "http_headers")
    is_desk = user.is_authenticated
    shown = []
    for capture in found:
        capture.source = source
        each = ShownCopy(capture, readable=False)
        readable = not each.takedown and (is_desk or each.is_released)
        shown.append(ShownCopy(capture, readable=readable))
    may_decide = isinstance(user, User) and user.may_publish
    return Copies(source=source, shown=shown, is_desk=is_desk, may_decide=may_decide, zone=drop_zone(source))
