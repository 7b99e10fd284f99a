"""A party that declined or did not reply is entered with who asked."""

import pytest

from tests.adding.scene import ADDRESS, filled, first, only_claim

SILENT = {"stance": "did_not_reply", "choice": None, "statement": "The NGO did not reply to the paper."}


def test_the_form_asks_who_asked_and_keeps_it(alice, scene):
    missing = alice.post(ADDRESS, filled(**SILENT))
    saved = alice.post(ADDRESS, filled(**SILENT, asked_by="the-paper"))

    assert missing.status_code == 422
    assert "Who asked? Find it, or tick that the passage does not say." in missing.content.decode()
    assert saved.status_code == 302
    assert only_claim().asked_by == scene.paper


def test_a_passage_that_does_not_say_who_asked_is_entered_as_such(alice, scene):
    saved = alice.post(ADDRESS, filled(**SILENT, asker_not_stated="on"))

    assert saved.status_code == 302
    assert only_claim().asked_by is None


def test_who_asked_can_be_a_body_that_is_not_here_yet(alice, scene):
    new = {"asked_by_new-name": "A new paper", "asked_by_new-kind": "news_media"}

    alice.post(ADDRESS, filled(**SILENT, **new))

    asker = only_claim().asked_by
    assert asker is not None
    assert asker.name == "A new paper"


def test_nobody_asks_themselves(alice, scene):
    page = alice.post(ADDRESS, filled(**SILENT, asked_by="the-ngo"))

    assert page.status_code == 422
    assert "Nobody asks themselves" in page.content.decode()


@pytest.mark.parametrize("stance", ["says", "denies"])
def test_who_asked_is_carried_along_unseen_while_the_speaker_says_something(alice, scene, stance):
    page = alice.post(ADDRESS, filled(act="show", stance=stance, asked_by="the-paper")).content.decode()
    alice.post(ADDRESS, filled(stance=stance, asked_by="the-paper"))

    assert first(r'<input type="hidden" name="asked_by" value="the-paper">', page)
    assert only_claim().asked_by is None
