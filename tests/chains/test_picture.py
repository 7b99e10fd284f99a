"""The drawing of a chain: everything in it once, nothing cut, nothing on top of something else."""

import itertools
import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from claims.accounts.statement import Step
from claims.chain_picture import LARGE, MOST_BOXES, SMALL, WIDTH, measured, of_source, of_utterance, wrapped
from claims.where_from import where_from
from tests.claims.said import CNN, LA_NAZIONE, SD, document, known, says, via
from tests.pages.reading import words

NAMES = ["CNN", "福州市公安局海外警务服务站" * 3, "وزارة الخارجية الصينية في بكين", "W" * 90, "Sicherheitsdienst " * 7]
SIZES = {"name": LARGE, "small": SMALL, "mark": SMALL}
names = st.lists(st.sampled_from(NAMES) | st.text("abcW文س .,", min_size=1, max_size=200), max_size=8)


def drawn(*statements, retold=(), in_view=""):
    everything = known(*statements, *retold)
    (utterance,) = where_from(statements, everything, retold).utterances
    return of_utterance(utterance, in_view)


def steps(given_names):
    return tuple(Step(name, f"step-{place}") for place, name in enumerate(given_names))


def words_of(picture):
    return [" ".join(line.words for line in box.lines) for box in picture.boxes]


def overlap(one, other):
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


@given(names)
def test_boxes_never_overlap_and_stay_inside_the_drawing(given_names):
    picture = drawn(says(SD, 11, relays=steps(given_names)))

    assert len(picture.boxes) == len(given_names) + 2
    assert not [pair for pair in itertools.combinations(picture.boxes, 2) if overlap(*pair)]
    for box in picture.boxes:
        assert 0 <= box.x < box.x + box.width <= WIDTH
        assert 0 <= box.y < box.y + box.height <= picture.height


@given(names)
def test_every_line_of_text_stands_inside_its_box(given_names):
    picture = drawn(says(SD, 11, relays=steps(given_names)))

    for box in picture.boxes:
        for line in box.lines:
            assert line.x + measured(line.words, SIZES[line.kind]) <= box.x + box.width
            assert box.y < line.y < box.y + box.height


@given(st.text("abcW文س ", max_size=300))
def test_wrapping_loses_no_letter(text):
    lines = wrapped(text, 150, LARGE)

    assert "".join(lines).replace(" ", "") == "".join(text.split())


@pytest.mark.parametrize("number", [0, 1, 8])
def test_each_step_is_drawn_once_and_joined_to_the_one_before_it(number):
    given_names = [f"Step {place}" for place in range(number)]

    picture = drawn(says(SD, 11, relays=steps(given_names)))

    found = words_of(picture)
    assert [name for name in found if name.startswith("Step")] == given_names[::-1]
    assert found[0] == "Safeguard Defenders"
    assert len(picture.arrows) == len(picture.boxes) - 1


def test_the_speakers_own_text_alone_is_no_picture():
    own = says(SD, 11, source=document(publisher=SD.name, publisher_slug=SD.slug))

    assert drawn(own) is None


def test_texts_that_came_the_same_way_share_their_boxes():
    first = says(SD, 11, relays=via(CNN))
    second = says(SD, 11, relays=via(CNN), restates=(first.ref,))

    picture = drawn(first, second)

    assert words_of(picture).count("CNN") == 1
    assert sum(box.kind == "text" for box in picture.boxes) == 2


def test_a_loop_is_an_arrow_back_to_the_speaker_inside_the_drawing():
    text = document(publisher=LA_NAZIONE.name, publisher_slug=LA_NAZIONE.slug)

    picture = drawn(says(LA_NAZIONE, 11, relays=via(CNN), source=text))

    assert [arrow.is_loop for arrow in picture.arrows].count(True) == 1
    assert "leads back to the speaker" in words(markup(picture))
    assert max(box.x + box.width for box in picture.boxes) < WIDTH - 10


def test_what_was_changed_is_marked_on_the_box_of_the_text_that_changed_it():
    root = says(SD, 54)
    retold = says(SD, 110, restates=(root.ref,))

    picture = drawn(root, retold=[retold])

    marks = [line.words for box in picture.boxes for line in box.lines if line.kind == "mark"]
    assert "changed in retelling" in " ".join(marks)
    assert "changed in retelling" in picture.description


def test_the_statement_in_view_is_one_box():
    first = says(SD, 11, relays=via(CNN))
    second = says(SD, 11, restates=(first.ref,))

    picture = drawn(first, second, in_view=second.ref)

    assert sum(box.in_view for box in picture.boxes) == 1


def test_a_long_list_ends_and_says_how_much_is_not_drawn():
    root = says(SD, 11)
    others = [says(SD, 11, restates=(root.ref,), relays=(Step(f"Paper {n}", f"paper-{n}"),)) for n in range(60)]
    (utterance,) = where_from([root, *others], known(root, *others), most=100).utterances

    picture = of_utterance(utterance)

    assert len(picture.boxes) == MOST_BOXES + 1
    assert "more steps" in words_of(picture)[-1]


def test_a_source_is_drawn_down_to_whom_it_passes_on():
    article = document("the-article", title="The article")
    through = says(SD, 11, source=article, relays=via(CNN))
    own = says(LA_NAZIONE, 11, source=document(publisher=LA_NAZIONE.name, publisher_slug=LA_NAZIONE.slug))

    picture = of_source(article, [through])

    assert words_of(picture) == ["The article", "CNN", "Safeguard Defenders"]
    assert of_source(own.passage.document, [own]) is None


@given(names)
def test_the_words_of_the_drawing_hold_every_step_in_order(given_names):
    picture = drawn(says(SD, 11, relays=steps(given_names)))

    at = 0
    for box in picture.boxes:
        name = "".join(line.words for line in box.lines if line.kind == "name").replace(" ", "")
        at = "".join(picture.description.split()).index(name, at) + len(name)


def markup(picture):
    return render_to_string("claims/_chain_picture.html", {"picture": picture, "anchor": "here", "in_words": True})


def test_the_drawing_is_named_and_told_in_words_and_carries_no_style_and_no_script():
    page = markup(drawn(says(SD, 11, relays=(Step("<script>alert(1)</script>", "x"), Step('"&', "y")))))

    assert 'role="img" aria-labelledby="here-title here-desc"' in page
    assert '<title id="here-title">How what Safeguard Defenders says reached us</title>' in page
    assert 'id="here-desc"' in page
    assert "The same in words" in page
    assert "<script" not in page
    assert "style=" not in page


def test_numbers_of_the_drawing_are_written_for_machines_in_any_language():
    with translation.override("de"):
        page = markup(drawn(says(SD, 11, relays=via(CNN))))

    numbers = re.findall(r' (?:x|y|width|height|d|viewBox)="([^"]*)"', page)
    assert any("." in number for number in numbers)
    assert not any("," in number for number in numbers)
