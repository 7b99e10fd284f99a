"""What a desk keeps to itself about a record: for its people alone, on the page of the record.

That it stands nowhere else: tests/leaks, where such notes are planted.
"""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import NotAllowed, discard
from claims.actions.merging import merge_parties
from claims.actions.noting import Kept, change_note, keep_note, take_out
from claims.actions.removing import Order, remove_claim, remove_names, remove_source
from claims.actions.versions import version_of
from claims.models import Claim, DeskNote
from tests import factories as make
from tests.rules.test_visibility import RESTRICTED
from web.erasing import REMOVED, versions_of

pytestmark = pytest.mark.django_db

WORD = "zqkept"
READER = AnonymousUser()


@pytest.fixture
def station():
    found = make.make_station()
    make.make_claim(subject=found)
    return found


def sent(**changes):
    return {"kind": "note", "text": f"A {WORD} note.", "why": "Somebody lives there.", "desk": "rome", **changes}


def records():
    """A record of each kind that readers come upon."""
    station = make.make_station()
    claim = make.make_claim(subject=station)
    return {"claim": claim, "source": claim.citation.source, "subject": station, "party": claim.asserted_by}


def new_address(about, row):
    return f"/kept/{about}/{row.ref if about == 'claim' else row.slug}/new/"


@pytest.mark.parametrize("about", ["claim", "source", "subject", "party"])
def test_it_stands_on_the_page_of_the_record_for_the_people_of_the_desk(browser, clara, desk, otto, about):
    row = records()[about]

    answer = browser(clara).post(new_address(about, row), sent())

    assert answer.status_code == 302
    note = DeskNote.objects.get()
    assert (note.about, note.desk, note.written_by) == (row, desk, clara)
    assert "Kept by the desk" in browser(clara).get(row.get_absolute_url()).content.decode()
    assert WORD in browser(clara).get(row.get_absolute_url()).content.decode()
    for person in (None, otto):
        assert WORD not in browser(person).get(row.get_absolute_url()).content.decode()
    assert "Kept by the desk" not in browser().get(row.get_absolute_url()).content.decode()


def test_a_note_of_the_whole_house_is_seen_by_everybody_with_an_account(browser, clara, otto, station):
    browser(clara).post(new_address("subject", station), sent(desk="*"))

    assert DeskNote.objects.get().desk is None
    assert WORD in browser(otto).get(station.get_absolute_url()).content.decode()
    assert not DeskNote.objects.visible_to(READER).exists()


def test_a_note_about_what_another_desk_keeps_is_seen_by_nobody_else(clara, desk, otto):
    claim = make.make_claim(desk=desk, **RESTRICTED)
    note = make.make_desk_note(claim=claim)

    assert note in DeskNote.objects.visible_to(clara)
    assert note not in DeskNote.objects.visible_to(otto)


def test_a_location_is_an_address_or_coordinates_of_a_subject(browser, clara, station):
    at = {"kind": "location", "text": "", "latitude": "41.902782", "longitude": "12.496366"}

    answer = browser(clara).post(new_address("subject", station), sent(**at))

    assert answer.status_code == 302
    assert "41.902782, 12.496366" in browser(clara).get(station.get_absolute_url()).content.decode()
    assert "41.902782" not in browser().get(station.get_absolute_url()).content.decode()
    assert "41.902782" not in browser().get("/stations.geojson").getvalue().decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"why": ""},
        {"why": "x" * 301},
        {"text": "x" * 5001},
        {"desk": "accra"},
        {"desk": ""},
        {"kind": "rumour"},
        {"kind": "location", "latitude": "41.9"},
        {"kind": "location", "latitude": "91", "longitude": "0"},
        {"kind": "location", "latitude": "north", "longitude": "0"},
        {"kind": "location", "latitude": "NaN", "longitude": "0"},
        {"kind": "note", "latitude": "41.9", "longitude": "12.5"},
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(browser, clara, elsewhere, station, wrong):
    typed = sent(**wrong)

    answer = browser(clara).post(new_address("subject", station), typed)

    assert answer.status_code == 422
    assert typed["text"].strip() in answer.content.decode()
    assert typed["why"] in answer.content.decode()
    assert not DeskNote.objects.exists()


def test_the_action_refuses_the_desk_of_others(clara, elsewhere, station):
    with pytest.raises(NotAllowed, match="do not belong"):
        keep_note(station, Kept(text="A note.", why="So.", desk=elsewhere), by=clara, at=make.NOON)
    assert not DeskNote.objects.exists()


def test_its_author_and_editors_change_it_and_what_it_said_stays_in_its_history(browser, clara, eva, desk, station):
    note = make.make_desk_note(subject=station, desk=desk, written_by=clara)
    stranger = make.make_user()
    make.make_membership(user=stranger, desk=desk)
    address = f"/kept/{note.pk}/"

    assert browser(stranger).post(address, sent(read_version=version_of(note))).status_code == 403
    for person, text in ((clara, "Once more."), (eva, "And again.")):
        answer = browser(person).post(address, sent(text=text, read_version=version_of(note)))
        note.refresh_from_db()
        assert (answer.status_code, note.text, note.written_by) == (302, text, clara)
    said = versions_of(DeskNote).filter(pgh_obj_id=note.pk).order_by("pgh_id").values_list("text", flat=True)
    assert list(said) == ["An invented note.", "Once more.", "And again."]


def test_two_who_change_it_at_once_see_both_texts(browser, clara, eva, desk, station):
    note = make.make_desk_note(subject=station, desk=desk, written_by=clara)
    before = version_of(note)
    change_note(note, Kept(text="Hersalone", why="So.", desk=desk), by=eva, at=make.NOON)

    answer = browser(clara).post(f"/kept/{note.pk}/", sent(text="Minealone", read_version=before))

    assert answer.status_code == 409
    assert "Hersalone" in answer.content.decode()
    assert "Minealone" in answer.content.decode()
    note.refresh_from_db()
    assert note.text == "Hersalone"


def test_it_is_taken_out_after_one_question(browser, clara, desk, station, otto):
    note = make.make_desk_note(subject=station, desk=desk, written_by=clara)
    address = f"/kept/{note.pk}/delete/"

    assert browser(otto).post(address, {"read_version": version_of(note)}).status_code == 404
    assert "An invented note." in browser(clara).get(address).content.decode()
    assert browser(clara).post(address, {"read_version": "1"}).status_code == 409
    assert DeskNote.objects.exists()
    assert browser(clara).post(address, {"read_version": version_of(note)}).status_code == 302
    assert not DeskNote.objects.exists()
    gone: Any = versions_of(DeskNote).filter(pgh_label="delete").get()
    assert gone.text == "An invented note."


def test_others_find_neither_the_note_nor_a_form_for_what_they_do_not_see(browser, desk, otto, clara):
    hidden = make.make_claim(desk=desk, **RESTRICTED)
    note = make.make_desk_note(claim=hidden, desk=desk)

    assert browser(otto).get(f"/kept/claim/{hidden.ref}/new/").status_code == 404
    assert browser(otto).get(f"/kept/{note.pk}/").status_code == 404
    assert browser(clara).get("/kept/planet/x/new/").status_code == 404
    assert browser().get(f"/kept/{note.pk}/").status_code == 302
    with pytest.raises(NotAllowed, match="not here"):
        take_out(note, by=otto, at=make.NOON)


@pytest.mark.parametrize("about", ["claim", "source", "subject", "party"])
def test_the_page_asks_as_many_queries_for_fifty_notes_as_for_one(browser, clara, desk, about):
    row = records()[about]
    client = browser(clara)
    make.make_desk_note(**{about: row}, desk=desk)
    client.get(row.get_absolute_url())
    one = queries(client, row)

    for _each in range(49):
        make.make_desk_note(**{about: row}, desk=desk, written_by=make.make_user())

    assert queries(client, row) == one


def queries(client, row):
    with CaptureQueriesContext(connection) as captured:
        client.get(row.get_absolute_url())
    return len(captured)


@pytest.mark.parametrize("about", ["claim", "source", "subject", "party"])
def test_after_a_removal_it_is_overwritten_with_its_history(about, clara):
    row = records()[about]
    at = {"kind": "location", "latitude": "41.9", "longitude": "12.5"} if about == "subject" else {}
    if about == "subject":
        row = make.make_subject(kind="document")
        source = make.make_source(subject=row)
    note = make.make_desk_note(**{about: row}, text=WORD, why=WORD, **at)
    make.make_desk_note(**{about: row}, text=WORD, why=WORD).delete()
    other = make.make_desk_note(text="Another note.")
    order = Order(reason="safety", by=make.the_editor(), at=make.NOON)

    if about == "claim":
        remove_claim(row, order)
    elif about == "party":
        remove_names(row, order, role="A press officer")
    else:
        remove_source(source if about == "subject" else row, order)

    for said in [*DeskNote.objects.filter(pk=note.pk), *versions_of(DeskNote).exclude(pgh_obj_id=other.pk)]:
        assert (said.text, said.why, said.latitude, said.longitude) == (REMOVED, REMOVED, None, None)
    other.refresh_from_db()
    assert other.text == "Another note."


def test_a_discarded_draft_takes_its_notes_along_and_a_merged_party_gives_them_on(eva):
    draft, old, into = make.make_claim(published=False), make.make_party(), make.make_party()
    make.make_desk_note(claim=draft)
    note = make.make_desk_note(party=old)

    discard(draft, by=eva, at=make.NOON)
    merge_parties(old, into=into, by=eva, at=make.NOON, reason="One body.")

    note.refresh_from_db()
    assert note.party == into
    assert not Claim.objects.filter(pk=draft.pk).exists()
    assert DeskNote.objects.count() == 1
