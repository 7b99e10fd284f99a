"""An act of the desk on what it keeps to itself is told to no reader, not even that there was one."""

import pytest
from django.test import Client
from django.utils import timezone

from claims.actions import Hop, build_on, rechain, unlink
from tests import factories as make
from tests.rules.test_visibility import RESTRICTED

pytestmark = pytest.mark.django_db

WHY = "zqkept for a reason"
LOGS = ("/corrections/log/", "/corrections/log.csv", "/corrections/log.json", "/corrections/log.atom")
CHANGES = ("/countries/it/changes/", "/countries/it/changes.atom", "/api/v1/changes/?country=it")
TOLD = (*LOGS, *CHANGES, "/api/v1/corrections/")


def answers():
    reader = Client(SERVER_NAME="localhost")
    got = [reader.get(address) for address in TOLD]
    assert [answer.status_code for answer in got] == [200] * len(TOLD)
    return [b"".join(answer).decode() for answer in got]


@pytest.fixture
def shown():
    return make.make_claim(subject=make.make_station())


@pytest.fixture
def kept():
    return make.make_claim(**RESTRICTED)


def test_a_link_with_a_restricted_statement_stands_in_no_log(shown, kept, eva):
    by = {"by": eva, "at": timezone.now(), "reason": WHY}
    before = answers()

    link = build_on(shown, of=kept, **by)
    linked = answers()
    unlink(shown, kind=link.kind, to=link.to, **by)

    assert not [text for text in (*linked, *answers()) if "zqkept" in text]
    assert [text.count(shown.ref) for text in linked] == [text.count(shown.ref) for text in before]


def test_a_link_with_a_statement_that_readers_see_is_told(shown, eva):
    build_on(shown, of=make.make_claim(), by=eva, at=timezone.now(), reason=WHY)

    assert all("zqkept" in text for text in answers()[: len(LOGS)])


def test_a_step_that_differs_only_in_a_restricted_document_is_not_told(shown, eva):
    step = Hop(party=make.make_party(), source=None)
    by = {"by": eva, "at": timezone.now(), "origin_stated": shown.origin_stated}
    rechain(shown, steps=[step], reason="Passed on.", **by)
    hidden = make.make_source(restricted=True, restricted_reason="Somebody could be harmed.")

    rechain(shown, steps=[Hop(party=step.party, source=hidden)], reason=WHY, **by)

    told = answers()
    assert "Passed on." in told[0]
    assert not [text for text in told if "zqkept" in text]
