"""`manage.py check_quotes`: everything looked for again, what changed since the last time, and an exit code."""

import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sources.models import Capture, Citation, QuoteCheck, Source
from sources.quoting.rechecking import recheck
from tests.factories import NOON, make_capture, make_citation, make_file_text, make_source, make_takedown

pytestmark = pytest.mark.django_db

TEXT = "The group said there were eleven of them."


def a_copy(text: str = TEXT, source: Source | None = None, days: int = 0) -> Capture:
    """A preserved copy with this text."""
    capture = make_capture(source=source or make_source(), captured_at=NOON + timedelta(days=days))
    make_file_text(file=capture.file, text=text)
    return capture


@pytest.fixture
def run(capsys):
    """Run the command; what it says, and its exit code."""

    def check(*arguments: str) -> tuple[str, int]:
        code = 0
        try:
            call_command("check_quotes", *arguments)
        except CommandError as reason:
            code = reason.returncode
        return capsys.readouterr().out, code

    return check


def test_the_first_run_counts_what_was_found(run):
    capture = a_copy()
    make_citation(source=capture.source, exact="there were eleven")
    make_citation(source=capture.source, exact="there  were eleven")
    make_citation(source=capture.source, exact="there were twelve")
    make_citation(exact="elsewhere")

    said, code = run()

    assert code == 0
    assert "4 quotations checked by rules 1; changed since the last check: 0." in said
    for line in (
        "1 found letter by letter",
        "1 found after the declared normalisation",
        "1 not found",
        "1 without a preserved copy",
    ):
        assert f"       {line}\n" in said
    assert QuoteCheck.objects.count() == 4


def test_what_is_found_no_more_is_named_with_its_address_and_ends_in_1(run):
    capture = a_copy()
    kept = make_citation(source=capture.source, exact="there were eleven", locator_label="page", locator="3")
    make_citation(source=capture.source, exact="The group said")
    run()
    text = capture.file.text
    text.text, text.sha256 = TEXT.replace("eleven", "twelve"), "0" * 64
    text.save()

    said, code = run()

    assert code == 1
    assert f"/passages/{kept.pk}/ ({capture.source.slug}, page 3): was found letter by letter, is not found\n" in said
    assert "changed since the last check: 1." in said


def test_what_is_found_now_is_named_and_ends_in_0_and_the_next_run_is_silent(run):
    citation = make_citation(exact="there were eleven")
    run()
    a_copy(source=citation.source)

    said, code = run()
    again, _ = run()

    assert code == 0
    assert "was without a preserved copy, is found letter by letter" in said
    assert "/passages/" not in again


def test_a_copy_that_was_taken_down_is_named(run):
    capture = a_copy()
    make_citation(source=capture.source, exact="there were eleven")
    run()
    make_takedown(capture=capture)

    said, code = run()

    assert code == 1
    assert "is without a preserved copy" in said


def test_only_the_sources_that_are_named_are_checked(run):
    first, second = make_citation(), make_citation()

    said, _ = run("--source", first.source.slug)

    assert "1 quotations checked" in said
    assert not QuoteCheck.objects.filter(citation=second).exists()


def test_a_source_that_does_not_exist_ends_in_2(run):
    make_citation()

    _, code = run("--source", "nowhere")

    assert code == 2
    assert not QuoteCheck.objects.exists()


def test_each_copy_is_read_once_however_many_quotations_it_holds():
    capture = a_copy()
    for _ in range(30):
        make_citation(source=capture.source, exact="there were eleven")

    with CaptureQueriesContext(connection) as queries:
        list(recheck(Source.objects.all(), at=NOON))

    texts = [query["sql"] for query in queries if query["sql"].startswith('SELECT "sources_filetext"."text"')]
    assert len(texts) == 1
    assert len(queries) < 12


def test_every_quotation_of_the_article_is_found_where_its_copy_holds_it_and_is_marked_for_the_desk(
    put_back_real_rows, run, client, django_user_model
):
    """The article itself is not in the project: its quotations stand here in invented surroundings, set otherwise."""
    put_back_real_rows()
    source = Source.objects.get(slug="overseas-police-stations-article")
    quoted = list(dict.fromkeys(Citation.objects.filter(source=source).order_by("pk").values_list("exact", flat=True)))
    a_copy(
        "\n\n".join(
            f"Number {n}: it says that {exact.replace(' ', '  ')} – no more." for n, exact in enumerate(quoted)
        ),
        source,
    )

    said, code = run("--source", source.slug)
    client.force_login(django_user_model.objects.filter(role="editor").first())
    page = client.get(source.get_absolute_url()).content.decode()

    known = json.loads((settings.FIXTURES_DIR / "claims" / "article.json").read_text(encoding="utf-8"))
    assert len(quoted) == len(known) > 40
    assert code == 0
    assert f"{len(quoted)} found after the declared normalisation" in said
    assert page.count('class="mark-number"') == len(quoted)
    assert "Passages that are not marked in this text" not in page
