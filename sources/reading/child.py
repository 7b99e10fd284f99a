"""The process that opens preserved files: `python -m sources.reading.child FOLDER`, started by `apart`.

FOLDER holds `job.json` and takes `answer.json` and `output`. Whatever else the process does, it does under the limits
of `confinement`.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sources.reading.reading import BROKEN, DONE, FAILED, NO_TEXT, TEXT, TOO_LARGE, UNKNOWN_KIND, Hints, Unreadable


def main(folder: Path) -> None:
    """Do the job that the folder describes, and leave the answer there."""
    job = json.loads((folder / "job.json").read_text())
    missing: list[str] = []
    try:
        from sources.reading import confinement

        missing = confinement.enter(folder, job)
        answer = JOBS[job["job"]](folder, job)
    except Unreadable as reason:
        answer = {"outcome": FAILED, "problem": reason.problem}
    except MemoryError:
        answer = {"outcome": FAILED, "problem": TOO_LARGE}
    except (RecursionError, Exception) as error:
        answer = {"outcome": FAILED, "problem": BROKEN, "fault": repr(error)[:500]}
    (folder / "answer.json").write_text(json.dumps({**answer, "missing": missing}))


def read(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """Write the text as UTF-8 and say how reading went."""
    from sources.reading import kinds

    hints = Hints(most_text=job["text"], charset=job.get("charset", ""))
    reading = kinds.read(Path(job["path"]), hints)
    if len(reading.text) > hints.most_text:
        raise Unreadable(TOO_LARGE)
    answer = asdict(reading)
    text = answer.pop("text")
    if not text.strip():
        return {**answer, "outcome": NO_TEXT, "page_starts": []}
    (folder / "output").write_bytes(text.encode())
    return {**answer, "outcome": TEXT}


def picture(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """Write a PNG of one page."""
    from sources.reading import kinds
    from sources.reading.formats import pdf_picture

    path = Path(job["path"])
    if kinds.kind_of(path) != "pdf":
        raise Unreadable(UNKNOWN_KIND)
    pdf_picture.draw(path, folder / "output", job)
    return {"outcome": DONE}


def strip(folder: Path, job: dict[str, Any]) -> dict[str, Any]:
    """Write a copy of the file without its own properties, and say which they were."""
    from sources.reading import kinds, stripped

    path = Path(job["path"])
    return {"outcome": DONE, "removed": stripped.write(path, folder / "output", kinds.kind_of(path))}


JOBS = {"read": read, "picture": picture, "strip": strip}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
