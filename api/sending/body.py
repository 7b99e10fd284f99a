"""The body of a request that writes: one flat JSON object, read to its last byte before anything is made of it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from api.problems import Fault, Refused
from claims.importing.columns import CLAIMS
from claims.importing.opening import UNPRINTABLE, cleaned

MOST_BYTES = 256 * 1024
JSON = "application/json"
DESK = "desk"
LONGEST_NAME = 40


@dataclass(frozen=True)
class Body:
    """What was sent: the cells of a row by column, the desk that is named, and the digest of the bytes."""

    cells: dict[str, str]
    desk: str
    sha256: str


def read_body(request: HttpRequest) -> Body:
    """The row that was sent. Raises Refused: 415, 413, 400 for what is no JSON, 422 for what is no row."""
    if request.content_type != JSON or (request.content_params or {}).get("charset", "utf-8").lower() != "utf-8":
        raise Refused(_("Send JSON, and say so: Content-Type: application/json."), status=415)
    raw = request.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise Refused(_("A claim is sent in at most %(most)s KiB.") % {"most": MOST_BYTES // 1024}, status=413)
    told = _parsed(raw)
    if not isinstance(told, dict):
        raise _no_row([{"detail": _("Send one object, with the columns of one row."), "pointer": ""}])
    faults: list[Fault] = []
    texts = {name: _text(name, value, faults) for name, value in told.items()}
    if faults:
        raise _no_row(faults)
    desk = texts.pop(DESK, "")
    return Body({name: text for name, text in texts.items() if text}, desk, hashlib.sha256(raw).hexdigest())


def _parsed(raw: bytes) -> Any:
    """The JSON, where it is text, ends, and says nothing twice."""
    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=_each_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused(_("This is no JSON that can be read."), status=400) from error


def _each_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(name)
        found[name] = value
    return found


def _no_number(text: str) -> None:
    raise ValueError(text)


def _text(name: str, value: Any, faults: list[Fault]) -> str:
    """A value as a cell holds it; what is none is a fault."""
    if name != DESK and name not in CLAIMS.names:
        named = _printed(name)
        left_out = _("“%(name)s” is worked out by the site, and not sent.")
        unknown = _("There is no column “%(name)s”.")
        sentence = (left_out if name in CLAIMS.not_read else unknown) % {"name": named}
        faults.append({"detail": sentence, "pointer": pointer(named)})
        return ""
    if value is None or isinstance(value, bool):
        return {None: "", True: "yes", False: "no"}[value]
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        faults.append({"detail": _("This is a text, a whole number, true, false or null."), "pointer": pointer(name)})
        return ""
    if UNPRINTABLE.search(value):
        detail = _("This holds signs that are no text: controls, or half of a character.")
        faults.append({"detail": detail, "pointer": pointer(name)})
        return ""
    return cleaned(value)


def pointer(name: str) -> str:
    """Where a column stands in the body (RFC 6901)."""
    return f"/{name.replace('~', '~0').replace('/', '~1')}"


def _printed(name: str) -> str:
    return UNPRINTABLE.sub("�", name)[:LONGEST_NAME]


def refusal(faults: list[Fault]) -> Refused:
    """That a row cannot be taken, with everything that is wrong with it."""
    detail = ngettext("One thing in this cannot be taken.", "%(number)s things in this cannot be taken.", len(faults))
    return Refused(detail % {"number": len(faults)}, status=422, faults=faults)


_no_row = refusal
