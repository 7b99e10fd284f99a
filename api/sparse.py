"""Some fields of a record instead of all: `?fields=ref,statement,passage.source.title`."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from api.problems import Refused

FIELDS = "fields"
LONGEST = 2000
# The fields that are wanted, each with those that are wanted of it; None for all.
Wanted = dict[str, "Wanted | None"]


def wanted(text: str | None, shape: serializers.BaseSerializer[Any]) -> Wanted | None:
    """What the address names, None for everything. Raises Refused for a field that no such record has."""
    if text is None:
        return None
    names = [name.strip() for name in text[:LONGEST].split(",")]
    found: Wanted = {}
    for name in names:
        _add(found, name.split("."), shape, name)
    return found


def _add(found: Wanted, path: list[str], shape: Any, name: str) -> None:
    fields = getattr(shape, "child", shape).fields
    if path[0] not in fields:
        sentence = _("There is no field “%(name)s” here. There is: %(known)s.")
        detail = sentence % {"name": name[:40], "known": ", ".join(fields)}
        raise Refused(detail, faults=[{"detail": detail, "parameter": FIELDS}])
    if len(path) == 1:
        found[path[0]] = None
        return
    inner = fields[path[0]]
    if not hasattr(getattr(inner, "child", inner), "fields"):
        detail = _("“%(name)s” goes further than the record.") % {"name": name[:40]}
        raise Refused(detail, faults=[{"detail": detail, "parameter": FIELDS}])
    if found.get(path[0], {}) is not None:
        further = found.setdefault(path[0], {})
        assert further is not None  # noqa: S101 - looked at above
        _add(further, path[1:], inner, name)


def kept(data: Any, wish: Wanted | None) -> Any:
    """The same record, or records, with these fields and no others."""
    if wish is None or data is None:
        return data
    if isinstance(data, list):
        return [kept(each, wish) for each in data]
    return {name: kept(data[name], further) for name, further in wish.items()}
