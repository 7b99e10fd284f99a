"""PDF, by our own Typst template over the dossier's JSON. Text goes in as data and is never read as markup."""

import json
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

import typst

from dossiers.glyphs import FONTS, marked
from dossiers.labels import labels
from dossiers.plain import Dossier, as_plain, digest
from dossiers.typed import every_text, one_line

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "dossier.typ"
# PDF/UA-1: tagged, with a title and a language, every character mapped, no glyph missing.
STANDARD: Literal["ua-1"] = "ua-1"
LONG_WORD = re.compile(r"[!-~\u00a1-\u024f]{28}(?=[!-~\u00a1-\u024f])")
MAY_BREAK = "\u200b"


def render(dossier: Dossier) -> bytes:
    """The PDF. The same dossier gives the same bytes with the same fonts and the same Typst."""
    prepared = {
        "dossier": every_text(as_plain(dossier), set_in_type),
        "labels": every_text(labels(dossier), set_in_type),
        "digest": digest(dossier),
    }
    return typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=_fonts(),
        sys_inputs={"dossier": json.dumps(prepared, ensure_ascii=False)},
        pdf_standards=STANDARD,
        timestamp=datetime.fromisoformat(dossier.made_at),
        format="pdf",
    )


def set_in_type(text: str) -> str:
    """The text as the template gets it: what no font can draw as marks, and long words with places to break."""
    text = marked(one_line(text))
    return LONG_WORD.sub(lambda found: found[0] + MAY_BREAK, text) if len(text) > 28 else text


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The project's fonts and no others: with the machine's, the bytes would differ."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
