"""Asking for an export and having it made: by a POST alone, once, in the queue, whole or not at all."""

from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from dossiers.exports import actions
from dossiers.formats import FORMATS
from dossiers.models import Export
from dossiers.release import release
from dossiers.tasks import make_in_background
from tests.exports.conftest import path_of
from tests.factories import NOON, make_claim, make_export, make_user
from tests.writing import written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("claim")]


def test_reading_never_starts_work_and_writes_nothing(client):
    export = make_export()
    addresses = ["/countries/it/dossier/", "/countries/it/dossier.json", export.get_absolute_url(), export.file_url()]

    with CaptureQueriesContext(connection) as captured:
        answers = [client.get(address).status_code for address in addresses]
        refused = client.get("/countries/it/dossier/make/json/").status_code

    assert answers == [200, 200, 200, 404]
    assert refused == 405
    assert written(captured) == []
    assert not ProcrastinateJob.objects.exists()


def test_the_options_page_has_a_form_for_each_format_that_works_without_a_script():
    client = Client(enforce_csrf_checks=True)
    page = client.get("/countries/it/dossier/?style=apa&said_by=2022").content.decode()

    for suffix in FORMATS:
        assert f'action="/countries/it/dossier/make/{suffix}/"' in page
    assert '<input type="hidden" name="style" value="apa">' in page
    assert '<input type="hidden" name="said_by" value="2022-12-31">' in page
    assert client.post("/countries/it/dossier/make/json/").status_code == 403
    token = client.cookies["csrftoken"].value
    assert client.post("/countries/it/dossier/make/json/", {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_post_makes_an_export_in_the_queue_and_shows_how_far_it_is(client, ask):
    export = ask()

    job = ProcrastinateJob.objects.get(task_name="dossiers.tasks.make_in_background")
    page = client.get(export.get_absolute_url())
    assert (export.state, job.args) == ("asked", {"export_id": export.pk})
    assert "Waits its turn" in page.content.decode()
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page.content.decode()
    assert 'hx-trigger="every 2s"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_each_step_is_told_while_it_is_done(client, ask, monkeypatch):
    export, seen = ask(), []
    before = actions.move_on

    def watched(*words, **given):
        before(*words, **given)
        seen.append(Export.objects.values_list("state", "step", "volume", "volumes").get())
        assert "Setting notes and pages" in client.get(export.get_absolute_url()).content.decode()

    monkeypatch.setattr(actions, "move_on", watched)
    make_in_background(export.pk)

    assert [(state, step) for state, step, *_ in seen] == [("making", "setting"), ("making", "keeping")]


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_what_was_made_is_recorded_and_served_by_its_digest(client, folder, made, claim, suffix):
    export = made(suffix)

    answer = client.get(export.file_url())
    content = b"".join(answer)
    assert answer.status_code == 200
    assert answer["Content-Type"] == FORMATS[suffix].media_type
    assert sha256(content).hexdigest() == export.sha256 == sha256(path_of(folder, export).read_bytes()).hexdigest()
    assert (export.size, export.release, export.volumes) == (len(content), release(), 1)
    assert list(export.statements) == [claim.ref]
    assert f'filename="on-record-italy-{export.made_at:%Y-%m-%d}.{suffix}"' in answer["Content-Disposition"]
    assert export.made_at.microsecond == 0


def test_the_digest_is_that_of_what_it_holds(client, made):
    export = made("json")

    from dossiers.exports.asking import wish_of
    from dossiers.plain import digest

    assert export.digest == digest(wish_of(export).dossier(made_at=NOON))


def test_who_has_the_file_is_told_that_it_still_stands(client, made):
    export = made()
    answer = client.get(export.file_url())
    assert answer.getvalue()

    again = client.get(export.file_url(), headers={"if-none-match": answer["ETag"]})

    assert answer["ETag"] == f'"{export.sha256}"'
    assert answer["Cache-Control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


def test_what_was_chosen_is_in_the_record_the_file_and_its_name(client, made):
    export = made("json", style="apa", said_by="2022-12-31")

    answer = client.get(export.file_url())
    assert (export.options, str(export.said_by)) == ({"style": "apa"}, "2022-12-31")
    assert "on-record-italy-said-by-2022-12-31-apa-" in answer["Content-Disposition"]
    assert b'"said_by": "2022-12-31"' in b"".join(answer)


@pytest.mark.parametrize("given", [{}, {"style": "apa"}, {"said_by": "2022-12-31"}])
def test_the_same_wish_in_hand_gives_the_same_export_whoever_asks(ask, given):
    first = ask(**given)

    second = Client().post("/countries/it/dossier/make/json/", given)

    assert second["Location"] == first.get_absolute_url()
    assert Export.objects.count() == ProcrastinateJob.objects.filter(task_name__contains="make_in").count() == 1


def test_the_same_wish_is_not_made_again_while_it_would_be_the_same(ask, made):
    first = made()
    assert ask() == first

    make_claim(statement="Another sentence.")

    assert ask() != first


def test_another_choice_is_another_export(ask):
    assert len({ask().pk, ask(style="apa").pk, ask("csv").pk, ask(said_by="2022").pk}) == 4


@pytest.mark.parametrize(
    ("address", "given", "status", "sentence"),
    [
        ("zz/dossier/make/json/", {}, 404, "There is no country with the code “zz”."),
        ("it/dossier/make/exe/", {}, 404, "cannot be had as “exe”"),
        ("it/dossier/make/json/", {"style": "mine"}, 400, "mine"),
        ("it/dossier/make/json/", {"said_by": "30.06.2023"}, 400, "2023-06-30"),
        ("it/dossier/make/json/", {"as_of": "2999-01-01"}, 400, "has not come yet"),
        ("it/dossier/make/json/", {"drafts": "yes"}, 403, "only for people of the desk"),
    ],
)
def test_what_cannot_be_made_is_refused_with_advice(client, address, given, status, sentence):
    answer = client.post(f"/countries/{address}", given)

    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert not Export.objects.exists()


def test_more_than_so_many_in_an_hour_are_not_taken_from_one_address(client, settings, ask):
    settings.EXPORTS_PER_HOUR = 2
    ask("json")
    ask("csv")

    refused = client.post("/countries/it/dossier/make/md/")

    assert refused.status_code == 429
    assert "More exports were asked for within this hour" in refused.content.decode()
    assert Client(REMOTE_ADDR="198.51.100.7").post("/countries/it/dossier/make/md/").status_code == 302
    assert client.post("/countries/it/dossier/make/json/").status_code == 302  # it is in hand already


def test_there_is_a_limit_for_all_together(client, settings, ask):
    settings.EXPORTS_PER_HOUR_IN_ALL = 1
    ask("json")

    assert Client(REMOTE_ADDR="198.51.100.7").post("/countries/it/dossier/make/md/").status_code == 429


def test_a_person_has_a_limit_of_their_own_and_is_never_shown(client, made):
    person = make_user()
    client.force_login(person)

    export = made()

    page = Client().get(export.get_absolute_url()).content.decode()
    assert export.made_by == person
    assert person.email not in page
    assert str(person) not in page


def test_drafts_are_there_for_the_desk_alone(client, ask, made):
    make_claim(statement="A draft sentence.", published=False)
    client.force_login(make_user())

    export = made("json", drafts="yes")

    desk, reader = client.get(export.file_url()), Client()
    assert "A draft sentence." in b"".join(desk).decode()
    assert desk["Cache-Control"] == "private, no-store"
    for address in (export.file_url(), export.get_absolute_url()):
        assert reader.get(address).status_code == 404


@pytest.mark.parametrize("rows", [1, 50])
def test_the_page_of_an_export_has_a_fixed_number_of_queries(client, made, rows, django_assert_max_num_queries):
    for number in range(rows):
        make_claim(statement=f"Sentence {number}.")
    export = made()

    with CaptureQueriesContext(connection) as captured:
        client.get(export.get_absolute_url())
        b"".join(client.get(export.file_url()))

    assert len(captured) == 9
