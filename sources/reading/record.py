"""Reading a preserved file and keeping what was read."""

import logging
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued

from sources.choices import ReadingOutcome, ReadingProblem
from sources.models import FileText, PreservedFile
from sources.preserving import store
from sources.reading import apart
from sources.reading.characters import one_line
from sources.reading.limits import MEGABYTE, QUICK, Limits

RULES = "1"
MOST_TITLE, MOST_NAME, MOST_VALUE, MOST_PROPERTIES, MOST_PAGES = 500, 100, 1000, 100, 100_000

log = logging.getLogger(__name__)


def read_file(file: PreservedFile, *, at: datetime, limits: Limits = QUICK) -> FileText:
    """Read a file and keep its text, in place of an earlier reading. Never raises for what the file holds.

    What needs more than a person waits for is not given up yet: it is read again in the background (sources/tasks.py).
    """
    values = _read(file, limits)
    if limits.goes_on and values["problem"] in (ReadingProblem.TOO_LONG, ReadingProblem.TOO_LARGE):
        values["problem"] = ReadingProblem.UNFINISHED
    found, _ = FileText.objects.update_or_create(file=file, defaults={**values, "read_at": at})
    if found.problem == ReadingProblem.UNFINISHED:
        _read_later(file)
    return found


def _read(file: PreservedFile, limits: Limits) -> dict[str, Any]:
    try:
        with (
            store.on_disk(file) as path,
            apart.done("read", path, limits, written=_room(limits), charset=_charset(file)) as answer,
        ):
            return _columns(answer, limits)
    except FileNotFoundError:
        return _failed(ReadingProblem.BROKEN)


def _room(limits: Limits) -> int:
    """How long a file the process may write: all of the text, or an unpacked part of an archive."""
    return max(limits.text * 4, 512 * MEGABYTE)


def _columns(answer: apart.Answer, limits: Limits) -> dict[str, Any]:
    said = answer.said
    if answer.problem:
        log.info("A file could not be read: %s %s", answer.problem, said.get("fault", ""))
        return _failed(answer.problem if answer.problem in ReadingProblem.values else ReadingProblem.BROKEN)
    text = ""
    starts: list[int] = []
    try:
        if said.get("outcome") == ReadingOutcome.TEXT:
            text = _text(answer, limits)
            starts = _page_starts(said.get("page_starts"), len(text))
    except (OSError, ValueError):
        return _failed(ReadingProblem.BROKEN)
    return {
        "outcome": ReadingOutcome.TEXT if text else ReadingOutcome.NO_TEXT,
        "problem": "",
        "text": text,
        "sha256": sha256(text.encode()).hexdigest(),
        "page_starts": starts,
        "title": one_line(str(said.get("title", "")), MOST_TITLE),
        "properties": _properties(said.get("properties")),
        "extractor": f"{one_line(str(said.get('extractor', '')), 80)}, rules {RULES}",
    }


def _failed(problem: str) -> dict[str, Any]:
    return {
        "outcome": ReadingOutcome.FAILED,
        "problem": problem,
        "text": "",
        "sha256": sha256(b"").hexdigest(),
        "page_starts": [],
        "title": "",
        "properties": [],
        "extractor": f"rules {RULES}",
    }


def _text(answer: apart.Answer, limits: Limits) -> str:
    with answer.output() as output:
        text = output.read(limits.text * 4).decode()
    if "\0" in text:
        raise ValueError("not a text that can be kept")
    return text


def _page_starts(said: object, length: int) -> list[int]:
    if not isinstance(said, list) or len(said) > MOST_PAGES:
        raise ValueError("no list of pages")
    if not all(type(start) is int and 0 <= start <= length for start in said) or sorted(said) != said:
        raise ValueError("pages that do not lie in the text")
    return said


def _properties(said: object) -> list[list[str]]:
    if not isinstance(said, list):
        return []
    pairs = [pair for pair in said if isinstance(pair, list) and len(pair) == 2]
    return [
        [one_line(str(name), MOST_NAME), one_line(str(value), MOST_VALUE)] for name, value in pairs[:MOST_PROPERTIES]
    ]


def _charset(file: PreservedFile) -> str:
    """The character set that a server gave with these bytes, if it gave one."""
    for copies in (file.captures, file.pendingcaptures):
        for headers in copies.exclude(http_headers=[]).values_list("http_headers", flat=True)[:1]:
            for name, value in headers:
                if name.lower() == "content-type" and "charset=" in value.lower():
                    return str(value.lower().split("charset=", 1)[1].split(";")[0].strip(" \"'"))[:40]
    return ""


def _read_later(file: PreservedFile) -> None:
    from sources.tasks import read_in_background

    try:
        with transaction.atomic():
            read_in_background.configure(queueing_lock=f"read file {file.pk}").defer(file_id=file.pk)
    except AlreadyEnqueued:
        return
