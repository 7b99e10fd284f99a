"""What was restricted, and why, stands in the audit for its desk alone, also after that was lifted."""

import pytest

from claims.actions.restricting import lift, restrict
from tests import factories as make

pytestmark = pytest.mark.django_db

WHY = "A zqwhy was received."


def test_the_reasons_of_a_restriction_are_read_by_its_desk_and_by_nobody_else(browser, desk, clara, eva, otto):
    claim = make.make_claim()
    restrict(claim, desk=desk, reason=WHY, by=eva, at=make.NOON)
    lift(claim, reason="The zqlifted danger is over.", by=eva, at=make.NOON)

    read = browser(clara).get(f"/audit/claims/{claim.ref}/").content.decode()
    told = browser(otto).get(f"/audit/claims/{claim.ref}/").content.decode()

    assert "zqlifted" in read
    assert "zqlifted" not in told
    assert "zqwhy" not in told
    assert str(eva) in told


def test_a_note_stands_in_it_for_those_who_see_the_note(browser, desk, clara, otto):
    station = make.make_station()
    make.make_claim(subject=station)
    make.make_desk_note(subject=station, text="A zqkept note.", desk=desk)

    assert "zqkept" in browser(clara).get(f"/audit/subjects/{station.slug}/").content.decode()
    assert "zqkept" not in browser(otto).get(f"/audit/subjects/{station.slug}/").content.decode()
