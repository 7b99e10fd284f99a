"""The checks that the worker makes every night."""

import pytest
from django.core.management import CommandError
from procrastinate.contrib.django import app

from config import captures
from sources.models import QuoteCheck
from sources.tasks import check_copies_and_quotations
from tests import factories as make

pytestmark = pytest.mark.django_db
WHEN = 1_795_000_000


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    """The storage of a real site, in a folder of its own."""
    settings.STORAGES = {**settings.STORAGES, "captures": captures.storage(tmp_path / "captures", "")}
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path / "captures"


def quoted():
    """A passage that stands in the copy of its source."""
    source = make.make_source()
    capture = make.make_capture(source=source, content=b"<p>They said so.</p>")
    make.make_file_text(file=capture.file, text="They said so.")
    return make.make_citation(source=source, exact="They said so.")


def test_every_copy_is_read_and_every_quotation_looked_for():
    citation = quoted()

    check_copies_and_quotations(WHEN)

    assert QuoteCheck.objects.get(citation=citation).result == "exact"


def test_a_changed_copy_makes_the_work_fail_and_quotations_are_looked_for_all_the_same(folder):
    citation = quoted()
    [path] = [each for each in folder.rglob("*") if each.is_file()]
    path.write_bytes(b"Something else.")

    with pytest.raises(CommandError):
        check_copies_and_quotations(WHEN)

    assert QuoteCheck.objects.filter(citation=citation).exists()


def test_the_queue_knows_the_work_and_its_hour():
    known = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}

    assert known["sources.tasks.check_copies_and_quotations"] == "17 4 * * *"
