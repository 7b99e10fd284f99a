"""What goes into a dossier: what any reader may see, read in a number of queries that does not grow."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from dossiers.plain import as_json
from tests.dossiers.given import NOON
from tests.factories import (
    make_agreement,
    make_capture,
    make_citation,
    make_claim,
    make_country,
    make_country_subject,
    make_name,
    make_network,
    make_party,
    make_place,
    make_question,
    make_relay,
    make_search,
    make_source,
    make_station,
)
from web.moments import Moment, looking_from

pytestmark = pytest.mark.django_db


def italy(**moment):
    with looking_from(Moment(**moment)):
        return dossier_of(make_country(), made_at=NOON)


def test_drafts_restricted_and_removed_statements_are_left_out():
    make_claim(statement="A published sentence.")
    make_claim(statement="A draft sentence.", published=False)
    make_claim(statement="A restricted sentence.", restricted=True, restricted_reason="A reason.")
    hidden = make_source(title="A restricted source", restricted=True)
    make_claim(statement="A sentence from it.", citation=make_citation(source=hidden))

    text = as_json(italy())

    assert "A published sentence." in text
    for left_out in ("A draft sentence.", "A restricted sentence.", "A restricted source", "A sentence from it."):
        assert left_out not in text


def test_a_place_of_which_only_drafts_speak_is_not_named():
    spoken_of, secret = make_place(label="Spoken of"), make_place(label="Secret so far")
    make_claim(subject=spoken_of)
    make_claim(subject=secret, published=False)

    dossier = italy()

    assert [place.label for place in dossier.places] == ["Spoken of"]
    assert "Secret so far" not in as_json(dossier)


def test_places_stations_and_agreements_stand_with_their_names_and_lines():
    place = make_place(label="Rome")
    station = make_station(place=place, label="A station in Rome")
    make_name(subject=station)
    make_claim(subject=station)
    make_claim(subject=make_agreement(label="An accord"))

    dossier = italy()

    assert [one.label for one in dossier.places] == ["Rome"]
    assert [(one.label, one.inside, [name.text for name in one.names]) for one in dossier.stations] == [
        ("A station in Rome", "Rome", ["警侨事务海外服务站"])
    ]
    assert [one.label for one in dossier.agreements] == ["An accord"]
    assert dossier.stations[0].lines


def test_line_numbers_are_those_of_the_accounts():
    question = make_question()
    make_claim(question=question, choice="yes")
    make_claim(question=question, choice="no", asserted_by=make_party())

    dossier = italy()

    order = question.heading.order
    assert sorted(card.number for card in dossier.cards) == [f"{order}.1", f"{order}.2"]


def test_said_by_keeps_what_had_been_said_by_that_day():
    make_claim(statement="Said before.", asserted_on="2022-12-03")
    make_claim(statement="Said after.", asserted_on="2023-01-09")

    dossier = italy(said_by=date(2022, 12, 31))

    assert "Said before." in as_json(dossier)
    assert "Said after." not in as_json(dossier)
    assert dossier.said_by == "2022-12-31"
    assert any("31 December 2022" in sentence for sentence in dossier.summary.leaves_out)


def test_the_numbers_of_a_speaker_stand_newest_first():
    question, speaker = make_question(answer_type="count"), make_party()
    make_claim(question=question, count_value=4, asserted_on="2022-09-13", asserted_by=speaker)
    make_claim(question=question, count_value=11, asserted_on="2022-12-05", asserted_by=speaker)

    (scale,) = italy().summary.numbers

    assert [(line.low, line.remarks) for line in scale.numbers] == [(11, ()), (4, ("earlier answer",))]


def test_the_way_of_an_account_is_told_once_for_all_that_came_that_way():
    speaker, agency = make_party(name="The speaker"), make_party(name="The agency")
    source = make_source(publisher=make_party(name="The daily"))
    for _ in range(2):
        claim = make_claim(asserted_by=speaker, citation=make_citation(source=source))
        make_relay(claim, party=agency)

    (chain,) = italy().chains

    assert chain.steps == ("The daily", "The agency", "The speaker")
    assert chain.notes == (1, 2)


def test_searches_are_listed_with_what_they_gave():
    make_search(country=make_country(), what="A reply of the embassy", where="Its site")
    make_search(country=make_country(code="HU"), what="Something elsewhere")

    (search,) = italy().searches

    assert (search.what, search.where, search.result) == ("A reply of the embassy", "Its site", "found nothing")


def test_a_country_without_statements_has_a_dossier_that_says_so():
    dossier = dossier_of(make_country(code="HU"), made_at=NOON)

    assert dossier.is_empty
    assert "Nothing is recorded here about Hungary." in dossier.summary.nothing


def test_the_number_of_queries_does_not_grow():
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            italy()
        return len(captured)

    _some_of_everything()
    few = queries()
    for _ in range(50):
        _some_of_everything()

    assert queries() == few


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_no_format_asks_the_database(suffix, django_db_blocker):
    _some_of_everything()
    dossier = italy()

    with django_db_blocker.block():
        content = FORMATS[suffix].render(dossier)

    assert content


def _some_of_everything():
    make_network()
    claim = make_claim(subject=make_station(), citation=make_citation(source=make_source()))
    make_relay(claim)
    make_name(subject=claim.subject)
    make_claim(subject=make_country_subject(), count_value=3)


def test_the_appendix_names_the_copies_that_are_kept_of_each_source_and_the_day():
    source = make_source()
    make_claim(citation=make_citation(source=source))
    capture = make_capture(source=source)
    make_capture(source=make_source())

    (line,) = italy().appendix

    assert len(line.kept) == 1
    assert line.kept[0].endswith(f"SHA-256 {capture.file.sha256}")
