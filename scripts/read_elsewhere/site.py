"""The site that is read, and what its own JSON says."""

import importlib
import json
import shutil
import subprocess
import urllib.request
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

Row = dict[str, Any]


class Missing(Exception):
    """A program or package of others that this machine does not have."""


class Differs(Exception):
    """Two formats say different things."""


class Site:
    """A running site: its files, and its rows as the standard library reads them."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self.folder = folder
        self.rows = cache(self._rows)

    def bytes(self, path: str) -> bytes:
        """What the site answers; raises `HTTPError` for anything but a success."""
        with urllib.request.urlopen(self.address + path) as answer:  # noqa: S310 - the address was given by hand
            body: bytes = answer.read()
        return body

    def text(self, path: str) -> str:
        """The same as text."""
        return self.bytes(path).decode()

    def file(self, path: str) -> Path:
        """The same as a file, named after its address."""
        kept = self.folder / path.rpartition("/")[0].strip("/") / path.rpartition("/")[2]
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(self.bytes(path))
        return kept

    def _rows(self, listed: str) -> list[Row]:
        """The rows of a list, from its JSON."""
        rows: list[Row] = json.loads(self.bytes(f"/{listed}.json"))["rows"]
        return rows


def library(name: str) -> Any:
    """A package of others; raises `Missing`."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise Missing(f"{name} is not installed") from error


def run(program: str, *arguments: object) -> str:
    """What a program of others prints; raises `Missing`, or `Differs` where it refuses the file."""
    if not (found := shutil.which(program)):
        raise Missing(f"{program} is not installed")
    done = subprocess.run([found, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Differs(f"{program} refused it: {done.stderr.strip()[:400]}")
    return done.stdout


def same(found: Iterable[Any], expected: Iterable[Any], what: str) -> int:
    """How many, where both hold the same in whatever order; raises `Differs` with the first that one of them lacks."""
    left, right = sorted(map(_written, found)), sorted(map(_written, expected))
    if left == right:
        return len(left)
    only_found, only_expected = set(left) - set(right), set(right) - set(left)
    example = min(only_found or {""})[:250], min(only_expected or {""})[:250]
    raise Differs(f"{what}: {len(left)} read, {len(right)} expected; read {example[0]!r}, expected {example[1]!r}")


def in_order(found: list[Any], expected: list[Any], what: str) -> int:
    """As `same`, in the same order."""
    for place, (left, right) in enumerate(zip(found, expected, strict=False)):
        if left != right:
            raise Differs(f"{what} {place}: read {str(left)[:250]!r}, expected {str(right)[:250]!r}")
    if len(found) != len(expected):
        raise Differs(f"{what}: {len(found)} read, {len(expected)} expected")
    return len(found)


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
