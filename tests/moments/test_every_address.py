"""Every address: looks back, refuses what it cannot read, or says that it shows today."""

import json
from itertools import cycle, islice

import pytest
from django.test import Client

from claims.actions.versions import version_of
from tests import factories as make
from tests.moments import scene
from tests.moments.test_decisions import ADDRESSES
from users.models import Role
from web.looking_back import decision_of
from web.moments import AS_OF, SAID_BY

pytestmark = pytest.mark.django_db

BAD = [
    ("said_by=2022-13", "there is no month 13"),
    ("said_by=2015/..", "has no last day"),
    ("as_of=2022-13", "there is no month 13"),
    ("as_of=2999-01-01", "has not come yet"),
    ("as_of=1984-01-01", "The record begins on"),
]
SIGN_IN = "/accounts/login/?as_of=2026-12-01"


def understanding(*names):
    return [name for name, pattern in ADDRESSES.items() if decision_of(pattern.callback).understands >= set(names)]


@pytest.fixture
def addresses():
    return scene.addresses(scene.italy().before)


def test_every_address_that_looks_back_answers_and_refuses_bad_dates_in_a_sentence(client, addresses):
    wrong, bad = [], cycle(BAD)
    for name in understanding(SAID_BY, AS_OF):
        usual = client.get(addresses[name])
        wrong += [] if usual.status_code == 200 else [(name, usual.status_code)]
        for query, sentence in islice(bad, 2):
            refused = client.get(f"{addresses[name]}?{query}")
            if refused.status_code != 400 or sentence not in scene.text_of(refused):
                wrong.append((f"{name}?{query}", refused.status_code))

    assert wrong == []


def test_every_page_that_looks_back_says_so_and_its_links_look_back_as_well(client, addresses):
    said_by, as_of = scene.DAY, scene.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    moment = {SAID_BY: said_by, AS_OF: as_of}
    wrong, pages = [], 0
    for name in understanding(SAID_BY, AS_OF):
        answer = client.get(addresses[name], moment)
        assert answer.status_code == 200, (name, scene.text_of(answer))
        if not answer["Content-Type"].startswith("text/html") or "Content-Disposition" in answer:
            continue
        html, pages = scene.text_of(answer), pages + 1
        told = "What had been said by 15 December 2022." in html and "As this page stood on" in html
        wrong += [] if told else [(name, "does not say from when it looks")]
        wrong += [(name, link) for link in scene.links_without(html, addresses[name], moment)]
        wrong += [] if f"said_by={said_by}&amp;as_of={as_of}" in html else [(name, "no permanent address")]

    assert wrong == []
    assert pages > 15


def test_every_other_address_says_that_it_shows_today(addresses):
    desk = Client()
    desk.force_login(make.make_user(role=Role.EDITOR))
    assert "“as_of” is left aside here. Signing in is of today." in scene.text_of(Client().get(SIGN_IN))
    wrong, told = [], 0
    for name, pattern in ADDRESSES.items():
        decision = decision_of(pattern.callback)
        if decision.understands or ":" not in name:
            continue
        if decision.is_page and desk.get(addresses[name]).status_code != 200:
            continue
        asked = desk.get(addresses[name], {SAID_BY: scene.DAY, AS_OF: "2026-12-01"})
        text = scene.text_of(asked)
        both = all(f"“{name}” is left aside here." in text for name in (SAID_BY, AS_OF))
        right = both and str(decision.because) in text and asked.status_code == (200 if decision.is_page else 400)
        wrong += [] if right else [(name, asked.status_code)]
        told += 1

    assert wrong == []
    assert told > 12


def test_nobody_is_signed_in_at_a_past_date(addresses):
    desk = Client()
    desk.force_login(make.make_user(role=Role.EDITOR))
    as_of = scene.now().strftime("%Y-%m-%dT%H:%M:%SZ")

    for name in ("claims:claim", "claims:source", "claims:country", "claims:home"):
        today, then = scene.text_of(desk.get(addresses[name])), scene.text_of(desk.get(addresses[name], {AS_OF: as_of}))

        assert "Sign out" in today
        assert not any(words in then for words in ("Sign out", "Sign in", 'method="post"', "Drafts", "/claims/new/"))


def test_a_write_is_never_made_from_a_past_moment(addresses):
    desk = Client()
    desk.force_login(make.make_user(role=Role.EDITOR))
    draft = make.make_claim(published=False)
    read = {"read_version": version_of(draft)}

    answer = desk.post(f"/claims/{draft.ref}/publish/?as_of=2999-01-01&said_by=1999", read)

    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (302, "published")


def test_files_say_from_when_they_look(client, addresses):
    answer = client.get("/claims.json", {SAID_BY: scene.DAY})

    assert json.loads(scene.text_of(answer))["filters"]["said_by"] == scene.DAY
    assert f"on-record-statements-said-by-{scene.DAY}.json" in answer["Content-Disposition"]
