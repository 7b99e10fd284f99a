"""What a copy holds, looked at as a reader and as whoever wants to break it."""

import json
import re
import urllib.request
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import html
from playwright.sync_api import expect

from claims.models import Claim
from operations.static_copy import making
from operations.static_copy.journal import NotCopied
from tests.static_copy.conftest import PLANTED, THEN

PUBLIC = 5

pytestmark = pytest.mark.django_db  # the rows are there before a test begins (conftest.py)


def linked(page, address):
    """Every address that a page names, in whatever way."""
    tree = html.document_fromstring(page)
    for element in tree.iter(html.etree.Element):
        for name, value in element.attrib.items():
            if name in ("href", "src", "srcset", "action", "data-shapes", "poster", "data"):
                yield element, urldefrag(urljoin(address, value)).url, urldefrag(urljoin(address, value)).fragment


def crawled(served):
    """Every page and file of a copy by following its links; fails where one leads nowhere, or to no place on a page."""
    waiting, seen, pages, places = [served], {}, {}, []
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        with urllib.request.urlopen(address) as answer:
            content, kind = answer.read(), answer.headers.get_content_type()
        seen[address] = kind
        if kind != "text/html":
            continue
        pages[address] = content
        for element, target, fragment in linked(content, address):
            if target.startswith(served):
                waiting.append(target)
                places.append((address, target, fragment))
            else:
                assert element.tag == "a", f"{address} would fetch {target}"
    parts = {address: set(html.document_fromstring(page).xpath("//@id")) for address, page in pages.items()}
    nowhere = [place for place in places if place[2] and unquote(place[2]) not in parts.get(place[1], ())]
    assert nowhere == []
    return seen, pages


def test_every_link_leads_somewhere_and_nothing_is_fetched_from_outside(served):
    seen, pages = crawled(served)

    assert len(pages) > 40
    assert {"text/css", "text/javascript", "text/csv", "application/json"} <= set(seen.values())
    assert f"{served}countries/it/index.html" in pages
    assert f"{served}claims/page-2/index.html" in pages
    assert f"{served}countries/it/dossier.json" in seen


def test_no_page_has_a_form_a_script_of_its_own_or_a_way_in(served):
    _seen, pages = crawled(served)

    for address, page in pages.items():
        tree = html.document_fromstring(page)
        assert tree.xpath("//form | //script[not(@src)] | //style | //*[@style] | //*[@onclick]") == [], address
        assert tree.xpath("//*[@hx-get or @hx-post or @hx-boost]") == [], address
        assert (
            tree.xpath("//label[@for][not(@for = //@id)] | //*[@aria-controls and not(@aria-controls = //@id)]") == []
        )
        assert "Sign in" not in tree.text_content(), address
        assert "csrfmiddlewaretoken" not in page.decode()


def test_every_page_says_of_when_it_is_and_what_may_be_loaded(served):
    _seen, pages = crawled(served)

    for page in pages.values():
        tree = html.document_fromstring(page)
        notices = tree.xpath("//*[contains(@class, 'copy-notice')]")
        assert "as it stood at 30 November 2026, 16:00" in notices[0].text_content()
        [policy] = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy
        assert "form-action 'none'" in policy


def test_nothing_that_is_not_public_is_in_any_file(copy):
    refs = list(Claim.objects.filter(statement__contains=PLANTED).values_list("ref", flat=True))

    for path in copy.rglob("*"):
        if path.is_file():
            content = path.read_bytes().decode("utf-8", "replace")
            assert PLANTED.lower() not in content.lower(), path
            assert not any(ref in content or ref in str(path) for ref in refs), path
    assert len(refs) == 3


def test_counts_are_those_of_the_public_site(copy):
    listed = json.loads((copy / "claims.json").read_text())
    rows = listed["claims"] if isinstance(listed, dict) and "claims" in listed else listed

    assert len(re.findall(r'"ref"', (copy / "claims.json").read_text())) == PUBLIC
    assert rows


def test_the_same_records_and_moment_give_the_same_bytes(copy, again):
    first, second = (
        {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (copy, again)
    )
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_a_folder_that_is_no_copy_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("mine")

    with pytest.raises(NotCopied, match="no copy of the site"):
        making.make(tmp_path / "mine", at=THEN, formats=[])

    assert (tmp_path / "mine" / "letter.txt").read_text() == "mine"


def test_it_says_what_it_leaves_out(copy):
    page = (copy / "about-this-copy" / "index.html").read_text()

    assert "Lists cannot be narrowed" in page
    assert "Forms are closed" in page


@pytest.mark.browser
def test_the_search_finds_by_words_beginnings_marks_and_chinese(served, new_window):
    page = new_window()
    page.goto(served)
    page.get_by_role("link", name="Search this copy").click()

    def found(words):
        page.get_by_label("Words, or their beginnings").fill(words)
        expect(page.locator("#copy-summary")).not_to_be_empty()
        page.wait_for_timeout(300)
        return page.locator("#copy-results li").all_inner_texts(), page.locator("#copy-summary").inner_text()

    assert any("Statement" in line for line in found("cafe cacak")[0])
    assert any("Statement" in line for line in found("警侨")[0])
    assert found("ital")[0]
    assert found(PLANTED) == ([], "Nothing in this copy holds all of these words.")
    page.get_by_label("Words, or their beginnings").fill("cafe cacak")
    page.locator("#copy-results a").first.click()
    assert "/copy/" in page.url
    page.locator(".copy-notice").wait_for()


@pytest.fixture
def new_window(browser):
    """A window of its own; fails where the page does what its policy forbids, or runs into an error."""
    faults, contexts = [], []

    def open_page():
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [fault for fault in faults if "404" not in fault] == []
