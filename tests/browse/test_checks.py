"""Asking lists and files what was checked: by people, by a machine, and whether the original was seen."""

import csv
import io
from urllib.parse import urlencode

import pytest
from django.test import Client

from claims.accounts.read import statements
from claims.choices import VerificationKind
from claims.models import Claim
from claims.ticks import original_not_seen
from claims.wording import original_not_seen as original_not_seen_in_words
from sources.actions import NewSource, add_source
from sources.choices import CopyKind, QuoteResult, Words
from tests.browse.cast import exported_rows
from tests.factories import (
    NOON,
    make_capture,
    make_citation,
    make_claim,
    make_country,
    make_country_subject,
    make_file,
    make_party,
    make_quote_check,
    make_relay,
    make_source,
    make_takedown,
    make_user,
    make_verification,
)
from tests.pages.reading import words

pytestmark = pytest.mark.django_db


def refs(client, **asked):
    """The statements that a list leaves."""
    return {row["ref"] for row in exported_rows(client, f"/claims.json?{urlencode(asked)}")}


def facet(client, name, address="/claims/", **asked):
    """What one facet offers, with its numbers."""
    found = {facet.name: facet for facet in client.get(address, asked).context["listing"].facets}
    return {choice.value: choice.count for choice in found[name].choices} if name in found else {}


def own_words(**fields):
    """A statement in the speaker's own words."""
    return make_claim(citation=make_citation(words="own"), **fields)


def test_statements_are_found_by_what_people_checked(client):
    checked, bare = make_claim(), make_claim()
    for kind in ("words", "date"):
        make_verification(checked, kind=kind)

    assert refs(client, verified="words") == {checked.ref}
    assert refs(client, verified="speaker") == set()
    assert refs(client, unverified="words") == {bare.ref}
    assert refs(client, unverified="speaker") == {checked.ref, bare.ref}
    assert refs(client, unverified="any") == {checked.ref, bare.ref}
    assert refs(client, unverified="translation") == set()


def test_statements_are_found_by_what_a_machine_found(client):
    claims = {}
    for result in ("not_found", "ambiguous", "no_text", "no_copy"):
        citation = make_citation()
        make_quote_check(citation=citation, result=result)
        claims[result] = make_claim(citation=citation)
    claims["unchecked"] = make_claim()

    assert {result: refs(client, quote=result) for result in claims} == {
        result: {claim.ref} for result, claim in claims.items()
    }
    assert facet(client, "quote") == dict.fromkeys(claims, 1)


def test_statements_are_found_by_whether_the_original_was_seen(client):
    own, reported, seen = own_words(), make_claim(), make_claim()
    make_verification(seen, kind="original_seen")

    assert refs(client, original="not_seen") == {reported.ref}
    assert refs(client, original="seen") == {own.ref, seen.ref}
    assert facet(client, "original") == {"seen": 2, "not_seen": 1}


def test_rows_and_words_agree_on_whether_the_original_was_seen():
    for copy_kind in CopyKind:
        for quoted in Words:
            for ticked in (False, True):
                source = make_source(copy_kind=copy_kind)
                claim = make_claim(citation=make_citation(source=source, words=quoted))
                if ticked:
                    make_verification(claim, kind="original_seen")

    by_rows = set(Claim.objects.filter(original_not_seen()).values_list("ref", flat=True))
    by_words = {each.ref for each in statements(Claim.objects.all()) if original_not_seen_in_words(each)}

    assert by_rows == by_words
    assert 0 < len(by_rows) < Claim.objects.count()


def test_the_numbers_beside_a_list_are_those_of_what_it_would_leave(client):
    for _ in range(3):
        make_claim()
    make_verification(make_claim(), kind="words")
    make_verification(make_claim(citation=make_citation(language="it")), kind="speaker")

    offered = facet(client, "unverified")

    assert offered == {kind: len(refs(client, unverified=kind)) for kind in offered}
    assert facet(client, "verified") == {"words": 1, "speaker": 1}


def test_what_only_the_desk_may_see_is_not_counted_for_readers(client):
    make_claim(), make_verification(make_claim(published=False), kind="words")
    make_verification(make_claim(), kind="date")

    assert "words" not in facet(client, "verified")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"verified": "colour"}, "“verified” is one of words"),
        ({"unverified": "colour"}, "“unverified” is any"),
        ({"quote": "maybe"}, "There is no result “maybe”"),
        ({"original": "perhaps"}, "“original” can be “seen” or “not_seen”, not “perhaps”."),
        ({"source": "zzz"}, "There is no source “zzz”."),
    ],
)
def test_what_cannot_be_asked_is_told(client, asked, sentence):
    make_claim()

    assert sentence in words(client.get("/claims/", asked).content.decode())
    assert client.get("/claims.csv", asked).status_code == 400


def test_a_row_of_a_file_says_who_of_people_and_machines_checked(client):
    capture = make_capture(file=make_file(sha256="ab" * 32))
    citation = make_citation(source=capture.source)
    make_quote_check(citation=citation, result="exact", capture=capture, file_sha256="ab" * 32, start=1, end=9, page=12)
    claim = make_claim(citation=citation)
    make_relay(claim, party=make_party(name="The agency"))
    make_verification(claim, kind="words")

    (row,) = exported_rows(client, "/claims.json")
    sheet = b"".join(client.get("/claims.csv").streaming_content).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(sheet))

    assert (row["checked_words"], row["checked_speaker"]) == ("2026-11-24", "")
    assert (row["quote_check"], row["quote_page"], row["copy_sha256"]) == ("exact", 12, "ab" * 32)
    assert line["original_not_seen"] == row["original_not_seen"] == "Original not seen: read through The agency"
    assert line["checked_words"] == "2026-11-24"
    assert "editor@desk.example" not in sheet


def test_filters_by_checks_take_as_many_queries_for_fifty_as_for_two(client, django_assert_max_num_queries):
    def fill(many):
        for number in range(many):
            make_verification(make_claim(), kind=VerificationKind.values[number % 3])

    asked = {"unverified": "any", "original": "not_seen", "quote": "unchecked"}
    fill(2)
    with django_assert_max_num_queries(36):
        client.get("/claims/", asked)
    fill(50)

    with django_assert_max_num_queries(36):
        client.get("/claims/", asked)


# ---- wanted originals

WANTED = "/sources/wanted/"


def wanted(client, address="/sources/wanted.json", **asked):
    """Why, what, and how many statements rest on it, in order."""
    return [
        (row["why"], row["slug"], row["statements"]) for row in exported_rows(client, f"{address}?{urlencode(asked)}")
    ]


def cast():
    """A copy on which two statements rest, an original on which one does, a step without a document."""
    copied = make_source(slug="copied", copy_kind=CopyKind.REPUBLISHED)
    original = make_source(slug="original")
    make_capture(source=original)
    speaker, agency = make_party(slug="speaker"), make_party(slug="agency")
    for exact in ("One.", "Two."):
        make_claim(citation=make_citation(source=copied, exact=exact, words="own"), asserted_by=speaker)
    relayed = make_claim(citation=make_citation(source=original), asserted_by=speaker)
    make_relay(relayed, party=agency)
    return relayed


def test_what_is_wanted_is_listed_by_why_the_most_needed_first(client):
    cast()
    make_claim(citation=make_citation(source=make_source(slug="mirrored", copy_kind=CopyKind.MIRROR), words="own"))

    assert wanted(client) == [
        ("copy", "copied", 2),
        ("copy", "mirrored", 1),
        ("speaker", "speaker", 1),
        ("step", "agency", 1),
        ("no_copy", "copied", 2),
        ("no_copy", "mirrored", 1),
    ]


def test_a_tick_that_the_original_was_seen_fulfils_a_want(client):
    relayed = cast()
    make_verification(relayed, kind="original_seen")

    assert {why for why, _slug, _number in wanted(client)} == {"copy", "no_copy"}


def test_a_step_whose_document_is_named_is_not_wanted(client):
    claim = make_claim()
    make_relay(claim, party=make_party(slug="agency"), source=make_source())

    assert "step" not in {why for why, _slug, _number in wanted(client)}


def test_a_quotation_that_was_not_found_is_wanted_by_its_source(client):
    citation = make_citation(source=make_source(slug="mistaken"), words="own")
    make_quote_check(citation=citation, result=QuoteResult.NOT_FOUND)
    make_capture(source=citation.source)
    make_claim(citation=citation)

    assert wanted(client) == [("not_found", "mistaken", 1)]


def test_a_copy_that_was_taken_down_is_wanted_again(client):
    citation = make_citation(source=make_source(slug="gone"), words="own")
    make_takedown(capture=make_capture(source=citation.source))
    make_claim(citation=citation)

    assert wanted(client) == [("no_copy", "gone", 1)]


def test_silence_wants_no_text(client):
    make_claim(stance="declined", asserted_by=make_party(slug="silent"))

    assert "speaker" not in {why for why, _slug, _number in wanted(client)}


@pytest.mark.parametrize(
    "fields",
    [
        {"published": False},
        {"restricted": True, "restricted_reason": "x"},
        {"state": "withdrawn", "withdrawn_reason": "x"},
    ],
)
def test_only_published_statements_that_readers_may_see_count(client, fields):
    make_claim(citation=make_citation(source=make_source(copy_kind=CopyKind.MIRROR)), **fields)

    assert wanted(client) == []
    page = client.get(WANTED)
    assert page.status_code == 200
    assert [section.number for section in page.context["sections"]] == [0] * 5


def test_a_restricted_source_is_wanted_by_the_desk_alone(client):
    make_claim(citation=make_citation(source=make_source(slug="secret", copy_kind=CopyKind.MIRROR, restricted=True)))
    desk = Client()
    desk.force_login(make_user())

    assert "secret" not in client.get(WANTED).content.decode()
    assert "secret" in {slug for _why, slug, _number in wanted(desk)}


def test_what_is_wanted_for_one_country_counts_its_statements_alone(client):
    hungary = make_country_subject(make_country(code="HU"))
    source = make_source(slug="both", copy_kind=CopyKind.MIRROR)
    make_capture(source=source)
    for subject in (hungary, make_country_subject(), make_country_subject()):
        make_claim(subject=subject, citation=make_citation(source=source, words="own"))

    assert wanted(client) == [("copy", "both", 3)]
    assert wanted(client, country="hu") == [("copy", "both", 1)]
    page = client.get("/sources/wanted/copy/", {"country": "hu"})
    assert [row.statement_count for row in page.context["page"]] == [1]
    assert facet(client, "country", "/sources/wanted/copy/") == {"it": 1, "hu": 1}


def test_each_sort_has_a_list_and_files_of_its_own(client):
    cast()

    assert wanted(client, "/sources/wanted/speaker.json") == [("speaker", "speaker", 1)]
    for sort in ("copy", "speaker", "step", "no_copy", "not_found"):
        page = client.get(f"/sources/wanted/{sort}/")
        assert page.status_code == 200
        assert client.get(f"/sources/wanted/{sort}.csv").status_code == 200
        part = client.get(f"/sources/wanted/{sort}/", headers={"HX-Request": "true"}).content.decode()
        assert part.lstrip().startswith('<div id="list"')
        assert part.strip() in page.content.decode()
    assert client.get("/sources/wanted/colour/").status_code == 404
    assert client.get("/sources/wanted/colour.csv").status_code == 404
    assert client.get("/sources/wanted.exe").status_code == 404


def test_readers_are_asked_to_send_it_and_the_desk_is_led_to_where_it_acts(client):
    cast()
    desk = Client()
    desk.force_login(make_user())

    public, own = client.get(WANTED).content.decode(), desk.get(WANTED).content.decode()

    assert "Send it to the desk" in public
    assert "/checking/" not in public
    assert "/checking/?source=copied&amp;unverified=original_seen" in own
    assert "/sources/copied/#copies" in own
    assert "Wanted originals" in client.get("/method/").content.decode()
    assert f'href="{WANTED}"' in client.get("/sources/").content.decode()


@pytest.mark.parametrize("address", [WANTED, "/sources/wanted/copy/", "/sources/wanted.csv"])
@pytest.mark.parametrize("query", ["country=zz", "q=%00%F0%9F%90%8D", "page=99999", "why=x&why=y", "q=" + "x" * 5000])
def test_nothing_in_the_address_leads_to_an_error_page(client, address, query):
    cast()

    assert client.get(f"{address}?{query}").status_code in (200, 400)


def test_the_pages_run_as_many_queries_for_fifty_as_for_two(client, django_assert_max_num_queries):
    def fill(many):
        for _ in range(many):
            make_relay(make_claim(citation=make_citation(source=make_source(copy_kind=CopyKind.MIRROR))))

    fill(2)
    for address, most in ((WANTED, 14), ("/sources/wanted/copy/", 6)):
        with django_assert_max_num_queries(most):
            client.get(address)
    fill(50)

    for address, most in ((WANTED, 14), ("/sources/wanted/copy/", 6)):
        with django_assert_max_num_queries(most):
            client.get(address)


def test_no_source_gets_the_name_of_the_page():
    source = add_source(NewSource(title="Wanted"), by=make_user(), at=NOON)

    assert source.slug == "wanted-2"
