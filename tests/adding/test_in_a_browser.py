"""Adding as a person does it, at a keyboard: two claims from one new document, an editor, and their rows."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from claims.models import Claim
from sources.models import Source
from tests.adding.scene import ADDRESS, make_scene, slug_of
from tests.factories import PASSWORD, make_country_subject, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the field has the focus."""
    for _ in range(80):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} cannot be reached with the Tab key")


def write(page: Page, selector: str, text: str) -> None:
    """Reach a field and type."""
    tab_to(page, selector)
    page.keyboard.type(text)


def pick(page: Page, name: str, text: str) -> None:
    """Search as you type, and take the first row with Enter."""
    write(page, f"#find-{name}-text", text)
    expect(page.locator(f"#find-{name} [role=option][aria-selected=true]")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(f"#find-{name} .lookup-chosen input")).to_be_checked()


def tick(page: Page, selector: str) -> None:
    """Reach a box or a row of buttons, and press Space."""
    tab_to(page, selector)
    page.keyboard.press("Space")


def press(page: Page, selector: str) -> None:
    """Choose at the keyboard: a click may land beside a button that moves while a busy machine draws the page."""
    page.locator(selector).press("Space")
    expect(page.locator(selector)).to_be_checked()


def sign_in_at_the_keyboard(page: Page, email: str) -> None:
    """Fill in the sign-in page."""
    write(page, "#id_login", email)
    write(page, "#id_password", PASSWORD)
    page.keyboard.press("Enter")


def enter_a_new_document(page: Page) -> None:
    """Step one."""
    tab_to(page, "#id_source_is_here")
    page.keyboard.press("ArrowDown")
    write(page, "#id_url", "https://press.example/one")
    write(page, "#id_title", "One more article")
    write(page, "#id_csl_type", "Newspaper")
    write(page, "#id_language", "Italian")
    pick(page, "publisher", "paper")


def enter_words_of_the_document(page: Page, words: str) -> None:
    """Step two: the document reports the speaker."""
    write(page, "#id_exact", words)
    tick(page, "#id_words_0")
    page.keyboard.press("ArrowDown")


def save(page: Page, sentence: str) -> None:
    """The end of step three."""
    pick(page, "speaker", "ngo")
    write(page, "#id_statement", sentence)
    expect(page.locator("#preview")).to_contain_text(sentence)
    page.keyboard.press("Control+Enter")
    expect(page.locator("h1")).to_have_text("Saved as a draft")


def test_two_claims_from_one_new_document_stand_in_their_rows_once_an_editor_published_them(new_page, sign_in):
    scene = make_scene()
    page, editor, reader = new_page(), new_page(), new_page()
    page.goto(f"{ADDRESS}?country=it")
    sign_in_at_the_keyboard(page, scene.alice.email)
    enter_a_new_document(page)
    enter_words_of_the_document(page, "Ci sono undici stazioni, dice il gruppo.")
    write(page, "#id_question", "How many")
    tick(page, "#id_stance_0")
    write(page, "#id_count_operator", "exactly")
    write(page, "#id_count_value", "11")
    tick(page, "[name=count_unit]")
    save(page, "There are eleven stations in Italy.")

    page.get_by_role("link", name="Another passage from this document").press("Enter")
    expect(page.locator("#find-source .lookup-chosen")).to_contain_text("One more article")
    enter_words_of_the_document(page, "Una stazione di polizia, dice.")
    write(page, "#id_question", "What is there")
    tick(page, "#id_stance_0")
    tick(page, "[name=choice][value=station]")
    save(page, "It is a police station, the NGO says.")

    sign_in(editor, scene.bob)
    editor.goto("/claims/drafts/")
    for left in (1, 0):
        editor.get_by_role("button", name=re.compile("^Publish")).first.press("Enter")
        expect(editor.get_by_role("button", name=re.compile("^Publish"))).to_have_count(left)
    reader.goto("/countries/it/")
    assert Source.objects.filter(url="https://press.example/one").count() == 1
    expect(reader.locator("main")).to_contain_text("There are eleven stations in Italy.")
    expect(reader.locator("#question-existence")).to_contain_text("It is a police station, the NGO says.")
    expect(reader.locator("#question-existence")).to_contain_text("As The paper reports it: Una stazione di polizia")


def test_the_preview_reads_as_readers_will_read_it(page, sign_in):
    scene = make_scene()
    sign_in(page, scene.alice)
    page.goto(f"{ADDRESS}?country=it&source=the-article&question=how-many&stance=says&speaker=the-ngo&words=reported")
    page.locator("#id_count_value").fill("11")
    page.locator("#id_count_operator").select_option("≥")
    page.locator("[name=count_unit]").first.check()
    page.locator("#id_exact").fill("Eleven at least.")

    expect(page.locator("#preview")).to_contain_text("The NGO SAYS at least 11 stations")
    expect(page.locator("#preview")).to_contain_text("As The article reports it: Eleven at least.")


def test_what_is_missing_is_linked_and_what_was_typed_is_there(page, sign_in):
    scene = make_scene()
    sign_in(page, scene.alice)
    page.goto(f"{ADDRESS}?country=it")
    page.locator("#id_statement").fill("A sentence that took a while.")

    page.keyboard.press("Control+Enter")

    expect(page.locator("#problems")).to_be_focused()
    expect(page.locator("#id_statement")).to_have_value("A sentence that took a while.")
    page.get_by_role("link", name="Which words say so?").press("Enter")
    expect(page.locator("#id_exact")).to_be_focused()


def test_a_number_typed_while_the_answer_is_drawn_anew_is_kept(page, sign_in):
    scene = make_scene()
    sign_in(page, scene.alice)
    page.goto(f"{ADDRESS}?country=it&question=how-many")
    page.locator("#id_count_value").fill("11")
    page.locator("[name=stance][value=denies]").check()

    expect(page.locator("#preview")).to_contain_text("DENIES")
    expect(page.locator("#id_count_value")).to_have_value("11")
    expect(page.locator("[name=stance][value=has_no_record]")).to_have_count(0)


def test_a_chain_is_put_in_order_and_a_step_taken_out_by_keyboard(page, sign_in):
    scene = make_scene()
    sign_in(page, scene.alice)
    page.goto(ADDRESS)
    steps = page.locator(".chain-step-name .lookup-label")
    for count, words in enumerate(("The paper", "The ministry"), start=1):
        page.locator("#find-relays-text").fill(words)
        expect(page.locator("#find-relays [role=option][aria-selected=true]")).to_contain_text(words)
        page.keyboard.press("Enter")
        expect(steps).to_have_count(count)
        expect(page.locator("#find-relays-text")).to_be_focused()

    page.get_by_role("button", name="Earlier: step 2, The ministry").press("Enter")
    expect(steps).to_have_text(["The ministry", "The paper"])
    expect(page.get_by_role("button", name="Later: step 1, The ministry")).to_be_focused()
    page.keyboard.press("Enter")
    expect(steps).to_have_text(["The paper", "The ministry"])
    expect(page.get_by_role("button", name="Earlier: step 2, The ministry")).to_be_focused()
    page.get_by_role("button", name="Remove: step 1, The paper").press("Enter")
    expect(steps).to_have_text(["The ministry"])
    expect(page.get_by_role("button", name="Remove: step 1, The ministry")).to_be_focused()
    page.keyboard.press("Enter")

    expect(steps).to_have_count(0)
    expect(page.locator("#find-relays-text")).to_be_focused()


def test_a_list_that_is_open_closes_with_escape_and_says_when_it_is_empty(page, sign_in):
    scene = make_scene()
    sign_in(page, scene.alice)
    page.goto(ADDRESS)
    field = page.locator("#find-speaker-text")
    field.fill("the")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    second = field.get_attribute("aria-activedescendant")
    page.keyboard.press("Escape")
    closed = field.get_attribute("aria-expanded")
    field.fill("zzzz")

    assert second is not None
    assert second.endswith("-1")
    assert closed == "false"
    expect(page.locator("#find-speaker [role=status]")).to_have_text(
        "Nothing found. Try fewer letters, or another name."
    )


def test_the_whole_form_works_without_javascript(new_page, sign_in):
    scene = make_scene()
    page = new_page(java_script_enabled=False)
    sign_in(page, scene.alice)
    page.goto(ADDRESS)
    page.locator("#find-source-text").fill("article")
    page.locator("#find-source").get_by_role("button", name="Find").click()
    page.get_by_label("The article").check()
    page.locator("#find-subjects-text").fill("prato")
    page.locator("#find-subjects").get_by_role("button", name="Find").click()
    page.locator("[name=subjects][value=prato]").check()
    page.locator("#id_exact").fill("There is one in Prato.")
    press(page, "#id_words_1")
    page.locator("#id_question").select_option("existence")
    page.get_by_role("button", name="Show its answers").click()
    press(page, "[name=choice][value=centre]")
    press(page, "[name=stance][value=denies]")
    page.locator("#find-speaker-text").fill("minis")
    page.locator("#find-speaker").get_by_role("button", name="Find").click()
    page.get_by_label("The ministry").check()
    page.locator("#id_statement").fill("There is no service centre in Prato.")

    page.get_by_role("button", name="Save as a draft").click()

    expect(page.locator("h1")).to_have_text("Saved as a draft")
    claim = Claim.objects.get()
    assert (claim.subject, claim.asserted_by, claim.stance) == (scene.prato, scene.ministry, "denies")
    assert (slug_of(claim.choice), claim.citation.source) == ("centre", scene.source)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_with_its_problems_has_no_fault_that_axe_knows_and_fits_a_phone(new_page, sign_in, scheme):
    scene = make_scene()
    make_source(title="Another")
    make_country_subject()
    page = new_page(viewport={"width": 320, "height": 700}, color_scheme=scheme)
    sign_in(page, scene.alice)
    page.goto(f"{ADDRESS}?country=it&url=https://press.example/new&question=how-many")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.locator("#problems")).to_be_visible()

    faults = Axe().run(page)

    assert faults.violations_count == 0, faults.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
