"""A site with statements, copies and exports; programs that run elsewhere, in folders that everybody may enter."""

from contextlib import contextmanager

import pytest
from django.db import connection

from config import captures
from operations.backup import making
from tests.adding.scene import make_scene
from tests.factories import make_claim
from tests.preserving.bring import bring
from tests.running.conftest import environment, folder

__all__ = ["environment", "folder"]


@pytest.fixture
def places(tmp_path, settings):
    """Where this site keeps its files."""
    kept = {"captures": tmp_path / "captures", "exports": tmp_path / "exports"}
    storages = {kind: captures.storage(place, "") for kind, place in kept.items()}
    settings.STORAGES = {**settings.STORAGES, **storages}
    return kept


@pytest.fixture
def other_database(transactional_db):
    """Work on an empty database beside the tests' own: `with other_database():`."""
    name = f"{connection.settings_dict['NAME']}_other"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')

    @contextmanager
    def working_there():
        own = connection.settings_dict["NAME"]
        _leave()
        connection.settings_dict["NAME"] = name
        try:
            yield
        finally:
            _leave()
            connection.settings_dict["NAME"] = own

    yield working_there
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _leave():
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL has one


@pytest.fixture
def backup(transactional_db, places, tmp_path):
    """A backup of a small site."""
    scene = make_scene()
    make_claim(question=scene.existence, subject=scene.italy, statement="It was said before.")
    bring(scene.source, b"An invented text, kept before.\n", name="before.txt")
    return making.make(tmp_path / "backup.tar").path
