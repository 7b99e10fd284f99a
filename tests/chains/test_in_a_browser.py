"""Chains in a real browser: nothing wrong for axe, nothing wider than a phone, letters inside their boxes."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories import (
    make_citation,
    make_claim,
    make_link,
    make_party,
    make_question,
    make_relay,
    make_source,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAMES = ["CNN", "福州市公安局海外警务服务站" * 2, "وزارة الخارجية الصينية في بكين", "W" * 60]
PHONE = {"width": 320, "height": 640}
OUTSIDE = """() => [...document.querySelectorAll('.chain-svg')].flatMap((svg) => {
  const boxes = [...svg.querySelectorAll('rect')].map((each) => each.getBBox());
  return [...svg.querySelectorAll('text')].filter((text) => {
    const at = text.getBBox();
    return !boxes.some((box) => box.x <= at.x + 1 && at.x + at.width <= box.x + box.width + 1
      && box.y <= at.y + 1 && at.y + at.height <= box.y + box.height + 1);
  }).map((text) => text.textContent);
})"""


@pytest.fixture
def addresses(transactional_db):
    question, ngo = make_question(answer_type="count"), make_party(name="The NGO")
    source = make_source(title="A report in many languages", publisher=make_party(name="The daily"))
    first = make_claim(question=question, asserted_by=ngo, count_value=54)
    claim = make_claim(question=question, asserted_by=ngo, count_value=54, citation=make_citation(source=source))
    changed = make_claim(question=question, asserted_by=ngo, count_value=110)
    for name in NAMES:
        make_relay(claim, party=make_party(name=name))
    make_link(claim, first)
    make_link(changed, first)
    return [
        claim.get_absolute_url(),
        source.get_absolute_url(),
        f"/questions/{question.slug}/",
        f"/claims/{claim.ref}/chain/",
    ]


def opened(page, address):
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong(addresses, new_page, theme):
    page = new_page(color_scheme=theme)
    found = {}

    for address in addresses[:3]:
        opened(page, address)
        found[address] = [each["id"] for each in Axe().run(page).response["violations"]]

    assert found == {address: [] for address in addresses[:3]}


def test_a_phone_shows_it_whole_and_every_letter_stands_in_its_box(addresses, new_page):
    page = new_page(viewport=PHONE)

    for address in addresses[:3]:
        opened(page, address)
        assert page.locator(".chain-svg").count() > 0, address
        assert page.evaluate(OUTSIDE) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
