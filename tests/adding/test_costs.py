"""What the form costs: the number of questions to the database does not grow with what is here or filled in."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.adding.evidence import copy_of, held
from tests.adding.scene import ADDRESS, filled
from tests.factories import make_citation, make_claim, make_party, make_relay, make_source

TEXT = "There is one station in Prato. On Monday they did not reply. On Tuesday they did not reply. "


def queries(client, form=None, **query):
    """How many questions showing the form asks."""
    with CaptureQueriesContext(connection) as asked:
        response = client.post(ADDRESS, {**form, "act": "show"}) if form else client.get(ADDRESS, query)
    assert response.status_code == 200
    return len(asked)


def more_of_everything(scene, of_each=12):
    """Copies, statements with chains, look-alikes."""
    for number in range(of_each):
        copy_of(scene.source, TEXT * (number + 1))
        claim = make_claim(
            citation=make_citation(source=scene.source),
            subject=scene.italy,
            question=scene.existence,
            asserted_by=scene.ngo,
            choice=scene.existence.choices.get(slug="station"),
            asserted_on="2022-12-05",
        )
        for _step in range(3):
            make_relay(claim, party=make_party(), source=make_source())


def test_opening_the_form_asks_the_same_however_much_is_here(alice, scene):
    queries(alice)
    few = queries(alice)
    more_of_everything(scene)

    assert queries(alice) == few
    assert few <= 12


def test_showing_a_form_asks_the_same_for_two_steps_or_twelve_one_look_alike_or_many(alice, scene):
    more_of_everything(scene, of_each=1)
    parties = [make_party(slug=f"body-{n}").slug for n in range(12)]
    sources = {f"relay-{n}-source": make_source(slug=f"document-{n}").slug for n in range(12)}
    form = filled(exact="one station in Prato", relays=parties[:2], **sources)
    queries(alice, form)
    few = queries(alice, form)
    more_of_everything(scene, of_each=12)
    queries(alice, form)

    assert queries(alice, {**form, "relays": parties}) == few
    assert few <= 31


def test_a_held_copy_costs_one_question_more_and_its_text_is_read_once(alice, scene):
    form = filled(exact="one station in Prato")
    without = queries(alice, form)
    pending = held(scene.alice)

    with_it = queries(alice, {**form, "pending": str(pending.key)})

    assert with_it <= without + 2
    assert queries(alice, {**form, "pending": str(pending.key)}) <= with_it
