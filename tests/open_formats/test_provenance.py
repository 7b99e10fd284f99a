"""How a statement came here, read by the prov package."""

import pytest
from prov.model import ProvDerivation, ProvDocument, ProvEntity

from claims.choices import VerificationKind
from tests import factories as make
from tests.browse.cast import full_claim
from tests.rules.test_nothing_leaks import say_something_of_each_kind
from tests.rules.test_visibility import READERS

pytestmark = pytest.mark.django_db

SITE = "http://testserver/"


def read(client, claim):
    answer = client.get(f"/claims/{claim.ref}/prov.json")
    assert answer.status_code == 200
    return ProvDocument.deserialize(content=answer.content.decode(), format="json"), answer.content.decode()


def test_a_statement_comes_from_its_passage_its_source_and_whoever_passed_it_on(client):
    claim = full_claim(statement="A station is in Prato.")
    step = claim.relays.get()
    checker = make.make_user(email="the-checker@desk.example")
    make.make_verification(claim=claim, kind=VerificationKind.WORDS, verified_by=checker)

    document, text = read(client, claim)

    entities = {str(each.identifier.uri) for each in document.get_records(ProvEntity)}
    used = {each.args[0].uri: each.args[1].uri for each in document.get_records(ProvDerivation)}
    address = f"{SITE}claims/{claim.ref}/"
    passage = f"{SITE}passages/{claim.citation_id}/"
    source = f"{SITE}sources/{claim.citation.source.slug}/"
    assert used[address] == passage
    assert used[passage] == source
    assert used[source] in entities
    assert entities >= {address, passage, source}
    assert step.party.name in text
    assert claim.asserted_by.name in text
    assert "checked-words" in text
    assert "the desk of On Record" in text
    for person in (checker, claim.created_by):
        assert person.email not in text


def test_it_is_there_for_what_everybody_may_see_whoever_asks(client):
    claims = say_something_of_each_kind()
    client.force_login(make.make_user())

    answers = {kind: client.get(f"/claims/{claim.ref}/prov.json").status_code for kind, claim in claims.items()}

    assert {kind for kind, status in answers.items() if status == 200} == set(READERS)
