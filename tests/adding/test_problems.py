"""Bad or missing input: everything typed is still there, and each problem stands beside its field in plain words."""

import html
import re

import pytest

from claims.models import Claim
from sources.models import Party, Source
from tests.adding.scene import ADDRESS, filled, first, new_source
from tests.factories import make_claim


def refused(client, form):
    """Send a form that cannot be saved; give back the page."""
    before = Claim.objects.count()

    response = client.post(ADDRESS, form)

    assert response.status_code == 422
    assert Claim.objects.count() == before
    return html.unescape(response.content.decode())


WRONG = [
    ({"source": None}, "Where does it stand? Find the document, or enter a new one."),
    ({"source": "gone"}, "What was chosen here no longer exists. Search for it again."),
    ({"exact": " "}, "Which words say so? A claim cannot be saved without them."),
    ({"exact": "x" * 5001}, "This is 5,001 characters long; at most 5,000 are kept."),
    ({"words": None}, "Whose words are these: the speaker’s own, or the document’s?"),
    ({"locator": "12"}, "What does “12” count: a page, a paragraph, a section?"),
    ({"locator_label": "page"}, "Which number does it have?"),
    ({"translation": "There is one."}, "A translation says who translated it."),
    ({"translated_by": "The desk"}, "A translator is named. What is the translation?"),
    ({"subjects": None}, "What is it about? Find at least one country, place or station."),
    ({"question": None}, "Which question does it answer? If you do not know, say so: an editor decides."),
    ({"question": "no-such-question"}, "Which question does it answer?"),
    ({"question": "network-count"}, "This question cannot be asked about everything that you chose above."),
    ({"stance": None}, "Does the speaker say it, deny it, or something else?"),
    ({"choice": None}, "Which of these answers is it?"),
    ({"choice": ["cities"]}, "One of the answers belongs to another question. Choose again."),
    ({"choice": ["station", "none-of-these"]}, "“None of these” stands alone: untick it, or the others."),
    ({"speaker": None}, "Who says it? Find the body that speaks, or add a new one."),
    ({"speaker": None, "speaker_find": "NGO"}, "You searched for “NGO” but chose nothing yet."),
    ({"statement": ""}, "Say in one sentence what is said. Readers read it beside the exact words."),
    ({"asserted_on": "3/12/2022"}, "“3/12/2022” is not a date that can be kept. Write 2022-12-03"),
    ({"asserted_on": "yesterday"}, "“yesterday” is not a date that can be kept."),
    ({"about_period": "2018/2016"}, "“2018/2016” ends before it begins."),
    ({"asked_about": "IT"}, "This is about a country already."),
    ({"relays": ["nobody"]}, "What was chosen here no longer exists."),
    ({"rebuts": "zzzzzzz"}, "What was chosen here no longer exists."),
    ({"place-label": "Firenze"}, "In which country is it?"),
    ({"speaker": "the-ngo", "speaker_new-name": "Another", "speaker_new-kind": "ngo"}, "not both."),
]
WRONG_SOURCE = [
    ({"url": "", "title": ""}, "Give its title or its web address, so that readers can find it."),
    ({"url": "press example"}, "This is not a web address. One begins with https:// and has no spaces."),
    ({"url": "javascript:alert(1)"}, "This is not a web address."),
    ({"url": "https://press.example/" + "ü" * 1500}, "This address is too long to be kept."),
    ({"csl_type": ""}, "What kind of document is it?"),
    ({"language": ""}, "Which language is it in?"),
    ({"issued": "12.04.2022"}, "is not a date that can be kept."),
    ({"publisher": "nobody"}, "What was chosen here no longer exists."),
]
WRONG_NUMBER = [
    ({}, "Which number does the speaker give?"),
    ({"count_value": "eleven"}, "Write the number in figures: 11, not “eleven”."),
    ({"count_value": "11"}, "Is it exactly this number, at least, about …?"),
    ({"count_value": "11", "count_operator": "="}, "A number comes with what it counts. Choose one."),
    ({"count_value": "11", "count_operator": "=", "count_unit": "station"}, "A number comes with what it counts."),
    ({"count_value": "11", "count_operator": "range", "count_unit": "cities"}, "Up to which number?"),
    (
        {"count_value": "11", "count_to": "10", "count_operator": "range", "count_unit": "cities"},
        "The upper number is below the lower one.",
    ),
    ({"count_value": "99999999999"}, "This number is too large to be kept."),
    ({"count_value": "-1"}, "A number of stations or people is never below 0."),
]
WRONG_PARTY = [
    ({"name": "", "native_name": "警侨"}, "What is its name?"),
    ({"name": "A new body", "kind": ""}, "What is it: a ministry, a newspaper, an organisation?"),
    ({"name": "the ngo"}, "“the ngo” is here already: search for it above and choose it."),
    ({"name": "A. Person", "kind": "private_person"}, "A private person appears by role, never by name."),
    ({"name": "State Daily", "kind": "state_media"}, "Say why this medium is called state media."),
]


@pytest.mark.parametrize(("changes", "words"), WRONG)
def test_each_problem_is_said_in_plain_words(alice, changes, words):
    assert words in refused(alice, filled(**changes))


@pytest.mark.parametrize(("changes", "words"), WRONG_SOURCE)
def test_each_problem_of_a_new_document_is_said_in_plain_words(alice, changes, words):
    assert words in refused(alice, new_source(**changes))

    assert Source.objects.count() == 1


@pytest.mark.parametrize(("changes", "words"), WRONG_NUMBER)
def test_each_problem_of_a_number_is_said_in_plain_words(alice, changes, words):
    assert words in refused(alice, filled(question="how-many", choice=None, **changes))


@pytest.mark.parametrize(("changes", "words"), WRONG_PARTY)
def test_each_problem_of_a_new_body_is_said_in_plain_words(alice, changes, words):
    before = Party.objects.count()
    typed = {f"speaker_new-{name}": value for name, value in {"kind": "ngo", **changes}.items()}

    assert words in refused(alice, filled(speaker=None, **typed))

    assert Party.objects.count() == before


def test_has_no_record_of_is_not_a_number(alice):
    page = refused(alice, filled(question="how-many", choice=None, stance="has_no_record"))

    assert "“Has no record of” is not a number." in page


@pytest.mark.parametrize(("question", "words"), [("since-when", "Which date"), ("run-by", "Which body or person")])
def test_an_answer_is_asked_for_in_the_words_of_its_type(alice, question, words):
    assert f"{words} does the speaker" in refused(alice, filled(question=question, choice=None))


def test_an_empty_form_names_everything_that_is_missing_at_once(alice):
    page = refused(alice, {"act": "save"})

    assert "8 things keep this from being saved." in page


def test_every_problem_is_linked_to_a_field_that_is_on_the_page(alice):
    form = new_source(url="no address", issued="yesterday", exact="", words=None, subjects=None, stance=None)

    page = refused(alice, {**form, "speaker": "", "question": "", "statement": ""})

    linked = re.findall(r'<li><a href="#([\w-]+)">', page)
    assert len(linked) == 9
    assert [name for name in linked if f'id="{name}"' not in page] == []


def test_each_problem_stands_beside_its_field_for_eyes_and_ears(alice):
    page = refused(alice, filled(exact=""))

    field = first(r'<textarea name="exact"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_exact_helptext id_exact_error"' in field
    assert '<p class="field-error" id="id_exact_error">Which words say so?' in page


def test_nothing_that_was_typed_is_lost(alice, scene):
    other = make_claim(statement="What was said first.")
    typed = {
        "title": "A title & more",
        "authors": "Somebody; Somebody Else",
        "issued": "2022-13",
        "url": "https://press.example/a?b=c",
        "exact": "Le parole <esatte> «qui»",
        "locator": "12",
        "translation": "The exact words",
        "translated_by": "The desk",
        "statement": "A sentence.",
        "speaker_name": "A minister",
        "speaker_office": "Minister of something",
        "asserted_on": "2022-12",
        "about_period": "2016/2018",
        "count_value": "eleven",
        "count_scope": "additional",
        "publisher_find": "pap",
        "relays_new-name": "A new body between",
        "place-label": "Firenze",
    }
    picked = {
        "publisher": "the-paper",
        "subjects": ["prato", "italy"],
        "speaker": "the-ngo",
        "relays": ["the-ministry"],
    }
    form = filled(source_is="new", source=None, question="how-many", choice=None, rebuts=other.ref, **typed, **picked)

    page = refused(alice, form)

    boxes = dict(re.findall(r'<input type="checkbox" name="(\w+)" value="([\w-]+)" checked', page))
    assert [text for text in typed.values() if text not in page] == []
    assert boxes == {
        "publisher": "the-paper",
        "subjects": "italy",
        "speaker": "the-ngo",
        "rebuts": other.ref,
    }
    assert '<input type="hidden" name="relays" value="the-ministry">' in page
    assert '<option value="how-many" selected>' in page
    assert re.search(r'name="words" value="reported"[^>]* checked', page)
    assert form["form_key"] in page


def test_a_body_does_not_answer_itself(alice, scene):
    own = make_claim(question=scene.existence, subject=scene.italy, choice="centre", asserted_by=scene.ngo)

    page = refused(alice, filled(rebuts=own.ref))

    assert "This is a statement of the same body. Several answers of one body stand side by side" in page


def test_an_answer_for_another_type_of_question_is_carried_along(alice):
    form = filled(act="show", question="since-when", count_value="11", count_operator="≥", choice=None)

    there = alice.post(ADDRESS, form).content.decode()
    back = alice.post(ADDRESS, {**form, "question": "how-many"}).content.decode()

    assert '<input type="hidden" name="count_value" value="11">' in there
    assert re.search(r'<input type="text" name="count_value" value="11"', back)


def test_until_one_saves_no_fault_is_found(alice):
    page = alice.post(ADDRESS, {"act": "show", "issued": "yesterday", "source_is": "new"}).content.decode()

    assert re.findall(r'<p class="field-error"(?![^>]* hidden)', page) == []
    assert "keep this from being saved" not in page
    assert 'value="yesterday"' in page
