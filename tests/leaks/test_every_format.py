"""Each format of a dossier, and each list as a workbook, is the same file with what a desk keeps and without."""

from hashlib import sha256

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from tests.leaks.planting import PLANTED, SOUGHT, plant
from tests.leaks.site import Site
from tests.rules.test_no_person_in_public import FILES, read_of, texts_in

pytestmark = pytest.mark.django_db

LISTED = ("countries", "stations", "agreements", "questions", "claims", "sources", "parties")
ADDRESSES = [
    *(f"/countries/it/dossier.{suffix}" for suffix in FILES),
    *(f"/{name}.xlsx" for name in LISTED),
    "/stations.geojson",
]


def files_of(site: Site) -> dict[str, str]:
    """The checksum of each file that a stranger takes; no word of it, its parts or its properties is the desk's."""
    found = {}
    for address in ADDRESSES:
        answer = site.browser_of("of another desk").get(address)
        assert answer.status_code == 200, address
        content = read_of(answer)
        found[address] = sha256(content).hexdigest()
        for name, text in texts_in(address, content):
            assert PLANTED not in text, name
            assert SOUGHT not in text, name
    return found


@pytest.fixture
def a_clock_that_stands(monkeypatch):
    """Files say when they were made, to the second."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.mark.usefixtures("a_clock_that_stands")
def test_every_format_is_the_same_file_with_what_a_desk_keeps_and_without():
    site = Site("of another desk")
    with transaction.atomic():
        kept = plant(site.desk, site.member, site.shown)
        of_the_desk = site.of_the_desk.get("/countries/it/dossier.md", {"drafts": "yes"})
        with_it = files_of(site)
        transaction.set_rollback(True)
    cache.clear()

    assert PLANTED in read_of(of_the_desk).decode()
    assert len(kept.claims) > 5
    assert files_of(site) == with_it
