"""Work that the background queue does for preserved copies."""

from datetime import UTC, datetime

from django.core.management import call_command
from django.utils import timezone
from procrastinate.contrib.django import app

from sources.letters.actions import forget_old_contacts
from sources.letters.limits import forget_earlier_days
from sources.models import PreservedFile, Source
from sources.preserving import actions, by_the_queue
from sources.preserving.giving_up import forget_text_unless_needed
from sources.reading import LONG, read_file


@app.task(pass_context=False)
def read_in_background(file_id: int) -> None:
    """Read a file that takes longer than a person waits, then look again for the passages of its sources."""
    from sources.quoting.checks import check_source

    file = PreservedFile.objects.get(pk=file_id)
    read_file(file, at=timezone.now(), limits=LONG)
    forget_text_unless_needed(file)
    for source in Source.objects.filter(captures__file=file).distinct():
        check_source(source, at=timezone.now())


@app.task(pass_context=False)
def fetch_in_background(fetch_id: int) -> None:
    """Fetch an address that somebody asked for; one that was cancelled meanwhile is left alone."""
    by_the_queue.work(fetch_id, at=timezone.now())


@app.task(pass_context=False)
def look_in_background(source_id: int) -> None:
    """Look for the passages of a source whose copies are too long to be searched while a person waits."""
    from sources.quoting.checks import check_source

    for source in Source.objects.filter(pk=source_id):
        check_source(source, at=timezone.now())


@app.periodic(cron="17 4 * * *")
@app.task(queueing_lock="check_copies_and_quotations", pass_context=False)
def check_copies_and_quotations(timestamp: int) -> None:
    """Read every copy and look for every quotation again, every night. What is wrong makes the work fail.

    So it stands among what failed (/work/), and what was found in the worker's log.
    """
    try:
        call_command("check_captures", verbosity=0)
    finally:
        call_command("check_quotes")


@app.periodic(cron="43 3 * * *")
@app.task(queueing_lock="discard_copies_that_wait", pass_context=False)
def discard_copies_that_wait(timestamp: int) -> None:
    """Throw away, every night, what was brought for a form that nobody saved; `timestamp` is when the work was due.

    And forget which addresses were fetched: the copies say it themselves.
    """
    at = datetime.fromtimestamp(timestamp, UTC)
    actions.discard_old_pending(at=at)
    by_the_queue.forget_old(at=at)


@app.periodic(cron="51 3 * * *")
@app.task(queueing_lock="forget_senders_of_letters", pass_context=False)
def forget_senders_of_letters(timestamp: int) -> None:
    """Every night, forget from where letters came, and how to reach those who had their answer some weeks ago."""
    at = datetime.fromtimestamp(timestamp, UTC)
    forget_earlier_days(at=at)
    forget_old_contacts(at=at)
