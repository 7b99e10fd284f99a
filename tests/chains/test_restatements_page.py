"""The page on which an editor decides whether two statements are one utterance."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.choices import LinkKind
from claims.models import Apart, Link
from tests.factories import make_claim, make_link, make_party, make_question, make_relay, make_user, the_editor
from tests.pages.reading import words

pytestmark = pytest.mark.django_db
ADDRESS = "/checking/restatements/"


@pytest.fixture
def says():
    question, ngo = make_question(answer_type="count"), make_party(name="An NGO")

    def make(**fields):
        return make_claim(**{"question": question, "asserted_by": ngo, "count_value": 11, **fields})

    return make


@pytest.fixture
def desk():
    client = Client()
    client.force_login(the_editor())
    return client


def decide(client, act, one, other, **given):
    return client.post(ADDRESS, {"one": one.ref, "other": other.ref, "root": one.ref, "act": act, **given})


def test_pairs_stand_side_by_side_with_passage_source_chain_and_date(desk, says):
    near, far = says(statement="Eleven, it says."), says(statement="Eleven, they say.")
    make_relay(far, party=make_party(name="The wire"))

    text = words(desk.get(ADDRESS).content.decode())

    for shown in (near.statement, far.statement, "The wire", near.citation.source.title, "3 December 2022"):
        assert shown in text
    assert "1 pair to compare" in text


def test_the_nearer_to_the_origin_is_chosen_beforehand(desk, says):
    far = says()
    make_relay(far)
    near = says()

    page = desk.get(ADDRESS).content.decode()

    assert f'value="{near.ref}" checked' in page
    assert f'value="{far.ref}" checked' not in page


def test_the_same_utterance_links_to_the_root_that_was_chosen(desk, says):
    one, other = says(), says()

    decide(desk, "same", one, other, root=other.ref)

    link = Link.objects.get()
    assert (link.claim, link.kind, link.to) == (one, LinkKind.RESTATES, other)
    assert "0 pairs to compare" in words(desk.get(ADDRESS).content.decode())


def test_a_statement_brings_what_it_repeats_along(desk, says):
    root, family_root, member = says(), says(), says()
    make_link(member, family_root)

    decide(desk, "same", root, member)

    assert set(Link.objects.values_list("claim", "to")) == {(member.pk, family_root.pk), (family_root.pk, root.pk)}


def test_what_builds_on_another_is_an_origin_of_its_own_and_not_suggested_again(desk, says):
    one, other = says(), says()

    decide(desk, "builds", one, other)

    assert Link.objects.get(kind=LinkKind.BUILDS_ON).claim == other
    assert "0 pairs" in words(desk.get(ADDRESS).content.decode())


def test_two_utterances_are_kept_apart(desk, says):
    one, other = says(), says()

    decide(desk, "apart", one, other)

    assert Apart.objects.exists()
    assert not Link.objects.exists()
    assert "Kept apart lately" in desk.get(ADDRESS).content.decode()


@pytest.mark.parametrize("act", ["same", "builds", "apart"])
def test_every_decision_can_be_undone(desk, says, act):
    one, other = says(), says()
    after = desk.get(decide(desk, act, one, other)["Location"])

    assert "Undo" in words(after.content.decode())

    desk.post(ADDRESS, {"one": other.ref, "other": one.ref, "act": "undo"})

    assert not Link.objects.exists()
    assert not Apart.objects.exists()
    assert "1 pair to compare" in words(desk.get(ADDRESS).content.decode())


def test_contributors_look_and_do_not_decide(says):
    one, other = says(), says()
    client = Client()
    client.force_login(make_user())

    page = client.get(ADDRESS).content.decode()

    assert "An editor decides" in page
    assert 'name="act"' not in page
    for act in ("same", "builds", "apart", "undo"):
        assert decide(client, act, one, other).status_code == 403
    assert not Link.objects.exists()
    assert not Apart.objects.exists()


def test_a_circle_is_a_plain_sentence(desk, says):
    one, other = says(), says()
    make_link(other, one)

    response = decide(desk, "same", other, one)

    assert response.status_code == 403
    assert "circle" in words(response.content.decode())


def test_readers_are_asked_to_sign_in(client, says):
    assert client.get(ADDRESS).status_code == 302
    assert client.post(ADDRESS).status_code == 302


def test_unknown_refs_are_not_found(desk, says):
    one = says()

    assert desk.post(ADDRESS, {"one": one.ref, "other": "nothere", "act": "same"}).status_code == 404


def test_the_page_takes_the_same_number_of_queries_for_one_pair_and_for_many(desk, says):
    def queries():
        with CaptureQueriesContext(connection) as taken:
            desk.get(ADDRESS)
        return len(taken)

    says(), says()
    few = queries()
    for day in range(1, 9):
        says(asserted_on=f"2021-12-{day:02}"), says(asserted_on=f"2021-12-{day:02}")

    assert queries() == few


def test_the_page_of_a_statement_names_what_it_looks_like_for_editors_only(client, desk, says):
    one, other = says(), says()

    assert "Looks like the same utterance" in desk.get(one.get_absolute_url()).content.decode()
    assert other.ref in desk.get(one.get_absolute_url()).content.decode()
    assert "Looks like the same utterance" not in client.get(one.get_absolute_url()).content.decode()
