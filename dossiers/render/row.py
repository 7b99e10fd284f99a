"""One row as a picture, by our own Typst template: PNG to paste and to post, SVG to set in print.

Text goes in as data. The fonts are the dossier's, so Chinese is drawn on every machine, and nothing is fetched.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from claims.accounts.side_by_side import QuestionRow
from claims.row_note import Line, RowNote
from dossiers.release import release
from dossiers.render import press
from dossiers.render.pdf import set_in_type
from web.typed import every_text

MEDIA_TYPES = {"png": "image/png", "svg": "image/svg+xml"}
MOST_LINES = 24
POINTS_PER_INCH = 160
PICTURES_KEPT = 32


@dataclass(frozen=True)
class Drawing:
    """What a picture shows, as the template gets it: the same row is the same text."""

    text: str

    def etag(self, suffix: str) -> str:
        """Changes with what the picture shows, with its format and with the program that draws it."""
        return f'W/"{hashlib.sha256(self.text.encode()).hexdigest()[:32]}-{release()}-{suffix}"'


def drawing(note: RowNote, row: QuestionRow) -> Drawing:
    """A row made ready to be drawn."""
    prepared = {"row": every_text(_as_plain(note, row), set_in_type), "labels": _labels()}
    return Drawing(json.dumps(prepared, ensure_ascii=False))


@lru_cache(maxsize=PICTURES_KEPT)
def render(drawn: Drawing, suffix: str) -> bytes:
    """The picture in one of the formats. The same row gives the same bytes. Raises TypstFailed."""
    return press.printed("row.typ", drawn.text, moment=0, format=suffix, ppi=POINTS_PER_INCH)


def _as_plain(note: RowNote, row: QuestionRow) -> dict[str, Any]:
    lines = note.lines[:MOST_LINES]
    left = len(note.lines) - len(lines)
    aside = [note.left_aside] if note.left_aside else []
    aside += [_("Further accounts found no room here: %(n)s.") % {"n": left}] if left else []
    return {
        "title": note.title,
        "question": note.question,
        "verdict": note.verdict,
        "conflict": row.is_in_conflict,
        "explained": note.explained,
        "answers": note.answers[:MOST_LINES],
        "sides": [{"title": title, "lines": list(map(_line, group))} for title, group in groupby(lines, _side)],
        "notes": note.notes[: max((number for line in lines for number in line.notes), default=0)],
        "left_aside": " ".join(aside),
        "citation": note.citation,
    }


def _side(line: Line) -> str:
    return line.side


def _line(line: Line) -> dict[str, Any]:
    return {"words": line.words, "notes": ", ".join(map(str, line.notes))}


def _labels() -> dict[str, str]:
    return {
        "answers": _("The answers given"),
        "site": _("On Record"),
        "motto": _("It shows who said what, when, and where it can be read. Being entered there is not a finding."),
    }
