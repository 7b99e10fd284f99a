"""Real programs in real folders. Not pytest's own folders: root's PostgreSQL may not enter those."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that everybody may enter."""
    made = Path(tempfile.mkdtemp(prefix="running-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def environment() -> dict[str, str]:
    """The environment of somebody who has not set anything for this project."""
    ours = {"VAR_DIR", "SECRET_KEY", "DATABASE_URL", "PORT", "HOST", "DJANGO_SETTINGS_MODULE", "ON_RECORD_UNDER_TEST"}
    return {name: value for name, value in os.environ.items() if name not in ours}
