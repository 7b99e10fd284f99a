"""What the buttons of the form do besides saving it: each changes what is filled in, and the page is shown again."""

from collections.abc import Callable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.forms.chain import HANDLED, Typed, move, remove, write_steps
from claims.forms.entry import Entry
from claims.forms.evidence import PENDING, pending_of
from claims.views.add.prefill import without_passage
from sources.models import PendingCapture
from sources.preserving.actions import NotPreserved, discard_pending, hold_address, hold_upload
from users.models import User

FETCH = "fetch"


def bring(data: QueryDict, file: "UploadedFile[bytes] | None", *, by: User, at: datetime) -> str:
    """Hold the file that was sent, whatever button was pressed, or fetch a copy when that button was.

    The key of what is held goes into the form. Gives back why nothing is held, in one sentence; "" when all is well.
    """
    try:
        if file is not None and file.file is not None:
            held = hold_upload(file.file, name=file.name or "", by=by, at=at)
        elif data.get("act") == FETCH:
            held = _fetched(data, by=by, at=at)
        else:
            return ""
    except NotPreserved as reason:
        return str(reason)
    drop(data, by)
    data[PENDING] = str(held.key)
    return ""


def _fetched(data: QueryDict, *, by: User, at: datetime) -> PendingCapture:
    evidence = Entry(data, by=by).evidence
    if not evidence.can_fetch:
        raise NotPreserved(_("There is no web address to fetch from. Type it above, or choose a file."))
    return hold_address(evidence.address, by=by, at=at)


def drop(data: QueryDict, by: User) -> None:
    """Throw away the copy that is held for this form."""
    held = pending_of(str(data.pop(PENDING, [""])[-1]), by)
    if held:
        discard_pending(held, by=by)


def do(data: QueryDict, by: User) -> None:
    """What the pressed button asks for; a button that is not known only shows the page again."""
    verb, _colon, number = str(data.get("act", "")).partition(":")
    if verb in SIMPLE:
        SIMPLE[verb](data, by)
    elif verb in NUMBERED and number.isascii() and number.isdigit() and len(number) < 3:
        NUMBERED[verb](data, by, int(number))


def _another_passage(data: QueryDict, by: User) -> None:
    without_passage(data)


def _take_title(data: QueryDict, by: User) -> None:
    title = Entry(data, by=by).evidence.offered_title
    if title:
        data["title"] = title


def _take_nearest(data: QueryDict, by: User) -> None:
    words = Entry(data, by=by).looking.nearest_words
    if words:
        data["exact"] = words


def _this_place(data: QueryDict, by: User, number: int) -> None:
    around = Entry(data, by=by).looking.words_around(number)
    if around:
        data["words_before"], data["words_after"] = around


def _use_chain(data: QueryDict, by: User) -> None:
    usual = Entry(data, by=by).chain.usual
    if usual:
        write_steps(data, [Typed(party, source) for party, source in usual.slugs])


def _no_chain(data: QueryDict, by: User) -> None:
    document = Entry(data, by=by).document
    write_steps(data, [])
    data[HANDLED] = document.slug if document else ""


def _earlier(data: QueryDict, by: User, number: int) -> None:
    move(data, number, -1)


def _later(data: QueryDict, by: User, number: int) -> None:
    move(data, number, +1)


def _remove(data: QueryDict, by: User, number: int) -> None:
    remove(data, number)


SIMPLE: dict[str, Callable[[QueryDict, User], None]] = {
    "another-passage": _another_passage,
    "drop": drop,
    "take-title": _take_title,
    "take-nearest": _take_nearest,
    "use-chain": _use_chain,
    "no-chain": _no_chain,
}
NUMBERED: dict[str, Callable[[QueryDict, User, int], None]] = {
    "earlier": _earlier,
    "later": _later,
    "remove": _remove,
    "this-place": _this_place,
}
