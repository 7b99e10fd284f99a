"""The same site, with and without what a desk keeps to itself: to everybody else each address answers the same.

That is more than that a word is absent: a number, a choice in a list, an error that says more than another, a tag
that a browser compares, all would differ.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim
from sources.models import Capture, Party, Source
from stations.models import Subject
from tests import factories as make
from tests.leaks.planting import PLANTED, SOUGHT, Planted, plant
from tests.leaks.site import STRANGERS, Site
from tests.leaks.walking import (
    Answer,
    addresses_of_all,
    answer_of,
    names_without_a_place,
    own_addresses,
    own_places,
    queries,
)
from users.models import Role

pytestmark = pytest.mark.django_db

OFTEN = 10**9
LIMITS = ("_PER_MINUTE", "_PER_HOUR", "_PER_HOUR_IN_ALL")


def nobody_is_told_to_wait() -> override_settings:
    """No limit of how often somebody may ask."""
    return override_settings(**{name: OFTEN for name in dir(settings) if name.endswith(LIMITS)})


Answers = dict[tuple[str, str], Answer]


@dataclass(frozen=True)
class Walks:
    """The rows of the desk, and what each stranger was answered while they were there and when they were not."""

    kept: Planted
    after: dict[str, Answers]
    before: dict[str, Answers]


def walked(site: Site, kept: Planted, who: str, *, there: bool) -> Answers:
    """What this stranger is answered everywhere, and then undone: the next one finds the same rows.

    Where the rows of the desk are not there, one address stands for all that differ only in which of them they name.
    """
    with transaction.atomic():
        browser = site.browser_of(who)
        found = {**_answers(site, kept, browser), **_answers_of_its_own(kept, browser, each=there)}
        transaction.set_rollback(True)
    return found


def _answers(site: Site, kept: Planted, browser: Client) -> Answers:
    found: Answers = {}
    for name, address in addresses_of_all():
        for query in ("", *(f"?{query}" for query in queries(name, address, kept))):
            found["GET", f"{address}{query}"] = answer_of(browser, f"{address}{query}")
    for address in site.addresses.values():  # of rows that all may see, beside which the desk's would stand
        if ("GET", address) not in found:
            found["GET", address] = answer_of(browser, address)
    for address, given in forms_that_name(kept, site.shown):
        found["POST", f"{address} {given}"] = answer_of(browser, address, method="POST", **given)
    return found


def _answers_of_its_own(kept: Planted, browser: Client, *, each: bool) -> Answers:
    found: Answers = {}
    asked: dict[tuple[str, ...], tuple[Answer, Answer]] = {}
    for place in own_places(kept):
        address = place.address
        if each or place.alike not in asked:
            shown = answer_of(browser, address)
            sent = answer_of(browser, address, method="POST", reason="A reason.", act="save", text="So.")
            asked[place.alike] = place.without_names(shown), place.without_names(sent)
        found["GET", address], found["POST", address] = asked[place.alike]
    return found


def forms_that_name(kept: Planted, shown: Claim) -> Iterator[tuple[str, dict[str, Any]]]:
    """Forms in which somebody writes the key of a row of the desk that they have guessed."""
    claim, source, copy = kept.claims[2], kept.sources[0], kept.captures[0]
    station, party = kept.subject_of("station"), kept.parties[0]
    new = {"act": "check", "statement": "A sentence.", "stance": "says"}
    for given in (
        {"citation": claim.citation_id}, {"source": source.slug}, {"source_find": source.url}, {"url": source.url},
        {"capture": copy.pk}, {"subject": station.slug}, {"speaker": party.slug}, {"restates_ref": claim.ref},
        {"replaces_ref": claim.ref}, {"speaker_find": "kept"}, {"subject_find": "kept"},
    ):  # fmt: skip
        yield "/claims/new/", {**new, **given}
    yield f"/parties/{shown.asserted_by.slug}/merge/", {"into": "party-after"}
    yield "/verify/", {"sha256": copy.file.sha256}
    yield "/verify/", {"sha256": kept.export.sha256}
    yield "/corrections/", {"about": claim.get_absolute_url(), "text": "It is wrong.", "act": "check"}
    yield "/review/several/", {"ref": [claim.ref for claim in kept.claims], "act": "publish"}


def visited_by_its_own(site: Site, kept: Planted) -> int:
    """The desk looks at its own pages, so that whatever is remembered is remembered; how many of them it saw."""
    browser = site.of_the_desk
    shown = 0
    for _name, address in addresses_of_all():
        shown += PLANTED in answer_of(browser, address).text
    return shown + sum(PLANTED in answer_of(browser, address).text for address in own_addresses(kept))


def test_a_new_address_says_where_what_a_desk_keeps_would_stand():
    assert names_without_a_place() == set(), "Give these a place in tests/leaks/walking.py."


@pytest.fixture(scope="module")
def walks(one_scene: Callable[[], AbstractContextManager[None]]) -> Walks:
    """All that strangers are answered, of one site and with one planting; nothing of it is in the database by now."""
    with one_scene(), nobody_is_told_to_wait():
        return _with_and_without(Site(*STRANGERS))


@pytest.mark.parametrize("who", STRANGERS)
def test_every_address_answers_strangers_as_if_what_a_desk_keeps_did_not_exist(walks, who):
    kept, after, before = walks.kept, walks.after[who], walks.before[who]

    # Who gives accounts is told that something was done, when and by whom, and nothing of what.
    audit = {("GET", f"{reverse('operations:audit')}{query}") for query in ("", f"?q={SOUGHT}")}
    receipt = ("GET", f"/corrections/sent/{kept.letter.number}/")  # of whoever wrote the letter, and says that it came
    differing = [key for key, answer in before.items() if after[key] != answer and key not in {receipt, *audit}]
    told = "\n".join(difference(key, before[key], after[key]) for key in differing[:8])
    assert differing == [], f"{len(differing)} of {len(before)} addresses\n{differing}\n{told}"
    assert [key for key, answer in after.items() if PLANTED in answer.text] == []
    assert len(before) > 300


def _with_and_without(site: Site) -> Walks:
    """The desk's rows, all answers while they were there, and all after they were taken away; both of one day (UTC).

    Pages say which day it is: a walk that went past midnight is made again.
    """
    while True:
        began = timezone.now().date()
        with transaction.atomic():
            kept = plant(site.desk, site.member, site.shown)
            assert visited_by_its_own(site, kept) > 30
            after = {who: walked(site, kept, who, there=True) for who in STRANGERS}
            transaction.set_rollback(True)
        cache.clear()
        before = {who: walked(site, kept, who, there=False) for who in STRANGERS}
        cache.clear()
        if timezone.now().date() == began:
            return Walks(kept, after, before)


def difference(key: tuple[str, str], before: Answer, after: Answer) -> str:
    lines = unified_diff(before.text.splitlines(), after.text.splitlines(), lineterm="", n=0)
    told = "\n".join(line[:300] for line in list(lines)[:12])
    return f"{key}: {before.status} {before.headers} -> {after.status} {after.headers}\n{told}"


@nobody_is_told_to_wait()
def test_what_is_kept_takes_no_more_queries_to_refuse_than_what_never_was():
    site = Site("of another desk")
    browser = site.browser_of("of another desk")

    browser.get(site.addresses["sources:fetch"])  # the first that is counted on a day takes more than the next

    def counted(addresses: list[str]) -> dict[str, int]:
        numbers = {}
        for address in addresses:
            with CaptureQueriesContext(connection) as ran:
                browser.get(address)
            numbers[address] = len(ran)
        return numbers

    with transaction.atomic():
        addresses = own_addresses(plant(site.desk, site.member, site.shown))
        kept = counted(addresses)
        transaction.set_rollback(True)

    assert {
        address: (kept[address], number) for address, number in counted(addresses).items() if kept[address] != number
    } == {}


def test_people_of_the_desk_see_all_of_it():
    site = Site("of no desk")
    make.make_desk()  # one that the member is not of
    kept = plant(site.desk, site.member, site.shown)
    member = site.member

    assert set(Claim.objects.visible_to(member)) >= set(kept.claims)
    assert set(Source.objects.in_reach_of(member)) >= set(kept.sources)
    assert set(Capture.objects.visible_to(member)) >= set(kept.captures)
    assert set(Subject.objects.in_reach_of(member)) >= set(kept.subjects)
    assert set(Party.objects.listed_for(member)) >= set(kept.parties)


@pytest.mark.parametrize("role", Role)
def test_what_is_of_no_desk_is_the_whole_houses(role):
    make.make_desk()
    draft = make.make_claim(published=False)

    assert draft in Claim.objects.visible_to(make.make_user(role=role))


def test_what_readers_may_see_everybody_sees_whichever_desk_it_came_from():
    claim = make.make_claim(desk=make.make_desk())
    make.make_desk()

    assert claim in Claim.objects.visible_to(make.make_user())


def test_two_desks_may_each_keep_a_source_of_one_address_and_learn_nothing_of_the_other():
    first, second = make.make_desk(), make.make_desk()
    reason = {"restricted": True, "restricted_reason": "A reason."}
    kept = make.make_source(url="https://one.example/a", desk=first, **reason)

    other = make.make_source(url="https://one.example/a", desk=second, **reason)
    public = make.make_source(url="https://one.example/a")

    assert len({kept.pk, other.pk, public.pk}) == 3
