"""Fetching an address in the queue: asked for, begun, kept or not, given up.

Each step asks the database whether the fetch still stands where it is thought to be. What was cancelled meanwhile is
noticed before anything is kept; a worker that dies leaves a job that is begun anew.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sources.choices import FetchState
from sources.fetching.addresses import read_address
from sources.fetching.refusals import NotFetched
from sources.models import Capture, Fetch, FetchQuerySet, PendingCapture, Source
from sources.preserving.actions import attach, hold_fetched, preserve_fetched, read_again
from sources.preserving.brought import LONGEST_ADDRESS, Brought, fetched
from sources.preserving.giving_up import look_again
from sources.preserving.refusals import NotPreserved
from users.models import User
from web.locks import wait_for

ATTEMPTS = 3
KEPT_WAITING = timedelta(days=7)
LONGEST_PROBLEM = 500

log = logging.getLogger(__name__)


class NoLongerWanted(Exception):
    """The fetch was cancelled, or is being done by somebody else."""


class ForAnother(Exception):
    """The form that asked was saved meanwhile: what comes is now a copy of its source."""


def ask_for_source(source: Source, *, by: User, at: datetime) -> Fetch:
    """Have the address of a source fetched. What is in hand already is given back. Raises NotPreserved."""
    if not source.url:
        raise NotPreserved(_("This source has no address to fetch from."))
    _refuse_on_sight(source.url)
    return _ask(by=by, at=at, source=source, url="")


def ask_for_form(url: str, *, by: User, at: datetime) -> Fetch:
    """Have an address fetched for a form that is not saved yet; as `ask_for_source` does. Raises NotPreserved."""
    address = url.strip()
    _refuse_on_sight(address)
    return _ask(by=by, at=at, source=None, url=address)


def cancel(fetch: Fetch) -> bool:
    """Give a fetch up of which nothing is kept yet; whether there was anything to give up."""
    return bool(Fetch.objects.to_be_given_up().filter(pk=fetch.pk).update(state=FetchState.CANCELLED))


@transaction.atomic
def hand_over(fetch: Fetch, source: Source, *, at: datetime) -> None:
    """Let what a form asked for become a copy of the source that the form was saved with, whenever it comes."""
    wait_for(f"fetches of {fetch.asked_by_id}")
    row = Fetch.objects.select_for_update(of=("self",)).select_related("asked_by").get(pk=fetch.pk)
    if row.pending:
        attach(row.pending, source, by=row.asked_by, at=at)
    elif row.may_be_given_up:
        same = Fetch.objects.in_hand().filter(asked_by=row.asked_by, source=source).exists()
        changed: dict[str, Any] = {"state": FetchState.CANCELLED} if same else {"source": source, "url": ""}
        Fetch.objects.filter(pk=row.pk).update(**changed)


def work(key: int, *, at: datetime) -> None:
    """Do one fetch that waits, or whose worker is gone. Whatever goes wrong, the row says so."""
    try:
        fetch = _begin(key, at=at)
    except NoLongerWanted:
        return
    try:
        _work(fetch, at=at)
    except NoLongerWanted:
        return
    except NotPreserved as reason:
        _fail(fetch, str(reason))
    except Exception:
        log.exception("Fetch %s ended in trouble.", fetch.key)
        _fail(fetch, _("Something went wrong here, not there: tell whoever runs this site."))


def forget_old(*, at: datetime) -> int:
    """Forget the fetches that ended a week ago; how many those were."""
    ended = Fetch.objects.exclude(pk__in=Fetch.objects.in_hand()).filter(asked_at__lt=at - KEPT_WAITING)
    return ended.delete()[0]


def _refuse_on_sight(address: str) -> None:
    if len(address) > LONGEST_ADDRESS:
        raise NotPreserved(_("The address is longer than 2,000 characters, and is not kept."))
    try:
        read_address(address)
    except NotFetched as reason:
        raise NotPreserved(str(reason)) from reason


@transaction.atomic
def _ask(*, by: User, at: datetime, source: Source | None, url: str) -> Fetch:
    from sources.tasks import fetch_in_background

    wait_for(f"fetches of {by.pk}")
    known = Fetch.objects.in_hand().filter(asked_by=by, source=source, url=url).first()
    if known:
        return known
    fetch = Fetch.objects.create(asked_by=by, asked_at=at, source=source, url=url)
    fetch_in_background.defer(fetch_id=fetch.pk)
    return fetch


def _begin(key: int, *, at: datetime) -> Fetch:
    """Begin with a fetch that waits, or anew with one that broke off. Raises NoLongerWanted."""
    waiting = Fetch.objects.in_hand().filter(pk=key, attempts__lt=ATTEMPTS)
    if waiting.filter(state=FetchState.READING).update(attempts=F("attempts") + 1):
        return _row(key)
    if waiting.update(state=FetchState.FETCHING, started_at=at, attempts=F("attempts") + 1):
        return _row(key)
    sentence = _("The work on it stopped three times. Try again, or save the page in a browser and upload it.")
    Fetch.objects.to_be_given_up().filter(pk=key).update(state=FetchState.FAILED, problem=sentence)
    raise NoLongerWanted


def _row(key: int) -> Fetch:
    return Fetch.objects.select_related("source", "asked_by", "capture__source", "pending").get(pk=key)


def _work(fetch: Fetch, *, at: datetime) -> None:
    if fetch.state == FetchState.READING:
        copy = fetch.capture or fetch.pending
        if copy is not None:
            read_again(copy, at=at)
    else:
        with fetched(fetch.address, by=fetch.asked_by) as brought:
            _keep(fetch, brought, at=at)
    _mine(fetch).filter(state=FetchState.READING).update(state=FetchState.KEPT)
    _look_where_it_was_attached(fetch, at=at)


def _look_where_it_was_attached(fetch: Fetch, *, at: datetime) -> None:
    """The form may have been saved while its copy was read: then its passages have not been looked for in the text."""
    row = _row(fetch.pk)
    if row.state == FetchState.KEPT and row.source is None and row.pending is None:
        asked = {"captures__captured_by": row.asked_by, "captures__requested_url": row.url}
        for source in Source.objects.filter(**asked).distinct():
            look_again(source, at=at)


def _keep(fetch: Fetch, brought: Brought, *, at: datetime) -> None:
    """Keep what came, for the source or for the form. Raises NotPreserved, NoLongerWanted."""

    def noted(copy: Capture | PendingCapture) -> None:
        row = Fetch.objects.select_for_update(of=("self",)).get(pk=fetch.pk)
        if row.state != FetchState.FETCHING or row.attempts != fetch.attempts:
            raise NoLongerWanted
        if row.source_id != fetch.source_id:
            raise ForAnother
        kept = {"capture": copy} if isinstance(copy, Capture) else {"pending": copy}
        Fetch.objects.filter(pk=fetch.pk).update(state=FetchState.READING, **kept)

    if fetch.state != FetchState.FETCHING:
        raise NoLongerWanted
    try:
        if fetch.source is None:
            hold_fetched(brought, at=at, noted=noted)
        else:
            preserve_fetched(fetch.source, brought, by=fetch.asked_by, at=at, noted=noted)
    except ForAnother:
        _keep(_row(fetch.pk), brought, at=at)


def _mine(fetch: Fetch) -> FetchQuerySet:
    return Fetch.objects.in_hand().filter(pk=fetch.pk, attempts=fetch.attempts)


def _fail(fetch: Fetch, problem: str) -> None:
    """Note why nothing was kept; what was cancelled, or is kept already, stays so."""
    mine = _mine(fetch).filter(state=FetchState.FETCHING)
    mine.update(state=FetchState.FAILED, problem=problem[:LONGEST_PROBLEM])
