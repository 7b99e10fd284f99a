"""What another desk keeps to itself is named by no page and no file of the audit, to nobody outside."""

import pghistory
import pytest
from django.test import Client

from operations.audit.query import Asked, lines
from operations.audit.reading import read
from tests import factories as make
from users.models import Role

pytestmark = pytest.mark.django_db

HIDDEN = "zqhidden"


def text(answer):
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


@pytest.fixture
def ada():
    return make.make_user(role=Role.ADMINISTRATOR)


@pytest.fixture
def planted():
    """A restricted source, its passage and statement, all of a desk, written by somebody of it for a secret reason."""
    member = make.make_user(role=Role.EDITOR)
    desk = make.make_desk(members=[member])
    with pghistory.context(who=member.pk, why=f"A {HIDDEN} reason.", reason=f"A {HIDDEN} reason."):
        source = make.make_source(
            title=f"A {HIDDEN} title",
            slug=f"{HIDDEN}-source",
            restricted=True,
            restricted_reason=f"Because of {HIDDEN}.",
            desk=desk,
        )
        claim = make.make_claim(
            citation=make.make_citation(source=source, exact=f"These {HIDDEN} words."),
            asserted_by=make.make_party(name=f"The {HIDDEN} body", slug=f"{HIDDEN}-body"),
            subject=make.make_station(label=f"The {HIDDEN} house"),
            statement=f"A {HIDDEN} sentence.",
            restricted=True,
            restricted_reason=f"Because of {HIDDEN}.",
            desk=desk,
            published=False,
        )
        make.make_verification(claim)
        make.make_comment(claim=claim, text=f"A {HIDDEN} comment.")
        type(claim).objects.filter(pk=claim.pk).update(public_note=f"A {HIDDEN} note.")
        source.title = f"Another {HIDDEN} title"
        source.save()
    return member, claim


def test_an_administrator_of_no_desk_learns_that_something_was_done_and_nothing_of_it(ada, planted):
    member, claim = planted
    client = Client()
    client.force_login(ada)

    for page in (
        client.get("/audit/"),
        client.get(f"/audit/people/{member.pk}/"),
        client.get("/audit/", {"person": member.pk, "kind": "changed"}),
        client.post("/audit/", {"format": "csv"}),
        client.post("/audit/", {"format": "jsonl"}),
        client.get(f"/audit/claims/{claim.ref}/"),
        client.get("/audit/", {"record": f"/claims/{claim.ref}/"}),
    ):
        assert HIDDEN not in text(page)
    assert client.get(f"/audit/claims/{claim.ref}/").status_code == 404
    assert client.get(f"/audit/sources/{HIDDEN}-source/").status_code == 404
    untold = [entry for entry in read(lines(Asked(person=member.pk), number=100), ada) if not entry.is_told]
    assert {entry.who for entry in untold} == {member.email}
    assert len(untold) > 5


def test_a_member_of_the_desk_reads_it_all(planted):
    member, claim = planted
    client = Client()
    client.force_login(member)

    page = text(client.get(f"/audit/claims/{claim.ref}/"))

    assert f"A {HIDDEN} comment." in page
    assert f"A {HIDDEN} reason." in page


def test_who_leaves_the_desk_reads_no_more_of_what_they_did_there(planted):
    member, _claim = planted
    member.memberships.all().delete()
    client = Client()
    client.force_login(member)

    assert HIDDEN not in text(client.get("/accounts/acts/"))
    assert HIDDEN not in text(client.post("/accounts/acts/", {"format": "csv"}))


def test_a_statement_that_moves_to_a_hidden_speaker_does_not_name_them(ada, planted):
    _member, hidden = planted
    open_claim = make.make_claim()
    type(open_claim).objects.filter(pk=open_claim.pk).update(public_note="A note.")
    make.make_link(hidden, open_claim)
    client = Client()
    client.force_login(ada)

    page = text(client.get(f"/audit/claims/{open_claim.ref}/"))

    assert "A note." in page
    assert hidden.ref not in page
