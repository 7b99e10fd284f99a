"""Several claims are published at once, or none of them."""

import threading

import pytest
from django.db import connections

from claims import actions
from claims.actions import NotAllOfThem, NotAllowed
from claims.actions.versions import version_of
from claims.choices import ClaimState
from claims.models import Claim
from tests import factories as make

SEVERAL = "/review/several/"


@pytest.fixture
def three(alice):
    """Three claims of Alice's that wait."""
    return [make.make_claim(published=False, state="in_review", created_by=alice) for _ in range(3)]


def read(claims):
    """What a page sends of the versions that it showed."""
    return {f"read_version-{claim.ref}": version_of(claim) for claim in claims}


def states():
    return sorted(Claim.objects.values_list("state", flat=True))


def test_all_of_them(three, bob):
    done = actions.publish_several([claim.pk for claim in three] * 2, by=bob, at=make.NOON)

    assert len(done) == 3
    assert states() == ["published"] * 3


def test_or_none_of_them(three, bob):
    own = make.make_claim(published=False, state="in_review", created_by=bob)

    with pytest.raises(NotAllOfThem) as refusal:
        actions.publish_several([claim.pk for claim in [*three, own]], by=bob, at=make.NOON)

    assert states() == ["in_review"] * 4
    assert [(verdict.claim, bool(verdict.why_not)) for verdict in refusal.value.verdicts] == [
        *((claim, False) for claim in three),
        (own, True),
    ]


def test_not_one_that_is_gone_nor_none_nor_too_many(three, bob):
    keys = [claim.pk for claim in three]
    actions.discard(three[0], by=bob, at=make.NOON)

    with pytest.raises(NotAllowed, match="not here any more"):
        actions.publish_several(keys, by=bob, at=make.NOON)
    with pytest.raises(NotAllowed, match="at least one"):
        actions.publish_several([], by=bob, at=make.NOON)
    with pytest.raises(NotAllowed, match="At most 100"):
        actions.publish_several(range(1, 102), by=bob, at=make.NOON)
    assert states() == ["in_review"] * 2


def test_what_was_withdrawn_is_not_among_them(three, bob, alice):
    withdrawn = make.make_claim(state="withdrawn", created_by=alice)

    with pytest.raises(NotAllOfThem) as refusal:
        actions.publish_several([three[0].pk, withdrawn.pk], by=bob, at=make.NOON)

    assert "by itself, with a reason" in refusal.value.verdicts[1].why_not


def test_first_the_page_says_what_would_happen(as_bob, three, bob):
    own = make.make_claim(published=False, state="in_review", created_by=bob)
    refs = [claim.ref for claim in three]

    fine = as_bob.post(SEVERAL, {"ref": refs}).content.decode()
    mixed = as_bob.post(SEVERAL, {"ref": [*refs, own.ref]}).content.decode()

    assert fine.count("Can be published.") == 3
    assert "Publish them all" in fine
    assert "You wrote this statement: another editor publishes it." in mixed
    assert "Publish them all" not in mixed
    assert states() == ["in_review"] * 4


def test_the_button_publishes_them_all_and_pressed_again_nothing(as_bob, three):
    refs = [claim.ref for claim in three]

    done = as_bob.post(SEVERAL, {"ref": refs, **read(three), "act": "publish"}, follow=True)
    again = as_bob.post(SEVERAL, {"ref": refs, **read(three), "act": "publish"})

    assert "3 statements are published." in done.content.decode()
    assert (again.status_code, states()) == (409, ["published"] * 3)
    assert again.content.decode().count("This statement is published already.") == 3


def test_one_that_cannot_be_keeps_back_all_the_others(as_bob, three, bob):
    own = make.make_claim(published=False, state="in_review", created_by=bob)
    refs = [claim.ref for claim in three]

    answer = as_bob.post(SEVERAL, {"ref": [*refs, own.ref], **read([*three, own]), "act": "publish"})

    assert (answer.status_code, states()) == (409, ["in_review"] * 4)
    assert "Nothing was published" in answer.content.decode()


@pytest.mark.parametrize("refs", [[], ["x"], ["zzzzzzz"], ["\x00" * 7], ["a" * 100_000]])
def test_odd_names_publish_nothing(as_bob, three, refs):
    answer = as_bob.post(SEVERAL, {"ref": refs, **read(three), "act": "publish"})

    assert answer.status_code in (302, 409)
    assert states() == ["in_review"] * 3


def test_a_contributor_publishes_nothing(as_alice, client, three):
    refs = [claim.ref for claim in three]

    assert as_alice.post(SEVERAL, {"ref": refs, **read(three), "act": "publish"}).status_code == 403
    assert client.post(SEVERAL, {"ref": refs, **read(three), "act": "publish"}).status_code == 302
    assert states() == ["in_review"] * 3


@pytest.mark.django_db(transaction=True)
def test_of_two_editors_at_the_same_moment_one_publishes_and_the_other_is_told(three, bob, carol):
    begun, told = threading.Barrier(2, timeout=20), []

    def publish(by, keys):
        try:
            begun.wait()
            actions.publish_several(keys, by=by, at=make.NOON)
            told.append("published")
        except NotAllowed as refusal:
            told.append(str(refusal))
        finally:
            connections.close_all()

    keys = [claim.pk for claim in three]
    threads = [threading.Thread(target=publish, args=[by, way]) for by, way in ((bob, keys), (carol, keys[::-1]))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(told) == ["Nothing was published: not all of them can be.", "published"]
    assert len({claim.reviewed_by_id for claim in Claim.objects.all()}) == 1
    assert states() == [ClaimState.PUBLISHED] * 3
