"""Typst in a process of its own: what it keeps in memory between two documents goes when the process does.

Reads JSON from standard input (template, fonts, text, a text to attach, standards, moment in seconds; format and ppi of
a picture), writes the PDF or the picture to standard output.
"""

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
    sys.stdout.buffer.write(made if isinstance(made, bytes) else made[0])


if __name__ == "__main__":
    main()
