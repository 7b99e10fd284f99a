"""How accounts reached us, in every format: the steps in order, what was changed on the way, how many origins."""

import pytest

from dossiers.build import dossier_of
from dossiers.formats import FORMATS
from tests.dossiers.readers import squashed, text_of
from tests.factories import (
    NOON,
    make_citation,
    make_claim,
    make_country,
    make_link,
    make_party,
    make_question,
    make_relay,
    make_source,
)

pytestmark = pytest.mark.django_db
SUFFIXES = ["html", "md", "csv", "json", "docx", "pdf"]


@pytest.fixture
def dossier():
    question, ngo = make_question(answer_type="count"), make_party(name="The Observers")
    daily = make_source(title="The story", publisher=make_party(name="The Daily"))
    report = make_claim(question=question, asserted_by=ngo, count_value=54, statement="There are 54.")
    retold = make_claim(
        question=question,
        asserted_by=ngo,
        count_value=110,
        statement="There are 110.",
        citation=make_citation(source=daily),
    )
    make_relay(retold, party=make_party(name="CNN"))
    make_link(retold, report)
    return dossier_of(make_country(), made_at=NOON)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_format_tells_the_steps_in_their_order(dossier, suffix):
    text = squashed(text_of(suffix, FORMATS[suffix].render(dossier)))

    assert squashed("The Daily → CNN → The Observers") in text or '"TheDaily","CNN","TheObservers"' in text


@pytest.mark.parametrize("suffix", ["html", "md", "json", "docx", "pdf"])
def test_every_format_to_read_says_what_was_changed_in_retelling(dossier, suffix):
    text = squashed(text_of(suffix, FORMATS[suffix].render(dossier))).casefold()

    assert squashed("There are 110.").casefold() in text
    assert "retelling" in text


def test_what_was_changed_is_no_conflict_and_one_origin(dossier):
    (card,) = dossier.cards

    assert [line.retelling for line in card.others] == [True]
    assert card.tally == "1 source, 1 origin"
    assert not card.conflicts_with
