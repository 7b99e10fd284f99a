"""Real programs in real folders. Not pytest's own folders: root's PostgreSQL may not enter those."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.env import BASE_DIR


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder that everybody may enter."""
    made = Path(tempfile.mkdtemp(prefix="running-"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    """The environment of somebody who has not set anything for this project."""
    example = (BASE_DIR / ".env.example").read_text()
    ours = {*re.findall(r"^#?([A-Z][A-Z0-9_]+)=", example, re.MULTILINE), "ON_RECORD_UNDER_TEST"}
    return {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("DJANGO_")}
