"""Where the database is, worked out from the environment alone."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import database


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://desk:secret@db.example:6432/record", ("desk", "secret", "db.example", "6432", "record")),
        ("postgres://desk@localhost/record", ("desk", "", "localhost", "", "record")),
        ("postgresql:///record", ("", "", "", "", "record")),
        ("postgresql:///record?host=/run/postgresql", ("", "", "/run/postgresql", "", "record")),
        ("postgresql:///record?host=/srv/A%20b&port=5433&user=desk", ("desk", "", "/srv/A b", "5433", "record")),
        ("postgresql://%2Fvar%2FRun/record", ("", "", "/var/Run", "", "record")),
        ("postgresql://desk:p%40ss%2Fword%3A@h/record", ("desk", "p@ss/word:", "h", "", "record")),
        ("postgresql://[::1]:5432/record", ("", "", "::1", "5432", "record")),
    ],
)
def test_an_address_says_where_the_database_is(url, place):
    found = database.from_url(url)

    assert tuple(found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")) == place


def test_other_words_of_an_address_are_for_the_driver():
    found = database.from_url("postgresql://h/record?sslmode=verify-full&connect_timeout=3")

    assert found["OPTIONS"] == {"sslmode": "verify-full", "connect_timeout": "3"}


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("mysql://desk:secret@h/record", "must begin with postgresql://"),
        ("postgresql://desk:secret@h:many/record", "host or port is malformed"),
        ("postgresql://desk:secret@h", "names no database"),
    ],
)
def test_a_malformed_address_is_refused_without_repeating_its_password(url, problem):
    with pytest.raises(ImproperlyConfigured, match=problem) as refusal:
        database.from_url(url)

    assert "secret" not in str(refusal.value)


def test_every_connection_spares_the_history_triggers_a_failed_look_up(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://h/record?options=-c%20statement_timeout%3D9s")

    options = database.default()["OPTIONS"]["options"]
    assert options.startswith("-c statement_timeout=9s -c pgtrigger.ignore={} ")


def test_every_connection_keeps_the_planner_from_thinking_longer_than_a_page_takes(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://h/record")

    options = database.default()["OPTIONS"]["options"]
    assert options.endswith(" -c join_collapse_limit=4 -c from_collapse_limit=4")


def test_the_embedded_server_is_found_by_its_folder_alone(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("VAR_DIR", "/srv/somewhere")

    assert database.default()["HOST"] == str(database.socket_dir(Path("/srv/somewhere")))


def test_a_socket_has_a_short_path_however_long_the_folders_is():
    socket = database.socket_dir(Path("/long" * 100)) / f".s.PGSQL.{database.PORT}"

    assert len(bytes(socket)) < 107


def test_two_folders_have_two_sockets_and_two_names_of_one_folder_have_one(tmp_path):
    (tmp_path / "one").mkdir()
    (tmp_path / "same").symlink_to(tmp_path / "one")

    assert database.socket_dir(tmp_path / "one") != database.socket_dir(tmp_path / "two")
    assert database.socket_dir(tmp_path / "one") == database.socket_dir(tmp_path / "same")
