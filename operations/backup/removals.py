"""What was removed and taken down, as a list of keys without a word of it, and doing it again after a restoration.

A backup brings back what was removed after it was made. The list says what that is: it is read from the database that
is about to be replaced, or was written beside the backups by `manage.py list_removals`.
"""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models

from claims.actions import removing
from claims.actions.removing import Order
from claims.models import Claim, Removal
from sources.models import Capture, Citation, Party, Source, Takedown
from sources.preserving.giving_up import take_down
from users.models import Role, User

FORMAT = "on-record-removals"
TARGETS: dict[str, type[models.Model]] = {"claim": Claim, "citation": Citation, "source": Source, "party": Party}


class NotAList(Exception):
    """The file holds no list of removals. The message is a sentence."""


def listed() -> list[dict[str, Any]]:
    """Every removal and every takedown, in the order in which they happened."""
    found = [
        {
            "kind": kind,
            "key": getattr(row, f"{kind}_id"),
            "reason": row.reason,
            "role": row.party.name if row.party else "",
            "by": row.removed_by_id,
            "at": row.removed_at.isoformat(),
        }
        for row in Removal.objects.select_related("party")
        for kind in TARGETS
        if getattr(row, f"{kind}_id")
    ]
    found += [
        {
            "kind": "capture",
            "key": row.capture_id,
            "reason": row.reason,
            "role": "",
            "by": row.taken_down_by_id,
            "at": row.taken_down_at.isoformat(),
        }
        for row in Takedown.objects.all()
    ]
    return sorted(found, key=lambda each: (each["at"], each["kind"], each["key"]))


def written(removals: list[dict[str, Any]]) -> str:
    """The list as a file holds it."""
    return json.dumps({"what": FORMAT, "removals": removals}, indent=1)


def read(text: str) -> list[dict[str, Any]]:
    """Read a list that was written. Raises NotAList."""
    try:
        found = json.loads(text)
        if found["what"] == FORMAT:
            return list(found["removals"])
    except (ValueError, KeyError, TypeError):
        pass
    raise NotAList("That is no list of removals: `manage.py list_removals FILE` writes one.")


def apply(removals: list[dict[str, Any]]) -> int:
    """Remove and take down again what the list names and what still stands; how many acts those were."""
    return sum(_apply(each) for each in removals)


def _apply(removal: dict[str, Any]) -> bool:
    """Whether there was anything to do: what the backup does not hold was entered after it, and is gone anyway."""
    order = Order(reason=removal["reason"], by=_who(removal["by"]), at=datetime.fromisoformat(removal["at"]))
    if removal["kind"] == "capture":
        capture = Capture.objects.standing().filter(pk=removal["key"]).first()
        if capture:
            take_down(capture, reason=order.reason, note="", by=order.by, at=order.at)
        return capture is not None
    model: Any = TARGETS[removal["kind"]]
    row = model.objects.filter(pk=removal["key"], removed_at__isnull=True).first()
    if row:
        _remove(removal, row, order)
    return row is not None


def _remove(removal: dict[str, Any], row: Any, order: Order) -> None:
    """The same act. Which copies were taken down with it, the list says by itself."""
    acts: dict[str, Callable[[], Removal]] = {
        "claim": lambda: removing.remove_claim(row, order, keep_copies=True),
        "citation": lambda: removing.remove_passage(row, order, keep_copies=True),
        "source": lambda: removing.remove_source(row, order),
        "party": lambda: removing.remove_names(row, order, role=removal["role"]),
    }
    acts[removal["kind"]]()


def _who(key: int) -> User:
    """Who removed it, or the first of the desk who may, where that account came after the backup."""
    found = User.objects.filter(pk=key).first()
    if found is None or not found.may_publish:
        found = User.objects.filter(role__in=[Role.EDITOR, Role.ADMINISTRATOR]).order_by("pk").first()
    if found is None:
        raise NotAList("The backup holds nobody who may remove anything.")
    return found
