"""What the desk says about a claim: written once, mended for a while, struck, and kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from claims import actions
from claims.actions import NotAllowed
from claims.actions.removing import Order, remove_claim
from claims.models import Comment
from tests import factories as make
from web.erasing import REMOVED, versions_of

pytestmark = pytest.mark.django_db


def test_the_same_words_sent_twice_are_said_once(as_bob, alice):
    claim = make.make_claim(published=False, created_by=alice)
    address = f"/claims/{claim.ref}/comments/"

    for text in ("Look at the day.", "Look at the day.", "And the name."):
        assert as_bob.post(address, {"text": text, "next": "/review/"}).url == "/review/#comments"

    assert list(Comment.objects.order_by("pk").values_list("text", flat=True)) == ["Look at the day.", "And the name."]


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x00", "z" * 5001])
def test_a_comment_that_cannot_be_kept_is_asked_for_again_with_what_was_typed(as_bob, text):
    claim = make.make_claim(published=False)

    answer = as_bob.post(f"/claims/{claim.ref}/comments/", {"text": text})

    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    assert text.strip("\x00 \n\t") in answer.content.decode()


def test_it_is_plain_text_and_leads_nowhere_outside(as_bob):
    claim = make.make_claim(published=False)

    answer = as_bob.post(
        f"/claims/{claim.ref}/comments/", {"text": "<script>x</script>\nline", "next": "https://elsewhere.example/"}
    )

    assert answer.url == f"/claims/{claim.ref}/#comments"
    assert "&lt;script&gt;x&lt;/script&gt;<br>line" in as_bob.get(f"/claims/{claim.ref}/").content.decode()


def test_its_author_mends_it_for_a_quarter_of_an_hour_and_history_keeps_what_it_said(alice, bob):
    said = make.make_comment(written_by=bob, text="Frist.")

    soon, late = make.NOON + timedelta(minutes=14), make.NOON + timedelta(minutes=15)
    mended = actions.edit_comment(said, by=bob, at=soon, text="First.")
    for person, at in ((bob, late), (alice, soon)):
        with pytest.raises(NotAllowed, match="within a quarter of an hour"):
            actions.edit_comment(said, by=person, at=at, text="Other.")

    assert (mended.text, mended.edited_at) == ("First.", soon)
    assert list(versions_of(Comment).order_by("pgh_id").values_list("text", flat=True)) == ["Frist.", "First."]


def test_struck_it_stays_legible_and_is_mended_no_more(as_bob, as_carol, bob, alice):
    said = make.make_comment(written_by=bob, written_at=timezone.now(), text="Too quick.")
    address = f"/claims/{said.claim.ref}/comments/{said.pk}/"

    assert as_carol.post(address, {"act": "strike"}).status_code == 404
    as_bob.post(address, {"act": "strike"})
    as_bob.post(address, {"act": "strike"})

    page = as_carol.get(f"/claims/{said.claim.ref}/").content.decode()
    assert "<s>Too quick.</s>" in page
    with pytest.raises(NotAllowed):
        actions.edit_comment(said, by=bob, at=said.written_at, text="Other.")


def test_what_asked_for_changes_is_not_struck(bob):
    said = make.make_comment(written_by=bob, asks_for_changes=True)

    with pytest.raises(NotAllowed):
        actions.strike_comment(said, by=bob, at=make.NOON)


def test_a_comment_is_mended_under_its_own_claim_alone(as_bob, bob):
    said, other = make.make_comment(written_by=bob), make.make_claim(published=False)

    assert as_bob.get(f"/claims/{other.ref}/comments/{said.pk}/").status_code == 404


def test_removing_a_claim_overwrites_what_the_desk_said_of_it(bob):
    claim = make.make_claim()
    said = make.make_comment(claim, text="Zqname lives there.")
    actions.edit_comment(said, by=said.written_by, at=make.NOON, text="Zqname lived there.")

    remove_claim(claim, Order(reason="safety", by=bob, at=make.NOON))

    said.refresh_from_db()
    versions = versions_of(Comment).values_list("text", flat=True)
    assert said.text == REMOVED
    assert not any("Zqname" in text for text in versions)
