"""The preserved copy in which the passage is looked for: one held while the form is filled in, or one that is here.

A copy brought while filling in the form is a PendingCapture of this person. Its key travels in the hidden field
`pending`, so that no drawing of the page anew loses it; it becomes a copy of the document when the form is saved. What
the queue fetches for the form is known in the same way by the hidden field `fetching`, and is held when it has come.
"""

from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.forms.fields import key_of
from sources.addresses import normalised
from sources.choices import ReadingOutcome
from sources.models import Capture, Fetch, FileText, PendingCapture, PreservedFile, Source
from sources.models.capture import Copy
from sources.preserving import wording
from users.models import User

PENDING, NAMED, FETCHING = "pending", "capture", "fetching"
MOST_COPIES = 20


def pending_of(key: str, by: User) -> PendingCapture | None:
    """The copy that this person holds under this key."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    held = PendingCapture.objects.filter(key=wanted, captured_by=by)
    return held.select_related("file__text").defer("file__text__text").first()


def fetch_of(key: str, by: User) -> Fetch | None:
    """The fetch that this person asked for under this key."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return Fetch.objects.filter(key=wanted, asked_by=by).select_related("source", "pending").first()


def text_of(file: PreservedFile) -> FileText | None:
    """What reading a file gave, without its text where that was left out; None while it was not read."""
    return getattr(file, "text", None)


def has_text(copy: Copy) -> bool:
    """Whether words can be looked for in a copy."""
    text = text_of(copy.file)
    return bool(text and text.outcome == ReadingOutcome.TEXT)


class Evidence:
    """The copies of one form. `document` is where the passage stands, if it is known here; `address` where to fetch."""

    def __init__(self, data: QueryDict, *, by: User, document: Source | None, address: str) -> None:
        self.by, self.document, self.address = by, document, address.strip()
        self.key = str(data.get(PENDING, "")).strip()
        self._named = data.get(NAMED)
        self._trouble = ""
        self._fetch = str(data.get(FETCHING, "")).strip()
        self.fetching = data.get("act") == "fetch" or bool(self._fetch)

    @cached_property
    def pending(self) -> PendingCapture | None:
        """The copy that is held for this form."""
        return pending_of(self.key, self.by) if self.key else None

    @cached_property
    def _fetched(self) -> Fetch | None:
        """What was asked for, as it stands while the page is drawn: the queue may be done with it by now."""
        return fetch_of(self._fetch, self.by) if self._fetch else None

    @property
    def fetch(self) -> Fetch | None:
        """What is being fetched for this form, or has just come and is taken at the next look."""
        found = self._fetched
        has_come = found is not None and found.pending is not None and str(found.pending.key) != self.key
        return found if found and (found.is_in_hand or has_come) else None

    @property
    def trouble(self) -> str:
        """Why bringing a copy failed, in one sentence; "" when all is well."""
        return self._trouble or (self._fetched.problem if self._fetched else "")

    @trouble.setter
    def trouble(self, sentence: str) -> None:
        self._trouble = sentence

    @property
    def is_lost(self) -> bool:
        """Whether the form says that it holds a copy, and none is held: dropped, too old, or somebody else's."""
        return bool(self.key) and self.pending is None

    @cached_property
    def standing(self) -> list[Capture]:
        """The preserved copies of the document that were not taken down, newest first."""
        if self.document is None:
            return []
        copies: QuerySet[Capture] = self.document.captures.standing().newest_first()
        return list(copies.select_related("file__text").defer("file__text__text")[:MOST_COPIES])

    @cached_property
    def named(self) -> Capture | None:
        """The copy that the address of the form names, as long as it is one of this document's."""
        key = key_of(self._named)
        return next((copy for copy in self.standing if copy.pk == key), None) if key else None

    @cached_property
    def newest(self) -> Capture | None:
        """The newest copy that is here, one with text before one without."""
        with_text = [copy for copy in self.standing if has_text(copy)]
        return next(iter(with_text or self.standing), None)

    @cached_property
    def copy(self) -> Copy | None:
        """The copy in which the words are looked for."""
        return self.named or self.pending or self.newest

    @property
    def trouble_is_of_fetch(self) -> bool:
        """Whether the trouble is said beside the button for fetching."""
        return bool(self.trouble) and self.fetching and self.may_bring

    @property
    def held_text(self) -> FileText | None:
        """What reading the held file gave."""
        return text_of(self.pending.file) if self.pending else None

    @property
    def kind(self) -> str:
        """What sort of file the copy is."""
        return wording.kind(self.copy.file.media_type) if self.copy else ""

    @property
    def reading(self) -> str:
        """What reading the copy gave, in words."""
        return wording.reading(text_of(self.copy.file), self.copy.file.media_type) if self.copy else ""

    @property
    def is_here_already(self) -> bool:
        """Whether the document has the very file that is held."""
        held = self.pending
        return held is not None and any(copy.file_id == held.file_id for copy in self.standing)

    @property
    def may_bring(self) -> bool:
        """Whether a copy is still missing: none is held, and none is here in which words can be looked for."""
        return not self.pending and not self.named and not (self.newest and has_text(self.newest))

    @property
    def can_fetch(self) -> bool:
        """Whether there is an address to fetch."""
        return bool(normalised(self.address))

    @property
    def offered_title(self) -> str:
        """What the held file calls itself."""
        return " ".join(self.held_text.title.split()) if self.held_text else ""


def not_held() -> str:
    """The sentence about a copy that is not there any more."""
    return _(
        "The copy that this form held is not held any more: it was dropped, waited longer than a week, or was brought "
        "by somebody else. Choose the file again, or fetch it again."
    )
