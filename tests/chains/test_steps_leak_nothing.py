"""A step may name the source it was in; a restricted or removed source is not even a title."""

import pytest
from django.test import Client

from claims.accounts.read import statements
from claims.models import Claim
from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from tests.dossiers.readers import squashed, text_of
from tests.factories import NOON, make_claim, make_party, make_relay, make_source, the_editor

pytestmark = pytest.mark.django_db
SECRET = "A title that only the desk may read"


@pytest.fixture
def claim():
    return make_claim(asserted_by=make_party(name="The NGO"))


def pages(claim, client):
    addresses = [
        claim.get_absolute_url(),
        claim.citation.source.get_absolute_url(),
        f"/questions/{claim.question.slug}/",
        f"/countries/{claim.country.code.lower()}/",
        "/claims/",
        "/claims.csv",
        "/claims.json",
    ]
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * len(answers)
    return " ".join((b"".join(each) if each.streaming else each.content).decode() for each in answers)


def test_a_step_links_the_source_it_was_in(claim, client):
    source = make_source(title="The wire story")
    make_relay(claim, party=make_party(name="The wire"), source=source)

    page = client.get(claim.get_absolute_url()).content.decode()

    assert "The wire story" in page
    assert f'href="/sources/{source.slug}/"' in page


@pytest.mark.parametrize(
    "hidden", [{"restricted": True}, {"removed_at": NOON, "removed_for": "privacy"}], ids=["restricted", "removed"]
)
def test_a_source_that_readers_may_not_see_is_no_title_and_no_address(claim, client, hidden):
    source = make_source(title=SECRET, slug="a-slug-that-tells", **hidden)
    make_relay(claim, party=make_party(name="The wire"), source=source)

    page = pages(claim, client)

    assert "The wire" in page
    assert SECRET not in page
    assert source.slug not in page


def test_nor_is_it_in_a_page_that_the_desk_may_pass_on(claim):
    make_relay(claim, source=make_source(title=SECRET, restricted=True))
    desk = Client()
    desk.force_login(the_editor())

    assert SECRET not in pages(claim, desk)


def test_a_step_without_a_title_is_named_by_what_the_source_is_called(claim):
    make_relay(claim, source=make_source(title=""))

    (statement,) = statements(Claim.objects.filter(pk=claim.pk))

    assert statement.relays[0].document == "news.example"


def test_nor_is_it_in_a_picture_of_a_chain(claim, client):
    make_relay(
        claim, party=make_party(name="The wire"), source=make_source(title=SECRET, slug="tells", restricted=True)
    )

    for address in (claim.get_absolute_url(), claim.citation.source.get_absolute_url()):
        page = client.get(address).content.decode()
        assert 'class="chain-svg"' in page
        assert "The wire</text>" in page
        assert SECRET not in page
        assert "tells" not in page


@pytest.mark.parametrize(
    "hidden", [{"restricted": True}, {"removed_at": NOON, "removed_for": "privacy"}], ids=["restricted", "removed"]
)
@pytest.mark.parametrize("suffix", ["html", "md", "csv", "json", "docx", "pdf"])
def test_nor_is_it_in_a_dossier_of_any_format(claim, hidden, suffix):
    make_relay(claim, party=make_party(name="The wire"), source=make_source(title=SECRET, slug="tells", **hidden))

    text = text_of(suffix, FORMATS[suffix].render(dossier_of(claim.country, made_at=NOON)))

    assert squashed("The wire") in squashed(text)
    assert squashed(SECRET) not in squashed(text)
    assert "tells" not in text


def test_nor_are_its_addresses_of_a_passage_and_its_file(claim, client):
    make_relay(claim, source=make_source(title=SECRET, slug="tells", restricted=True))
    key = claim.citation.pk

    for address in (f"/passages/{key}/", f"/passages/{key}.json", "/questions/", "/sources/wanted/"):
        page = client.get(address).content.decode()
        assert SECRET not in page
        assert "tells" not in page
