"""Two forms that are saved at the same moment do not save twice what is one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from claims.models import Claim
from sources.models import Party, Source
from tests.adding.scene import ADDRESS, make_scene, new_source, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_enter_one_address_at_the_same_moment_share_the_document():
    scene = make_scene()
    people = [signed_in(scene.alice), signed_in(scene.bob)]

    def send(client):
        try:
            return client.post(ADDRESS, new_source()).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as at_once:
        answers = list(at_once.map(send, people))

    assert answers == [302, 302]
    assert Claim.objects.count() == 2
    assert Source.objects.filter(url="https://press.example/one").count() == 1


def test_one_form_sent_twice_at_the_same_moment_saves_once():
    scene = make_scene()
    form = new_source(**{"speaker": None, "speaker_new-name": "A new body", "speaker_new-kind": "ngo"})

    def send(client):
        try:
            return client.post(ADDRESS, form).url
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as at_once:
        first, second = at_once.map(send, [signed_in(scene.alice), signed_in(scene.alice)])

    assert first == second
    assert Claim.objects.count() == 1
    assert Party.objects.filter(name="A new body").count() == 1
