"""What somebody types into the form for adding is kept for them alone until they send it or throw it away."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from claims.actions.keeping import MOST_FORMS, forget_expired, keep_form
from claims.actions.removing import Order, remove_claim
from claims.models import Claim, UnsentForm
from tests import factories as make
from tests.adding.scene import ADDRESS, filled, make_scene, signed_in

pytestmark = pytest.mark.django_db

KEEP = "/claims/new/keep/"


@pytest.fixture
def scene(db):
    """Everything that a form can name."""
    return make_scene()


@pytest.fixture
def ada(scene):
    """Alice's browser."""
    return signed_in(scene.alice)


def test_what_is_typed_is_there_again_in_another_window(ada, scene):
    form = filled(statement="Half a sente", speaker_name="Zq Name")

    kept = ada.post(KEEP, form)
    page = signed_in(scene.alice).get(ADDRESS).content.decode()

    assert kept.json()["sentence"].startswith("Kept for you at ")
    assert "Half a sente</textarea>" in page
    assert 'value="Zq Name"' in page
    assert f'name="form_key" value="{form["form_key"]}"' in page
    assert "is here again." in page
    assert Claim.objects.count() == 0


def test_it_is_its_authors_alone(ada, scene, client):
    form = filled(statement="Zqprivate.")
    ada.post(KEEP, form)
    bob = signed_in(scene.bob)

    assert "Zqprivate" not in bob.get(ADDRESS).content.decode()
    assert "Zqprivate" not in bob.get(f"{ADDRESS}?unsent={form['form_key']}").content.decode()
    assert bob.post(f"/claims/new/unsent/{form['form_key']}/discard/").status_code == 404
    assert client.post(f"/claims/new/unsent/{form['form_key']}/discard/").status_code == 302
    assert UnsentForm.objects.count() == 1


def test_two_people_can_have_a_form_of_one_key_and_neither_sees_the_others(ada, scene):
    form = filled(statement="Zqalice.")
    ada.post(KEEP, form)

    signed_in(scene.bob).post(KEEP, {**form, "statement": "Zqbob."})

    assert "Zqalice." in ada.get(ADDRESS).content.decode()
    assert UnsentForm.objects.count() == 2


def test_discarded_it_is_gone_and_an_empty_form_leaves_it(ada):
    form = filled(statement="Zqhalf.")
    ada.post(KEEP, form)
    empty = ada.get(f"{ADDRESS}?empty=yes").content.decode()

    answer = ada.post(f"/claims/new/unsent/{form['form_key']}/discard/", follow=True)

    assert "Zqhalf." not in empty
    assert "1 other form that you began and did not save" in empty
    assert "Zqhalf." not in answer.content.decode()
    assert UnsentForm.objects.count() == 0


def test_sent_it_is_kept_no_more_and_a_late_keeping_brings_nothing_back(ada):
    form = filled()
    ada.post(KEEP, form)

    ada.post(ADDRESS, form)
    late = ada.post(KEEP, form)

    assert (late.status_code, late.json()["sentence"]) == (200, "")
    assert (UnsentForm.objects.count(), Claim.objects.count()) == (0, 1)


def test_a_form_with_a_fault_stays_kept(ada):
    form = filled(statement="")
    ada.post(KEEP, {**form, "exact": "Zqwords."})

    assert ada.post(ADDRESS, form).status_code == 422
    assert UnsentForm.objects.count() == 1


def test_signed_out_it_is_said_and_nothing_is_kept(client):
    answer = client.post(KEEP, filled())

    assert (answer.status_code, UnsentForm.objects.count()) == (401, 0)
    assert "stays in this window" in answer.json()["problem"]


def test_after_a_session_has_expired_signing_in_leads_back_to_the_text(ada, scene):
    form = filled(statement="Zqtyped.")
    ada.post(KEEP, form)
    ada.logout()
    assert ada.get(ADDRESS).url == "/accounts/login/?next=/claims/new/"

    ada.force_login(scene.alice)

    assert "Zqtyped." in ada.get(ADDRESS).content.decode()


def test_it_takes_the_forms_own_token(scene):
    outside = Client(enforce_csrf_checks=True)
    outside.force_login(scene.alice)

    assert outside.post(KEEP, filled()).status_code == 403
    assert outside.get(KEEP).status_code == 405
    assert UnsentForm.objects.count() == 0


@pytest.mark.parametrize("key", ["", "x", "\x00", "1" * 500])
def test_a_key_that_is_none_keeps_nothing(ada, key):
    assert ada.post(KEEP, filled(form_key=key)).status_code == 422


def test_hostile_text_is_kept_as_text(ada):
    ada.post(KEEP, filled(statement='</textarea><script>"\x00\u202e', exact="警侨"))

    page = ada.get(ADDRESS).content.decode()
    assert "&lt;/textarea&gt;&lt;script&gt;&quot;\u202e" in page
    assert "\x00" not in page


def test_what_is_too_long_is_said_and_what_was_kept_stays(ada):
    form = filled(statement="Short.")
    ada.post(KEEP, form)

    answer = ada.post(KEEP, {**form, "statement": "x" * 100_001})

    assert answer.status_code == 413
    assert "too long" in answer.json()["problem"]
    assert "Short." in ada.get(ADDRESS).content.decode()


def test_nobody_fills_the_store(scene):
    for minutes in range(MOST_FORMS + 3):
        typed = QueryDict("statement=x")
        keep_form(typed, form_key=uuid4(), by=scene.alice, at=make.NOON + timedelta(minutes=minutes))

    kept = UnsentForm.objects.order_by("kept_at")
    assert kept.count() == MOST_FORMS
    assert kept.first().kept_at == make.NOON + timedelta(minutes=3)


def test_emptied_it_is_nothing_to_keep(ada):
    form = filled()
    ada.post(KEEP, form)

    ada.post(KEEP, {"form_key": form["form_key"], "statement": ""})

    assert UnsentForm.objects.count() == 0


def test_after_thirty_days_it_is_gone(ada, scene):
    ada.post(KEEP, filled(statement="Zqold."))
    UnsentForm.objects.update(kept_at=timezone.now() - timedelta(days=30))

    assert "Zqold." not in ada.get(ADDRESS).content.decode()
    assert forget_expired(timezone.now()) == 1


def test_an_address_that_fills_the_form_in_is_not_overruled(ada):
    ada.post(KEEP, filled(statement="Zqkept."))

    page = ada.get(f"{ADDRESS}?statement=Zqasked.").content.decode()

    assert "Zqasked." in page
    assert "Zqkept." not in page
    assert "1 other form" in page


def test_a_removal_drops_what_was_kept(ada, scene):
    ada.post(KEEP, filled(statement="Zqname lives there."))

    remove_claim(make.make_claim(), Order(reason="safety", by=scene.bob, at=make.NOON))

    assert UnsentForm.objects.count() == 0
