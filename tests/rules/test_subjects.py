"""What claims are about lies in one country, in one tree."""

import pytest

from stations.choices import Precision, SubjectKind
from tests import factories as make
from tests.rules.refusals import copy, refused_by, update

pytestmark = pytest.mark.django_db


def test_a_station_whose_place_is_in_another_country_is_refused():
    station = make.make_station(country=make.make_country(code="IT"))
    hungary = make.make_country(code="HU")
    budapest = make.make_place(country=hungary)

    with refused_by("subject_in_the_country_of_its_parent"):
        update(station, parent_id=budapest.pk)

    with refused_by("subject_in_the_country_of_its_parent"):
        update(station, country_id=hungary.pk)


def test_a_place_cannot_move_to_another_country_under_its_stations():
    station = make.make_station()

    with refused_by("subject_in_the_country_of_its_parent"):
        update(station.parent, country_id=make.make_country(code="HU").pk)


def test_a_claim_is_in_the_country_of_its_subject_and_about_its_kind():
    claim = make.make_claim(subject=make.make_station())

    with refused_by("claim_subject_is_in_that_country"):
        update(claim, country_id=make.make_country(code="HU").pk)

    with refused_by("claim_subject_is_of_that_kind"):
        update(claim, subject_kind=SubjectKind.PLACE)


def test_a_claim_about_a_country_has_one_and_a_general_statement_has_none():
    claim = make.make_claim()
    general = make.make_claim(subject=make.make_network())

    with refused_by("claim_country_fits_subject_kind"):
        update(claim, country_id=None)

    with refused_by("claim_country_fits_subject_kind"):
        update(general, country_id=claim.country_id)


def test_only_a_general_statement_has_a_country_as_its_occasion():
    claim = make.make_claim()

    with refused_by("claim_occasion_only_for_general_statements"):
        update(claim, asked_about_id=make.make_country(code="HU").pk)


def test_a_place_is_in_a_country_and_the_network_is_in_none():
    place = make.make_place()
    network = make.make_network()

    with refused_by("subject_country_fits_kind"):
        update(place, country_id=None)

    with refused_by("subject_country_fits_kind"):
        update(network, country_id=place.country_id)


def test_a_station_stands_in_a_place_and_a_country_in_nothing():
    station = make.make_station()
    hungary = make.make_country_subject(make.make_country(code="HU"))

    with refused_by("subject_parent_fits_kind"):
        update(station, parent_id=None, parent_kind=None)

    with refused_by("subject_parent_fits_kind"):
        update(hungary, parent_id=station.pk, parent_kind=SubjectKind.STATION)

    with refused_by("subject_parent_fits_kind"):
        update(station, parent_id=station.parent_id, parent_kind=SubjectKind.CASE)


def test_the_kind_of_what_is_around_a_subject_is_its_true_kind():
    station = make.make_station()
    agreement = make.make_agreement()

    with refused_by("subject_parent_is_of_that_kind"):
        update(station, parent_kind=SubjectKind.COUNTRY)

    with refused_by("subject_parent_is_of_that_kind"):
        update(station, parent_id=agreement.pk)


def test_what_is_around_a_subject_and_its_kind_come_together():
    place = make.make_place()

    with refused_by("subject_parent_and_its_kind_together"):
        update(place, parent_id=None)


def test_a_subject_is_not_inside_itself():
    place = make.make_place()

    with refused_by("subject_is_not_inside_itself"):
        update(place, parent_id=place.pk, parent_kind=SubjectKind.PLACE)


def test_there_is_one_subject_for_each_country_and_one_network():
    italy = make.make_country_subject()
    network = make.make_network()

    with refused_by("subject_one_for_each_country"):
        copy(italy, slug="italy-again")

    with refused_by("subject_one_network"):
        copy(network, slug="network-again")


def test_only_places_and_stations_have_a_precision():
    with refused_by("subject_precision_fits_kind"):
        update(make.make_agreement(), precision=Precision.CITY)


@pytest.mark.parametrize(("latitude", "longitude"), [(41.9, None), (None, 12.5), (91, 12.5), (41.9, -181)])
def test_coordinates_come_in_pairs_on_the_globe(latitude, longitude):
    place = make.make_place()

    with refused_by("subject_coordinates_fit_kind"):
        update(place, latitude=latitude, longitude=longitude)


def test_a_station_has_no_coordinates_of_its_own():
    with refused_by("subject_coordinates_fit_kind"):
        update(make.make_station(), latitude=41.9, longitude=12.5)


def test_an_agreement_says_of_what_sort_it_is_and_nothing_else_does():
    with refused_by("subject_agreement_kind_fits_kind"):
        update(make.make_agreement(), agreement_kind="")

    with refused_by("subject_agreement_kind_fits_kind"):
        update(make.make_place(), agreement_kind="declaration")


def test_another_name_stands_once_and_is_not_empty():
    name = make.make_name()

    with refused_by("subject_name_once"):
        copy(name)

    with refused_by("subject_name_is_not_empty"):
        update(name, name="")


def test_a_country_has_one_code_of_two_capitals():
    italy = make.make_country(code="IT")

    with refused_by("country_code_is_two_capitals"):
        update(italy, code="it")

    with refused_by("country_code_is_two_capitals"):
        update(italy, code="I1")
