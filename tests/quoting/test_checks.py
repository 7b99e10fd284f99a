"""What is kept of looking for a passage in the preserved copies of its source: one row, with offsets, page and hash."""

from datetime import timedelta

import pytest
from django.apps import apps

from sources.choices import QuoteResult
from sources.models import Capture, Citation, QuoteCheck, Source
from sources.quoting.checks import check_citation, check_source
from tests.factories import (
    NOON,
    make_capture,
    make_citation,
    make_file_text,
    make_source,
    make_takedown,
)

pytestmark = pytest.mark.django_db

FIRST = "A first page.\n"
TEXT = FIRST + "The group said “there were eleven” of them. Of them it named none. Of them it showed none."


def a_copy(source: Source, text: str = TEXT, **fields) -> Capture:
    """A preserved copy that was read."""
    days = fields.pop("days", 0)
    capture = make_capture(source=source, content=(text + str(days)).encode(), captured_at=NOON + timedelta(days=days))
    make_file_text(file=capture.file, text=text, **fields)
    return capture


def events_of(citation: Citation) -> int:
    """How much the history holds of a passage."""
    return int(apps.get_model("sources", "CitationEvent").objects.filter(pgh_obj=citation.pk).count())


def looked_for(exact: str, source: Source, **fields) -> QuoteCheck:
    """A passage of this source, looked for."""
    return check_citation(make_citation(source=source, exact=exact, **fields), at=NOON)


@pytest.mark.parametrize(
    ("exact", "result"),
    [
        ("“there were eleven” of them", QuoteResult.EXACT),
        ('"there were  eleven" of them', QuoteResult.NORMALISED),
        ("there were twelve of them", QuoteResult.NOT_FOUND),
        ("Of them it", QuoteResult.AMBIGUOUS),
    ],
)
def test_a_check_is_kept_with_its_result_copy_time_and_hashes(exact, result):
    capture = a_copy(make_source())

    looked_for(exact, capture.source)

    kept = QuoteCheck.objects.get()
    assert (kept.result, kept.capture, kept.checked_at) == (result, capture, NOON)
    assert (kept.file_sha256, kept.text_sha256) == (capture.file.sha256, capture.file.text.sha256)


def test_offsets_and_page_lead_to_the_words():
    capture = a_copy(make_source(), page_starts=[0, len(FIRST)])

    kept = looked_for('"there were eleven"', capture.source)

    assert TEXT[kept.start : kept.end] == "“there were eleven”"
    assert kept.page == 2


def test_the_parts_around_an_omission_are_kept_each_with_its_place():
    capture = a_copy(make_source())

    kept = looked_for("The group said […] it named none.", capture.source)

    assert [TEXT[a:b] for a, b in zip(kept.spans[::2], kept.spans[1::2], strict=True)] == [
        "The group said",
        "it named none.",
    ]


def test_what_was_not_found_or_stands_in_several_places_has_no_offsets():
    capture = a_copy(make_source())

    for exact in ("there were twelve", "Of them it"):
        kept = looked_for(exact, capture.source)
        assert (kept.start, kept.end, kept.spans, kept.page) == (None, None, [], None)


@pytest.mark.parametrize(
    "told", [{"prefix": "eleven” of them. "}, {"suffix": " named"}, {"locator_label": "paragraph", "locator": "2"}]
)
def test_words_around_it_or_the_locator_tell_several_places_apart(told):
    capture = a_copy(make_source(), TEXT.replace("Of them it named", "\n\nOf them it named").replace(". Of", ".\n\nOf"))
    citation = make_citation(source=capture.source, exact="Of them it", **told)

    assert check_citation(citation, at=NOON).result == QuoteResult.EXACT


def test_a_source_without_a_copy_and_a_copy_without_text_say_so():
    source = make_source()
    assert looked_for("Of them", source).result == QuoteResult.NO_COPY

    capture = make_capture(source=source)
    make_file_text(file=capture.file, text="", outcome="no_text")

    kept = looked_for("Of them", source)
    assert (kept.result, kept.capture, kept.text_sha256) == (QuoteResult.NO_TEXT, capture, "")


def test_looking_again_replaces_the_row_and_leaves_no_trace_in_the_history():
    capture = a_copy(make_source())
    citation = make_citation(source=capture.source, exact="there were eleven")
    events = events_of(citation)
    check_citation(citation, at=NOON)

    check_citation(citation, at=NOON + timedelta(days=1))

    assert [each.checked_at for each in QuoteCheck.objects.all()] == [NOON + timedelta(days=1)]
    assert not hasattr(QuoteCheck, "events")
    assert events_of(citation) == events


def test_of_several_copies_the_one_in_which_it_stands_best_is_named_the_newest_first():
    source = make_source()
    a_copy(source, days=0)
    exact = a_copy(source, "There were eleven of them.", days=1)
    newer = a_copy(source, "There were  eleven of them.", days=2)

    assert looked_for("There were eleven of them", source).capture == exact
    assert looked_for("eleven of them", source).capture == newer


def test_a_passage_that_names_its_copy_is_looked_for_in_that_one_only():
    source = make_source()
    named = a_copy(source, "Another version of it.", days=0)
    a_copy(source, days=1)

    kept = looked_for("there were eleven", source, capture=named)

    assert (kept.result, kept.capture) == (QuoteResult.NOT_FOUND, named)


def test_a_copy_that_was_taken_down_is_not_looked_in():
    source = make_source()
    make_takedown(capture=a_copy(source))

    assert looked_for("there were eleven", source).result == QuoteResult.NO_COPY


def test_all_passages_of_a_source_are_looked_for_with_a_fixed_number_of_queries(django_assert_num_queries):
    source = a_copy(make_source()).source
    make_citation(source=source, exact="there were eleven")
    with django_assert_num_queries(6):
        check_source(source, at=NOON)
    for number in range(50):
        make_citation(source=source, exact=f"it named none {number}")

    with django_assert_num_queries(6):
        found = check_source(source, at=NOON)

    assert len(found) == 51
