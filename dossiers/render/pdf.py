"""PDF, by our own Typst template over the dossier's JSON. Text goes in as data and is never read as markup."""

import json
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from dossiers.glyphs import FONTS, marked
from dossiers.labels import labels
from dossiers.plain import Dossier, as_plain, digest
from dossiers.typed import every_text, one_line

FOLDER = Path(__file__).resolve().parent.parent / "typst"
# PDF/UA-1: tagged, with a title and a language, every character mapped, no glyph missing.
STANDARD = "ua-1"
SECONDS = 300
LONG_WORD = re.compile(r"[!-~\u00a1-\u024f]{28}(?=[!-~\u00a1-\u024f])")
MAY_BREAK = "\u200b"


class TypstFailed(RuntimeError):
    """Typst did not make the document; the message is its own."""


def render(dossier: Dossier) -> bytes:
    """The PDF. The same dossier gives the same bytes with the same fonts and the same Typst. Raises TypstFailed.

    Only the project's fonts are used: with the machine's, the bytes would differ.
    """
    prepared = {
        "dossier": every_text(as_plain(dossier), set_in_type),
        "labels": every_text(labels(dossier), set_in_type),
        "digest": digest(dossier),
    }
    asked = {
        "template": str(FOLDER / "dossier.typ"),
        "fonts": str(FONTS),
        "text": json.dumps(prepared, ensure_ascii=False),
        "standard": STANDARD,
        "moment": int(datetime.fromisoformat(dossier.made_at).timestamp()),
    }
    done = subprocess.run(  # noqa: S603 - our own program; typed text goes in by standard input
        [sys.executable, "-I", str(FOLDER / "press.py")],
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise TypstFailed(done.stderr.decode(errors="replace").strip())
    return done.stdout


def set_in_type(text: str) -> str:
    """The text as the template gets it: what no font can draw as marks, and long words with places to break."""
    text = marked(one_line(text))
    return LONG_WORD.sub(lambda found: found[0] + MAY_BREAK, text) if len(text) > 28 else text
