"""What becomes of each row before anything is written, importing it, and taking the import back."""

import csv
import io
from datetime import UTC, datetime
from importlib import import_module

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.restricting import restrict
from claims.importing import by_the_queue, register
from claims.importing.workbooks import lines
from claims.models import BroughtFile, Claim
from claims.tasks import work_on_file
from operations.audit.query import Asked, Kind
from operations.audit.query import lines as lines_of_audit
from operations.audit.reading import read
from sources.models import Party, Source
from tests import factories as make
from tests.importing.pages import bring, brought_and_checked, check, imported, text
from tests.importing.sheets import ROW, make_ground, rows
from tests.writing import written
from users.models import Role

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """Nothing is told of how far it has come: the second connection sees no row of a test's transaction."""
    monkeypatch.setattr(by_the_queue, "BETWEEN", 3600)


@pytest.fixture
def anna(client):
    """A contributor, signed in."""
    make_ground()
    user = make.make_user()
    client.force_login(user)
    return user


def address(file, end=""):
    return f"/imports/files/{file.key}/{end}"


def four_rows(client):
    """One row of each state."""
    imported(client, *rows(2))
    first, second = Claim.objects.order_by("pk")
    return [
        {**ROW, "ref": "", "statement": "A new one."},
        {**ROW, "ref": first.ref, "statement": "Another sentence."},
        {**ROW, "ref": second.ref, "statement": second.statement},
        {**ROW, "ref": "", "said_on": "31/02/2022", "statement": "A wrong one."},
    ]


def test_every_row_is_shown_with_what_becomes_of_it_and_nothing_is_written(client, anna):
    file = brought_and_checked(client, *four_rows(client))

    with CaptureQueriesContext(connection) as asked:
        page = text(client.get(address(file)))

    assert written(asked) == []
    assert Claim.objects.count() == 2
    assert "all 4 new 1 here, and reads differently 1 here already 1 error 1" in page
    assert "Row 5 error A wrong one." in page
    assert "said_on : “31/02/2022” is not a date that can be kept. Write 2022-02-28" in page
    assert "statement in the file: Another sentence. here, and stays: Invented Watch says that there is one, 0." in page
    assert "One row with an error keeps the whole file out." in page
    assert "Import what is new" not in page


@pytest.mark.parametrize(
    ("state", "shown"), [("new", "Row 2"), ("changed", "Row 3"), ("same", "Row 4"), ("error", "Row 5")]
)
def test_rows_are_narrowed_by_what_becomes_of_them(client, anna, state, shown):
    file = brought_and_checked(client, *four_rows(client))

    page = text(client.get(address(file), {"state": state}))

    assert [f"Row {number}" in page for number in (2, 3, 4, 5)].count(True) == 1
    assert shown in page


def test_many_rows_come_in_pages_of_as_many_queries(client, anna, settings):
    settings.ROWS_PER_PAGE = 50
    few = brought_and_checked(client, ROW)
    with CaptureQueriesContext(connection) as one:
        client.get(address(few))
    many = brought_and_checked(client, *rows(60))

    with CaptureQueriesContext(connection) as fifty:
        first = text(client.get(address(many)))
    last = text(client.get(address(many), {"page": 2, "state": "new"}))

    assert len(fifty) == len(one)
    assert "Row 51 " in first
    assert "Row 52 " not in first
    assert "Row 61 " in last
    assert "state=new" in client.get(address(many), {"state": "new"}).content.decode()


def test_the_annotated_copy_says_of_each_row_what_the_page_says(client, anna):
    file = brought_and_checked(client, *four_rows(client))

    text_file, book = client.get(address(file, "checked.csv")), client.get(address(file, "checked.xlsx"))

    table = list(csv.DictReader(io.StringIO(text_file.content.decode("utf-8-sig"))))
    assert [row["State"] for row in table] == ["new", "here, and reads differently", "here already", "error"]
    assert table[3]["Problems"].startswith("row 5, said_on: ")
    assert [cells[-2] for _number, cells in lines(book.content)[0]][1:] == [row["State"] for row in table]
    assert text_file["Content-Disposition"] == 'attachment; filename="on-record-claims-checked.csv"'


def test_a_copy_is_had_only_of_what_was_checked_and_a_workbook_only_of_few_rows(client, anna, monkeypatch):
    bring(client, ROW)
    file = BroughtFile.objects.get()
    assert client.get(address(file, "checked.csv")).status_code == 404
    check(client, file)
    monkeypatch.setattr(import_module("claims.views.imports.file"), "MOST_IN_A_WORKBOOK", 0)

    answers = [client.get(address(file, f"checked.{suffix}")).status_code for suffix in ("csv", "xlsx", "pdf")]

    assert answers == [200, 404, 404]
    assert "checked.xlsx" not in client.get(address(file)).content.decode()


def test_what_is_new_becomes_drafts_of_the_desk_and_the_file_goes(client, anna):
    desk = make.make_desk(members=[anna])
    where = imported(client, *rows(3), desk=desk.slug)

    file = BroughtFile.objects.get()
    assert (file.state, file.content, file.outcomes) == ("imported", None, None)
    assert where == f"/imports/{file.imported_as}/"
    assert {(c.state, c.created_by, c.desk) for c in Claim.objects.all()} == {("draft", anna, desk)}
    page = text(client.get(where))
    assert "3 statements 1 source 1 speaker" in page
    assert file.sha256 in page
    assert "Invented Watch says that there is one, 2." in page
    assert "3 statements" in text(client.get("/imports/"))


def test_a_file_with_an_error_or_without_anything_new_is_not_imported_whatever_is_sent(client, anna):
    wrong = brought_and_checked(client, {**ROW, "said_on": "31/02/2022"})
    client.post(address(wrong, "write/"))
    imported(client, ROW)
    known = brought_and_checked(client, ROW)
    client.post(address(known, "write/"))

    assert [BroughtFile.objects.get(pk=file.pk).state for file in (wrong, known)] == ["checked", "checked"]
    assert "There is nothing new in it" in text(client.get(address(known)))
    assert Claim.objects.count() == 1


def test_rows_that_became_wrong_since_the_check_keep_the_file_out_with_the_reason(client, anna):
    make.make_party(name="An agency")
    file = brought_and_checked(client, {**ROW, "reached_us_through": "An agency"})
    Party.objects.all().delete()
    client.post(address(file, "write/"))

    work_on_file(file.pk)

    page = client.get(address(file))
    assert Claim.objects.count() == 0
    assert "Nothing was imported: 1 errors. The first is: row 2, reached_us_through" in text(page)
    assert 'role="alert"' in page.content.decode()
    client.post(address(file, "check/"), {"again": "yes"})
    work_on_file(file.pk)
    assert "error 1" in text(client.get(address(file)))


@pytest.mark.parametrize("kind", ["sources", "parties", "stations", "agreements"])
def test_records_of_every_kind_go_the_same_way(client, anna, kind):
    made = {
        "sources": {"kind": "report", "title": "Invented", "language": "en", "url": "https://invented.example/"},
        "parties": {"name": "Invented Watch", "kind": "ngo"},
        "stations": {"label": "An invented station", "country_code": "IT", "place": "Inventville"},
        "agreements": {"label": "An invented agreement", "country_code": "IT", "kind": "joint_patrols"},
    }
    file = brought_and_checked(client, made[kind], kind=kind)
    assert BroughtFile.objects.get().counts == {"new": 1}, text(client.get(address(file)))

    client.post(address(file, "write/"))
    work_on_file(file.pk)
    where = client.get(address(file))["Location"]

    # A station brings its place and its country along, where they are not here yet.
    number = {"stations": 3, "agreements": 2}.get(kind, 1)
    assert f"Still here {number} " in text(client.get(where))
    brought_and_checked(client, made[kind], kind=kind)
    assert BroughtFile.objects.latest("pk").counts == {"same": 1}


def test_an_import_is_taken_back_as_one(client, anna):
    where = imported(client, *rows(3))

    answer = client.post(where + "undo/", follow=True)

    assert (
        "The import was taken back: 3 statements, 1 passage, 1 source, 1 place, station or agreement, 1 speaker."
        in answer.content.decode()
    )
    assert (Claim.objects.count(), Source.objects.count(), Party.objects.count()) == (0, 0, 0)
    assert "Nothing of it is here any more." in text(answer)
    assert "Take it back" not in text(client.get(where))


def test_an_import_that_people_worked_with_is_not_taken_back_and_says_with_which(client, anna):
    where = imported(client, *rows(2))
    touched = Claim.objects.order_by("pk").last()
    with pghistory.context(why="Somebody else saw to it."):
        Claim.objects.filter(pk=touched.pk).update(public_note="A remark.")

    page, answer = text(client.get(where)), client.post(where + "undo/")

    assert f"people have worked with what it brought since: {touched.ref}" in page
    assert "Take the import back" not in page
    assert (answer.status_code, touched.ref in text(answer), Claim.objects.count()) == (422, True, 2)


def test_an_import_that_is_larger_than_a_page_takes_back_is_left_to_the_command(client, anna, monkeypatch):
    where = imported(client, *rows(2))
    monkeypatch.setattr(register, "MOST_AT_ONCE", 3)

    page, answer = text(client.get(where)), client.post(where + "undo/")

    assert f"manage.py import_claims --by {anna.email} --undo {where.split('/')[2]}" in page
    assert (answer.status_code, Claim.objects.count()) == (422, 2)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.ADMINISTRATOR])
def test_an_import_that_was_done_is_nobody_elses(client, anna, role):
    where = imported(client, ROW)
    client.force_login(make.make_user(role=role))

    assert client.get(where).status_code == client.post(where + "undo/").status_code == 404
    assert "statement" not in text(client.get("/imports/")).rpartition("What you imported")[2]
    assert Claim.objects.count() == 1


def test_the_page_of_an_import_takes_as_many_queries_for_many(client, anna):
    numbers = []
    for number in (1, 50):
        where = imported(client, *rows(number, source_url=f"https://invented.example/{number}"))
        with CaptureQueriesContext(connection) as asked:
            client.get(where)
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]


def restricted(claim):
    editor = make.make_user(role=Role.EDITOR)
    desk = make.make_desk(members=[editor])
    restrict(claim, desk=desk, reason="Somebody is in danger.", by=editor, at=NOW)


def test_what_another_desk_keeps_is_in_no_preview(client, anna):
    secret = make.make_claim(statement="Zqkept sentence.")
    restricted(secret)

    file = brought_and_checked(client, {**ROW, "ref": secret.ref, "statement": "Guessed."})

    assert "Zqkept" not in client.get(address(file)).content.decode()
    assert "Zqkept" not in client.get(address(file, "checked.csv")).content.decode()
    assert BroughtFile.objects.get().counts == {"new": 1}


def test_what_is_restricted_after_the_check_is_shown_no_more(client, anna):
    known = make.make_claim(statement="Zqkept sentence.")
    row = {**ROW, "ref": known.ref, "statement": "Another."}
    file = brought_and_checked(client, row)
    assert "Zqkept" in client.get(address(file)).content.decode()

    restricted(known)

    page = text(client.get(address(file)))
    assert "Zqkept" not in page
    assert "What is here has changed since. Check the rows again." in page
    assert client.get(address(file, "checked.csv")).status_code == 404


def test_what_is_not_somebodys_to_see_any_more_is_left_out_of_a_check_that_was_kept(client, anna):
    desk = make.make_desk(members=[anna])
    known = make.make_claim(statement="Zqkept sentence.", restricted=True, restricted_reason="So.", desk=desk)
    file = brought_and_checked(client, {**ROW, "ref": known.ref, "statement": "Another."}, desk=desk.slug)
    assert "Zqkept" in client.get(address(file)).content.decode()

    anna.memberships.all().delete()

    for end in ("", "checked.csv", "checked.xlsx"):
        assert b"Zqkept" not in client.get(address(file, end)).content
    assert "Check the rows again." in text(client.get(address(file)))
    assert known.ref not in text(client.get(address(file)))


def test_the_audit_tells_an_import_as_one_act_and_its_undoing_as_another(client, anna):
    administrator = make.make_user(role=Role.ADMINISTRATOR)
    where = imported(client, *rows(2))
    key = where.split("/")[2]

    entered = [each for each in read(lines_of_audit(Asked(), number=100), administrator) if each.act == key]
    client.post(where + "undo/")
    after = read(lines_of_audit(Asked(), number=100), administrator)

    assert {(each.kind, each.why, each.who) for each in entered} == {(Kind.ENTERED, "A file was imported.", anna.email)}
    deleted = [each for each in after if each.kind == Kind.DELETED]
    assert len({each.act for each in deleted}) == 1
    assert {(each.who, each.why, each.is_told) for each in deleted} == {(anna.email, "", False)}
