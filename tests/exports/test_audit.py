"""Who asked for an export, that one with drafts was made, and who took its file, is noted; of readers nothing."""

import pytest
from django.test import Client

from tests import factories as make
from users.models import Act, ActKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("claim")]


@pytest.fixture
def eva():
    return make.make_user(role="editor")


def taken(answer):
    """The bytes, read to their end."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def acts():
    return [(act.kind, act.person_id) for act in Act.objects.order_by("pk")]


def test_asking_making_and_taking_a_dossier_with_drafts(client, eva, made):
    client.force_login(eva)
    export = made("json", drafts="yes")
    assert export.with_drafts

    taken(client.get(export.file_url()))
    client.get(export.file_url(), headers={"if-none-match": f'"{export.sha256}"'})

    assert acts() == [
        (ActKind.EXPORT_ASKED, eva.pk),
        (ActKind.EXPORT_MADE, eva.pk),
        (ActKind.FILE_TAKEN, eva.pk),
    ]
    assert Act.objects.first().particulars["filters"] == "with drafts"
    assert str(export.key) in Act.objects.first().particulars["address"]
    assert Act.objects.last().particulars["address"] == export.file_url()


def test_another_person_who_takes_it_is_noted_as_well(client, eva, made):
    client.force_login(eva)
    export, other = made("json", drafts="yes"), make.make_user()
    second = Client()
    second.force_login(other)

    taken(second.get(export.file_url()))

    assert acts()[-1] == (ActKind.FILE_TAKEN, other.pk)


@pytest.mark.parametrize(
    "address", ["/claims.csv", "/claims.json?country=it", "/sources.bib", "/countries/it/dossier.html", "/parties.csv"]
)
def test_every_file_that_somebody_signed_in_takes_is_noted_without_what_it_was_narrowed_by(eva, address):
    client = Client()
    client.force_login(eva)

    answer = client.get(f"{address}{'&' if '?' in address else '?'}as_of=")
    assert taken(answer)

    assert acts() == [(ActKind.FILE_TAKEN, eva.pk)]
    assert Act.objects.get().particulars == {"address": address.split("?")[0]}


def test_the_name_of_a_record_stands_in_no_act(eva):
    source = make.make_claim().citation.source
    client = Client()
    client.force_login(eva)

    answer = client.get(f"/sources/{source.slug}.bib")

    assert answer.status_code in (200, 404)
    assert not any(source.slug in str(act.particulars) for act in Act.objects.all())


def test_a_page_and_what_readers_take_leave_nothing(client, eva, made):
    export = made("json")
    for address in ("/claims.csv", export.file_url(), "/countries/it/dossier.json"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert taken(answer)
    client.force_login(eva)
    client.get("/claims/")
    client.head("/claims.csv")
    client.get("/claims.csv?country=zz")

    assert acts() == []
