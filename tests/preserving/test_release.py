"""Opening a copy to readers: stripped, only while the rights are cleared, and closed again."""

from io import BytesIO

import pikepdf
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from sources.choices import Rights
from sources.models import Capture, Release
from sources.preserving import actions, store
from tests.factories import NOON, make_citation, make_claim, make_source, make_user, the_editor
from tests.preserving.bring import NOTE, bring, has_bytes, kept

pytestmark = pytest.mark.django_db(transaction=True)
READER = AnonymousUser()


def pdf(author="Anna Example"):
    """A PDF of one empty page that names its author."""
    content = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Author"] = author
        document.save(content)
    return content.getvalue()


def cleared_source():
    """A source whose copies may be opened, and on which a published statement rests."""
    source = make_source(rights=Rights.OPEN_LICENCE)
    make_claim(citation=make_citation(source=source))
    return source


def bytes_of(file):
    """What lies in the storage."""
    with store.open_bytes(file) as content:
        return content.read()


def release(capture, by=None):
    """As an editor does it."""
    return actions.release(capture, by=by or the_editor(), at=NOON)


def test_readers_get_a_version_without_what_the_file_says_of_itself_and_the_original_stays():
    original = pdf()
    capture = bring(cleared_source(), original, name="report.pdf")

    done = release(capture)

    assert b"Anna Example" in bytes_of(capture.file)
    assert bytes_of(capture.file) == original
    assert b"Anna Example" not in bytes_of(done.file)
    assert any("author" in name.lower() for name in done.stripped)
    assert (done.released_by, done.released_at) == (the_editor(), NOON)
    assert Capture.objects.readable_by(READER).get() == capture


def test_only_an_editor_releases_and_withdraws():
    capture = bring(cleared_source(), pdf(), name="report.pdf")

    with pytest.raises(actions.NotAllowedHere):
        release(capture, by=make_user())
    done = release(capture)
    with pytest.raises(actions.NotAllowedHere):
        actions.withdraw_release(done, by=make_user(), at=NOON)

    assert Release.objects.get() == done


def test_while_the_rights_are_not_cleared_nothing_is_released(folder):
    capture = bring(make_source(), pdf(), name="report.pdf")

    with pytest.raises(actions.NotPreserved, match="rights of this source are not cleared"):
        release(capture)

    assert not Release.objects.exists()
    assert kept(folder) == {capture.file.sha256}


def test_when_the_rights_change_back_readers_open_it_no_more():
    source = cleared_source()
    capture = bring(source, pdf(), name="report.pdf")
    release(capture)

    actions.settle_rights(source, rights=Rights.NOT_CLEARED, by=the_editor(), at=NOON)

    assert not Capture.objects.readable_by(READER).exists()
    assert Capture.objects.readable_by(the_editor()).get() == capture


def test_only_an_editor_settles_the_rights_and_only_to_one_of_the_list():
    source = make_source()

    with pytest.raises(actions.NotAllowedHere):
        actions.settle_rights(source, rights=Rights.PERMISSION, by=make_user(), at=NOON)
    with pytest.raises(actions.NotPreserved):
        actions.settle_rights(source, rights="all mine", by=the_editor(), at=NOON)

    source.refresh_from_db()
    assert source.rights == Rights.NOT_CLEARED


def test_a_copy_is_released_once():
    capture = bring(cleared_source(), pdf(), name="report.pdf")
    release(capture)

    with pytest.raises(actions.NotPreserved, match="already"):
        release(capture)


def test_withdrawing_closes_it_and_erases_the_readers_version(folder):
    capture = bring(cleared_source(), pdf(), name="report.pdf")
    done = release(capture)

    actions.withdraw_release(done, by=the_editor(), at=NOON)

    assert not Capture.objects.readable_by(READER).exists()
    assert kept(folder) == {capture.file.sha256}


def test_a_takedown_erases_the_readers_version_too_and_it_is_not_kept_again(folder):
    capture = bring(cleared_source(), pdf(), name="report.pdf")
    version = bytes_of(release(capture).file)

    actions.take_down(capture, reason="privacy", note="", by=the_editor(), at=NOON)

    assert kept(folder) == set()
    assert not Capture.objects.readable_by(READER).exists()
    with pytest.raises(actions.NotPreserved, match="not kept again"):
        bring(make_source(), version, name="report.pdf")


def test_what_was_taken_down_is_not_released():
    capture = bring(cleared_source(), pdf(), name="report.pdf")
    actions.take_down(capture, reason="mistake", note="", by=the_editor(), at=NOON)

    with pytest.raises(actions.NotPreserved, match="taken down"):
        release(capture)


def test_the_pages_for_releasing_are_the_editors(client):
    capture = bring(cleared_source(), pdf(), name="report.pdf")
    address = f"/sources/{capture.source.slug}/captures/{capture.pk}/release/"

    assert client.get(address).status_code == 302
    client.force_login(make_user())
    assert client.get(address).status_code == 403
    assert client.post(address).status_code == 403

    assert not Release.objects.exists()


def test_an_editor_releases_and_closes_a_copy_on_a_page(client):
    capture = bring(cleared_source(), pdf(), name="report.pdf")
    address = f"/sources/{capture.source.slug}/captures/{capture.pk}/release/"
    client.force_login(the_editor())

    before = client.get(address).content.decode()
    opened = client.post(address, follow=True).content.decode()
    was_open = Capture.objects.readable_by(READER).exists()
    closed = client.post(address, follow=True).content.decode()

    assert "Anna Example" in before
    assert "Taken out of their version" in opened
    assert was_open
    assert "only the desk opens this copy now" in closed
    assert not Release.objects.exists()


def test_an_editor_settles_the_rights_where_a_copy_is_opened(client):
    capture = bring(make_source(), NOTE, name="note.txt")
    address = f"/sources/{capture.source.slug}/captures/{capture.pk}/release/"
    client.force_login(the_editor())

    refused = client.post(address)
    settled = client.post(address, {"act": "rights", "rights": "public_record"}, follow=True)
    wrong = client.post(address, {"act": "rights", "rights": "all mine"})

    capture.source.refresh_from_db()
    assert refused.status_code == 409
    assert "not cleared" in refused.content.decode()
    assert "The rights of this source are settled" in settled.content.decode()
    assert wrong.status_code == 422
    assert capture.source.rights == Rights.PUBLIC_RECORD


def test_an_editor_takes_a_copy_down_on_a_page(client, folder):
    capture, other = bring(make_source(), NOTE), bring(make_source(title="The other source"), NOTE)
    address = f"/sources/{capture.source.slug}/captures/{capture.pk}/takedown/"
    client.force_login(the_editor())

    asked = client.get(address).content.decode()
    without_reason = client.post(address, {"note": "x"})
    without_a_tick = client.post(address, {"reason": "safety"})
    still_there = has_bytes(folder, capture.file)
    done = client.post(address, {"reason": "safety", "note": "A letter.", "sure": "on"}, follow=True)

    assert "The other source" in asked
    assert without_reason.status_code == 422
    assert "0 passages are cited from this source." in asked
    assert without_a_tick.status_code == 422
    assert "a takedown cannot be undone" in without_a_tick.content.decode()
    assert still_there
    assert "Choose a reason" in without_reason.content.decode()
    assert "Taken down. The bytes and the text are erased" in done.content.decode()
    assert client.get(address).status_code == 409
    assert kept(folder) == set()
    assert Capture.objects.standing().filter(pk=other.pk).count() == 0


def test_a_contributor_takes_nothing_down_and_a_reader_is_asked_to_sign_in(client, folder):
    capture = bring(make_source(), NOTE)
    address = f"/sources/{capture.source.slug}/captures/{capture.pk}/takedown/"

    assert client.post(address, {"reason": "safety", "sure": "on"}).status_code == 302
    client.force_login(make_user())
    assert client.post(address, {"reason": "safety", "sure": "on"}).status_code == 403

    assert has_bytes(folder, capture.file)


@pytest.mark.parametrize("page", ["takedown", "release"])
def test_a_decision_sent_from_elsewhere_is_refused(folder, page):
    capture = bring(make_source(rights=Rights.PUBLIC_RECORD), NOTE)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(the_editor())
    address = f"/sources/{capture.source.slug}/captures/{capture.pk}/{page}/"

    assert strict.post(address, {"reason": "safety", "sure": "on"}).status_code == 403

    assert has_bytes(folder, capture.file)
    assert Capture.objects.filter(release__isnull=True, takedown__isnull=True).get() == capture
