"""A published statement is corrected by another that replaces it: one act, two people, a reason."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import QueryDict

from claims.actions import publish
from claims.choices import ClaimState, LinkKind
from claims.models import Claim, Link
from tests import factories as make
from users.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def wrong():
    """A published statement that says the wrong thing."""
    question = make.make_question(slug="existence", choices=["station", "centre"])
    claim = make.make_claim(question=question, choice="station", statement="It is a station.")
    make.make_relay(claim)
    return claim


def corrected(client: Any, wrong: Claim, **changes: Any) -> Any:
    """The form as the link on the page fills it in, saved with some changes."""
    page = client.get(wrong.get_absolute_url())
    form = client.get(page.context["correct_at"]).context["entry"].data
    data = QueryDict(mutable=True)
    for name, values in form.lists():
        data.setlist(name, values)
    data.update({"act": "save", "origin_not_stated": "", **changes})
    for name in changes:
        data[name] = changes[name]
    return client.post("/claims/new/", data.urlencode(), content_type="application/x-www-form-urlencoded")


def test_the_link_on_the_page_fills_in_all_that_the_statement_says(client, wrong):
    client.force_login(make.make_user())

    address = client.get(wrong.get_absolute_url()).context["correct_at"]

    given = dict(parse_qsl(urlsplit(address).query))
    assert given["citation"] == str(wrong.citation.pk)
    assert (given["replaces"], given["choice"], given["statement"]) == (wrong.ref, "station", "It is a station.")
    assert given["relay"] == wrong.relays.get().party.slug
    assert "It is a station." in client.get(address).content.decode()
    assert "This corrects a published statement" in client.get(address).content.decode()


def test_a_correction_says_what_was_wrong(client, wrong):
    client.force_login(make.make_user())

    page = corrected(client, wrong, choice="centre")

    assert page.status_code == 422
    assert "Say what was wrong with the statement that this one replaces." in page.content.decode()


def test_publishing_the_correction_withdraws_what_it_replaces_in_one_act(client, wrong):
    client.force_login(make.make_user())
    saved = corrected(client, wrong, choice="centre", statement="It is a centre.", replaces_because="It said centre.")
    assert saved.status_code == 302, saved.content.decode()[:2000]
    draft = Claim.objects.exclude(pk=wrong.pk).get()
    wrong.refresh_from_db()
    assert (wrong.state, draft.state) == (ClaimState.PUBLISHED, ClaimState.DRAFT)

    publish(draft, by=make.the_editor(), at=make.NOON)

    wrong.refresh_from_db()
    assert (wrong.state, wrong.withdrawn_reason) == (ClaimState.WITHDRAWN, "It said centre.")
    assert Link.objects.get(claim=draft, kind=LinkKind.REPLACES).to == wrong
    client.logout()
    page = client.get(wrong.get_absolute_url()).content.decode()
    assert "It said centre." in page
    assert draft.get_absolute_url() in page
    assert "Corrected and replaced by" in page
    assert [claim.ref for claim in client.get("/claims/").context["listing"].page] == [draft.ref]


def test_a_correction_of_what_was_withdrawn_meanwhile_is_not_saved_unseen(client, wrong):
    client.force_login(make.make_user())
    address = client.get(wrong.get_absolute_url()).context["correct_at"]
    Claim.objects.filter(pk=wrong.pk).update(
        state="withdrawn", withdrawn_reason="x", withdrawn_at=make.NOON, withdrawn_by=make.the_editor()
    )

    form = client.get(address).context["entry"].data
    page = client.post("/claims/new/", {**form.dict(), "act": "save", "replaces": wrong.ref, "replaces_because": "x"})

    assert page.status_code == 422
    assert "is not published any more" in page.content.decode()


def test_a_discarded_correction_leaves_the_statement_as_it_is(client, wrong):
    client.force_login(make.make_user(role=Role.EDITOR))
    corrected(client, wrong, choice="centre", replaces_because="It said centre.")
    draft = Claim.objects.exclude(pk=wrong.pk).get()

    client.post(f"/claims/{draft.ref}/discard/")

    wrong.refresh_from_db()
    assert wrong.state == ClaimState.PUBLISHED
    assert not Link.objects.exists()
