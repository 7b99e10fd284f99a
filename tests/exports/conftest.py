"""Exports lie in a passing folder, and the queue's work is done by hand."""

from pathlib import Path

import pytest

from config import captures
from dossiers.models import Export
from dossiers.tasks import make_in_background
from tests.factories import make_claim


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    """Where the bytes of exports lie."""
    place = tmp_path / "exports"
    settings.STORAGES = {**settings.STORAGES, "exports": captures.storage(place, "")}
    return place


@pytest.fixture
def files(folder):
    """What lies there, by name."""
    return lambda: sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def ask(client):
    """Ask for an export as a form does, and give its row."""

    def asking(suffix="json", country="it", **given):
        response = client.post(f"/countries/{country}/dossier/make/{suffix}/", given)
        assert response.status_code == 302, response.content.decode()
        return Export.objects.get(key=response["Location"].strip("/").split("/")[-1])

    return asking


@pytest.fixture
def made(ask):
    """Ask for an export, and let the queue make it."""

    def making(*words, **given):
        export = ask(*words, **given)
        make_in_background(export.pk)
        export.refresh_from_db()
        assert export.state == "made", export.failure
        return export

    return making


def path_of(folder: Path, export: Export) -> Path:
    """Where the bytes of an export lie."""
    return folder / export.sha256[:2] / export.sha256


@pytest.fixture
def claim():
    """One published statement."""
    return make_claim(statement="A published sentence.")
