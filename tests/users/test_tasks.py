"""What the background queue does every night."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from procrastinate.contrib.django import app

from users.tasks import clear_expired_sessions

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


def make_session(key, *, expires):
    return Session.objects.create(session_key=key, session_data="", expire_date=expires)


def test_sessions_that_have_run_out_are_deleted_and_others_stay():
    make_session("over", expires=NOW - timedelta(days=1))
    make_session("open", expires=NOW + timedelta(days=1))

    clear_expired_sessions(int(NOW.timestamp()))

    assert [session.session_key for session in Session.objects.all()] == ["open"]


def test_the_queue_knows_the_work_and_its_hour():
    name = "users.tasks.clear_expired_sessions"

    periods = {period.task.name: period.cron for period in app.periodic_registry.periodic_tasks.values()}

    assert name in app.tasks
    assert periods[name] == "17 3 * * *"
