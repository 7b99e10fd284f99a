"""Under the role of the site everything works, and the history cannot be changed."""

import secrets
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg import sql

from claims.actions.removing import Order, remove_claim
from claims.actions.versions import version_of
from claims.since.versions import events_of
from tests import factories as make
from users.models import Role
from web.erasing import STEP_IN, as_remover
from web.grants import ONLY_ADDED_TO, REMOVER, grant, history_tables, let_sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def role():
    """A role of the site, in this transaction only."""
    name = f"site_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(name)))
    grant(name)
    return name


@pytest.fixture
def as_site(role):
    """From now on this connection has the rights of the site."""

    def step():
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("SET LOCAL SESSION AUTHORIZATION {}").format(sql.Identifier(role)))

    return step


@pytest.mark.parametrize("table", ["claims_claimevent", "users_userevent", "sources_sourceevent", "pghistory_context"])
@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET {} = {}", "INSERT INTO {} DEFAULT VALUES", "DROP TABLE {}"],
)
def test_the_history_cannot_be_tampered_with(as_site, table, statement):
    make.make_claim()
    column = sql.Identifier("id" if table == "pghistory_context" else "pgh_label")
    filled = sql.SQL(statement).format(*[sql.Identifier(table), column, column][: statement.count("{}")])
    as_site()

    with connection.cursor() as cursor, pytest.raises(Exception, match=r"permission denied|must be owner"):
        cursor.execute(filled)


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET kind = kind", "DROP TABLE {}"])
def test_what_people_did_is_only_added_to(as_site, statement):
    person = make.make_user()
    as_site()
    make.make_act(person=person)

    with connection.cursor() as cursor, pytest.raises(Exception, match=r"permission denied|must be owner"):
        cursor.execute(sql.SQL(statement).format(sql.Identifier(*ONLY_ADDED_TO)))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "ALTER TABLE claims_claim DISABLE TRIGGER ALL",
        "SET LOCAL session_replication_role = replica",
        "UPDATE django_migrations SET name = 'none'",
        "CREATE ROLE another",
    ],
)
def test_the_site_makes_and_drops_nothing(as_site, statement):
    as_site()

    with connection.cursor() as cursor, pytest.raises(Exception, match=r"permission denied|must be owner"):
        cursor.execute(statement)


def test_stepping_aside_of_the_remover_is_the_only_way(as_site):
    make.make_claim()
    as_site()

    with as_remover(), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_claimevent SET statement = '[removed]'")
        assert cursor.rowcount > 0
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("UPDATE claims_claimevent SET statement = 'another'")


def test_publishing_exporting_searching_and_the_past_work_under_it(as_site):
    draft = make.make_claim(published=False)
    client = Client()
    client.force_login(make.make_user(role=Role.EDITOR))
    as_site()

    published = client.post(f"/claims/{draft.ref}/publish/", {"read_version": version_of(draft)})
    exported = client.post("/countries/it/dossier/make/json/")
    found = client.get("/claims/", {"q": "word"})

    draft.refresh_from_db()
    assert (published.status_code, exported.status_code, found.status_code) == (302, 302, 200)
    assert draft.state == "published"
    versions = events_of("claims", "Claim").filter(pgh_obj_id=draft.pk).order_by("pgh_id")
    assert [version.state for version in versions][-1] == "published"
    assert versions.last().pgh_context.metadata["who"]


def test_removing_overwrites_every_version_under_it(as_site):
    word = "zqremoved"
    claim, editor = make.make_claim(statement=f"A sentence with {word}."), make.make_user(role=Role.EDITOR)
    as_site()

    remove_claim(claim, Order(reason="safety", by=editor, at=make.NOON))

    versions = events_of("claims", "Claim").filter(pgh_obj_id=claim.pk)
    assert versions.count() >= 2
    assert not any(word in version.statement for version in versions)
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("UPDATE claims_claimevent SET statement = 'another'")


def test_no_table_of_versions_is_forgotten():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE '%event'")
        assert {name for (name,) in cursor.fetchall()} <= set(history_tables())
    assert f"'{REMOVER}'" in STEP_IN


def test_the_command_makes_a_role_that_can_sign_in_and_nothing_else(monkeypatch):
    name = f"site_{secrets.token_hex(4)}"
    monkeypatch.setenv("SITE_DATABASE_PASSWORD", "one-password")
    call_command("grants", name, "--sign-in", stdout=StringIO())
    monkeypatch.setenv("SITE_DATABASE_PASSWORD", "another-password")

    call_command("grants", name, "--sign-in", stdout=StringIO())

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolpassword"
            " FROM pg_authid WHERE rolname = %s",
            [name],
        )
        *rights, password = cursor.fetchone()
    assert rights == [True, False, False, False, False]
    assert password.startswith("SCRAM-SHA-256$")
    assert "another-password" not in password


def test_the_command_makes_no_role_without_a_password(monkeypatch):
    monkeypatch.delenv("SITE_DATABASE_PASSWORD", raising=False)

    with pytest.raises(CommandError, match="SITE_DATABASE_PASSWORD is not set"):
        call_command("grants", "site", "--sign-in")


def test_what_the_server_is_told_is_not_the_password():
    with CaptureQueriesContext(connection) as asked:
        let_sign_in(f"site_{secrets.token_hex(4)}", "a-password-of-ours")

    assert "a-password-of-ours" not in str(asked.captured_queries)
