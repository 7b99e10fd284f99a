"""Who declined or did not reply is recorded with who asked."""

import pytest

from claims.choices import Stance
from tests import factories as make
from tests.browse.cast import exported_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A ministry that did not reply to a newspaper."""
    return make.make_claim(
        stance=Stance.DID_NOT_REPLY,
        asked_by=make.make_party(name="The Daily Asker", kind="news_media"),
        statement="The ministry did not reply.",
    )


def test_pages_and_files_say_who_asked(client, asked):
    for address in (asked.get_absolute_url(), "/claims/", "/countries/it/", asked.asserted_by.get_absolute_url()):
        assert "asked by The Daily Asker" in client.get(address).content.decode(), address
    (row,) = exported_rows(client, "/claims.json")
    assert (row["asked_by"], row["asked_by_slug"]) == ("The Daily Asker", asked.asked_by.slug)
    assert client.get(asked.asked_by.get_absolute_url()).status_code == 200
    for suffix in ("html", "md", "json", "csv"):
        answer = client.get(f"/countries/it/dossier.{suffix}")
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"The Daily Asker" in text, suffix
