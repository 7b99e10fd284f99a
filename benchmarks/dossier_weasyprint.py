"""How long a dossier's PDF takes, against the same content through WeasyPrint in the same run.

    pip install weasyprint          # not a part of the project; it needs Pango
    SECRET_KEY=x python -m benchmarks.dossier_weasyprint [--statements 1000]

The content is that of one dossier: our PDF from its data, and its HTML format printed by WeasyPrint, without and with
tags. The fonts are those of the machine. The accounts are made by hand (tests/dossiers/given.py), so no database is
needed. A ratio holds on any machine; seconds do not.
"""

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

PRINT = """
import sys, weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], **({"pdf_variant": "pdf/ua-1"} if sys.argv[3:] else {}))
"""


def main() -> None:
    """Print a line for each way, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=1000)
    parser.add_argument("--python", default=sys.executable, help="One in which WeasyPrint is installed.")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from dossiers.compose import compose
    from dossiers.render import html, pdf
    from tests.dossiers import given

    dossier = compose(given.ITALY, given.many(asked.statements), [], [], made_at=given.NOON)
    page = html.render(dossier)
    start = time.perf_counter()
    ours = pdf.render(dossier)
    seconds = time.perf_counter() - start
    told("our PDF, whole (PDF/A-3a, PDF/UA-1)", seconds, ours)
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "dossier.html", Path(folder) / "dossier.pdf"
        source.write_bytes(page)
        for name, tagged in (("WeasyPrint", []), ("WeasyPrint, tagged", ["tagged"])):
            start = time.perf_counter()
            subprocess.run(
                [asked.python, "-c", PRINT, str(source), str(target), *tagged], check=True, capture_output=True
            )
            other = time.perf_counter() - start
            told(name, other, target.read_bytes())
            print(f"   {other / seconds:.1f} times as long as ours")


def told(name: str, seconds: float, content: bytes) -> None:
    """One line."""
    from pypdf import PdfReader

    print(f"{name:36} {seconds:7.2f} s  {len(PdfReader(io.BytesIO(content)).pages)} pages, {len(content) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
