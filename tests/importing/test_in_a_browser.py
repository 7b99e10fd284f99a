"""A spreadsheet on its way into the record, with scripts and without."""

import pytest
from playwright.sync_api import expect

from claims.models import BroughtFile, Claim
from claims.tasks import work_on_file
from tests import factories as make
from tests.importing.sheets import as_csv, make_ground, rows

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("with_script", [True, False])
def test_from_a_file_to_drafts_and_back(new_page, sign_in, with_script):
    make_ground()
    page = new_page(java_script_enabled=with_script, viewport={"width": 390, "height": 844})
    sign_in(page, make.make_user())

    page.goto("/imports/")
    file = {"name": "mine.csv", "mimeType": "text/csv", "buffer": as_csv(*rows(3))}
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Look at its columns").click()
    expect(page.get_by_label("quote", exact=True)).to_have_value("quote")
    page.get_by_role("button", name="Check the rows").click()
    expect(page.get_by_role("heading", name="Waits to be checked")).to_be_visible()
    work_on_file(BroughtFile.objects.get().pk)
    expect(page.get_by_role("heading", name="What becomes of each row")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="Import what is new").click()
    expect(page.get_by_role("heading", name="Waits to be imported")).to_be_visible()
    work_on_file(BroughtFile.objects.get().pk)
    expect(page.get_by_role("heading", name="Imported on")).to_be_visible(timeout=15_000)
    assert Claim.objects.count() == 3
    page.get_by_role("button", name="Take the import back").click()
    expect(page.get_by_text("The import was taken back: 3 statements")).to_be_visible()

    assert page.evaluate("document.documentElement.scrollWidth") <= 390 if with_script else True
    assert Claim.objects.count() == 0
