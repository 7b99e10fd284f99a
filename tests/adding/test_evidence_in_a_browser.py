"""Copy, check and chain as a person meets them in the form; and what happens when something goes wrong."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from claims.models import Claim, Link
from sources.models import Capture, Fetch, PendingCapture, PreservedFile
from sources.tasks import fetch_in_background
from tests.adding.evidence import copy_of
from tests.adding.scene import ADDRESS, make_scene
from tests.factories import PASSWORD, make_claim, make_file_text, make_pending_capture
from tests.fetching.servers import page as answered
from tests.fetching.servers import saying
from tests.preserving.test_in_a_browser import drop, slow_down

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
REPORT = (
    "<!doctype html><html lang=en><title>A report on stations</title>"
    "<p>There is one station in Prato, the group said.</p>"
    "<p>On Monday the ministry did not reply. On Tuesday the ministry did not reply.</p></html>"
)
HERE = f"{ADDRESS}?source=the-article&country=it&question=existence&stance=says&choice=station"


@pytest.fixture
def scene(transactional_db):
    """The desk and what can be named."""
    return make_scene()


@pytest.fixture
def at_the_form(new_page, sign_in, scene):
    """Open the form as Alice."""

    def open_page(address=HERE, **options):
        page = new_page(**options)
        sign_in(page, scene.alice)
        page.goto(address)
        return page

    return open_page


def add_step(page: Page, name: str) -> None:
    """Find a body and put it at the end of the chain, by keyboard."""
    page.locator("#find-relays-text").press_sequentially(name)
    expect(page.locator("#find-relays [role=option][aria-selected=true]")).to_contain_text(name)
    page.keyboard.press("Enter")
    expect(page.locator(".chain-step-name .lookup-label").last).to_have_text(name)


def choose_speaker(page: Page, name: str) -> None:
    """Find who speaks."""
    page.locator("#find-speaker-text").fill(name)
    expect(page.locator("#find-speaker [role=option][aria-selected=true]")).to_contain_text(name)
    page.keyboard.press("Enter")


def big_file(megabytes: int) -> dict[str, object]:
    """A file that takes a while to send."""
    return {
        "name": "long.txt",
        "mimeType": "text/plain",
        "buffer": b"A line of an invented text.\n" * 37_500 * megabytes,
    }


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_from_a_dropped_file_to_the_passage_in_its_copy(at_the_form, scene, size):
    page = at_the_form(viewport=size)

    drop(page, ["report.html", REPORT])
    expect(page.locator("#held")).to_be_focused()
    expect(page.locator("#held")).to_contain_text("report.html")
    page.locator("#id_exact").fill("There are two stations in Prato, the group said.")
    expect(page.locator("#check-said")).to_contain_text("Not found in the copy.")
    expect(page.locator("#check-nearest")).to_contain_text("which is not a match")
    expect(page.locator("#check-nearest del")).to_contain_text("are two stations")
    page.get_by_role("button", name="Take the copy’s words").press("Enter")
    expect(page.locator("#id_exact")).to_have_value("There is one station in Prato, the group said.")
    expect(page.locator("#id_exact")).to_be_focused()
    expect(page.locator("#check-said")).to_contain_text("Found letter by letter.")
    page.locator("#id_words_1").check()
    choose_speaker(page, "The NGO")
    page.locator("#id_statement").fill("There is a station in Prato.")
    add_step(page, "The ministry")
    add_step(page, "The paper")
    page.get_by_role("button", name="Earlier: step 2, The paper").press("Enter")
    expect(page.locator("#chain-said")).to_contain_text("The article → The paper → The ministry → The NGO")
    page.keyboard.press("Control+Enter")

    expect(page.locator("h1")).to_have_text("Saved as a draft")
    expect(page.locator("main")).to_contain_text("Found letter by letter in the copy of")
    page.get_by_role("link", name="See the passage").click()
    expect(page.locator("main")).to_contain_text("There is one station in Prato, the group said.")
    claim = Claim.objects.get()
    assert claim.citation.capture == Capture.objects.get()
    assert [relay.party for relay in claim.relays.order_by("position")] == [scene.paper, scene.ministry]


def test_one_of_several_places_is_chosen_by_its_button(at_the_form):
    page = at_the_form()
    drop(page, ["report.html", REPORT])
    expect(page.locator("#held")).to_be_visible()
    page.locator("#id_exact").fill("the ministry did not reply")
    expect(page.locator("#check-said")).to_contain_text("Stands in 2 places")
    expect(page.locator(".which-place li")).to_have_count(2)
    expect(page.locator("#id_words_before")).to_be_hidden()

    page.get_by_role("button", name="This one 2").press("Enter")

    expect(page.locator("#check-said")).to_contain_text("Found letter by letter.")
    expect(page.locator("#id_words_before")).to_have_value(re.compile("On Tuesday$"))
    expect(page.locator("#around-summary")).to_be_focused()
    expect(page.locator(".which-place")).to_have_count(0)


def test_what_is_fetched_is_held_and_what_is_typed_meanwhile_stays(at_the_form, serve):
    server = serve(saying(answered(REPORT.encode())))
    page = at_the_form(f"{ADDRESS}?country=it&url={server.url('/one')}")
    page.locator("#fetch-copy").press("Enter")
    expect(page.locator("#being-fetched")).to_be_focused()
    page.locator("#id_title").fill("Typed while it is fetched")
    fetch_in_background(Fetch.objects.get().pk)

    expect(page.locator("#held")).to_contain_text(server.url("/one"))
    expect(page.locator("#id_title")).to_have_value("Typed while it is fetched")
    assert PendingCapture.objects.get().method == "fetch"


def test_a_fetch_that_is_refused_is_told_beside_its_button(at_the_form):
    page = at_the_form(f"{ADDRESS}?url=http://127.0.0.1:9/")
    page.locator("#id_statement").fill("A sentence that took a while.")

    page.locator("#fetch-copy").press("Enter")

    expect(page.locator("#copy-trouble")).to_have_text(re.compile(r"^[A-Z].*\.$"))
    expect(page.locator("#fetch-copy")).to_be_focused()
    expect(page.locator("#id_statement")).to_have_value("A sentence that took a while.")


def test_what_the_file_says_of_itself_is_there_to_be_opened(at_the_form, scene):
    page = at_the_form()
    pending = make_pending_capture(captured_by=scene.alice, name="photo.jpg")
    make_file_text(file=pending.file, text="", outcome="no_text", properties=[["Device", "An invented device"]])
    page.evaluate("(key) => { document.querySelector('[name=pending]').value = key }", str(pending.key))
    page.locator("[name=source_is]").first.dispatch_event("change")

    page.get_by_text("What the file says of itself").click()

    expect(page.locator("#held dl")).to_contain_text("An invented device")
    expect(page.locator("#held")).to_contain_text("The desk alone sees this")


# A long upload


def test_a_long_upload_shows_how_far_it_is_and_the_form_can_be_filled_in_meanwhile(at_the_form):
    page = at_the_form()
    slow_down(page)

    page.set_input_files("#id_copy", big_file(1))
    expect(page.locator("[data-percent]")).to_have_text(re.compile(r"[1-9]\d? % sent"))
    page.locator("#id_statement").fill("Typed while it travels.")
    page.locator("[name=stance][value=denies]").check()

    expect(page.locator("#held")).to_contain_text("long.txt", timeout=30_000)
    expect(page.locator("#id_statement")).to_have_value("Typed while it travels.")


def test_an_upload_that_is_cancelled_leaves_nothing_and_every_word(at_the_form):
    page = at_the_form()
    page.locator("#id_statement").fill("A sentence.")
    slow_down(page)
    page.set_input_files("#id_copy", big_file(2))
    expect(page.locator("[data-progress]")).to_be_visible()

    page.get_by_role("button", name="Cancel").press("Enter")

    expect(page.locator("[data-said]")).to_contain_text("Cancelled.")
    expect(page.locator("#id_statement")).to_have_value("A sentence.")
    assert not PendingCapture.objects.exists()
    assert not PreservedFile.objects.exists()


def test_a_file_that_the_server_refuses_is_told_and_every_word_stays(at_the_form):
    page = at_the_form()
    page.locator("#id_statement").fill("A sentence.")

    page.set_input_files("#id_copy", {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""})

    expect(page.locator("#id_copy-problem")).to_have_text("The file is empty: there is nothing to preserve.")
    expect(page.locator("#id_statement")).to_have_value("A sentence.")


# Signed out meanwhile


def test_who_was_signed_out_signs_in_and_finds_every_word_and_the_held_copy(at_the_form, scene):
    page = at_the_form()
    drop(page, ["report.html", REPORT])
    expect(page.locator("#held")).to_be_visible()
    page.locator("#id_statement").fill("A sentence that took a while.")
    Session.objects.all().delete()

    page.keyboard.press("Control+Enter")
    page.locator("#id_login").fill(scene.alice.email)
    page.locator("#id_password").fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.locator("#id_statement")).to_have_value("A sentence that took a while.")
    expect(page.locator("#held")).to_contain_text("report.html")


def test_a_file_that_is_dropped_when_signed_out_is_refused_in_a_sentence(at_the_form):
    page = at_the_form()
    page.locator("#id_statement").fill("A sentence.")
    Session.objects.all().delete()

    drop(page, ["report.html", REPORT])

    expect(page.locator("#id_copy-problem")).to_contain_text("You are signed out.")
    expect(page.locator("#id_statement")).to_have_value("A sentence.")


def sign_in_in_another_window(page: Page, email: str) -> None:
    """Sign in again beside the form that stays open."""
    Session.objects.all().delete()
    other = page.context.new_page()
    other.goto("/accounts/login/")
    other.locator("#id_login").fill(email)
    other.locator("#id_password").fill(PASSWORD)
    other.keyboard.press("Enter")
    expect(other.get_by_role("link", name="Drafts")).to_be_visible()


def test_who_signs_in_in_another_window_sends_the_file_once_more_and_goes_on(at_the_form, scene):
    page = at_the_form()
    sign_in_in_another_window(page, scene.alice.email)

    drop(page, ["report.html", REPORT])
    expect(page.locator("#id_copy-problem")).to_contain_text("Send the file once more, please.")
    drop(page, ["report.html", REPORT])

    expect(page.locator("#held")).to_contain_text("report.html")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_who_signs_in_in_another_window_loses_no_word(new_page, at_the_form, scene, java_script_enabled):
    page = at_the_form(java_script_enabled=java_script_enabled)
    sign_in_in_another_window(page, scene.alice.email)
    page.locator("#id_statement").fill("A sentence that took a while.")
    page.locator("#id_exact").fill("Some words.")

    page.get_by_role("button", name="Save as a draft").click()

    expect(page.locator("#id_statement")).to_have_value("A sentence that took a while.")
    expect(page.locator("#id_exact")).to_have_value("Some words.")
    page.get_by_role("button", name="Save as a draft").click()
    expect(page.locator("#problems")).to_be_visible()
    expect(page.locator("#id_statement")).to_have_value("A sentence that took a while.")


# Without JavaScript


def test_copy_check_chain_and_saving_work_without_javascript(at_the_form, scene):
    page = at_the_form(java_script_enabled=False)
    page.set_input_files("#id_copy", {"name": "report.html", "mimeType": "text/html", "buffer": REPORT.encode()})
    page.get_by_role("button", name="Hold this file").click()
    expect(page.locator("#held")).to_contain_text("report.html")
    page.locator("#id_exact").fill("There are two stations in Prato, the group said.")
    page.get_by_role("button", name="Look for these words in the copy").click()
    expect(page.locator("#check-nearest")).to_contain_text("which is not a match")
    page.get_by_role("button", name="Take the copy’s words").click()
    expect(page.locator("#check-said")).to_contain_text("Found letter by letter.")
    for name in ("The ministry", "The paper"):
        page.locator("#find-relays-text").fill(name)
        page.locator("#find-relays").get_by_role("button", name="Find").click()
        page.locator("#find-relays").get_by_label(name).check()
        page.locator("#find-relays-text").fill("")
        page.locator("#find-relays").get_by_role("button", name="Find").click()
    page.get_by_role("button", name="Earlier: step 2, The paper").click()
    expect(page.locator(".chain-step-name .lookup-label")).to_have_text(["The paper", "The ministry"])
    page.locator("#id_words_1").check()
    page.locator("#find-speaker-text").fill("NGO")
    page.locator("#find-speaker").get_by_role("button", name="Find").click()
    page.get_by_label("The NGO").check()
    page.locator("#id_statement").fill("There is a station in Prato.")

    page.get_by_role("button", name="Save as a draft").click()

    expect(page.locator("h1")).to_have_text("Saved as a draft")
    claim = Claim.objects.get()
    assert claim.citation.quote_check.result == "exact"
    assert [relay.party for relay in claim.relays.order_by("position")] == [scene.paper, scene.ministry]


# The chain


def test_the_line_of_the_chain_is_whole_when_a_step_is_added_before_the_answer_about_the_speaker(at_the_form, scene):
    """The first answer is given up for the second, which draws the line itself and the part around it."""
    page = at_the_form()
    late: list[Any] = []

    def hold_the_first(route):
        if route.request.method == "POST" and not late:
            late.append(route)
        else:
            route.fallback()

    page.route(f"**{ADDRESS}", hold_the_first)
    choose_speaker(page, scene.ngo.name)
    expect(page.locator("#find-speaker .lookup-chosen")).to_contain_text(scene.ngo.name)
    while not late:
        page.wait_for_timeout(20)

    add_step(page, scene.ministry.name)

    expect(page.locator("#chain-said")).to_contain_text(f"→ {scene.ministry.name} → {scene.ngo.name}")


# The same utterance


def test_a_look_alike_is_offered_as_soon_as_the_date_is_typed_and_linked_when_it_is_chosen(at_the_form, scene):
    earlier = make_claim(
        subject=scene.italy,
        question=scene.existence,
        asserted_by=scene.ngo,
        choice=scene.existence.choices.get(slug="station"),
        asserted_on="2022-12-05",
    )
    page = at_the_form()
    page.locator("#id_exact").fill("There is one.")
    page.locator("#id_words_1").check()
    choose_speaker(page, "The NGO")
    page.locator("#id_statement").fill("There is a station in Italy.")
    page.locator("#id_asserted_on").fill("2022-12-05")
    page.locator("#id_asserted_on").blur()
    expect(page.locator("#same")).to_contain_text(earlier.ref)
    expect(page.locator("#same input:checked")).to_have_value("")

    page.locator(f"#same input[value={earlier.ref}]").check()
    page.keyboard.press("Control+Enter")

    expect(page.locator("h1")).to_have_text("Saved as a draft")
    assert Link.objects.get().to == earlier


# The look


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("words", ["There are two stations in Prato, the group said.", "the ministry did not reply"])
def test_axe_finds_nothing_wrong_with_check_and_chain_and_they_fit_a_phone(at_the_form, scene, scheme, words):
    copy_of(
        scene.source,
        "There is one station in Prato, the group said. the ministry did not reply. the ministry did not reply.",
    )
    steps = (
        "&relay=the-paper@the-article&relay=the-ministry&relay=the-ngo&relay=the-paper&relay=the-paper&speaker=the-ngo"
    )
    page = at_the_form(f"{HERE}{steps}&quote={words}", viewport={"width": 320, "height": 700}, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")

    faults = Axe().run(page)

    assert faults.violations_count == 0, faults.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
