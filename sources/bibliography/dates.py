"""Dates as other programs write them, as EDTF."""

import re
from collections.abc import Mapping
from typing import Any

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
            ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"), ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ].*)?")
DAY_IN_WORDS = re.compile(r"(?:(\d{1,2})\.? )?([A-Za-z]+)\.? (\d{4})")
MONTH_IN_WORDS = re.compile(r"([A-Za-z]+)\.? (\d{1,2}),? (\d{4})")
SEASONS = (21, 22, 23, 24)


def edtf_of(date: object) -> str:
    """A date of CSL-JSON as EDTF: its parts, or the words that stand for them.

    What cannot be read comes back as it was written; the caller finds that it is none. "" for no date.
    """
    if isinstance(date, str):
        return from_words(date)
    if not isinstance(date, Mapping):
        return ""
    parts = date.get("date-parts")
    if isinstance(parts, list) and parts:
        return _from_parts(parts, date)
    return from_words(str(date.get("raw") or date.get("literal") or ""))


def _from_parts(parts: list[Any], date: Mapping[str, Any]) -> str:
    ends = []
    for part in parts[:2]:
        numbers = [_number(each) for each in part] if isinstance(part, list) else []
        if not numbers or not numbers[0]:
            ends.append("..")
            continue
        ends.append(_point([each for each in numbers[:3] if each]))
    if ends == [".."]:
        return ""
    season = _number(date.get("season"))
    if len(ends) == 1 and season in range(1, 5) and len(ends[0]) == 4:
        ends = [f"{ends[0]}-{SEASONS[season - 1]}"]
    if date.get("circa"):
        ends = [end if end == ".." else f"{end}~" for end in ends]
    return "/".join(ends)


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        return 0


def _point(numbers: list[int]) -> str:
    return "-".join(f"{number:04}" if place == 0 else f"{number:02}" for place, number in enumerate(numbers))


def from_words(text: str) -> str:
    """A date in words or with slashes, year first: “2022/12/05”, “5 December 2022”, “December 5, 2022”."""
    text = " ".join(text.split()).strip("/ ")
    if found := YEAR_FIRST.fullmatch(text):
        return _point([int(part) for part in found.groups() if part])
    if (found := DAY_IN_WORDS.fullmatch(text)) and found[2].lower() in MONTHS:
        return _point([int(part) for part in (found[3], MONTHS[found[2].lower()], found[1]) if part])
    if (found := MONTH_IN_WORDS.fullmatch(text)) and found[1].lower() in MONTHS:
        return _point([int(found[3]), MONTHS[found[1].lower()], int(found[2])])
    return text
