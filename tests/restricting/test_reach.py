"""Who comes upon which party, subject and source, against the rule in plain Python, over rows drawn at random."""

from datetime import date
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.choices import ClaimState
from claims.models import Claim
from sources.models import Party, Source
from stations.choices import SubjectKind
from stations.models import Subject
from tests import factories as make
from users.models import User
from web.moments import Moment, looking_from

pytestmark = pytest.mark.django_db

EVERYBODYS = {SubjectKind.COUNTRY, SubjectKind.NETWORK}
CLAIMS = 24
STATES = [{"published": False}, {"published": False, "state": "in_review"}, {}, {"state": "withdrawn"}]


@pytest.fixture
def people(desk, elsewhere):
    third = make.make_desk(name="The Lima desk")
    belonging = [[desk], [elsewhere], [desk, elsewhere], [], [desk, elsewhere, third]]
    found = [make.make_user(role="contributor") for _ in belonging]
    for person, desks in zip(found, belonging, strict=True):
        for each in desks:
            make.make_membership(user=person, desk=each)
    return [AnonymousUser(), *found]


def drawn(chance, desks):
    """A record: bodies inside bodies, stations in places, documents that are spoken of, claims in every state."""

    def perhaps(row, odds=0.5):
        return row if chance.random() < odds else None

    def kept():
        return {"restricted": True, "restricted_reason": "So.", "desk": chance.choice([None, *desks])}

    parties = [make.make_party() for _ in range(14)]
    for inner, outer in pairwise(parties):
        if chance.random() < 0.5:
            Party.objects.filter(pk=inner.pk).update(part_of=outer)
    cities = [make.make_place() for _ in range(3)]
    places = [*cities, *(make.make_place(parent=chance.choice(cities)) for _ in range(3))]
    stations = [make.make_station(place=chance.choice(places)) for _ in range(5)]
    documents = [make.make_subject(kind=SubjectKind.DOCUMENT) for _ in range(3)]
    sources = [
        make.make_source(
            publisher=perhaps(chance.choice(parties)),
            subject=documents[n] if n < len(documents) else None,
            removed_for="safety" if n == 9 else "",
            removed_at=make.NOON if n == 9 else None,
            **(kept() if chance.random() < 0.25 else {}),
        )
        for n in range(10)
    ]  # fmt: skip
    question = make.make_question(answer_type="party", subject_kinds=list(SubjectKind))
    for _ in range(CLAIMS):
        state = chance.choice(STATES)
        silent = chance.random() < 0.3
        speaker, other = chance.sample(parties, 2)
        claim = make.make_claim(
            question=question,
            subject=chance.choice([*stations, *places, *documents]),
            asserted_by=speaker,
            citation=make.make_citation(source=chance.choice(sources)),
            asserted_on=chance.choice(["", "2021", "2022-05-01", "2024-01-01"]),
            stance="declined" if silent else "says",
            **({"asked_by": perhaps(other)} if silent else {"answer_party": other}),
            **{"desk": perhaps(chance.choice(desks)), **state, **(kept() if chance.random() < 0.25 else {})},
        )
        for _ in range(chance.choice([0, 0, 1, 2])):
            make.make_relay(claim, party=chance.choice(parties), source=perhaps(chance.choice(sources)))


def around(row, name):
    """A row and the two around it."""
    found: list[Any] = []
    while row is not None and len(found) < 3:
        found.append(row)
        row = getattr(row, name)
    return found


def named(claims):
    """By table, the keys of what these claims name, as the docstrings of the three methods tell it."""
    parties, subjects, sources = set(), set(), set()
    for claim in claims.select_related("citation__source", "subject"):
        relays = list(claim.relays.all())
        speaking = [claim.asserted_by, claim.asked_by, claim.answer_party, claim.citation.source.publisher]
        for party in [*speaking, *(relay.party for relay in relays)]:
            parties |= {each.pk for each in around(party, "part_of")}
        subjects |= {each.pk for each in around(claim.subject, "parent")}
        sources |= {claim.citation.source_id, *(relay.source_id for relay in relays)}
        sources |= set(Source.objects.filter(subject=claim.subject).values_list("pk", flat=True))
    return {Party: parties, Subject: subjects, Source: sources}


def expected(model, told, kept_apart, user):
    """The rule, of rows that stand in memory."""
    rows = Source.objects.visible_to(user) if model is Source else model.objects.all()
    by_itself = {row.pk for row in rows if model is Subject and row.kind in EVERYBODYS}
    keys = {row.pk for row in rows}
    return keys & (told[model] | by_itself | (set() if kept_apart is None else keys - kept_apart[model]))


@pytest.mark.parametrize("seed", range(3))
def test_reach_is_what_visible_claims_name_and_for_accounts_what_no_other_desk_keeps(people, desk, elsewhere, seed):
    drawn(Random(seed), [desk, elsewhere])

    for said_by in (None, date(2022, 12, 31)):
        with looking_from(Moment(said_by=said_by)):
            for user in people:
                compare(user, named(Claim.objects.kept_from(user)) if isinstance(user, User) and not said_by else None)


def compare(user, kept_apart):
    visible = Claim.objects.visible_to(user).order_by()
    lists = {"in_reach_of": named(visible), "listed_for": named(visible.exclude(state=ClaimState.WITHDRAWN))}
    for method, told in lists.items():
        for model in (Party, Subject, Source):
            found = list(getattr(model.objects.all(), method)(user).values_list("pk", flat=True))
            assert len(found) == len(set(found))
            assert set(found) == expected(model, told, kept_apart, user), (method, model, user)


def test_the_rows_drawn_differ_for_everybody(people, desk, elsewhere):
    drawn(Random(0), [desk, elsewhere])

    for model in (Party, Subject, Source):
        assert len({model.objects.in_reach_of(user).count() for user in people}) >= 3, model


@pytest.mark.parametrize("model", [Party, Subject, Source])
def test_the_claims_are_read_once_for_a_reader_and_twice_for_an_account(people, model):
    """One scan for each column it was once: some thirty in one statement."""
    reader, of_rome, *_others = people
    of_rome.desk_ids, of_rome.is_of_every_desk  # noqa: B018 - asked for once, before

    assert str(model.objects.in_reach_of(reader).query).count('FROM "claims_claim"') == 1
    assert str(model.objects.in_reach_of(of_rome).query).count('FROM "claims_claim"') == 2
