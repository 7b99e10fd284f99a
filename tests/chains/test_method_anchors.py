"""A link into the page on method leads somewhere."""

import re
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db


def test_every_place_of_the_method_page_that_a_template_names_is_there(client):
    templates = [each.read_text() for each in Path(settings.BASE_DIR, "templates").rglob("*.html")]
    named = {place for text in templates for place in re.findall(r"claims:method' %}#([\w-]+)", text)}

    page = client.get("/method/").content.decode()

    assert {"checks", "quotations"} <= named
    assert {place for place in named if f'id="{place}"' not in page} == set()
