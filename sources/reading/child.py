"""The process that opens preserved files: `python -m sources.reading.child FOLDER`, started by `apart`.

FOLDER holds `job.json` and takes `answer.json` and `output`. Whatever else the process does, it does under the limits
of `confinement`.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sources.reading.reading import BROKEN, FAILED, NO_TEXT, TEXT, TOO_LARGE, Hints, Unreadable


def main(folder: Path) -> None:
    """Do the job that the folder describes, and leave the answer there."""
    job = json.loads((folder / "job.json").read_text())
    try:
        from sources.reading import confinement

        confinement.enter(folder, job)
        answer = JOBS[job["job"]](folder, job)
    except Unreadable as reason:
        answer = {"outcome": FAILED, "problem": reason.problem}
    except MemoryError:
        answer = {"outcome": FAILED, "problem": TOO_LARGE}
    except (RecursionError, Exception) as error:
        answer = {"outcome": FAILED, "problem": BROKEN, "fault": repr(error)[:500]}
    (folder / "answer.json").write_text(json.dumps(answer))


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


JOBS = {"read": read}

if __name__ == "__main__":
    main(Path(sys.argv[1]))
