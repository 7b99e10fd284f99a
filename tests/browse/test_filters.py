"""Narrowing lists: each filter, together, over pages, and the numbers beside the choices."""

import pytest
from django.test import override_settings

from claims.accounts.read import statements
from claims.actions import withdraw
from claims.choices import Stance
from claims.filters import side_in_sql
from claims.models import Claim
from claims.sides import side_of
from sources.choices import PartyKind
from stations.choices import AgreementKind
from tests import factories as make
from tests.browse.cast import agreement_with_claim, claim_about, exported_rows, station_with_claim
from users.models import Role

pytestmark = pytest.mark.django_db


def refs(client, **query):
    return {statement.ref for statement in client.get("/claims/", query).context["statements"]}


def labels(client, address, **query):
    return [str(row) for row in client.get(address, query).context["page"]]


def test_stations_are_narrowed_to_a_country(client):
    station_with_claim(code="IT", label="In Italy")
    station_with_claim(code="FR", label="In France")

    assert labels(client, "/stations/", country="it") == ["In Italy"]
    assert labels(client, "/stations/", country="FR") == ["In France"]


def test_stations_are_narrowed_to_the_body_that_a_statement_names(client):
    named, other = station_with_claim(label="Named"), station_with_claim(label="Other")
    question = make.make_question(slug="run-by", answer_type="party")
    bureau = make.make_party(slug="a-bureau", name="A bureau")
    make.make_claim(subject=named, question=question, answer_party=bureau)
    make.make_claim(subject=other, question=question, answer_party=bureau, stance=Stance.DENIES)

    assert labels(client, "/stations/", run_by="a-bureau") == ["Named"]


def test_agreements_are_narrowed_to_a_kind(client):
    agreement_with_claim(label="Patrols", agreement_kind=AgreementKind.JOINT_PATROLS)
    agreement_with_claim(label="Cooperation")

    assert labels(client, "/agreements/", kind="joint_patrols") == ["Patrols"]


def test_countries_without_statements_are_listed_on_request(client):
    claim_about("IT")
    make.make_country(code="FR")

    assert labels(client, "/countries/") == ["Italy"]
    assert labels(client, "/countries/", show="all") == ["France", "Italy"]


def test_sources_are_narrowed_by_language_kind_copy_and_publisher(client):
    paper = make.make_party(slug="a-paper", kind=PartyKind.NEWS_MEDIA)
    wanted = make.make_source(title="Wanted", language="it", csl_type="report", copy_kind="mirror", publisher=paper)
    for source in (wanted, make.make_source(title="Unwanted")):
        make.make_claim(citation=make.make_citation(source=source))

    for query in ({"language": "it"}, {"kind": "report"}, {"copy": "mirror"}, {"publisher": "a-paper"}):
        assert labels(client, "/sources/", **query) == ["Wanted"]


def test_parties_are_narrowed_by_kind_and_country(client):
    make.make_claim(asserted_by=make.make_party(name="A police", kind=PartyKind.POLICE, country="IT"))
    make.make_claim(asserted_by=make.make_party(name="A court", kind=PartyKind.COURT, country="FR"))

    assert labels(client, "/parties/", kind="police") == ["A police"]
    assert labels(client, "/parties/", country="fr") == ["A court"]


def test_statements_are_narrowed_by_each_filter(client):
    question = make.make_question(slug="wanted", heading=make.make_heading(slug="the-heading"))
    speaker = make.make_party(slug="speaker", kind=PartyKind.NEWS_MEDIA)
    wanted = claim_about(
        "IT", question=question, asserted_by=speaker, stance=Stance.CANNOT_CONFIRM, asserted_on="2022-01-31"
    )
    claim_about("FR", asserted_on="2023")

    for query in (
        {"country": "it"},
        {"question": "wanted"},
        {"heading": "the-heading"},
        {"party": "speaker"},
        {"stance": "cannot_confirm"},
        {"side": "media"},
        {"said_by": "2022-06-30"},
        {"subject": wanted.subject.slug},
    ):
        assert refs(client, **query) == {wanted.ref}, query


def test_a_country_holds_what_was_said_of_all_when_asked_about_it(client):
    italy = make.make_country(code="IT")
    general = make.make_claim(subject=make.make_network(), asked_about=italy)

    assert refs(client, country="it") == {general.ref}


def test_conflicting_statements_can_be_told_from_the_others(client):
    question = make.make_question()
    says = claim_about("IT", question=question, choice="yes")
    denies = claim_about("IT", question=question, choice="yes", stance=Stance.DENIES)
    alone = claim_about("FR", question=question, choice="yes")

    assert refs(client, conflict="yes") == {says.ref, denies.ref}
    assert refs(client, conflict="no") == {alone.ref}


def test_a_conflict_ends_when_one_of_its_statements_is_withdrawn(client):
    question = make.make_question()
    claim_about("IT", question=question, choice="yes")
    denies = claim_about("IT", question=question, choice="yes", stance=Stance.DENIES)
    assert len(refs(client, conflict="yes")) == 2

    withdraw(denies, by=make.the_editor(), at=make.NOON, reason="For this test.")

    assert refs(client, conflict="yes") == set()


def test_too_many_statements_to_compare_are_said_to_be_too_many(client, monkeypatch):
    monkeypatch.setattr("claims.conflicting.MOST_STATEMENTS", 1)
    claim_about("IT")
    claim_about("FR")

    page = client.get("/claims/", {"conflict": "yes"})

    assert "Too many statements are entered to compare them all" in page.content.decode()
    assert page.context["listing"].total == 2


@pytest.mark.parametrize("country", ["IT", "FR", None])
def test_a_side_is_the_same_in_sql_as_in_python(country):
    subject = make.make_country_subject(make.make_country(code=country)) if country else make.make_network()
    for kind in PartyKind:
        for home in ("IT", "CN", "GB", None):
            make.make_claim(subject=subject, asserted_by=make.make_party(kind=kind, country=home))

    claims = Claim.objects.annotate(side=side_in_sql())

    by_ref = dict(claims.values_list("ref", "side"))
    assert len(by_ref) == len(PartyKind) * 4
    for statement in statements(Claim.objects.all()):
        assert by_ref[statement.ref] == side_of(statement.speaker, country), statement.speaker


def test_filters_combine(client):
    question = make.make_question(slug="the-question")
    wanted = claim_about("IT", question=question, stance=Stance.DENIES)
    claim_about("IT", question=question)
    claim_about("FR", question=question, stance=Stance.DENIES)
    claim_about("IT", stance=Stance.DENIES)

    assert refs(client, country="it", question="the-question", stance="denies") == {wanted.ref}


@override_settings(ROWS_PER_PAGE=2)
def test_filters_survive_paging_and_no_row_is_lost_or_shown_twice(client):
    wanted = {claim_about("IT").ref for _ in range(5)}
    claim_about("FR")
    found, address = [], "/claims/?country=it"

    while address:
        page = client.get(address)
        found += [statement.ref for statement in page.context["statements"]]
        listing = page.context["listing"]
        address = f"/claims/{listing.address_of_next}" if listing.page.has_next() else ""
        assert "country=it" in (address or "country=it")

    assert len(found) == 5
    assert set(found) == wanted


def test_rows_of_the_same_day_always_stand_in_the_same_order(client):
    for _ in range(8):
        claim_about("IT")

    orders = [[each.ref for each in client.get("/claims/").context["statements"]] for _ in range(3)]

    assert orders[0] == sorted(orders[0])
    assert orders[0] == orders[1] == orders[2]


def fill_for_facets():
    question = make.make_question(slug="one")
    for code in ("IT", "IT", "FR"):
        claim_about(code, question=question, choice="yes")
        claim_about(code, stance=Stance.DENIES, asserted_by=make.make_party(kind=PartyKind.POLICE, country="CN"))
    claim_about("IT", question=question, choice="yes", stance=Stance.DENIES)
    make.make_claim(subject=make.make_network(), asked_about=make.make_country(code="FR"))
    station_with_claim(code="IT")
    station_with_claim(code="FR")
    agreement_with_claim(agreement_kind=AgreementKind.JOINT_PATROLS)
    agreement_with_claim()
    make.make_claim(citation=make.make_citation(source=make.make_source(language="it", csl_type="report")))


@pytest.mark.parametrize(
    "address",
    [
        "/countries/",
        "/stations/",
        "/agreements/",
        "/questions/",
        "/claims/",
        "/claims/?country=it",
        "/claims/?stance=denies&country=it",
        "/claims/?q=invented",
        "/sources/",
        "/parties/",
    ],
)
def test_the_number_beside_a_choice_is_what_choosing_it_gives(client, address):
    fill_for_facets()
    facets = client.get(address).context["listing"].facets
    path = address.split("?")[0]

    assert facets
    for facet in facets:
        for choice in facet.choices:
            chosen = client.get(path + choice.address).context["listing"]
            assert chosen.notices == []
            assert chosen.total == choice.count, (facet.name, choice.value)


def test_an_empty_list_says_what_to_take_out_and_what_that_leaves(client):
    claim_about("IT")
    claim_about("FR", stance=Stance.DENIES)

    page = client.get("/claims/", {"country": "it", "stance": "denies"})

    text = page.content.decode()
    assert "Nothing here fits all of these at once." in text
    assert [(each.name, each.left_without) for each in page.context["listing"].narrowings] == [
        ("country", 1),
        ("stance", 1),
    ]
    assert 'href="?stance=denies"' in text
    assert 'href="?country=it"' in text


def test_an_unknown_country_is_named_as_it_was_typed(client):
    claim_about("IT")

    page = client.get("/claims/", {"country": "xx"})

    assert "There is no country “xx”. The list is shown without it." in page.content.decode()
    assert page.context["listing"].total == 1


def test_a_parameter_given_twice_is_told(client):
    claim_about("IT")

    page = client.get("/claims/?country=fr&country=it")

    assert "“country” was given 2 times; only the last one counts." in page.content.decode()
    assert page.context["listing"].total == 1


def test_drafts_are_a_choice_for_the_desk_only(client):
    draft = claim_about("IT", published=False)

    assert "There is no state “draft”." in client.get("/claims/", {"state": "draft"}).content.decode()
    client.force_login(make.make_user(role=Role.EDITOR))
    assert refs(client, state="draft") == {draft.ref}


def test_the_address_of_a_file_holds_the_filters_in_force(client):
    claim_about("IT")
    claim_about("FR")

    page = client.get("/claims/?country=it&nonsense=1")

    assert 'href="/claims.csv?country=it"' in page.content.decode()
    assert len(exported_rows(client, "/claims.json?country=it")) == 1
