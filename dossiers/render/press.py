"""Our Typst templates, pressed in a process of their own: what Typst keeps in memory goes when the process does."""

import base64
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from dossiers.glyphs import FONTS

FOLDER = Path(__file__).resolve().parent.parent / "typst"
SECONDS = 300


class TypstFailed(RuntimeError):
    """Typst did not make the document; the message is its own."""


def printed(template: str, text: str, *, moment: int, **options: Any) -> bytes:
    """What a template makes of some JSON. `options` go to `dossiers/typst/press.py`. Raises TypstFailed.

    Only the project's fonts are used: with the machine's, the bytes would differ.
    """
    asked = {"template": str(FOLDER / template), "fonts": str(FONTS), "text": text, "moment": moment, **options}
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


def all_printed(template: str, text: str, *, moment: int, **options: Any) -> list[bytes]:
    """A picture of each page of what a template makes of some JSON. Raises TypstFailed."""
    found = json.loads(printed(template, text, moment=moment, every=True, **options))
    return [base64.b64decode(page) for page in found]
