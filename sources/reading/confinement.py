"""The limits under which a preserved file is opened. They bind the process that calls this, and what it starts."""

import ctypes
import os
import resource
import signal
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

from sources.reading import kernel


def enter(folder: Path, job: dict[str, Any]) -> list[str]:
    """Take on the limits of a job, for good. Gives the names of those that this machine does not have."""
    end_with_parent(job["parent"])
    for limit, value in (
        (resource.RLIMIT_AS, job["memory"]),
        (resource.RLIMIT_CPU, job["seconds"] + 1),
        (resource.RLIMIT_FSIZE, job["written"]),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(limit)
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        with nullcontext() if kernel.ON_LINUX else suppress(OSError, ValueError):  # macOS knows no RLIMIT_AS
            resource.setrlimit(limit, (value, value))
    missing = [] if kernel.open_nothing_but(folder, Path(job["path"])) else ["files"]
    if not kernel.refuse_calls():
        missing.append("network")
    return missing


def end_with_parent(parent: int) -> None:
    """Ask the kernel, where it can, to kill this process when its parent ends."""
    if kernel.ON_LINUX:
        ctypes.CDLL(None).prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
