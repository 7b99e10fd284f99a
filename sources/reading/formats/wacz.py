"""WACZ: a zip of WARC files with a list of the pages that somebody wanted to keep."""

import json
from functools import partial
from pathlib import Path
from zipfile import ZipFile

from sources.reading import archives
from sources.reading.characters import one_line
from sources.reading.formats import warc
from sources.reading.limits import MEGABYTE
from sources.reading.reading import EMPTY, Hints, Reading, Unreadable

MOST_LIST = 8 * MEGABYTE


def read(path: Path, hints: Hints) -> Reading:
    """The first listed page's text."""
    with archives.opened(path) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("archive/") and ".warc" in name)
        if not names:
            raise Unreadable(EMPTY)
        page = _first_page(archive)
        files = [partial(archive.open, name) for name in names]
        reading = warc.read_main(files, hints, wanted=page.get("url", ""))
    reading.title = reading.title or one_line(page.get("title", ""), 500)
    return reading


def _first_page(archive: ZipFile) -> dict[str, str]:
    """Address and title of the first page of the list; nothing where there is no list."""
    if "pages/pages.jsonl" not in archive.namelist():
        return {}
    for line in archives.part(archive, "pages/pages.jsonl", MOST_LIST).splitlines():
        try:
            page = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(page, dict) and page.get("url"):
            return {name: str(page.get(name) or "") for name in ("url", "title")}
    return {}
