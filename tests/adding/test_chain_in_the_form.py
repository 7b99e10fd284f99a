"""How the account reached us: an ordered list, prefilled from what is known of the document; a loop is flagged."""

import html
import re

import pytest

from claims.accounts.read import statements
from claims.models import Claim, Relay
from claims.origins import is_loop
from sources.models import Source
from tests.adding.evidence import part, press
from tests.adding.scene import ADDRESS, filled, only_claim
from tests.factories import make_citation, make_claim, make_party, make_relay, make_source

HERE = {"source_is": "here", "source": "the-article"}
THREE = ["the-paper", "the-ministry", "the-agency"]
FILLED_IN = "Filled in, because every statement of this document came this way."


@pytest.fixture
def agency(scene):
    """One more body that relays."""
    return make_party(slug="the-agency", name="The agency")


def steps_of(page):
    """The slugs of the steps on a page, in their order."""
    return re.findall(r'<input type="hidden" name="relays" value="([^"]*)">', page)


def save(client, status=302, **changes):
    """Save; the page that comes."""
    response = client.post(ADDRESS, filled(**changes))

    assert response.status_code == status
    return html.unescape(response.content.decode())


def saved_steps(claim=None):
    """Position, party and document of each step of a claim."""
    rows = Relay.objects.filter(claim=claim or only_claim()).order_by("position")
    return list(rows.values_list("position", "party__slug", "source__slug"))


def came_through(scene, *chain, times=1):
    """Published statements of the article that came this way."""
    for _ in range(times):
        claim = make_claim(citation=make_citation(source=scene.source), published=True)
        for party in chain:
            make_relay(claim, party=party)


# Putting it together


def test_a_step_that_was_found_and_ticked_becomes_one(alice, scene):
    page = press(alice, "show", **HERE, relays=["the-paper"])

    assert steps_of(page) == ["the-paper"]
    assert part(page, "chain-said").startswith("The article → The paper")


@pytest.mark.parametrize(
    ("act", "order"),
    [
        ("later:0", ["the-ministry", "the-paper", "the-agency"]),
        ("earlier:2", ["the-paper", "the-agency", "the-ministry"]),
        ("earlier:0", THREE),
        ("later:2", THREE),
        ("remove:1", ["the-paper", "the-agency"]),
        ("remove:0", ["the-ministry", "the-agency"]),
        ("remove:9", THREE),
        ("earlier:99", THREE),
        ("earlier:-1", THREE),
        ("later:x", THREE),
        ("remove:", THREE),
        ("nothing:1", THREE),
    ],
)
def test_steps_are_put_in_order_and_taken_out_by_buttons(alice, scene, agency, act, order):
    assert steps_of(press(alice, act, **HERE, relays=THREE)) == order


def test_a_document_moves_with_its_step(alice, scene, agency):
    make_source(slug="the-report", title="The report")

    page = press(alice, "earlier:1", **HERE, relays=THREE[:2], **{"relay-1-source": "the-report"})

    assert re.search(r'name="relay-0-source" value="the-report" checked', page)
    assert 'relay-1-source" value' not in page


def test_the_document_of_a_step_is_found_by_its_title(alice, scene):
    make_source(slug="the-report", title="The report")

    page = press(alice, "show", **HERE, relays=["the-paper"], **{"relay-0-source_find": "report"})

    assert re.search(r'type="radio" name="relay-0-source" value="the-report"', page)


def test_the_chain_is_saved_in_its_order_with_the_documents_of_its_steps(alice, scene, agency):
    make_source(slug="the-report", title="The report")

    save(alice, relays=THREE, **{"relay-1-source": "the-report"})

    assert saved_steps() == [(1, "the-paper", None), (2, "the-ministry", "the-report"), (3, "the-agency", None)]


def test_every_draft_of_the_form_gets_the_chain(alice, scene):
    save(alice, relays=["the-paper"], choice=["station", "centre"], subjects=["italy", "prato"])

    assert [saved_steps(claim) for claim in Claim.objects.all()] == [[(1, "the-paper", None)]] * 4


def test_a_body_that_is_not_here_yet_becomes_the_last_step(alice, scene):
    new = {"relays_new-name": "A new agency", "relays_new-kind": "news_agency"}
    kinds = re.findall(r'<option value="([a-z_]+)"', alice.get(ADDRESS).content.decode())
    new["relays_new-kind"] = "news_media" if "news_media" in kinds else kinds[0]

    save(alice, relays=["the-paper"], **new)

    assert [party for _position, party, _source in saved_steps()] == ["the-paper", "a-new-agency"]


def test_the_address_of_the_form_gives_steps_with_their_documents(alice, scene):
    make_source(slug="the-report", title="The report")

    page = alice.get(ADDRESS, {"relay": ["the-paper@the-report", "the-ministry"]}).content.decode()

    assert steps_of(page) == ["the-paper", "the-ministry"]
    assert re.search(r'name="relay-0-source" value="the-report" checked', page)


def test_another_answer_in_the_passage_takes_the_chain_along(alice, scene):
    make_source(slug="the-report", title="The report")
    page = alice.post(
        ADDRESS, filled(relays=["the-paper", "the-ministry"], **{"relay-1-source": "the-report"}), follow=True
    )

    again = html.unescape(first_link(page, "Another answer in this passage"))

    assert "relay=the-paper&relay=the-ministry%40the-report" in again


def first_link(response, words):
    """Where a link with these words leads."""
    found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>{words}', response.content.decode())
    assert found is not None
    return found.group(1)


# Prefilled


def test_a_document_whose_statements_all_came_one_way_fills_the_chain_in_and_says_so(alice, scene, agency):
    came_through(scene, scene.paper, agency, times=2)

    page = press(alice, "show", **HERE)

    assert steps_of(page) == ["the-paper", "the-agency"]
    assert FILLED_IN in part(page, "chain-part")


def test_what_was_filled_in_is_undone_by_a_button_and_stays_undone(alice, scene):
    came_through(scene, scene.paper)
    page = press(alice, "show", **HERE)
    filled_in = re.search(r'name="chain_filled" value="([^"]*)"', page).group(1)

    undone = press(alice, "no-chain", **HERE, relays=["the-paper"], chain_for="the-article", chain_filled=filled_in)
    later = press(alice, "show", **HERE, chain_for="the-article")

    assert steps_of(undone) == steps_of(later) == []
    assert "This document usually relays:" in part(later, "chain-part")


def test_a_document_whose_statements_came_in_several_ways_only_offers_the_usual_one(alice, scene, agency):
    came_through(scene, scene.paper, times=2)
    came_through(scene, agency)

    offered = press(alice, "show", **HERE)
    used = press(alice, "use-chain", **HERE)

    assert steps_of(offered) == []
    assert "This document usually relays: The paper" in part(offered, "chain-part")
    assert steps_of(used) == ["the-paper"]


def test_a_document_that_spoke_for_itself_too_only_offers_the_usual_chain(alice, scene):
    came_through(scene, scene.paper)
    came_through(scene)

    assert steps_of(press(alice, "show", **HERE)) == []


def test_steps_that_somebody_typed_are_never_replaced(alice, scene, agency):
    came_through(scene, scene.paper)

    page = press(alice, "show", **HERE, relays=["the-agency"])

    assert steps_of(page) == ["the-agency"]
    assert FILLED_IN not in page


def test_another_document_takes_back_what_the_first_one_filled_in(alice, scene):
    came_through(scene, scene.paper)
    make_source(slug="another", title="Another")
    page = press(alice, "show", **HERE)
    filled_in = re.search(r'name="chain_filled" value="([^"]*)"', page).group(1)

    page = press(
        alice,
        "show",
        source_is="here",
        source="another",
        relays=["the-paper"],
        chain_for="the-article",
        chain_filled=filled_in,
    )

    assert steps_of(page) == []


def test_saving_never_adds_steps_that_were_not_on_the_page(alice, scene):
    came_through(scene, scene.paper)
    before = Relay.objects.count()

    save(alice)

    assert Relay.objects.count() == before


# What looks odd


def test_a_speaker_who_is_also_a_step_is_flagged_and_saved(alice, scene):
    form = {"relays": ["the-ngo", "the-paper"], "speaker": "the-ngo"}

    page = press(alice, "show", **HERE, **form)
    save(alice, **form)

    assert "The chain runs in a circle." in part(page, "chain-said")
    assert "It can be saved so" in part(page, "chain-said")
    (saved,) = statements(Claim.objects.all())
    assert is_loop(saved)


def test_a_paper_that_cites_another_for_what_it_says_itself_is_flagged(alice, scene):
    Source.objects.filter(pk=scene.source.pk).update(publisher=scene.paper)

    page = press(alice, "show", **HERE, relays=["the-ministry"], speaker="the-paper")

    assert "The chain runs in a circle." in part(page, "chain-said")


def test_a_speaker_entered_as_the_last_step_is_asked_about_once(alice, scene):
    page = press(alice, "show", **HERE, relays=["the-paper", "the-ngo"], speaker="the-ngo")

    said = part(page, "chain-said")
    assert "The last step is The NGO, the speaker." in said
    assert "The chain runs in a circle." not in said


def test_a_body_twice_in_a_row_is_asked_about(alice, scene):
    page = press(alice, "show", **HERE, relays=["the-paper", "the-paper"])

    assert "The paper stands twice in a row." in part(page, "chain-said")


# What cannot be saved


def test_a_party_that_is_not_here_is_named_as_a_problem(alice, scene):
    page = save(alice, 422, relays=["the-paper", "nobody"])

    assert "What was chosen here no longer exists. Search for it again." in part(page, "problems")
    assert not Claim.objects.exists()


def test_the_document_of_a_step_that_is_not_here_is_named_as_a_problem(alice, scene):
    page = save(alice, 422, relays=["the-paper"], **{"relay-0-source": "no-such-document"})

    assert "What was chosen here no longer exists." in part(page, "problems")
    assert 'href="#find-relay-0-source-text"' in page
    assert 'id="find-relay-0-source-text"' in page


def test_a_search_for_a_step_that_ended_in_no_choice_is_named_as_a_problem(alice, scene):
    page = save(alice, 422, relays_find="paper")

    assert "You searched for “paper” but chose nothing yet." in part(page, "problems")


@pytest.mark.parametrize("count", [13, 900])
def test_more_steps_than_are_kept_are_refused_and_never_cut_off(alice, scene, count):
    page = save(alice, 422, relays=["the-paper", "the-ministry"] * (count // 2) + ["the-ngo"] * (count % 2))

    assert "At most 12 steps are kept." in part(page, "problems")
    assert 'href="#chain"' in page
    assert not Claim.objects.exists()


def test_thousands_of_steps_are_no_form_of_ours(alice, scene):
    save(alice, 400, relays=["the-paper"] * 3000)

    assert not Claim.objects.exists()


def test_twelve_steps_are_saved(alice, scene):
    save(alice, relays=["the-paper", "the-ministry"] * 6)

    assert len(saved_steps()) == 12
