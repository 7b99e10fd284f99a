"""Bringing a file, what its columns are, and who sees it: the pages until the rows are checked."""

import zipfile
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.importing import bringing
from claims.importing.opening import read
from claims.importing.sealed import facts_in
from claims.importing.workbooks import lines
from claims.models import BroughtFile, Claim
from claims.removal.kept_forms import forget_kept_forms
from claims.tasks import forget_expired_files
from tests import factories as make
from tests.importing.pages import bring, check, columns_sent, text
from tests.importing.sheets import ROW, as_csv, as_xlsx, make_ground, rows
from tests.writing import written
from users.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(client):
    """A contributor, signed in."""
    make_ground()
    user = make.make_user()
    client.force_login(user)
    return user


def packed(**members):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><office:document-content>&b;</office:document-content>'


def test_a_file_that_is_brought_leads_to_its_columns_and_stands_nowhere_in_the_clear(client, anna):
    answer = bring(client, {**ROW, "quote": "Zqsecret words."})

    file = BroughtFile.objects.get()
    assert answer["Location"] == f"/imports/files/{file.key}/"
    assert (file.kept_for, file.state, Claim.objects.count()) == (anna, "columns", 0)
    page = text(client.get(answer["Location"]))
    assert "mine.csv" in page
    assert "Zqsecret words." in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(facts, 'escape') || encode(content, 'escape') FROM claims_broughtfile")
        [kept] = cursor.fetchone()
    assert "Zqsecret" not in kept
    assert "mine.csv" not in kept


def test_columns_are_matched_by_name_and_synonym_and_the_unknown_ones_named(client, anna):
    row = {("exact words" if name == "quote" else name): cell for name, cell in ROW.items()}
    bring(client, {**row, "Our remarks": "x", "answer": "yes"})

    file = BroughtFile.objects.get()
    page = text(client.get(file.get_absolute_url()))

    chosen = columns_sent(client, file)
    assert list(chosen.values()) == [*ROW, "", ""]
    assert "left out unless you say what it is: “Our remarks”" in page
    assert "Worked out by this site, and not read." in page


def test_a_column_that_is_missing_is_named_and_chosen_by_hand(client, anna):
    row = {("gesagt von" if name == "speaker" else name): cell for name, cell in ROW.items()}
    bring(client, row)
    file = BroughtFile.objects.get()
    page = text(client.get(file.get_absolute_url()))
    place = list(ROW).index("speaker")
    assert "The file has no column for: speaker or speaker_slug." in page

    refused = check(client, file)
    file.refresh_from_db()
    assert (refused.status_code, file.state) == (422, "columns")
    assert "no column for: speaker or speaker_slug" in text(refused)

    assert check(client, file, **{f"column-{place}": "speaker"}).status_code == 302
    file.refresh_from_db()
    assert (file.state, file.counts) == ("checked", {"new": 1})


def test_one_column_twice_is_refused_and_what_was_chosen_stays(client, anna):
    bring(client, {**ROW, "Our remarks": "x"})
    file = BroughtFile.objects.get()

    answer = check(client, file, **{f"column-{len(ROW)}": "quote"})

    assert answer.status_code == 422
    assert "Two columns are read as “quote”" in text(answer)
    assert answer.content.decode().count('<option value="quote" selected>') == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty."),
        (b"statement,quote\n", "The file holds headings, and no row below them."),
        (packed(**{"letter.txt": "Dear editor"}), "This is a ZIP file and no workbook"),
        (packed(**{"content.xml": BOMB, "mimetype": "x"}), "defines a document type"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "Excel 97–2003"),
        (as_xlsx(["statement"], ["=1+1"], change=lambda sheet: sheet.write_formula(1, 0, "=1+1")), "holds a formula"),
        (as_xlsx(["statement", "quote"], change=lambda s: s.merge_range(1, 0, 1, 1, "one")), "merged"),
        (b"statement,quote\na,b,c\n", "more cells than there are headings"),
    ],
    ids=["empty", "headings only", "zip", "bomb", "cut off", "old", "formula", "merged", "too wide"],
)
def test_what_cannot_be_read_is_refused_in_a_sentence_and_not_kept(client, anna, content, told):
    with CaptureQueriesContext(connection) as asked:
        answer = bring(client, content=content, name="claims.xlsx")

    assert answer.status_code == 422
    assert told in text(answer)
    assert [each for each in written(asked) if "web_" not in each] == []
    assert not BroughtFile.objects.exists()


def test_what_is_too_large_is_refused_before_it_is_read(client, anna, settings, monkeypatch):
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    answer = bring(client, content=b"statement\n" + b"x" * 2 * 1024 * 1024)
    assert (answer.status_code, "The file has 2 MB; at most 1 MB are taken here." in text(answer)) == (422, True)

    settings.CAPTURE_MAX_BYTES = 1024
    cut = bring(client, content=b"statement\n" + b"x" * 4000)
    assert cut.status_code == 422
    assert 'role="alert"' in cut.content.decode()

    settings.CAPTURE_MAX_BYTES = 1024 * 1024
    monkeypatch.setattr(bringing, "MOST_ROWS", 2)
    many = bring(client, *rows(3))
    assert "The file has 3 rows; at most 2 are taken here." in text(many)
    assert not BroughtFile.objects.exists()


def test_five_files_wait_and_a_sixth_does_not(client, anna):
    for _file in range(5):
        bring(client, ROW)

    answer = bring(client, ROW)

    assert (answer.status_code, BroughtFile.objects.count()) == (422, 5)
    assert "5 files of yours wait here already" in text(answer)


def test_nothing_chosen_is_said_beside_its_field(client, anna):
    answer = client.post("/imports/bring/", {})

    assert answer.status_code == 422
    assert "What are the rows of the file?" in text(answer)
    assert "Choose a file." in text(answer)


def test_who_is_in_a_desk_says_whose_the_drafts_become_and_names_no_other(client, anna):
    desk, other = make.make_desk(members=[anna]), make.make_desk()

    assert bring(client, ROW).status_code == bring(client, ROW, desk=other.slug).status_code == 422
    assert not BroughtFile.objects.exists()
    bring(client, ROW, desk=desk.slug)
    assert BroughtFile.objects.get().desk == desk


FILE = "/imports/files/{}/"
READ = ["", "columns/", "checked.csv", "checked.xlsx"]
ACTS = ["check/", "write/", "stop/", "discard/"]


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.ADMINISTRATOR])
def test_a_file_and_an_import_are_nobody_elses_of_whatever_role(client, role):
    make.make_brought_file()
    checked = make.make_brought_file(state="checked", outcomes=b"x", counts={"new": 1})
    client.force_login(make.make_user(role=role))

    for key in (checked.key, uuid4()):
        assert [client.get(FILE.format(key) + end).status_code for end in READ] == [404] * 4
        assert [client.post(FILE.format(key) + end).status_code for end in ACTS] == [404] * 4
        assert client.get(f"/imports/{key}/").status_code == client.post(f"/imports/{key}/undo/").status_code == 404
    assert "invented.csv" not in text(client.get("/imports/"))
    assert set(BroughtFile.objects.values_list("state", flat=True)) == {"columns", "checked"}


def test_who_is_not_signed_in_is_asked_to(db):
    file, stranger = make.make_brought_file(), Client()
    pages = ["/imports/", "/imports/templates/claims.csv", f"/imports/{uuid4()}/"]

    for address in [*pages, *(FILE.format(file.key) + end for end in READ)]:
        assert stranger.get(address)["Location"].startswith("/accounts/login/")
    for end in ACTS:
        assert stranger.post(FILE.format(file.key) + end)["Location"].startswith("/accounts/login/")
    assert bring(stranger, ROW)["Location"].startswith("/accounts/login/")
    assert BroughtFile.objects.get().state == "columns"


def test_a_reading_address_takes_no_post_and_a_writing_one_no_get(client, anna):
    file = make.make_brought_file(kept_for=anna)

    assert {client.get(FILE.format(file.key) + end).status_code for end in ACTS} == {405}
    assert client.post(FILE.format(file.key)).status_code == client.get("/imports/bring/").status_code == 405


@pytest.mark.parametrize("kind", ["claims", "sources", "parties", "stations", "agreements"])
def test_a_file_to_fill_in_holds_every_column_in_both_formats_and_no_row(client, anna, kind):
    text_file = client.get(f"/imports/templates/{kind}.csv")
    book = client.get(f"/imports/templates/{kind}.xlsx")

    headings = read(text_file.content + b"x\r\n").headings
    assert lines(book.content)[0] == [(1, headings)]
    assert text_file["Content-Disposition"] == f'attachment; filename="on-record-{kind}-to-fill-in.csv"'
    assert client.get(f"/imports/templates/{kind}.exe").status_code == 404
    assert client.get(f"/imports/templates/{kind}s.csv").status_code == 404


def test_the_page_is_led_to_from_the_frame_and_from_the_form_for_adding(client, anna):
    assert client.get("/imports/").content.decode().count('href="/imports/"') == 1
    assert client.get("/claims/new/").content.decode().count('href="/imports/"') == 2
    assert 'href="/imports/"' not in Client().get("/").content.decode()


def test_the_list_of_files_and_imports_takes_as_many_queries_for_many(client, anna, django_assert_max_num_queries):
    make.make_brought_file(kept_for=anna)
    with CaptureQueriesContext(connection) as one:
        client.get("/imports/")
    for _file in range(4):
        make.make_brought_file(kept_for=anna)

    with django_assert_max_num_queries(len(one)):
        assert text(client.get("/imports/")).count("invented.csv") == 5


def test_a_file_is_thrown_away_by_hand_after_a_week_and_when_something_is_removed(client, anna):
    for _file in range(3):
        make.make_brought_file(kept_for=anna)
    first, second, third = BroughtFile.objects.order_by("pk")

    assert client.post(FILE.format(first.key) + "discard/")["Location"] == "/imports/"
    BroughtFile.objects.filter(pk=second.pk).update(brought_at=timezone.now() - timedelta(days=7, seconds=1))
    assert client.get(FILE.format(second.key)).status_code == 404
    forget_expired_files(0)
    assert list(BroughtFile.objects.all()) == [third]
    forget_kept_forms()
    assert not BroughtFile.objects.exists()


def test_what_was_sealed_under_a_key_that_is_gone_is_told_and_thrown_away(client, anna, settings):
    file = make.make_brought_file(kept_for=anna)
    settings.SECRET_KEY, fallbacks = "another-key-of-this-installation-0123456789", [settings.SECRET_KEY]
    client.force_login(anna)

    assert "cannot be read any more" in text(client.get("/imports/"))
    assert client.get(file.get_absolute_url())["Location"] == "/imports/"
    settings.SECRET_KEY_FALLBACKS = fallbacks
    assert facts_in(file.facts).name == "invented.csv"


def test_one_too_many_in_an_hour_waits(client, anna, settings):
    settings.IMPORTS_PER_HOUR = 1
    assert bring(client, ROW).status_code == 302

    later = bring(client, ROW)

    assert (later.status_code, "Retry-After" in later.headers) == (429, True)
    assert client.get("/imports/").status_code == 200


def test_names_and_cells_of_a_file_are_text_on_every_page(client, anna):
    bring(client, {**ROW, "<b>heading": "<script>alert(1)</script>"}, name="<i>x.csv")
    file = BroughtFile.objects.get()

    for address in ("/imports/", file.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "<i>x" not in page
        assert "<script>alert" not in page
        assert "<b>heading" not in page
    assert "&lt;b&gt;heading" in page


def test_a_windows_file_with_semicolons_is_read(client, anna):
    bring(client, content=as_csv({**ROW, "statement": "Сказано, что есть."}, delimiter=";", encoding="cp1251"))

    facts = facts_in(BroughtFile.objects.get().facts)

    assert "Сказано, что есть." in facts.examples[0]
    assert "cp1251" in facts.read_as
