"""What axe finds wrong on pages of the record, in both themes, everything that can be opened being open."""

import pghistory
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from claims import actions
from claims.models import Claim
from tests import factories as make
from tests.pages.scene import italy
from users.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/countries/it/changes/?since=2020-01-01",
    "/corrections/log/",
    "/searches/",
    "/conflicts/",
    "/subjects/network/",
    "/countries/it/rows/what-is-there/",
    "/countries/it/?said_by=2022-12-31",
)


def faults(page):
    """The rules that are broken, and where, in the colours of either theme."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    found = {}
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        broken = Axe().run(page).response["violations"]
        found[theme] = [(each["id"], [node["target"] for node in each["nodes"]]) for each in broken]
    return found


def record(scene):
    """A correction, a withdrawal, a search, and a page about the network that is long enough to list its parts."""
    with pghistory.context(why="The page was misread."):
        Claim.objects.filter(pk=scene.reported.pk).update(statement="An invented sentence that was corrected.")
    editor = make.make_user(role=Role.EDITOR)
    actions.withdraw(make.make_claim(), by=editor, at=timezone.now(), reason="It was misread.")
    make.make_search(country=scene.country)
    for _ in range(4):
        make.make_claim(subject=make.make_network(), choice="yes", question=make.make_question())


def test_axe_finds_nothing_wrong_on_pages_of_the_record(transactional_db, page):
    scene = italy()
    record(scene)
    addresses = [address.replace("what-is-there", scene.existence.slug) for address in PAGES]
    found = {}

    for address in addresses:
        assert page.goto(address).status == 200
        found[address] = faults(page)
    page.goto("/corrections/?about=/countries/it/")
    page.locator("main form button[type=submit]").click()
    page.locator(".field-invalid").first.wait_for()
    found["letter"] = faults(page)

    assert found == {key: {"light": [], "dark": []} for key in [*addresses, "letter"]}
