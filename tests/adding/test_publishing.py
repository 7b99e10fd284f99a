"""An editor lets readers see a draft that somebody else wrote, and takes it back with a reason."""

import pytest
from django.test import Client

from claims.actions import NotAllowed, ReviewedByAuthor, publish, withdraw
from claims.actions.versions import version_of
from claims.choices import ClaimState
from claims.models import Claim
from tests.adding.scene import ADDRESS, filled, signed_in
from tests.factories import NOON, make_claim, make_user
from users.models import Role

DRAFTS = "/claims/drafts/"


@pytest.fixture
def draft(scene):
    """A draft of Alice's."""
    return make_claim(published=False, created_by=scene.alice, question=scene.existence, choice="station")


def test_an_editor_publishes_what_somebody_else_wrote(scene, draft):
    published = publish(draft, by=scene.bob, at=NOON)

    assert (published.state, published.reviewed_by, published.reviewed_at) == (ClaimState.PUBLISHED, scene.bob, NOON)


def test_a_claim_is_never_reviewed_by_its_author(scene):
    own = make_claim(published=False, created_by=scene.bob)

    with pytest.raises(ReviewedByAuthor, match="You wrote this statement: another editor publishes it"):
        publish(own, by=scene.bob, at=NOON)


def test_a_contributor_publishes_nothing(scene, draft):
    with pytest.raises(NotAllowed, match="Only an editor publishes"):
        publish(draft, by=make_user(), at=NOON)


def test_what_was_removed_is_not_published(scene):
    removed = make_claim(published=False, removed_at=NOON, removed_for="privacy", created_by=scene.alice)

    with pytest.raises(NotAllowed, match="was removed"):
        publish(removed, by=scene.bob, at=NOON)


def test_publishing_twice_is_refused_the_second_time(scene, draft):
    publish(draft, by=scene.bob, at=NOON)

    with pytest.raises(NotAllowed, match="published already"):
        publish(draft, by=make_user(role=Role.EDITOR), at=NOON)


def test_withdrawing_says_why_and_keeps_who_reviewed_it(scene, draft):
    publish(draft, by=scene.bob, at=NOON)

    withdrawn = withdraw(draft, by=make_user(role=Role.EDITOR), at=NOON, reason=" The source was corrected. ")

    assert (withdrawn.state, withdrawn.withdrawn_reason) == (ClaimState.WITHDRAWN, "The source was corrected.")
    assert withdrawn.reviewed_by == scene.bob


@pytest.mark.parametrize(
    ("by_editor", "published", "reason"), [(False, True, "x"), (True, False, "x"), (True, True, " ")]
)
def test_withdrawing_is_for_editors_of_published_statements_with_a_reason(scene, draft, by_editor, published, reason):
    if published:
        publish(draft, by=scene.bob, at=NOON)

    with pytest.raises(NotAllowed):
        withdraw(draft, by=scene.bob if by_editor else scene.alice, at=NOON, reason=reason)


def test_what_was_withdrawn_can_be_published_again(scene, draft):
    publish(draft, by=scene.bob, at=NOON)
    withdraw(draft, by=scene.bob, at=NOON, reason="A mistake.")

    with pytest.raises(NotAllowed, match="Say why it counts again"):
        publish(draft, by=scene.bob, at=NOON)
    again = publish(draft, by=scene.bob, at=NOON, reason="The source was right.")

    assert (again.state, again.withdrawn_reason) == (ClaimState.PUBLISHED, "")


def test_the_history_says_who_published_and_why_it_was_withdrawn(scene, draft):
    publish(draft, by=scene.bob, at=NOON)
    withdraw(draft, by=scene.bob, at=NOON, reason="A mistake.")

    contexts = [event.pgh_context.metadata for event in draft.events.order_by("pgh_id") if event.pgh_context]
    assert [(context["who"], context["why"]) for context in contexts] == [
        (scene.bob.pk, "Published."),
        (scene.bob.pk, "Withdrawn: A mistake."),
    ]


def test_the_button_publishes_and_comes_back_with_a_message(bob, draft):
    response = bob.post(
        f"/claims/{draft.ref}/publish/", {"read_version": version_of(draft), "next": DRAFTS}, follow=True
    )

    draft.refresh_from_db()
    assert draft.state == ClaimState.PUBLISHED
    assert response.redirect_chain == [(DRAFTS, 302)]
    assert "Published: readers now see the statement about" in response.content.decode()


def test_the_button_leads_nowhere_outside(bob, draft):
    response = bob.post(
        f"/claims/{draft.ref}/publish/", {"read_version": version_of(draft), "next": "https://elsewhere.example/"}
    )

    assert response.url == f"/claims/{draft.ref}/"


def test_a_contributor_is_refused_with_a_reason(alice, draft):
    response = alice.post(f"/claims/{draft.ref}/publish/")

    draft.refresh_from_db()
    assert (response.status_code, draft.state) == (403, ClaimState.DRAFT)
    assert "Only an editor publishes. Your draft waits for one." in response.content.decode()


def test_an_editor_is_refused_their_own_with_a_reason(bob, scene):
    own = make_claim(published=False, created_by=scene.bob)

    response = bob.post(f"/claims/{own.ref}/publish/")

    assert response.status_code == 403
    assert "You wrote this statement: another editor publishes it." in response.content.decode()


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client, draft):
    for address in (f"/claims/{draft.ref}/publish/", f"/claims/{draft.ref}/withdraw/", DRAFTS):
        answer = client.post(address) if "publish" in address else client.get(address)
        assert answer.url.startswith("/accounts/login/?next=/claims/")


def test_publishing_needs_the_forms_own_token(scene, draft):
    outside = Client(enforce_csrf_checks=True)
    outside.force_login(scene.bob)

    assert outside.post(f"/claims/{draft.ref}/publish/").status_code == 403
    assert outside.get(f"/claims/{draft.ref}/publish/").status_code == 405


def test_a_statement_that_is_not_there_is_not_found(bob):
    assert bob.post("/claims/zzzzzzz/publish/").status_code == 404
    assert bob.get("/claims/zzzzzzz/withdraw/").status_code == 404


def test_withdrawing_asks_why(bob, scene, draft):
    publish(draft, by=scene.bob, at=NOON)
    asked = bob.get(f"/claims/{draft.ref}/withdraw/")
    missing = bob.post(f"/claims/{draft.ref}/withdraw/", {"reason": ""})
    too_long = bob.post(f"/claims/{draft.ref}/withdraw/", {"reason": "x" * 501})
    done = bob.post(f"/claims/{draft.ref}/withdraw/", {"reason": "The source was corrected."})

    draft.refresh_from_db()
    assert (asked.status_code, missing.status_code, too_long.status_code, done.status_code) == (200, 422, 422, 302)
    assert "Say why it is withdrawn." in missing.content.decode()
    assert "x" * 501 in too_long.content.decode()
    assert draft.withdrawn_reason == "The source was corrected."


def test_withdrawing_a_draft_is_refused_with_a_reason(bob, draft):
    response = bob.post(f"/claims/{draft.ref}/withdraw/", {"reason": "x"})

    assert response.status_code == 403
    assert "Only a published statement can be withdrawn." in response.content.decode()


def test_an_editor_sees_every_draft_with_its_button_and_whose_it_is(bob, scene, draft):
    own = make_claim(published=False, created_by=scene.bob)
    make_claim(published=True)

    page = bob.get(DRAFTS).content.decode()

    assert f'action="/claims/{draft.ref}/publish/"' in page
    assert f'action="/claims/{own.ref}/publish/"' not in page
    assert "You wrote this statement: another editor publishes it." in page
    assert "Entered by alice@desk.example" in page
    assert page.count('class="placed"') == 2


def test_a_contributor_sees_their_own_drafts_without_buttons(alice, scene, draft):
    make_claim(published=False, created_by=scene.bob)

    page = alice.get(DRAFTS).content.decode()

    assert page.count('class="placed"') == 1
    assert "/publish/" not in page


def test_a_desk_without_drafts_says_so(alice):
    assert "No draft waits." in alice.get(DRAFTS).content.decode()


def test_the_list_of_drafts_runs_a_fixed_number_of_queries(bob, scene, draft, django_assert_max_num_queries):
    def several(many):
        for _ in range(many):
            make_claim(published=False, created_by=scene.alice, question=scene.existence, choice="centre")
            make_claim(question=scene.existence, choice="station")

    with django_assert_max_num_queries(32):
        bob.get(DRAFTS)
    several(25)

    with django_assert_max_num_queries(32):
        page = bob.get(DRAFTS)
    assert page.content.decode().count('class="placed"') == 20


def test_readers_see_a_statement_only_after_it_is_published(client, scene):
    signed_in(scene.alice).post(ADDRESS, filled())
    claim = Claim.objects.get()
    before = client.get(f"/claims/{claim.ref}/")

    signed_in(scene.bob).post(f"/claims/{claim.ref}/publish/", {"read_version": version_of(claim)})

    after = client.get(f"/claims/{claim.ref}/")
    assert (before.status_code, after.status_code) == (404, 200)


def test_what_somebody_saved_is_shown_to_nobody_else_under_its_key(alice, bob, client, scene):
    saved = alice.post(ADDRESS, filled()).url

    assert alice.get(saved).status_code == 200
    assert bob.get(saved).status_code == 404
    assert client.get(saved).status_code == 302
