"""EDTF dates in citations: never more exact than they are, whatever a style would make of them."""

import re
from typing import Any

from django.utils.translation import gettext as _

from web.edtf import PARTIAL, EdtfDate, in_words

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
POINT = re.compile(r"^(\d{4}(?:-\d{2}){0,2})([~?%]?)$")
YEARS = re.compile(r"^(\d{4})/(\d{4})$")
BETWEEN = r"[\s,.()]{1,3}"


def csl_date(date: EdtfDate) -> dict[str, Any]:
    """The date for CSL-JSON: its parts where it is an exact day, month, year or period, otherwise in words.

    A doubtful date is given in words alone: a program that overlooks `circa` would read it as an exact one.
    """
    ends = [_parts(end) for end in date.text.split("/")]
    if all(ends) and len(ends) <= 2:
        return {"date-parts": ends}
    return {"literal": in_a_citation(date)}


def exact_parts(date: EdtfDate) -> list[int]:
    """Year, month and day as far as they are known for certain; [] where the date is not one point."""
    return _parts(date.text)


def _parts(text: str) -> list[int]:
    found = PARTIAL.fullmatch(text)
    if not found or int(found[2] or 1) > 12:
        return []
    return [int(part) for part in found.groups() if part]


def in_a_citation(date: EdtfDate) -> str:
    """The date as citations print it: “ca. 2022”, “2022?”, “2016–2018”; otherwise in words (“2018 or 2019”)."""
    if found := POINT.match(date.text):
        words = in_words(EdtfDate(found[1], date.earliest, date.latest))
        about = _("ca. %(date)s") % {"date": words}
        return {"~": about, "?": f"{words}?", "%": f"{about}?"}.get(found[2], words)
    if found := YEARS.match(date.text):
        return f"{found[1]}–{found[2]}"
    return in_words(date)


def stands_in(date: EdtfDate, text: str) -> bool:
    """Whether a text gives the date as exactly as it is known, in whatever order and with whatever short months.

    Styles that begin with the year give month and day further on.
    """
    parts = exact_parts(date)
    if len(parts) < 2:
        return bool(re.search(pattern(date), text, re.IGNORECASE))
    month = rf"\b{MONTHS[parts[1] - 1]}[a-z]*"
    day = rf"(?<!\d)0?{parts[2]}(?!\d)" if len(parts) == 3 else ""
    further = rf"{day}{BETWEEN}{month}|{month}{BETWEEN}{day}" if day else month
    return all(re.search(one, text, re.IGNORECASE) for one in (rf"(?<!\d){parts[0]}(?!\d)", further))


def pattern(date: EdtfDate) -> str:
    """A regular expression for the ways in which styles write the date."""
    parts = exact_parts(date)
    literal = re.escape(in_a_citation(date))
    if not parts:
        return literal
    year = rf"(?<!\d){parts[0]}(?!\d)"
    if len(parts) == 1:
        return year
    month = rf"{MONTHS[parts[1] - 1]}[a-z]*"
    if len(parts) == 2:
        return rf"{literal}|{month}{BETWEEN}{year}|{year}{BETWEEN}{month}"
    day = rf"(?<!\d)0?{parts[2]}(?!\d)"
    orders = ((day, month, year), (month, day, year), (year, month, day), (year, day, month))
    return "|".join([literal, *(BETWEEN.join(order) for order in orders)])
