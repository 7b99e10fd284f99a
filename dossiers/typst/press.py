"""Typst in a process of its own: what it keeps in memory between two documents goes when the process does.

Reads JSON from standard input (template, fonts, text, a text to attach, standards, moment in seconds; format and ppi of
a picture), writes the PDF or the picture to standard output; every page's picture, in base64 as JSON, where asked.
"""

import base64
import json
import sys
from pathlib import Path

import typst


def main() -> None:
    """Print one PDF, or one picture."""
    asked = json.load(sys.stdin.buffer)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path(asked["fonts"])])
    made = typst.compile(
        Path(asked["template"]),
        root=Path(asked["template"]).parent,
        font_paths=fonts,
        sys_inputs={"dossier": asked["text"], "attached": asked.get("attached", "")},
        pdf_standards=asked.get("standard", []),
        timestamp=asked["moment"],
        format=asked.get("format", "pdf"),
        ppi=asked.get("ppi"),
    )
    pages = [made] if isinstance(made, bytes) else made
    if asked.get("every"):
        sys.stdout.write(json.dumps([base64.b64encode(page).decode() for page in pages]))
    else:
        sys.stdout.buffer.write(pages[0])


if __name__ == "__main__":
    main()
