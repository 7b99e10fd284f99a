"""What the buttons of the form do besides saving it: each changes what is filled in, and the page is shown again."""

from collections.abc import Callable
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _

from claims.forms.chain import HANDLED, Typed, move, remove, write_steps
from claims.forms.entry import Entry
from claims.forms.evidence import FETCHING, PENDING, fetch_of, pending_of
from claims.models import Claim
from claims.views.add.prefill import without_passage
from sources.models import PendingCapture
from sources.preserving.actions import NotPreserved, discard_pending, hold_upload
from sources.preserving.by_the_queue import ask_for_form, cancel, hand_over
from users.models import User

SAVE, FETCH, CANCEL_FETCH = "save", "fetch", "cancel-fetch"


def bring(data: QueryDict, file: "UploadedFile[bytes] | None", *, by: User, at: datetime) -> str:
    """Hold the file that was sent, whatever button was pressed, or have a copy fetched when that button was.

    The key of what is held or being fetched goes into the form; what was fetched since the last time is held. Gives
    back why nothing is held, in one sentence; "" when all is well.
    """
    try:
        if file is not None and file.file is not None:
            _hold(data, hold_upload(file.file, name=file.name or "", by=by, at=at), by)
            return ""
        if data.get("act") == FETCH:
            _have_fetched(data, by=by, at=at)
    except NotPreserved as reason:
        return str(reason)
    return _look_after(data, by)


def _have_fetched(data: QueryDict, *, by: User, at: datetime) -> None:
    evidence = Entry(data, by=by).evidence
    if not evidence.can_fetch:
        raise NotPreserved(_("There is no web address to fetch from. Type it above, or choose a file."))
    data[FETCHING] = str(ask_for_form(evidence.address, by=by, at=at).key)


def _look_after(data: QueryDict, by: User) -> str:
    """Take what was fetched for this form, where it has come. Why it has not, "" while it may still come.

    Who saves need not wait until its text is read.
    """
    fetch = fetch_of(str(data.get(FETCHING, "")), by)
    if fetch is None or (fetch.is_in_hand and not (fetch.pending and data.get("act", SAVE) == SAVE)):
        return ""
    if fetch.pending:
        data.pop(FETCHING)
        _hold(data, fetch.pending, by)
    return fetch.problem


def cancel_fetch(data: QueryDict, by: User) -> None:
    """Give up what is being fetched for this form."""
    fetch = fetch_of(str(data.pop(FETCHING, [""])[-1]), by)
    if fetch:
        cancel(fetch)


def hand_over_fetch(data: QueryDict, *, by: User, at: datetime) -> None:
    """A form is saved whose copy has not come yet: it becomes one of the source when it comes."""
    fetch = fetch_of(str(data.get(FETCHING, "")), by)
    made = Claim.objects.filter(form_key=Entry(data, by=by).form_key, created_by=by)
    claim = made.select_related("citation__source").first()
    if fetch and claim:
        hand_over(fetch, claim.citation.source, at=at)


def _hold(data: QueryDict, held: PendingCapture, by: User) -> None:
    if str(data.get(PENDING, "")) != str(held.key):
        drop(data, by)
    data[PENDING] = str(held.key)


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
    without_passage(data, by)


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
    CANCEL_FETCH: cancel_fetch,
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
