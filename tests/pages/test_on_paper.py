"""Pages of accounts on paper: everything that was said, on as few sheets as can be read."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests import factories as make
from tests.pages.scene import italy

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SPEAKERS = 12


def squashed(text):
    """Without white space: where letters stand apart, each browser's PDF has gaps of its own within words."""
    return "".join(text.split())


@pytest.fixture
def answered(transactional_db):
    """Four questions, each answered by twelve speakers in words of an ordinary length."""
    scene = italy()
    sides = [(kind, country) for kind in ("ngo", "government", "news_media") for country in ("IT", "CN")]
    speakers = [
        make.make_party(name=f"Speaker {at}", kind=kind, country=country)
        for at, (kind, country) in enumerate(sides * (SPEAKERS // len(sides)))
    ]
    questions = [make.make_question(slug=f"asked-{at}", wording=f"Asked {at}?", order=20 + at) for at in range(4)]
    return [
        make.make_claim(
            subject=make.make_country_subject(scene.country),
            question=question,
            choice=make.make_choice(question=question, label=f"Answer {speaker.name}"),
            asserted_by=speaker,
            statement=f"What {speaker.name} says to {question.wording} stands in this one sentence of its statement.",
            citation=make.make_citation(exact="Words as they stand in the text that was read. " * 3),
        )
        for question in questions
        for speaker in speakers
    ]


def test_every_statement_and_its_note_is_printed_and_four_at_least_fill_a_sheet(answered, new_page):
    page = new_page()
    page.goto("/countries/it/")

    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    text = squashed("".join(each.extract_text() for each in sheets))

    assert [claim.ref for claim in answered if squashed(claim.statement) not in text] == []
    assert [claim.ref for claim in answered if text.count(squashed(f"Statement {claim.ref}")) != 1] == []
    assert len(sheets) <= len(answered) / 4 + 2


def test_what_leads_elsewhere_is_left_off_the_paper(answered, new_page):
    page = new_page()
    page.goto("/countries/it/")
    page.emulate_media(media="print")

    for hidden in (
        ".site-nav",
        ".site-search",
        ".page-nav",
        ".to-parts",
        ".row-tools",
        "#choose",
        "#use",
        ".timeline-years",
    ):
        assert page.locator(hidden).count(), hidden
        assert not page.locator(hidden).first.is_visible(), hidden
