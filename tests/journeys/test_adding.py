"""The second and the third job: add two statements from a new document, see them in their rows, take the dossier."""

from collections.abc import Callable
from pathlib import Path

import docx
import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from claims.loading import load

pytestmark = pytest.mark.browser

TITLE = "An invented article for this test"
WORDS = "“We have counted five of them in Italy”, the group said on Monday."
OTHER_WORDS = "The group added that the first of them opened in 2016."
SENTENCE = "The group counts five stations in Italy, for this test."
OTHER_SENTENCE = "The group says that the first in Italy opened in 2016, for this test."


def choose(form: Locator, label: str, text: str) -> None:
    """Type into a search field and take the first thing found."""
    field = form.locator(".lookup").filter(has=form.page.get_by_label(label)).first
    if text in field.locator(".lookup-chosen").inner_text():
        return  # kept from the passage before
    field.get_by_role("combobox").fill(text)
    field.get_by_role("option").filter(has_text=text).first.click()
    expect(field.locator(".lookup-chosen")).to_contain_text(text)


def fill_in_document(page: Page) -> None:
    """Step one: a document that is not here yet."""
    page.get_by_label("In a new document").check()
    page.get_by_label("Web address").fill("https://press.example/five")
    page.locator("#step-source").get_by_label("Title", exact=False).last.fill(TITLE)
    page.get_by_label("Kind of document").select_option("article-newspaper")
    page.locator("#step-source").get_by_label("Language").select_option("en")
    page.get_by_label("Published on").fill("2026-11-02")


def fill_in_statement(page: Page, *, words: str, question: str, sentence: str) -> None:
    """Steps two and three, up to the answer."""
    page.get_by_label("The exact words").fill(words)
    page.locator("#id_words input[value=reported]").check()
    step = page.locator("#step-statement")
    choose(step, "It is about", "Italy")
    page.get_by_label("It answers", exact=True).select_option(label=question)
    page.locator("#stance input[value=says]").check()
    choose(step, "Who says it", "Safeguard Defenders")
    page.get_by_label("What is said, in one sentence of ours").fill(sentence)
    page.get_by_label("Said on").fill("2026-11-02")


def sign_out(page: Page) -> None:
    """Leave, and confirm where asked."""
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="Sign in").wait_for()


def save(page: Page) -> None:
    """Save as a draft, and see that it was."""
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved as a draft")


def test_two_statements_from_a_new_document_reach_their_rows_and_the_dossier(
    site: Page, signed_in_as: Callable[[Page, str], None], tmp_path: Path
):
    signed_in_as(site, load.CONTRIBUTOR)
    add_two_statements(site)
    expect_nothing_to_be_published(site)
    sign_out(site)

    signed_in_as(site, load.EDITOR)
    publish_both(site)
    sign_out(site)

    expect_them_in_their_rows(site)
    expect_them_in_the_pdf(download(site, "pdf", tmp_path))
    expect_them_in_word(download(site, "docx", tmp_path))


def add_two_statements(page: Page) -> None:
    """A number and a sentence, from one document."""
    page.get_by_role("link", name="Add a sourced claim").first.click()
    fill_in_document(page)
    fill_in_statement(page, words=WORDS, question="How many are said to be there?", sentence=SENTENCE)
    page.get_by_label("The number is").select_option("=")
    page.get_by_label("Number", exact=True).fill("5")
    page.locator("#answer input[value=stations]").check()
    expect(page.locator("#preview")).to_contain_text("Safeguard Defenders")
    save(page)

    page.get_by_role("link", name="Another passage from this document").click()
    expect(page.locator("#step-source")).to_contain_text(TITLE)
    fill_in_statement(page, words=OTHER_WORDS, question="When is it said to have been set up?", sentence=OTHER_SENTENCE)
    page.get_by_label("The date that the speaker gives").fill("2016")
    save(page)


def expect_nothing_to_be_published(page: Page) -> None:
    """Drafts are the desk's."""
    page.goto("/countries/it/")
    expect(page.get_by_text(SENTENCE)).to_have_count(0)


def publish_both(page: Page) -> None:
    """The editor reads the drafts and publishes them."""
    page.goto("/claims/drafts/")
    for sentence in (SENTENCE, OTHER_SENTENCE):
        draft = page.locator(".placed").filter(has_text=sentence)
        draft.get_by_role("button", name="Publish").click()
        expect(page.locator(".placed").filter(has_text=sentence)).to_have_count(0)


def expect_them_in_their_rows(page: Page) -> None:
    """Each stands in the row of its question, with its source in a footnote."""
    page.goto("/countries/it/")
    for sentence in (SENTENCE, OTHER_SENTENCE):
        card = page.locator("#accounts .statement-card").filter(has_text=sentence)
        expect(card).to_have_count(1)
        target = card.locator(".note-mark a").first.get_attribute("href")
        expect(page.locator(str(target))).to_contain_text(TITLE)
    number = page.locator("#numbers").get_by_role("row").filter(has_text="November 2026")
    expect(number.get_by_role("cell").first).to_have_text("5")


def download(page: Page, suffix: str, folder: Path) -> Path:
    """Take the dossier from the country's page."""
    page.goto("/countries/it/")
    page.get_by_role("link", name="Export the dossier").first.click()
    with page.expect_download() as waiting:
        page.locator(f"a[href$='dossier.{suffix}']").click()
    path = folder / f"italy.{suffix}"
    waiting.value.save_as(path)
    return path


def expect_them_in_the_pdf(path: Path) -> None:
    """Both sentences, and a numbered note with the document."""
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())

    for sentence in (SENTENCE, OTHER_SENTENCE):
        assert sentence in text
    assert TITLE in text
    assert "press.example/five" in text


def expect_them_in_word(path: Path) -> None:
    """Both sentences, each with a real footnote that names the document."""
    document = docx.Document(str(path))
    footnotes = next(
        part.blob.decode() for part in document.part.package.iter_parts() if part.partname.endswith("/footnotes.xml")
    )
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    text += "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)

    for sentence in (SENTENCE, OTHER_SENTENCE):
        assert sentence in text
    assert TITLE in footnotes
