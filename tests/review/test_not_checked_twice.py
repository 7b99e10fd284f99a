"""What its own author published says so wherever it stands: on pages, in files, and in every format of a dossier."""

import re

import pytest

from claims.accounts.read import statements
from claims.models import Claim
from dossiers.formats import FORMATS
from dossiers.languages import FOLDER as CATALOGUES
from dossiers.languages import LANGUAGES
from tests import factories as make
from tests.dossiers import readers
from tests.dossiers.readers import squashed
from users.models import Role

pytestmark = pytest.mark.django_db

WORDS = "Not checked by a second person"


@pytest.fixture
def alone():
    """What a desk of one published."""
    bob = make.make_user(role=Role.EDITOR)
    subject = make.make_station(slug="a-station")
    return make.make_claim(
        created_by=bob,
        reviewed_by=bob,
        published_alone=True,
        statement="A lonely sentence.",
        subject=subject,
        choice="yes",
    )


def addresses_of(claim):
    """Every page on which the state of a claim stands."""
    country, source = claim.country.code.lower(), claim.citation.source
    return [
        f"/claims/{claim.ref}/",
        "/claims/",
        f"/countries/{country}/",
        f"/stations/{claim.subject.slug}/",
        f"/questions/{claim.question.slug}/",
        f"/parties/{claim.asserted_by.slug}/",
        f"/sources/{source.slug}/",
        f"/passages/{claim.citation_id}/",
        f"/claims/{claim.ref}/footnote.txt",
    ]


def test_every_page_on_which_its_state_stands_says_so(client, alone):
    silent = [address for address in addresses_of(alone) if WORDS not in client.get(address).content.decode()]

    assert silent == []


def test_no_page_says_so_of_what_two_people_have_checked(client):
    claim = make.make_claim(subject=make.make_station(), choice="yes")

    assert [address for address in addresses_of(claim) if WORDS in client.get(address).content.decode()] == []


@pytest.mark.parametrize("address", ["/claims.csv", "/claims.json"])
def test_list_files_have_it_in_a_column(client, alone, address):
    make.make_claim()

    told = readers.content_of(client.get(address)).decode()

    assert "not_checked_twice" in told
    assert told.count(WORDS) == 1


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_every_format_of_a_dossier_says_so(client, alone, suffix):
    content = readers.content_of(client.get(f"/countries/{alone.country.code.lower()}/dossier.{suffix}"))

    assert squashed(WORDS) in squashed(readers.text_of(suffix, content))


def test_a_dossier_says_nothing_of_it_where_two_people_have_checked(client):
    make.make_claim()

    told = client.get("/countries/it/dossier.md")

    assert WORDS not in readers.content_of(told).decode()


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en-GB"}))
def test_its_mark_is_translated(client, alone, language):
    content = readers.content_of(client.get(f"/countries/it/dossier.md?language={language}")).decode()
    catalogue = re.search(
        rf'msgid "{WORDS}"\nmsgstr "(.+)"', (CATALOGUES / f"{language}.po").read_text(encoding="utf-8")
    )

    assert catalogue is not None
    assert squashed(catalogue[1]) in squashed(content)


def test_the_column_reaches_the_plain_statement(alone):
    make.make_claim()

    assert {each.ref for each in statements(Claim.objects.all()) if each.published_alone} == {alone.ref}
