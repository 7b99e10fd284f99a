"""Typed reading of environment variables. An empty variable counts as one that is not set.

Each variable read through here has its line in `.env.example`.
"""

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """The variable as written, without white space around it."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    """True or false. Anything but a plain yes or no is refused, so that `DEBUG=flase` never means yes."""
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE | FALSE:
        return value in TRUE
    raise ImproperlyConfigured(f"{name} is {value!r}: write 1 or 0.")


def integer(name: str, default: int = 0) -> int:
    """A whole number."""
    value = text(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number.") from None


def day(name: str) -> date | None:
    """A day as 2027-01-31; None where nothing is set."""
    value = text(name)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a day, as 2027-01-31.") from None


def one_of(name: str, known: Sequence[str]) -> str:
    """One of a few words; the first where nothing is set."""
    value = text(name, known[0]).lower()
    if value not in known:
        raise ImproperlyConfigured(f"{name} is {value!r}: write {' or '.join(known)}.")
    return value


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """A list, its members parted by commas or white space."""
    return text(name).replace(",", " ").split() or list(default)


def path(name: str, default: str | Path) -> Path:
    """A folder or file, absolute. Relative paths are meant from the project's folder."""
    return BASE_DIR / Path(text(name, str(default))).expanduser()


def var_dir() -> Path:
    """Where everything lives that this machine makes for itself: database, evidence files, secrets of the demo."""
    return path("VAR_DIR", "var")


def kept_secret(name: str) -> str:
    """A secret that the demo has made up and keeps in `VAR_DIR`; empty where there was no demo."""
    kept = var_dir() / name
    return kept.read_text().strip() if kept.exists() else ""
