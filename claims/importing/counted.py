"""How many rows of which table, as a page says it."""

from collections.abc import Mapping

from django.utils.translation import ngettext


def counted(rows: Mapping[str, int]) -> list[str]:
    """“3 statements”, “1 source”, by the names of `undo`; nothing for a table without any."""
    return [_one(name, number) % {"number": f"{number:,}"} for name, number in rows.items() if number]


def _one(name: str, number: int) -> str:
    words = {
        "claims": ngettext("%(number)s statement", "%(number)s statements", number),
        "passages": ngettext("%(number)s passage", "%(number)s passages", number),
        "sources": ngettext("%(number)s source", "%(number)s sources", number),
        "parties": ngettext("%(number)s speaker", "%(number)s speakers", number),
        "subjects": ngettext(
            "%(number)s place, station or agreement", "%(number)s places, stations and agreements", number
        ),
    }
    return words[name]
