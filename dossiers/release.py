"""Which programs, template and fonts make a dossier: the same release gives the same bytes."""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from dossiers.pictures.maps import OUTLINES

MAKERS = ("typst", "pypandoc-binary", "fonttools")
FOLDER = Path(__file__).resolve().parent
PARTS = {".py", ".css", ".typ", ".html", ".docx", ".ttf", ".otf"}


@lru_cache(maxsize=1)
def release() -> str:
    """Twelve characters that change when anything that makes a dossier changes."""
    found = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in MAKERS).encode())
    for path in sorted(path for path in FOLDER.rglob("*") if path.suffix in PARTS):
        found.update(path.relative_to(FOLDER).as_posix().encode())
        found.update(path.read_bytes())
    found.update(OUTLINES.read_bytes())
    return found.hexdigest()[:12]
