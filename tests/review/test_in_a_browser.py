"""Review as two people do it: typed and kept, submitted, sent back, amended, and published at the keyboard."""

import re
import time

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from claims.choices import ClaimState
from claims.models import UnsentForm
from tests import factories as make
from users.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_closed_tab_loses_nothing_and_a_draft_is_reviewed_at_the_keyboard(new_page, sign_in):
    alice, bob = make.make_user(), make.make_user(role=Role.EDITOR)
    draft = make.make_claim(
        published=False, created_by=alice, choice="yes", subject=make.make_country_subject(), statement="It is so."
    )
    writing, reviewing = new_page(), new_page()
    sign_in(writing, alice)
    sign_in(reviewing, bob)

    writing.goto("/claims/new/")
    writing.locator("#id_statement").fill("Half a sentence")
    expect(writing.locator("#kept")).to_contain_text("Kept for you at")
    writing.locator("#id_statement").fill("Half a sentence and a bit")
    writing.close(run_before_unload=False)
    context = reviewing.context.browser.contexts[0]
    again = context.new_page()
    again.goto("/claims/new/")
    expect(again.locator("#id_statement")).to_have_value(re.compile("^Half a sentence"))
    again.get_by_role("button", name="Discard it").click()
    expect(again.locator("#id_statement")).to_have_value("")
    assert UnsentForm.objects.count() == 0

    again.goto("/claims/drafts/")
    again.get_by_role("button", name="Submit for review").click()
    expect(again.get_by_text("Submitted: an editor reads")).to_be_visible()

    reviewing.goto("/review/")
    reviewing.keyboard.press("j")
    reviewing.keyboard.press("o")
    expect(reviewing.locator(".work-title")).to_have_text("It is so.")
    reviewing.keyboard.press("?")
    expect(reviewing.locator("#keys dl")).to_be_visible()
    reviewing.keyboard.press("a")
    expect(reviewing.get_by_text("looks at it.")).to_be_visible()
    reviewing.keyboard.press("c")
    expect(reviewing.locator("#id_changes")).to_be_focused()
    reviewing.keyboard.type("Say when. jkp")
    reviewing.keyboard.press("Tab")
    reviewing.keyboard.press("Enter")
    expect(reviewing.get_by_text("Sent back")).to_be_visible()

    again.goto("/claims/drafts/")
    expect(again.get_by_text("Say when. jkp")).to_be_visible()
    again.get_by_role("link", name=re.compile("^Amend")).click()
    again.locator("#id_statement").fill("It was so in 2022.")
    again.get_by_role("button", name="Save the draft").click()
    again.get_by_role("button", name="Submit for review").click()
    expect(again.get_by_text("In review.")).to_be_visible()

    reviewing.goto(f"/review/{draft.ref}/")
    expect(reviewing.locator(".work-title")).to_have_text("It was so in 2022.")
    reviewing.keyboard.press("p")
    expect(reviewing.get_by_text("Published: readers now see")).to_be_visible()
    draft.refresh_from_db()
    assert (draft.state, draft.reviewed_by) == (ClaimState.PUBLISHED, bob)


def test_an_expired_session_loses_nothing_and_keeping_goes_on_after_signing_in_elsewhere(new_page, sign_in):
    alice, writing = make.make_user(), new_page()
    sign_in(writing, alice)
    writing.goto("/claims/new/")
    Session.objects.all().delete()
    typed = time.monotonic()

    writing.locator("#id_statement").fill("Typed into an expired session")
    expect(writing.locator("#kept")).to_contain_text("You are signed out.")
    told = time.monotonic() - typed
    assert writing.locator("#id_statement").input_value() == "Typed into an expired session"
    assert UnsentForm.objects.count() == 0
    sign_in(writing, alice)
    expect(writing.locator("#kept")).to_contain_text("Kept for you at")
    again = writing.context.new_page()
    again.goto("/claims/new/")

    expect(again.locator("#id_statement")).to_have_value("Typed into an expired session")
    assert told < 10
