"""What a draft of a desk brought along, and nothing else names, stays the desk's when the draft is gone."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from claims.actions import discard
from claims.actions.restricting import give
from claims.models import Claim
from sources.models import Party, Source
from stations.models import Subject
from tests import factories as make
from tests.adding.scene import filled, make_scene, new_source
from web.as_of import as_of

pytestmark = pytest.mark.django_db

WORD = "Zqplanted"
BROUGHT = {
    "subjects": None, "place-label": f"{WORD} city", "place-country": "IT", "place-precision": "city",
    "speaker": None, "speaker_new-name": f"{WORD} ministry", "speaker_new-kind": "ngo",
    "publisher_new-name": f"{WORD} paper", "publisher_new-kind": "news_media",
    "title": f"{WORD} article", "url": "https://zqplanted.example/1",
}  # fmt: skip
LOOKUPS = ("source", "party", "subject", "station", "claim")
FILES = ("stations:country_file", "claims:source_file", "claims:party_file", "claims:search_file", "claims:claim_file")


@pytest.fixture
def scene():
    return make_scene()


@pytest.fixture
def draft(browser, scene, clara, desk, elsewhere):
    """A draft of the desk's with a new place, speaker, publisher and document."""
    answer = browser(clara).post("/claims/new/", new_source(desk="rome", **BROUGHT))
    assert answer.status_code == 302, answer.content.decode()
    return Claim.objects.get()


def brought(user):
    """How many of the rows that came with the draft this person comes upon, in lists and by their addresses."""
    named: dict[Any, Any] = {
        Party: {"name__contains": WORD},
        Source: {"title__contains": WORD},
        Subject: {"label__contains": WORD},
    }
    return [
        getattr(model.objects.filter(**only), method)(user).count()
        for method in ("in_reach_of", "listed_for")
        for model, only in named.items()
    ]


ALL, NONE = [2, 1, 1] * 2, [0, 0, 0] * 2


def addresses():
    """Where a trace could stand: pages, lists, look-ups, searches and files."""
    yield from (
        "/",
        "/countries/",
        "/countries/it/",
        "/stations/",
        "/sources/",
        "/parties/",
        "/claims/",
        "/claims/new/",
    )
    for kind in LOOKUPS:
        yield f"{reverse('claims:find', args=[kind])}?{urlencode({'q': WORD})}"
    for name in FILES:
        yield f"{reverse(name, kwargs={'suffix': 'csv'})}"
    for page in ("/search/", "/sources/", "/parties/", "/claims/"):
        yield f"{page}?{urlencode({'q': WORD})}"
    for suffix in ("html", "csv", "json"):
        yield f"/countries/it/dossier.{suffix}"
    named: dict[str, Any] = {"parties": Party, "sources": Source, "subjects": Subject}
    for kind, model in named.items():
        for row in model.objects.all():
            if WORD in str(row):
                yield row.get_absolute_url()
                yield reverse("operations:audit_record", args=[kind, row.slug])


def trace_for(client):
    """At which addresses one of the names is read, of which only the first word was asked for."""
    found = []
    for address in addresses():
        answer = client.get(address)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if any(f"{WORD} {what}".encode() in text for what in ("city", "ministry", "paper", "article")):
            found.append(address)
    return found


def test_other_desks_find_no_trace_of_what_a_discarded_draft_brought_along(browser, draft, clara, otto, scene):
    stood = timezone.now()
    assert (brought(clara), brought(otto), brought(scene.alice)) == (ALL, NONE, NONE)

    discard(draft, by=clara, at=make.NOON)

    assert (brought(clara), brought(otto), brought(scene.alice), brought(AnonymousUser())) == (ALL, NONE, NONE, NONE)
    assert trace_for(browser(otto)) == []
    assert len(trace_for(browser(clara))) > 8
    for moment in (stood, timezone.now()):
        with as_of(moment):
            assert brought(otto) == NONE
            assert brought(clara) == ALL


def test_what_is_drawn_later_by_somebody_else_is_theirs_to_see(draft, clara, otto, elsewhere):
    place, speaker = draft.subject, draft.asserted_by
    discard(draft, by=clara, at=make.NOON)

    make.make_claim(published=False, desk=elsewhere, subject=place, asserted_by=speaker, created_by=otto)

    assert brought(otto) == [1, 0, 1] * 2


def test_what_a_draft_stopped_naming_stays_the_desks(draft, scene, clara, otto):
    Claim.objects.filter(pk=draft.pk).update(asserted_by=scene.ngo, subject=scene.prato)

    assert (brought(clara), brought(otto)) == (ALL, NONE)


def test_what_was_given_to_the_whole_house_stays_its_own(draft, clara, otto, scene):
    give(draft, desk=None, reason="For all.", by=clara, at=make.NOON)
    discard(draft, by=clara, at=make.NOON)

    assert brought(otto) == brought(scene.alice) == ALL


def test_what_a_draft_of_the_whole_house_brought_along_stays_its_own(browser, scene, elsewhere, otto):
    browser(scene.alice).post("/claims/new/", new_source(**BROUGHT))
    discard(Claim.objects.get(), by=scene.alice, at=make.NOON)

    assert brought(otto) == brought(scene.alice) == ALL


def test_a_row_that_was_there_before_is_seen_again_after_the_draft_is_gone(browser, scene, clara, desk, otto):
    browser(clara).post("/claims/new/", filled(desk="rome"))
    assert not Party.objects.in_reach_of(otto).filter(slug="the-ngo").exists()

    discard(Claim.objects.get(), by=clara, at=make.NOON)

    assert Party.objects.in_reach_of(otto).filter(slug="the-ngo").exists()


def test_the_publisher_of_a_document_that_a_desk_entered_as_restricted_stays_the_desks(
    browser, scene, clara, desk, otto
):
    restricted = {"source_restricted": "on", "source_desk": "rome", "source_because": "A danger."}
    answer = browser(clara).post("/claims/new/", new_source(desk="rome", **BROUGHT, **restricted))
    assert answer.status_code == 302
    assert brought(otto) == NONE

    discard(Claim.objects.get(), by=clara, at=make.NOON)

    assert (brought(clara), brought(otto)) == (ALL, NONE)
