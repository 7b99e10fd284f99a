"""What is kept of a file that somebody brought: sealed under the site's key, so that the database alone tells nothing.

A spreadsheet may name people in danger before anybody has decided what of it is to be kept. Everything is packed first.
"""

import json
import zlib
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from django.utils.translation import gettext as _

from claims.importing.opening import Sheet, read
from claims.importing.plan import Outcome
from claims.importing.refusing import Refused
from users.sealing import box

PURPOSE = "brought_file"
ROWS_SHOWN = 3
LONGEST_NAME = 120
LONGEST_CELL = 80


@dataclass(frozen=True)
class Facts:
    """What is shown of a file without reading it again: its name, its headings, and its first rows."""

    name: str
    read_as: str
    rows: int
    headings: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]


def facts_of(name: str, sheet: Sheet) -> Facts:
    """The facts of a file that was just read."""
    examples = tuple(tuple(cell[:LONGEST_CELL] for cell in cells) for _number, cells in sheet.rows[:ROWS_SHOWN])
    return Facts(name[-LONGEST_NAME:], sheet.read_as, len(sheet.rows), tuple(sheet.headings), examples)


def seal(content: bytes) -> bytes:
    """Bytes as they are kept."""
    return box(PURPOSE).encrypt(zlib.compress(content, level=1))


def unseal(kept: bytes | memoryview) -> bytes:
    """The bytes again. Raises Refused where the site's key is another one by now."""
    try:
        return zlib.decompress(box(PURPOSE).decrypt(bytes(kept)))
    except InvalidToken as trouble:
        raise Refused(_("The site’s key was changed since, and the file cannot be read. Bring it again.")) from trouble


def seal_facts(facts: Facts) -> bytes:
    """Facts as they are kept."""
    return seal(json.dumps(asdict(facts), ensure_ascii=False).encode())


def facts_in(kept: bytes | memoryview) -> Facts:
    """The facts again. Raises Refused."""
    told: dict[str, Any] = json.loads(unseal(kept))
    examples = tuple(tuple(cells) for cells in told.pop("examples"))
    return Facts(**{**told, "headings": tuple(told["headings"])}, examples=examples)


def sheet_in(kept: bytes | memoryview) -> Sheet:
    """The file again, read. Raises Refused."""
    return read(unseal(kept))


def seal_outcomes(outcomes: list[Outcome]) -> bytes:
    """What becomes of each row, as it is kept."""
    rows = [(each.number, each.state, each.where, each.label, each.faults, each.differences) for each in outcomes]
    return seal(json.dumps(rows, ensure_ascii=False).encode())


def outcomes_in(kept: bytes | memoryview) -> list[Outcome]:
    """What becomes of each row. Raises Refused."""
    return [
        Outcome(number, state, where, label, [(a, b) for a, b in faults], [(a, b, c) for a, b, c in apart])
        for number, state, where, label, faults, apart in json.loads(unseal(kept))
    ]
