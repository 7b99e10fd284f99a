"""The form by its buttons alone: looking things up, showing the answers of a question, ordering the chain."""

import html
import re

import pytest

from claims.models import Claim
from tests.adding.scene import ADDRESS, filled, first
from tests.factories import make_claim, make_name, make_party, make_source, make_station


def shown(client, **form):
    """Press a button that only shows the page again; give back the page."""
    response = client.post(ADDRESS, {"act": "show", **form})

    assert response.status_code == 200
    assert Claim.objects.filter(state="draft").count() == 0
    return html.unescape(response.content.decode())


def offered(page, name):
    """The values that the search field of this name offers or holds, and whether they are chosen."""
    boxes = re.findall(rf'<input type="(?:radio|checkbox)" name="{name}" value="([^"]+)"( checked)?>', page)
    return {value: bool(checked) for value, checked in boxes}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"source_find": "artic"}, "source"),
        ({"source_find": "https://NEWS.example/article/?utm_source=x"}, "source"),
        ({"source_find": "the paper"}, "source"),
    ],
)
def test_a_document_is_found_by_title_address_or_publisher(alice, scene, typed, name):
    scene.source.publisher = scene.paper
    scene.source.save()

    assert offered(shown(alice, **typed), name) == {"the-article": False}


def test_what_is_chosen_stays_chosen_beside_what_is_found(alice, scene):
    page = shown(alice, speaker="the-ngo", speaker_find="the")

    assert offered(page, "speaker") == {"the-ngo": True, "the-paper": False, "the-ministry": False}


def test_of_a_choice_and_a_later_one_the_later_holds(alice, scene):
    page = shown(alice, speaker=["the-ngo", "the-paper"])

    assert offered(page, "speaker") == {"the-paper": True}


def test_a_subject_is_found_by_another_name_in_its_own_script(alice, scene):
    station = make_station(place=scene.prato, slug="a-station", label="A station in Prato")
    make_name(subject=station, name="警侨事务海外服务站")

    assert offered(shown(alice, subjects_find="警侨"), "subjects") == {"a-station": False}


def test_a_statement_is_found_by_its_words(alice, scene):
    claim = make_claim(statement="There are eleven of them.", published=True)

    assert offered(shown(alice, rebuts_find="eleven"), "rebuts") == {claim.ref: False}


def test_finding_nothing_says_so_and_keeps_the_words(alice, scene):
    page = shown(alice, speaker_find="zzzz", exact="The words.")

    assert "Nothing found. Try fewer letters, or another name." in page
    assert 'value="zzzz"' in page
    assert "The words.</textarea>" in page


def test_each_search_has_a_button_that_comes_back_to_it(alice, scene):
    page = alice.get(ADDRESS).content.decode()

    for anchor in ("find-source", "find-subjects", "find-speaker", "find-relays", "find-rebuts", "find-publisher"):
        assert f'value="show" formaction="{ADDRESS}#{anchor}"' in page
        assert f'id="{anchor}"' in page


def test_choosing_a_question_shows_its_answers_and_no_others(alice, scene):
    choices = shown(alice, question="existence")
    number = shown(alice, question="how-many")

    assert {"station", "centre", "none-of-these"} == set(offered(choices, "choice"))
    assert 'type="text" name="count_value"' not in choices
    assert 'type="text" name="count_value"' in number
    assert set(offered(number, "count_unit")) == {"stations", "cities"}


@pytest.mark.parametrize(
    ("question", "field"),
    [("since-when", 'name="date_answer"'), ("run-by", 'name="answer_party_find"'), ("other", "takes no typed answer")],
)
def test_each_type_of_answer_has_its_fields(alice, scene, question, field):
    assert field in shown(alice, question=question)


def test_who_said_nothing_is_asked_for_no_answer(alice, scene):
    page = shown(alice, question="existence", stance="declined")

    assert offered(page, "choice") == {}
    assert "Who declined or did not reply gave no answer." in page


def questions(page):
    """The questions on offer."""
    return set(re.findall(r'<option value="([\w-]+)"', first(r'<select name="question".*?</select>', page)[0]))


def test_only_questions_that_fit_every_subject_are_offered(alice, scene):
    everything = questions(shown(alice))
    in_italy = questions(shown(alice, subjects=["italy"]))
    network_too = questions(shown(alice, subjects=["italy", "network"]))

    assert {"network-count", "how-many", "other"} <= everything
    assert everything - in_italy == {"network-count"}
    assert everything - network_too == {"network-count", "how-many"}


def test_how_many_is_not_offered_for_has_no_record_of(alice, scene):
    assert "how-many" not in questions(shown(alice, stance="has_no_record"))
    assert "how-many" in questions(shown(alice, stance="says"))


def test_has_no_record_of_is_not_offered_for_how_many(alice, scene):
    assert 'name="stance" value="has_no_record"' not in shown(alice, question="how-many")
    assert 'name="stance" value="has_no_record"' in shown(alice, question="existence")


def test_a_step_of_the_chain_can_be_put_before_the_one_above(alice, scene):
    page = shown(alice, act="earlier:1", relays=["the-ministry", "the-paper"])

    assert re.findall(r'name="relays" value="([\w-]+)"', page) == ["the-paper", "the-ministry"]


def test_a_known_address_is_said_before_anything_is_saved(alice, scene):
    page = shown(alice, source_is="new", url="https://news.example/article#top")

    assert "This address is here already, as “The article”." in page


def test_readers_will_see_is_shown_as_far_as_it_is_filled_in(alice, scene):
    form = filled(
        act="show", source=None, subjects=["italy", "prato"], relays=["the-paper"], choice=["station", "centre"]
    )

    page = re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", "", shown(alice, **form).split('id="preview"')[1].split("</aside>")[0])
    )

    assert "Italy, Prato The NGO SAYS Station and Centre There is a police station in Italy. 5 December 2022" in page
    assert "There is one in Italy, the group said." in page
    assert "The paper → The NGO" in page
    assert "Saving makes 4 drafts: one for each subject and answer." in page


def test_a_restricted_or_removed_document_is_not_offered_where_it_is_removed(alice, scene):
    make_source(title="Removed article", removed_at="2026-01-01T00:00Z", removed_for="privacy")

    assert offered(shown(alice, source_find="removed"), "source") == {}


def test_another_passage_keeps_the_document(alice, scene):
    claim = make_claim(published=True)

    page = shown(alice, act="another-passage", citation=str(claim.citation_id), statement="Kept.")

    assert offered(page, "source") == {claim.citation.source.slug: True}
    assert 'name="exact"' in page
    assert "Kept.</textarea>" in page


def test_pressing_enter_in_a_search_searches(alice, scene):
    make_party(name="Something else")

    page = alice.get(ADDRESS).content.decode()

    first_button = first(r"<button[^>]*>", page.split('id="add-claim"')[1])[0]
    assert 'name="act" value="show"' in first_button
