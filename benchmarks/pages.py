"""How many queries each page takes, how large it is, and how its time compares with a page that reads nothing.

    .venv/bin/python benchmarks/pages.py            (with the demo's data: run `make demo` once before)

Times are the best of five requests, as a ratio to `/method/` in the same run: machines are noisy.
"""

import os
import sys
import time
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

STANDARD = "/method/"
PAGES = [
    "/",
    "/countries/",
    "/countries/it/",
    "/countries/gb/",
    "/countries/is/",
    "/stations/",
    "/stations/prato-fuzhou-station/",
    "/agreements/",
    "/questions/",
    "/questions/existence/",
    "/claims/",
    "/claims/?q=警侨",
    "/claims/?country=it&stance=denies",
    "/sources/",
    "/sources/overseas-police-stations-article/",
    "/parties/",
    "/parties/safeguard-defenders/",
    "/subjects/network/",
    "/countries/it/dossier/",
    "/countries/it/dossier.json",
    "/countries/it/dossier.html",
    "/countries/it/dossier.docx",
    "/countries/it/dossier.pdf",
]
TIMES = 5


def main() -> None:
    """Ask for each page and print one line for it."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")

    def measure(address: str) -> tuple[int, int, float]:
        client.get(address)
        seconds = []
        for _ in range(TIMES):
            start = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                body = client.get(address).content
            seconds.append(time.perf_counter() - start)
        return len(queries), len(body), min(seconds)

    _, _, standard = measure(STANDARD)
    print(f"{'queries':>8} {'kB':>6} {'time':>7}  (times of {STANDARD}, {standard * 1000:.1f} ms)")
    for address in PAGES:
        queries, size, seconds = measure(address)
        print(f"{queries:8} {size / 1000:6.0f} {seconds / standard:6.0f}×  {address}")


if __name__ == "__main__":
    from config.embedded_postgres import kept

    with kept():
        django.setup()
        main()
