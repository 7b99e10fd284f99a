"""What was changed about a person's rights: when, by whom, and why. Read from the history, for administrators."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from users.models import Desk, Membership, Role, User


@dataclass(frozen=True)
class Change:
    """One change."""

    at: datetime
    what: str
    by: str
    why: str


def changes_of(person: User) -> list[Change]:
    """What became of a person's account and desks, the newest first: a fixed number of queries."""
    accounts = list(_events(User).filter(pgh_obj_id=person.pk).select_related("pgh_context").order_by("pgh_id"))
    desks = list(_events(Membership).filter(user_id=person.pk).select_related("pgh_context").order_by("pgh_id"))
    found = [(now, _account(before, now)) for before, now in zip([None, *accounts], accounts, strict=False)]
    names = dict(Desk.objects.filter(pk__in={each.desk_id for each in desks}).values_list("pk", "name"))
    found += [(each, _desk(each, names)) for each in desks]
    people = {each.pgh_context.metadata.get("who") for each, _what in found if each.pgh_context}
    addresses = dict(User.objects.filter(pk__in=people - {None}).values_list("pk", "email"))
    told = [_told(each, what, addresses) for each, what in found if what]
    return sorted(told, key=lambda change: change.at, reverse=True)


def _events(model: Any) -> Any:
    return model.pgh_event_model.objects  # set by pghistory


def _account(before: Any, now: Any) -> str:
    if before is None:
        return _("An account as %(role)s") % {"role": Role(now.role).label}
    if before.role != now.role:
        return _("%(role)s from then on, before %(former)s") % {
            "role": Role(now.role).label,
            "former": Role(before.role).label,
        }
    if before.is_active != now.is_active:
        return _("The account was opened") if now.is_active else _("The account was closed")
    return _("The second step was taken away") if before.second_step_taken_at != now.second_step_taken_at else ""


def _desk(event: Any, names: dict[int, str]) -> str:
    sentence = _("Left the desk “%(name)s”") if event.pgh_label == "delete" else _("Joined the desk “%(name)s”")
    return sentence % {"name": names.get(event.desk_id, "")}


def _told(event: Any, what: str, addresses: dict[int, str]) -> Change:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    who = addresses.get(metadata.get("who", 0), "")
    return Change(at=event.pgh_created_at, what=what, by=who, why=str(metadata.get("why") or ""))
