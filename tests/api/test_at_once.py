"""Programs that send at the same moment add each thing once."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from claims.models import Claim
from sources.models import Party, Source
from tests import factories as make
from tests.importing.sheets import ROW, make_ground

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "onrecord_12345678-and-what-nobody-guesses"
AT_ONCE = 6


@pytest.fixture(autouse=True)
def token():
    make_ground()
    now = timezone.now()
    scopes = ["drafts:write", "desk:read"]
    return make.make_token(secret=SECRET, scopes=scopes, created_at=now, expires_on=now.date())


def all_at_once(rows, keys):
    """Each from a thread of its own, with a connection of its own."""

    def send(sent):
        row, key = sent
        headers = {"Authorization": f"Bearer {SECRET}", **({"Idempotency-Key": key} if key else {})}
        try:
            program = Client(headers=headers)
            return program.post("/api/v1/claims/", json.dumps(row), content_type="application/json")
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(send, zip(rows, keys, strict=True)))


def test_one_draft_under_one_key_is_added_once_and_each_is_answered_alike():
    answers = all_at_once([ROW] * AT_ONCE, ["row-14"] * AT_ONCE)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Claim.objects.count() == 1


def test_one_draft_without_a_key_is_added_once_and_is_the_same_for_the_others():
    answers = all_at_once([ROW] * AT_ONCE, [""] * AT_ONCE)

    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: AT_ONCE - 1}
    assert Claim.objects.count() == 1


def test_drafts_that_add_the_same_speaker_and_source_add_them_once():
    rows = [{**ROW, "statement": f"Sentence {number}."} for number in range(AT_ONCE)]

    answers = all_at_once(rows, [""] * AT_ONCE)

    assert {answer.status_code for answer in answers} == {201}
    assert (Claim.objects.count(), Source.objects.count()) == (AT_ONCE, 1)
    assert Party.objects.filter(name=ROW["speaker"]).count() == 1
