"""Under the role of the site everything works, and the history cannot be changed."""

import secrets

import pytest
from django.db import connection
from django.test import Client
from psycopg import sql

from claims.actions.removing import Order, remove_claim
from claims.since.versions import events_of
from tests import factories as make
from users.models import Role
from web.erasing import STEP_IN, as_remover
from web.grants import REMOVER, grant, history_tables

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

    published = client.post(f"/claims/{draft.ref}/publish/")
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
