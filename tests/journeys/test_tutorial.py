"""docs/tutorial.md, performed in a browser by a reader who does only what it says, in the order in which it says it."""

import html
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from claims.loading import load
from claims.models import Claim
from sources.models import Capture, Citation
from tests.journeys.tutorial_walk import LESSON, PRACTICE, Walk, printed

pytestmark = pytest.mark.browser

SLIP = "The office said that it had counted 135 stations in 21 towns"
PASSAGE = "The office said that it had counted 21 stations in 135 towns"
OTHER_PASSAGE = "we did not ask who runs the stations"
SENTENCE = "The office says that it counted 21 stations."
OTHER_SENTENCE = "The office says that it did not ask who runs the stations."
NETWORK, OFFICE, BROADCASTER = "The reported network", "Office for Practice", "Practice Broadcaster"
CHAIN = "A notice to practise with → Practice Broadcaster → Office for Practice"
SENTENCE_OF_OURS = "What is said, in one sentence of ours"


def test_a_newcomer_does_what_the_tutorial_says_and_sees_what_it_says(site: Page):
    walk = Walk(site)

    sign_in(walk, load.CONTRIBUTOR)
    walk.sees("Sign out", within="header")
    preserve(walk)
    quote_with_a_slip(walk)
    say_who_says_what(walk)
    say_how_it_reached_us(walk)
    see_the_passage(walk)
    start_from_the_copy(walk)
    walk.press("Sign out")
    sign_in(walk, load.EDITOR)
    check(walk)
    see_what_readers_would_see(walk)
    throw_away(walk)

    assert walk.left == []
    assert not Claim.objects.filter(statement__in=[SENTENCE, OTHER_SENTENCE]).exists()
    assert not Citation.objects.filter(source__slug="a-notice-to-practise-with").exists()
    assert Capture.objects.count() == 1


def sign_in(walk: Walk, email: str) -> None:
    """Sign in through the form, as the terminal's greeting says."""
    walk.press("Sign in")
    walk.type("E-mail", email)
    walk.field("Password").fill(load.demo_password())
    walk.press("Sign in", within=walk.page.locator("main"))
    walk.page.get_by_role("button", name="Sign out").wait_for()


def preserve(walk: Walk) -> None:
    """Step one of the form: the copy, and what the document is."""
    walk.press("Add a sourced claim")
    walk.sees("Where it stands")
    walk.tick("In a new document")
    walk.field("A file from your machine").set_input_files(walk.told("docs/practice/notice.html"))
    walk.sees("is held: it is preserved with the document when you save.")
    walk.sees("Text found.")
    walk.press("Take this title")
    walk.choose("Kind of document", "Web page")
    walk.choose("Language", "English")


def quote_with_a_slip(walk: Walk) -> None:
    """Step two: wrong numbers are not found, the copy's own words are."""
    walk.sees("The passage")
    walk.type("The exact words", SLIP)
    walk.sees("Not found in the copy.", within="#check-said")
    walk.sees("The nearest passage of the copy, which is not a match:")
    expect(walk.page.locator("#check-nearest del")).to_contain_text(["135", "21"])
    expect(walk.page.locator("#check-nearest ins")).to_contain_text(["21", "135"])
    walk.press("Take the copy’s words")
    walk.sees("Found letter by letter.", within="#check-said")
    expect(walk.page.locator("#id_exact")).to_have_value(PASSAGE)
    walk.tick("The document’s: it reports what the speaker says")


def say_who_says_what(walk: Walk) -> None:
    """Step three: subject, question, answer, and a speaker who is not here yet."""
    walk.sees("What it says")
    walk.find("It is about", NETWORK)
    walk.choose("It answers", "How large is the network said to be?")
    walk.sees("The speaker …")
    walk.tick("says")
    walk.choose("The number is", "exactly")
    walk.type("Number", "21")
    walk.tick("stations")
    walk.sees("Who says it")
    add_somebody_new(walk, beside(walk, "#find-speaker"), OFFICE, "Government or ministry")
    walk.type(SENTENCE_OF_OURS, SENTENCE)


def say_how_it_reached_us(walk: Walk) -> None:
    """The broadcaster between the notice and the office."""
    walk.sees("It reached us through")
    add_somebody_new(walk, walk.page.locator(".chain-new"), BROADCASTER, "News medium", below="Add a step")
    walk.sees(CHAIN, within="#chain-said")
    save(walk)
    walk.sees("Found letter by letter in the copy of")


def beside(walk: Walk, lookup: str) -> Locator:
    """What stands around a search field: it and the fields for somebody who is not here yet."""
    return walk.page.locator(lookup).locator("xpath=..")


def add_somebody_new(walk: Walk, place: Locator, name: str, kind: str, *, below: str = "") -> None:
    """Enter a body that is not here yet."""
    walk.open("Not here yet? Add it", within=place)
    if below:
        walk.sees(below)
    walk.type("Name", name, within=place)
    walk.choose("What it is", kind, within=place)


def save(walk: Walk) -> None:
    """Save as a draft."""
    walk.press("Save as a draft")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text("Saved as a draft")
    if walk.left[0] == "Saved as a draft":
        walk.sees("Saved as a draft")


def see_the_passage(walk: Walk) -> None:
    """The page of the document: its copy, and the statement beside the marked passage."""
    walk.press("A notice to practise with")
    walk.sees("Preserved copies")
    walk.sees("For the desk", within="#copies")
    walk.sees("SHA-256", within="#copies")
    walk.press("To the preserved text")
    expect(walk.page.locator("#preserved-text mark")).to_have_text(PASSAGE)
    walk.sees(SENTENCE, within=".text-note")


def start_from_the_copy(walk: Walk) -> None:
    """A second statement, from words selected with the mouse."""
    walk.select(OTHER_PASSAGE)
    walk.press("Start a statement from these words")
    walk.sees("Found letter by letter.", within="#check-said")
    expect(walk.page.locator("#id_exact")).to_have_value(OTHER_PASSAGE)
    walk.tick("The speaker’s own, in the language they were said in")
    walk.find("It is about", NETWORK)
    walk.choose("It answers", "I do not know: an editor decides")
    walk.tick("says")
    walk.find("Who says it", OFFICE)
    walk.type(SENTENCE_OF_OURS, OTHER_SENTENCE)
    walk.find("Add a step", BROADCASTER)
    walk.sees(CHAIN, within="#chain-said")
    save(walk)


def check(walk: Walk) -> None:
    """The queue, as a second person: three ticks, one that does not apply, and one that stays empty."""
    walk.press("Checking")
    walk.sees("State")
    walk.press("Draft")
    expect(walk.page.locator("#in-hand")).to_have_text(SENTENCE)
    expect(walk.page.locator(".work mark")).to_have_text(PASSAGE)
    walk.sees("What did you check?")
    for label in ("The words stand in the source", "The speaker is right", "The date is right"):
        walk.press(label)
        ticked = walk.page.locator(".tick.is-ticked").filter(has_text=label)
        expect(ticked).to_contain_text(load.EDITOR)
    walk.sees("The translation is right")
    walk.sees("Does not apply: the passage is in English and translates nothing.")
    walk.sees("The original was seen")
    walk.sees("Original not seen: read through Practice Broadcaster.")


def see_what_readers_would_see(walk: Walk) -> None:
    """The page of the statement."""
    walk.press(SENTENCE, within=walk.page.locator(".work"))
    walk.sees("What was checked")
    expect(walk.page.locator("#checks .is-ticked")).to_have_count(3)
    walk.sees("How it reached us")
    expect(walk.page.locator("#chain .way-steps li")).to_contain_text(
        ["A notice to practise with", BROADCASTER, OFFICE]
    )
    walk.sees("speaks", within="#chain .way-steps")
    walk.sees("Draft")


def throw_away(walk: Walk) -> None:
    """Discard both drafts."""
    walk.press("Discard this draft")
    walk.press("Discard it")
    walk.sees("Discarded: the draft about The reported network is gone.", within=".messages")
    walk.told("Discard")
    walk.page.get_by_role("link", name=re.compile("^Discard ")).click()
    walk.press("Discard it")
    walk.sees("No draft waits.")


def test_what_the_tutorial_quotes_stands_in_the_practice_text():
    notice = " ".join(re.sub("<[^>]*>", "", html.unescape(PRACTICE.read_text(encoding="utf-8"))).split())
    lesson = printed(LESSON.read_text(encoding="utf-8"))

    assert PASSAGE in notice
    assert OTHER_PASSAGE in notice
    assert SLIP not in notice
    assert {SLIP, OTHER_PASSAGE, OFFICE, BROADCASTER} <= set(lesson)
    assert OFFICE in notice
    assert BROADCASTER in notice
    assert "are invented" in notice


def test_both_lists_of_documents_lead_a_newcomer_to_the_tutorial():
    root = LESSON.parent.parent

    assert "(docs/tutorial.md)" in (root / "README.md").read_text(encoding="utf-8")
    assert "(tutorial.md)" in (root / "docs" / "README.md").read_text(encoding="utf-8")
