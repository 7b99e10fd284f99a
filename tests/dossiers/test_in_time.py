"""Numbers, steps and the timeline of a dossier: those of the page, in every format."""

import json

import pytest

from claims.choices import Stance
from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from dossiers.plain import as_json
from tests import factories as make
from tests.dossiers import readers
from tests.dossiers.given import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def italy():
    country = make.make_country()
    about, station = make.make_country_subject(country), make.make_station(label="A station")
    many = make.make_question(answer_type="count", slug="country-count", timing="dated")
    speaker = make.make_party(name="A speaker")
    for number, when in ((4, "2022-09"), (11, "2022-12")):
        make.make_claim(subject=about, question=many, count_value=number, asserted_on=when, asserted_by=speaker)
    began = make.make_question(answer_type="date", slug="set-up-when", date_kind="moment")
    make.make_claim(subject=station, question=began, date_answer="2015/..", statement="It began in 2015.")
    response = make.make_question(slug="host-response", choices=["ordered-closed"], timing="event")
    ministry = make.make_party(name="A ministry", kind="government", country="IT")
    for by, stance in ((speaker, Stance.SAYS), (ministry, Stance.DENIES)):
        make.make_claim(
            subject=station, question=response, choice="ordered-closed", asserted_by=by, stance=stance,
            asserted_on="2023-01", statement=f"An order, {stance}.",
        )  # fmt: skip
    make.make_claim(subject=station, asserted_on="", statement="Said at some time.")
    return dossier_of(country, made_at=NOON)


def test_numbers_stand_on_the_scales_of_the_page_with_what_is_listed_beside_them(italy):
    (scale,) = italy.summary.numbers

    assert (scale.unit, scale.top) == ("stations", 15)
    assert [(one.low, one.remarks, one.said) for one in scale.numbers] == [
        (11, (), "December 2022"),
        (4, ("earlier answer",), "September 2022"),
    ]
    assert scale.numbers[0].mark["at"] == pytest.approx(100 * 11 / 15)
    assert italy.summary.listed.sentences[0] == "1 reported station is listed here, in 1 place."


def test_the_timeline_has_both_lanes_and_what_has_no_day_last(italy):
    lines = [(one.when.words if one.when else "", one.lane, one.speaker) for one in italy.timeline.lines]

    assert lines[0][:2] == ("since 2015", "happened")
    assert lines[-1][:2] == ("", "said")
    assert ("January 2023", "happened", "A speaker") in lines
    assert ("January 2023", "happened", "A ministry") not in lines
    assert [lane["title"] for lane in italy.timeline.drawing["lanes"]] == [
        "What was said",
        "What is said to have happened",
    ]


def test_the_steps_of_the_authorities_name_who_disputes_them(italy):
    (part,) = italy.responses

    assert part.stages == "Ordered closed (disputed)"
    assert {(one.speaker, one.stage_words) for one in part.steps} == {
        ("A speaker", "Ordered closed"),
        ("A ministry", "Ordered closed (denied)"),
    }
    assert {one.disputed.split(" (")[0] for one in part.steps} == {"Disputed by A ministry", "Disputed by A speaker"}


@pytest.mark.parametrize("suffix", ["pdf", "docx", "html", "md", "json"])
def test_every_format_tells_them(suffix, italy):
    text = readers.squashed(readers.text_of(suffix, FORMATS[suffix].render(italy)))

    for words in ("earlier answer", "1 reported station is listed here", "since 2015", "Disputed by A ministry"):
        assert readers.squashed(words) in text


def test_the_data_names_lanes_stages_and_operators_by_their_slugs(italy):
    plain = json.loads(as_json(italy))

    assert {one["lane"] for one in plain["timeline"]["lines"]} == {"said", "happened"}
    assert {step["stage"] for part in plain["responses"] for step in part["steps"]} == {"ordered-closed"}
    assert {one["operator"] for scale in plain["summary"]["numbers"] for one in scale["numbers"]} == {"="}


def test_a_country_without_dates_has_no_drawing():
    make.make_claim(asserted_on="")

    dossier = dossier_of(make.make_country(), made_at=NOON)

    assert dossier.timeline.drawing is None
    assert b"%PDF" in FORMATS["pdf"].render(dossier)[:10]
