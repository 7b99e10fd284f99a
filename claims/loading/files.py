"""The files of fixtures/, as plain rows. Nothing here touches the database."""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from claims.models.claim import REF_CHARACTERS

Row = dict[str, Any]

ANSWERS = ("choice", "count", "date", "answer_party")


@dataclass(frozen=True)
class Fixtures:
    """Every file, in the order in which pages show the rows."""

    folder: Path
    countries: list[Row]
    parties: list[Row]
    headings: list[Row]
    questions: list[Row]
    subjects: list[Row]
    sources: list[Row]
    passages: list[Row]
    links: list[Row]
    same_places: list[Row]
    searches: list[Row]
    left_out: list[Row]

    def claims(self) -> Iterator[tuple[Row, Row]]:
        """Each claim, beside the passage that it stands in."""
        for passage in self.passages:
            for claim in passage["claims"]:
                yield passage, claim

    def all_subjects(self) -> list[Row]:
        """The subjects of the file, after one for every country: its slug is the country's name."""
        of_countries = [
            {"slug": slugify(row["name"]), "kind": "country", "label": row["name"], "country": row["code"]}
            for row in self.countries
        ]
        return of_countries + self.subjects


def read(folder: Path) -> Fixtures:
    """Read all files of a folder in the shape of fixtures/."""
    with (folder / "countries.csv").open(encoding="utf-8", newline="") as stream:
        countries: list[Row] = list(csv.DictReader(stream))
    questions = _json(folder / "questions.json")
    return Fixtures(
        folder=folder,
        countries=countries,
        parties=_json(folder / "parties.json"),
        headings=questions["headings"],
        questions=questions["questions"],
        subjects=_json(folder / "subjects.json"),
        sources=_json(folder / "sources.json"),
        passages=[passage for path in sorted((folder / "claims").glob("*.json")) for passage in _json(path)],
        links=_json(folder / "links.json"),
        same_places=_json(folder / "same_places.json"),
        searches=_json(folder / "searches.json"),
        left_out=_json(folder / "left_out.json"),
    )


def texts(folder: Path) -> Iterator[tuple[Path, str]]:
    """Every data file with what it holds."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".json", ".csv"}:
            yield path.relative_to(folder), path.read_text(encoding="utf-8")


def answer_text(claim: Row) -> str:
    """The typed answer as one short word, which is part of what a ref is made from."""
    if "count" in claim:
        count = claim["count"]
        return f"{count['operator']}{count['value']} {count['unit']}"
    return str(claim.get("choice") or claim.get("date") or claim.get("answer_party") or "")


def ref_of(claim: Row, *, speakers: int = 1) -> str:
    """The ref that belongs to a claim of the fixtures: the same on every machine.

    Made from the research id, the part, the subject and the answer; and from the speaker, where one sentence has
    several (`speakers`).
    """
    words = f"{claim['research']}.{claim['part']}.{claim['subject']}.{answer_text(claim)}"
    if speakers > 1:
        words += f".{claim['party']}"
    number = int.from_bytes(hashlib.sha256(words.encode()).digest(), "big")
    ref = ""
    while number and len(ref) < 7:
        character = REF_CHARACTERS[number & 31]
        number >>= 5
        if ref or character.isalpha():
            ref += character
    return ref


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
