"""A copy that is too long to be searched while somebody types: the form says so, and is saved all the same."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.forms import texts
from sources.quoting import soon
from sources.tasks import look_in_background
from tests.adding.evidence import held, part, press
from tests.adding.scene import ADDRESS, filled, make_scene, only_claim

pytestmark = pytest.mark.django_db(transaction=True)
LETTERS = b"There is one in Italy, the group said. " + b"And so on. " * 20


@pytest.fixture
def scene(transactional_db):
    """Rows that the queue finds: a scene of a file is never committed."""
    return make_scene()


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Where a copy of more than a hundred characters is long."""
    monkeypatch.setattr(soon, "LONGEST_AT_ONCE", 100)
    monkeypatch.setattr(texts, "LONGEST_AT_ONCE", 100)


def test_the_form_says_that_a_long_copy_is_searched_later(alice, scene):
    key = str(held(scene.alice, LETTERS).key)

    page = press(alice, "show", pending=key, exact="There is one in Italy")

    assert "The copy is too long to be searched while you wait" in part(page, "check-said")
    assert "No text could be read" not in page


def test_the_form_is_saved_and_the_queue_looks(alice, scene):
    key = str(held(scene.alice, LETTERS).key)

    response = alice.post(ADDRESS, filled(pending=key))

    citation = only_claim().citation
    assert response.status_code == 302
    assert not hasattr(citation, "quote_check")
    assert ProcrastinateJob.objects.filter(task_name="sources.tasks.look_in_background").count() == 1
    look_in_background(citation.source_id)
    citation.refresh_from_db()
    assert citation.quote_check.result == "exact"
