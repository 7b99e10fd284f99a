"""Whatever is sent, the answer is a page: never an error of ours, never a half-saved form."""

from itertools import cycle
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Claim
from sources.models import Citation, Party, Source
from stations.models import Subject
from tests.adding.evidence import copy_of
from tests.adding.scene import ADDRESS, filled, new_source

NASTY = [
    "\x00",
    "\ud800",
    "a\x00b",
    "\u202e",
    "x" * 50_000,
    "-1",
    "9" * 40,
    "1e9",
    "٣",
    "²",
    "None",
    "[]",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}",
    "%00%ff",
    "../../etc/passwd",
]
FIELDS = sorted(
    {
        *filled(),
        *new_source(),
        "act",
        "citation",
        "restates_ref",
        "restates",
        "rebuts",
        "relays",
        "publisher",
        "answer_party",
        "count_value",
        "count_to",
        "count_unit",
        "count_operator",
        "date_answer",
        "about_period",
        "asked_about",
        "locator",
        "locator_label",
        "passage_language",
        "translation",
        "speaker_find",
        "subjects_find",
        "source_find",
        "speaker_new-name",
        "speaker_new-country",
        "place-label",
        "place-country",
        "pending",
        "capture",
        "words_before",
        "words_after",
        "same_as",
        "chain_for",
        "chain_filled",
        "relays_find",
        "relay-0-source",
        "relay-0-source_find",
        "relays_new-name",
    }
)


def encoded(form):
    """A form as a browser that does not care for Unicode would send it."""
    pairs = [
        (name, value) for name, values in form.items() for value in ([values] if isinstance(values, str) else values)
    ]
    quoted = [
        "=".join(quote_from_bytes(text.encode("utf-8", "surrogatepass")) for text in (name, value))
        for name, value in pairs
    ]
    return "&".join(quoted)


def send(client, form):
    """The status of the answer."""
    return client.post(ADDRESS, encoded(form), content_type="application/x-www-form-urlencoded").status_code


def rows():
    """How many rows there are of everything that the form can make."""
    return [model.objects.count() for model in (Claim, Citation, Source, Party, Subject)]


@pytest.mark.parametrize(
    ("nasty", "question"), list(zip(NASTY, cycle(["how-many", "run-by", "since-when", "existence"]), strict=False))
)
def test_one_nasty_text_in_every_field_does_not_break_the_form(alice, scene, nasty, question):
    everywhere = dict.fromkeys(FIELDS, nasty)

    assert send(alice, {**everywhere, "act": "save", "source_is": "new", "question": question}) in (302, 422)
    assert send(alice, {**new_source(), **everywhere, "act": "show", "question": question}) == 200


@pytest.mark.parametrize("name", FIELDS)
def test_no_single_field_breaks_the_form(alice, scene, name):
    base = new_source() if name in ("url", "title", "issued", "csl_type", "publisher") else filled()

    for nasty in ("a\x00\ud800b", "9" * 40):
        assert send(alice, {**base, name: nasty}) in (200, 302, 409, 422)


def test_a_megabyte_in_one_field_is_answered_in_plain_words(alice, scene):
    response = alice.post(ADDRESS, filled(exact="x" * 1_000_000))

    assert response.status_code == 422
    assert "characters long; at most 5,000 are kept." in response.content.decode()


NAMES = ["country", "url", "title", "quote", "source", "citation", "subject", "question", "restates_ref", "speaker"]
NAMES += ["capture", "at", "prefix", "suffix", "page", "locator_label", "relay"]


@pytest.mark.parametrize("nasty", ["\x00", "x" * 5000, "\ud800", "'", "9" * 30, "9" * 5000, "-1", "@", "٣"])
def test_no_address_of_the_form_breaks_it(alice, scene, nasty):
    for name in NAMES:
        query = encoded({name: nasty})
        assert alice.get(f"{ADDRESS}?{query}").status_code == 200


@pytest.mark.parametrize("name", ["words_before", "words_after"])
def test_a_megabyte_around_the_words_is_answered_in_plain_words(alice, scene, name):
    copy_of(scene.source, "The words. The words.")

    response = alice.post(ADDRESS, filled(exact="The words.", **{name: "x" * 1_000_000}))

    assert response.status_code == 422
    assert "characters long; at most 200 are kept." in response.content.decode()
    assert not Claim.objects.exists()


ACTS = ["show", "save", "hold", "fetch", "drop", "take-nearest", "take-title", "use-chain", "no-chain", "this-place:0"]


@pytest.mark.parametrize(
    "act", [*ACTS, "this-place:99999999", "remove:²", "earlier:\x00", "another-passage", "x" * 9000]
)
@pytest.mark.parametrize("nasty", ["a\x00\ud800b", "9" * 5000, "x" * 100_000])
def test_no_button_breaks_on_nasty_fields(alice, scene, act, nasty):
    copy_of(scene.source, "The words. The words.")
    fields = ["exact", "words_before", "pending", "capture", "relay-0-source", "same_as", "locator", "chain_filled"]
    before = rows()

    status = send(alice, {**filled(), **dict.fromkeys(fields, nasty), "relays": ["the-paper", nasty], "act": act})

    assert status in (200, 422)
    assert rows() == before


def test_of_a_field_sent_twice_one_counts_and_both_are_never_mixed(alice, scene):
    copy_of(scene.source, "The words. Other words.")

    status = send(
        alice, {**filled(), "exact": ["Other words.", "The words."], "capture": ["1", "2"], "pending": ["", ""]}
    )

    assert status == 302
    assert Citation.objects.get().exact == "The words."


def test_a_form_that_fails_halfway_leaves_nothing_behind(alice, scene):
    before = rows()

    status = send(
        alice, new_source(**{"speaker_new-name": "A new body", "speaker_new-kind": "", "place-label": "Firenze"})
    )

    assert status == 422
    assert rows() == before


def test_too_many_subjects_are_refused_in_plain_words(alice, scene):
    response = alice.post(ADDRESS, filled(subjects=["italy", *(f"none-{n}" for n in range(60))]))

    assert response.status_code == 422
    assert "At most 50 can be saved in one go." in response.content.decode()


def test_markup_that_was_typed_is_shown_as_typed(alice, scene):
    page = alice.post(ADDRESS, filled(statement="<script>alert(1)</script>"), follow=True).content.decode()

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    form=st.dictionaries(
        st.sampled_from(FIELDS),
        st.lists(st.one_of(st.sampled_from(NASTY[:4] + NASTY[5:]), st.text(max_size=40)), min_size=1, max_size=3),
        max_size=12,
    )
)
def test_no_mixture_breaks_the_form(alice, scene, form):
    assert send(alice, {**filled(), **form}) in (200, 302, 409, 422)


def test_a_form_larger_than_the_site_takes_is_refused(alice, scene):
    assert send(alice, filled(exact="x" * 6_000_000)) in (400, 413)
