"""A draft belongs to a desk or to the whole house: chosen in the form, shown, narrowed by, changed with a reason."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions import NotAllowed, enter
from claims.actions.restricting import give
from claims.actions.versions import version_of
from claims.forms.entry import Entry
from claims.forms.reading import entered
from claims.models import Claim, UnsentForm
from sources.actions import NewSource
from sources.models import Source
from tests import factories as make
from tests.adding.scene import filled, make_scene, new_source
from tests.restricting.test_restricting import act, last_context
from web.erasing import versions_of

pytestmark = pytest.mark.django_db

WHY = "The zqwhy story is theirs."
ADDRESS = "https://one.example/a"


@pytest.fixture
def scene():
    return make_scene()


def chosen(page, name="desk"):
    """What is ticked on the page."""
    found = re.search(rf'name="{name}" value="([^"]+)"[^>]*checked', page)
    return found.group(1) if found else ""


def test_whoever_is_in_no_desk_is_not_asked_and_saves_for_the_whole_house(browser, scene):
    client = browser(scene.alice)

    assert 'name="desk"' not in client.get("/claims/new/").content.decode()
    assert client.post("/claims/new/", filled()).status_code == 302
    assert Claim.objects.get().desk is None


def test_the_only_desk_is_chosen_already_and_the_draft_is_theirs(browser, scene, clara, desk, otto):
    client = browser(clara)
    assert chosen(client.get("/claims/new/").content.decode()) == "rome"

    client.post("/claims/new/", filled(desk="rome"))

    claim = Claim.objects.get()
    assert claim.desk == desk
    assert browser(otto).get(claim.get_absolute_url()).status_code == 404
    assert "It belongs to the desk “The Rome desk”" in client.get(claim.get_absolute_url()).content.decode()


def test_of_several_desks_the_one_of_last_time_is_chosen(browser, scene, clara, elsewhere):
    make.make_membership(user=clara, desk=elsewhere)
    client = browser(clara)
    assert chosen(client.get("/claims/new/").content.decode()) == "*"

    client.post("/claims/new/", filled(desk="accra"))

    assert chosen(client.get("/claims/new/").content.decode()) == "accra"


@pytest.mark.parametrize("sent", ["accra", "", "nowhere"])
def test_a_desk_that_is_not_theirs_is_refused_and_nothing_is_lost(browser, scene, clara, elsewhere, sent):
    answer = browser(clara).post("/claims/new/", filled(desk=sent, statement="A zqsentence of mine."))

    assert answer.status_code == 422
    assert "A zqsentence of mine." in answer.content.decode()
    assert not Claim.objects.exists()


def test_the_action_refuses_it_as_well(scene, clara, elsewhere):
    data = QueryDict(urlencode(filled(desk="rome"), doseq=True), mutable=True)
    entry = Entry(data, by=clara, checking=True)
    assert entry.problems == []

    for wrong in ({"desk": elsewhere}, {"source": NewSource(title="One", desk=elsewhere, restricted_reason="So.")}):
        with pytest.raises(NotAllowed, match="do not belong"):
            enter(replace(entered(entry), **wrong), form_key=entry.form_key, by=clara, at=make.NOON)
    assert not Claim.objects.exists()


def test_what_was_not_sent_yet_keeps_the_choice(browser, scene, clara, elsewhere):
    make.make_membership(user=clara, desk=elsewhere)
    client = browser(clara)
    client.post("/claims/new/keep/", filled(desk="accra"))
    assert UnsentForm.objects.count() == 1

    assert chosen(client.get("/claims/new/").content.decode()) == "accra"


def test_the_author_gives_it_to_another_desk_of_theirs_or_to_the_house_with_a_reason(browser, clara, desk, elsewhere):
    make.make_membership(user=clara, desk=elsewhere)
    claim = make.make_claim(published=False, created_by=clara, desk=desk)

    assert act(browser(clara), claim, "give", desk="accra", reason="").status_code == 422
    assert act(browser(clara), claim, "give", desk="accra", reason=WHY).status_code == 302
    claim.refresh_from_db()
    assert claim.desk == elsewhere
    told = last_context(claim)
    assert (told["at_the_desk"], told["who"]) == (WHY, clara.pk)

    assert act(browser(clara), claim, "give", desk="*", reason=WHY).status_code == 302
    claim.refresh_from_db()
    assert claim.desk is None


def test_nobody_gives_away_the_draft_of_somebody_else_or_gives_it_to_a_desk_of_others(clara, desk, elsewhere, otto):
    of_another = make.make_claim(published=False)
    own = make.make_claim(published=False, created_by=clara, desk=desk)

    with pytest.raises(NotAllowed):
        give(of_another, desk=desk, reason=WHY, by=clara, at=make.NOON)
    with pytest.raises(NotAllowed, match="do not belong"):
        give(own, desk=elsewhere, reason=WHY, by=clara, at=make.NOON)
    with pytest.raises(NotAllowed, match="not here"):
        give(own, desk=elsewhere, reason=WHY, by=otto, at=make.NOON)
    with pytest.raises(NotAllowed, match="belongs to everybody"):
        give(make.make_claim(), desk=None, reason=WHY, by=make.the_editor(), at=make.NOON)


def test_drafts_and_the_queue_show_whose_they_are_and_are_narrowed_by_it(browser, eva, desk):
    drafts = {
        "rome": make.make_claim(published=False, statement="Of zqrome.", desk=desk),
        "*": make.make_claim(published=False, statement="Of zqhouse."),
    }
    waiting = {
        "rome": make.make_claim(published=False, state="in_review", statement="Of zqrome, waiting.", desk=desk),
        "*": make.make_claim(published=False, state="in_review", statement="Of zqhouse, waiting."),
    }
    client = browser(eva)

    for address, rows in (("/claims/drafts/", drafts), (reverse("claims:review"), waiting)):
        page = client.get(address).content.decode()
        assert all(claim.statement in page for claim in rows.values())
        assert "Belongs to The Rome desk" in page
        assert "Belongs to the whole house" in page
        for name in rows:
            narrowed = client.get(address, {"desk": name}).content.decode()
            other = next(claim.statement for key, claim in rows.items() if key != name)
            assert rows[name].statement in narrowed
            assert other not in narrowed


def test_drafts_ask_as_many_queries_for_one_desk_as_for_many(browser, eva):
    client = browser(eva)
    make.make_claim(published=False, desk=eva.desks.get())
    client.get("/claims/drafts/")
    before = count(client)

    for _each in range(10):
        make.make_claim(published=False, desk=make.make_desk(members=[eva]))

    assert count(client) == before


def count(client):
    with CaptureQueriesContext(connection) as captured:
        client.get("/claims/drafts/")
    return len(captured)


def test_a_new_document_is_restricted_from_the_first(browser, scene, clara, desk, otto):
    kept = {"source_restricted": "on", "source_desk": "rome", "source_because": WHY}

    answer = browser(clara).post("/claims/new/", new_source(desk="rome", url=ADDRESS, **kept))

    assert answer.status_code == 302
    source = Source.objects.get(url=ADDRESS)
    assert (source.restricted, source.desk, source.restricted_reason) == (True, desk, WHY)
    assert browser(otto).get(source.get_absolute_url()).status_code == 404
    first: Any = versions_of(Source).filter(pgh_obj_id=source.pk).earliest("pgh_id")
    assert first.restricted


@pytest.mark.parametrize(
    "kept",
    [
        {"source_restricted": "on", "source_desk": "accra", "source_because": WHY},
        {"source_restricted": "on", "source_desk": "", "source_because": WHY},
        {"source_restricted": "on", "source_desk": "rome", "source_because": " "},
        {"source_because": WHY},
    ],
)
def test_a_restriction_without_its_half_saves_nothing_and_loses_nothing(browser, scene, clara, elsewhere, kept):
    answer = browser(clara).post("/claims/new/", new_source(desk="rome", url=ADDRESS, **kept))

    assert answer.status_code == 422
    assert not Source.objects.filter(url=ADDRESS).exists()
    assert kept["source_because"].strip() in answer.content.decode()


def test_a_document_to_be_restricted_is_never_taken_for_one_that_readers_see(browser, scene, clara, desk):
    public = make.make_source(url=ADDRESS, title="The open one")
    kept = {"source_restricted": "on", "source_desk": "rome", "source_because": WHY}

    browser(clara).post("/claims/new/", new_source(desk="rome", url=ADDRESS, **kept))

    claim = Claim.objects.get()
    assert claim.citation.source != public
    assert claim.citation.source.restricted
    again = browser(clara).post("/claims/new/", new_source(desk="rome", statement="More.", url=ADDRESS, **kept))
    assert again.status_code == 302
    assert Source.objects.filter(url=ADDRESS).count() == 2
    assert version_of(public) == version_of(Source.objects.get(pk=public.pk))
