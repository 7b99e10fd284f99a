"""Mail leaves through the queue, killed work is taken up again, and what failed is seen and tried again."""

import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core import mail
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app as procrastinate
from procrastinate.contrib.django.models import ProcrastinateJob

from operations import work
from operations.mail import NotSent, opened, send_in_background
from operations.tasks import take_up_stalled_jobs
from tests.factories import make_user
from users.models import Role

pytestmark = pytest.mark.django_db
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


def queued(*, body="Follow this link: https://site.example/secret"):
    """A message that waits, and its job."""
    message = EmailMultiAlternatives(
        "A subject", body, "desk@site.example", ["someone@inbox.example"], reply_to=["a@b.example"]
    )
    message.attach_alternative("<p>In HTML</p>", "text/html")
    message.connection = get_connection("operations.mail.Queued")
    assert message.send() == 1
    return ProcrastinateJob.objects.get(task_name=send_in_background.name)


def test_a_mail_waits_in_the_queue_and_leaves_whole(settings):
    settings.MAIL_LEAVES_BY = LOCMEM
    job = queued()
    assert mail.outbox == []

    send_in_background(**job.args)

    [sent] = mail.outbox
    assert (sent.subject, sent.to, sent.reply_to) == ("A subject", ["someone@inbox.example"], ["a@b.example"])
    assert "https://site.example/secret" in sent.body
    assert isinstance(sent, EmailMultiAlternatives)
    assert sent.alternatives[0][0] == "<p>In HTML</p>"


def test_what_waits_tells_nobody_what_it_says_or_whom_it_is_for():
    job = queued()

    assert not any(word in str(job.args) for word in ("secret", "someone", "inbox", "subject"))


def test_a_mail_server_that_refuses_is_told_without_the_address(settings, monkeypatch, caplog):
    settings.MAIL_LEAVES_BY = LOCMEM
    job = queued()

    def refuse(*_words):
        raise smtplib.SMTPRecipientsRefused({"someone@inbox.example": (550, b"no such person")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with pytest.raises(NotSent, match="SMTPRecipientsRefused") as failure:
        send_in_background(**job.args)

    assert failure.value.__suppress_context__ or failure.value.__context__ is None
    assert "someone" not in f"{failure.value} {caplog.text}"


def test_a_mail_is_tried_again_for_about_a_day():
    waits = [
        send_in_background.retry_strategy.get_retry_decision(exception=NotSent(), job=attempt(n)) for n in range(9)
    ]
    seconds = [(each.retry_at - timezone.now()).total_seconds() for each in waits if each and each.retry_at]

    assert waits[8] is None
    assert 60 < seconds[0] < 120
    assert 20 * 3600 < sum(seconds) < 40 * 3600


def attempt(number):
    """A job that was tried so many times."""

    class Job:
        attempts = number

    return Job()


def test_a_former_key_still_opens_what_waits(settings):
    job = queued()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that only this test knows, and that protects nothing"
    assert opened(**job.args).subject == "A subject"

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(NotSent, match="SECRET_KEY"):
        opened(**job.args)


def become(job, status, *, worker_silent_for=None):
    """Put a job where the queue would have put it."""
    with connection.cursor() as cursor:
        if worker_silent_for is not None:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id",
                [timezone.now() - worker_silent_for],
            )
            cursor.execute("UPDATE procrastinate_jobs SET worker_id = %s WHERE id = %s", [cursor.fetchone()[0], job.pk])
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, job.pk])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("silent", "status"), [(timedelta(minutes=2), "todo"), (timedelta(seconds=5), "doing")])
def test_what_a_killed_worker_was_doing_is_put_back(silent, status):
    job = queued()
    become(job, "doing", worker_silent_for=silent)

    class Context:
        app: Any = procrastinate

    # In a thread of its own: a browser's tests in this process leave a loop running in theirs.
    with ThreadPoolExecutor(1) as alone:
        alone.submit(async_to_sync(take_up_stalled_jobs.func), Context(), 0).result()  # type: ignore[arg-type]  # all that it asks for

    job.refresh_from_db()
    assert job.status == status


@pytest.fixture
def administrator(settings):
    """The browser of an administrator."""
    settings.MFA_REQUIRED = False
    browser = Client()
    browser.force_login(make_user(role=Role.ADMINISTRATOR))
    return browser


def test_the_page_of_the_queue_shows_what_failed_and_tries_it_again(administrator):
    job = queued()
    become(job, "failed")

    page = administrator.get("/work/").content.decode()
    assert "operations.mail.send_in_background" in page
    assert "No worker is there" in page
    assert "someone" not in page
    answer = administrator.post(f"/work/{job.pk}/again/", follow=True).content.decode()

    job.refresh_from_db()
    assert job.status == "todo"
    assert "It waits again" in answer
    assert "nothing was changed" in administrator.post(f"/work/{job.pk}/again/", follow=True).content.decode()


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, None])
def test_only_administrators_see_it(role, settings):
    settings.MFA_REQUIRED = False
    browser = Client()
    if role:
        browser.force_login(make_user(role=role))

    assert browser.get("/work/").status_code in (302, 403)
    assert browser.post("/work/1/again/").status_code in (302, 403)


def test_the_page_costs_the_same_for_one_job_and_for_fifty(administrator, django_assert_num_queries):
    def queries():
        with connection.execute_wrapper(count):
            administrator.get("/work/")

    numbers: list[int] = []

    def count(execute, *words):
        numbers[-1] += 1
        return execute(*words)

    for jobs in (1, 49):
        for _each in range(jobs):
            send_in_background.defer(sealed="x")
        ProcrastinateJob.objects.all()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'failed'")
        numbers.append(0)
        queries()

    assert numbers[0] == numbers[1]
    assert len(work.failed()) == 50
