"""Two hundred random edits; every table read again as it was after every tenth, and every kind of page in turns.

What is restricted or removed at the end is so at every moment. So the history is written twice with the same die: once
to learn what that will be, and once to copy what readers would have seen at some moments without it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from claims.models import Claim
from tests.past.world import EDITS, World, put
from web.as_of import as_of
from web.history import PAST, Past
from web.limiting import ASKED_BY_ITSELF
from web.past_views import tracked_models

NUMBER_OF_EDITS, BETWEEN_COPIES, BETWEEN_PAGES, TURNS = 200, 10, 25, 8
BINDING = ("restricted", "restricted_reason", "removed_at", "removed_for")

# When a page or a dossier was made, and under which address what it shows is kept.
MADE = re.compile(r'"made_at": "[^"]*"|\d{1,2} \w+ \d{4}, \d\d:\d\d(:\d\d)?|as_of=[-\dT:Z]+')

Binding = Mapping[tuple[str, int], Mapping[str, object]]
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Copy:
    """What there was at a moment: the rows of every table, and, now and then, what readers got at each address."""

    moment: datetime
    rows: Rows
    answers: dict[str, tuple[int, str]]


def addresses(world: World) -> list[str]:
    """Every kind of page, list and file that readers have, and some statements, shown or not."""
    pages: list[Any] = [world.stations[0], world.agreement, world.places[1], world.subjects[2], world.questions[0]]
    pages += [world.parties[1], world.parties[3], *world.sources[:2], world.claims[0], world.claims[-1]]
    pages += Claim.objects.visible_to(AnonymousUser()).order_by("pk")[:3]
    return [
        "/countries/it/", "/countries/it/dossier.json", "/claims/", *(page.get_absolute_url() for page in pages),
        "/", "/countries/", "/countries/hu/", "/countries/it/dossier.md", "/claims/?q=Qingtian", "/claims/?q=警侨",
        "/claims/?country=it&conflict=yes", "/stations/", "/stations/?q=station", "/agreements/", "/questions/",
        "/sources/", "/parties/", "/claims.csv", "/claims.json", "/stations.geojson", "/sources.csv", "/parties.json",
        "/countries.csv", "/questions.json", "/agreements.csv",
    ]  # fmt: skip


UNCOUNTED: dict[str, Any] = {ASKED_BY_ITSELF: True}  # counting would write, which nobody can while looking back


def read(address: str) -> tuple[int, str]:
    """What a reader gets: the number of the answer, and its text without the moment at which it was made."""
    response: Any = Client(**UNCOUNTED).get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, MADE.sub("", body.decode())


def rows_of_every_table() -> Rows:
    """Every row of every table that readers see, without the columns in which today has a say."""
    found = {}
    for model in tracked_models():
        past = PAST.get(model._meta.label, Past())
        if not past.of_today and not past.only_if.startswith("EXISTS"):
            columns = [each.attname for each in model._meta.concrete_fields if each.attname not in past.columns]
            found[model._meta.label] = list(_all(model).order_by("pk").values_list(*columns))
    return found


def _all(model: type[models.Model]) -> models.QuerySet[Any]:
    return model._default_manager.all()


def binding_at_the_end(world: World) -> Binding:
    """What is restricted or removed, by kind and number."""
    found: dict[tuple[str, int], Mapping[str, object]] = {}
    for kind, number, row in _restrictable(world):
        row.refresh_from_db(fields=BINDING)
        if row.restricted or row.removed_at:
            found[kind, number] = {name: getattr(row, name) for name in BINDING}
    return found


def _restrictable(world: World) -> list[tuple[str, int, Any]]:
    claims = [("claim", world.numbers[claim.pk], claim) for claim in world.claims]
    return [*claims, *(("source", number, source) for number, source in enumerate(world.sources))]


def copied(world: World, binding: Binding, edits: int) -> Copy:
    """What there is now; what readers get, as if all that will be restricted or removed were so already.

    Pages are copied in turns, each once.
    """
    moment, rows = timezone.now(), rows_of_every_table()
    answers = {}
    if edits % BETWEEN_PAGES == 0:
        with transaction.atomic():
            for kind, number, row in _restrictable(world):
                if (kind, number) in binding:
                    put(row, **binding[kind, number])
            turn = edits // BETWEEN_PAGES % TURNS
            answers = {address: read(address) for address in addresses(world)[turn::TURNS]}
            transaction.set_rollback(True)
    return Copy(moment, rows, answers)


def what_will_be_restricted(seed: int) -> Binding:
    """Write the whole history, look, and take it back."""
    with transaction.atomic():
        world = World(seed)
        for _ in range(NUMBER_OF_EDITS):
            world.edit()
        binding = binding_at_the_end(world)
        transaction.set_rollback(True)
    return binding


def difference(before: str, after: str) -> str:
    """The first lines that differ, for whoever reads a failed test."""
    return "\n".join(
        list(unified_diff(before.splitlines(), after.splitlines(), "copied", "as of", lineterm="", n=1))[:20]
    )


@pytest.mark.django_db
@settings(max_examples=2, deadline=None, phases=[Phase.explicit, Phase.generate], database=None)
@given(seed=st.integers(0, 2**32))
def test_two_hundred_random_edits_are_read_again_as_they_were(seed):
    binding = what_will_be_restricted(seed)
    with transaction.atomic():
        world = World(seed)
        copies = []
        for number in range(1, NUMBER_OF_EDITS + 1):
            world.edit()
            if number % BETWEEN_COPIES == 0:
                copies.append(copied(world, binding, number))
        assert binding_at_the_end(world).keys() == binding.keys()

        for number, copy in enumerate(copies, start=1):
            with as_of(copy.moment):
                assert rows_of_every_table() == copy.rows, f"after {number * BETWEEN_COPIES} edits"
                for address, (status, body) in copy.answers.items():
                    status_then, body_then = read(address)
                    assert status_then == status, address
                    assert body_then == body, f"{address}\n{difference(body, body_then)}"
        transaction.set_rollback(True)


def test_edits_of_every_kind_are_tried():
    """A history of two hundred edits has every kind more than once or twice."""
    assert len(EDITS) < NUMBER_OF_EDITS / 4
