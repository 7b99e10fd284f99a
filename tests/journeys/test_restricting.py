"""An editor restricts a statement by the links of its page, a reader misses it, and it is shown again."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from users.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_statement_is_restricted_missed_and_shown_again(new_page, sign_in):
    eva, desk = make.make_user(role=Role.EDITOR), make.make_desk(name="The Rome desk")
    make.make_membership(user=eva, desk=desk)
    claim = make.make_claim(statement="A sentence to be kept.")
    editing, reading = new_page(viewport={"width": 390, "height": 844}), new_page()
    sign_in(editing, eva)

    editing.goto(claim.get_absolute_url())
    editing.get_by_role("link", name="Who sees it: restrict it to a desk").click()
    expect(editing.get_by_text("Everybody: readers see it.")).to_be_visible()
    editing.get_by_role("button", name="Restrict it").click()
    expect(editing.get_by_role("heading", name="Who sees this statement")).to_be_visible()
    editing.get_by_label(desk.name).check()
    editing.get_by_label("Why").fill("A court has been asked.")
    editing.get_by_role("button", name="Restrict it").click()
    expect(editing.get_by_text("A court has been asked.")).to_be_visible()
    width = editing.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    assert reading.goto(claim.get_absolute_url()).status == 404

    editing.goto(claim.get_absolute_url())
    editing.get_by_role("link", name="Who sees it: lift the restriction").click()
    editing.get_by_role("region", name="Lift the restriction").get_by_label("Why").fill("The court has decided.")
    editing.get_by_role("button", name="Lift the restriction").click()
    assert reading.goto(claim.get_absolute_url()).status == 200
    expect(reading.get_by_text("A sentence to be kept.").first).to_be_visible()
