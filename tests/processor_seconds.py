"""A plugin for pytest that writes down the processor seconds of each test: `-p tests.processor_seconds`.

A clock on a machine that others use says how busy they are. Processor time is that of the test: its own, that of the
programs it starts, and that of the tests' PostgreSQL. See tests/README.md.

    python -m pytest -p tests.processor_seconds tests/review -q    writes var/processor-seconds.json
    python -m tests.processor_seconds                              sums it up
"""

import json
import os
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from config.env import BASE_DIR

WRITTEN = BASE_DIR / "var" / "processor-seconds.json"
TICKS = os.sysconf("SC_CLK_TCK")
SHOWN = 20


class Seconds:
    """What each test and each fixture took."""

    def __init__(self) -> None:
        self.tests: list[dict[str, Any]] = []
        self.fixtures: defaultdict[str, float] = defaultdict(float)
        self._within = [0.0]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """A test with the fixtures that are set up for it, and PostgreSQL's work meanwhile."""
        before = _all()
        try:
            return (yield)
        finally:
            took = {name: round(after - before[name], 3) for name, after in _all().items()}
            self.tests.append({"test": item.nodeid, **took})

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        """A fixture without those that it asks for."""
        began = _own_and_ended()
        self._within.append(0.0)
        try:
            return (yield)
        finally:
            took, asked_for = _own_and_ended() - began, self._within.pop()
            self._within[-1] += took
            self.fixtures[f"{fixturedef.baseid}::{fixturedef.argname}"] += took - asked_for

    def pytest_sessionfinish(self) -> None:
        """Write it all into var/."""
        WRITTEN.parent.mkdir(exist_ok=True)
        WRITTEN.write_text(json.dumps({"tests": self.tests, "fixtures": dict(self.fixtures)}))


def pytest_configure(config: pytest.Config) -> None:
    """One list for a run in one process."""
    config.pluginmanager.register(Seconds())


def _own_and_ended() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _all() -> dict[str, float]:
    own, server = time.process_time(), _server()
    programs = _tree(os.getpid(), but=server) - own
    return {"own": own, "programs": programs, "postgres": _tree(server) if server else 0.0}


def _server() -> int | None:
    from django.conf import settings  # not before pytest-django has said which

    try:
        return int((Path(settings.VAR_DIR) / "postgres" / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _tree(pid: int, but: int | None = None) -> float:
    """What a program, those it has started and those of them that have ended have used. 0 where there is no /proc."""
    total, left = 0, [pid]
    while left:
        process = Path("/proc") / str(left.pop())
        try:
            total += sum(map(int, (process / "stat").read_text().rpartition(")")[2].split()[11:15]))
            for thread in (process / "task").iterdir():
                started = map(int, (thread / "children").read_text().split())
                left += [each for each in started if each != but]
        except OSError:
            continue  # it has ended meanwhile
    return total / TICKS


def summary() -> str:
    """Folders, files, tests and fixtures, the longest first."""
    found = json.loads(WRITTEN.read_text())
    folders, files, tests = Counter[str](), Counter[str](), Counter[str]()
    for row in found["tests"]:
        took = row["own"] + row["programs"] + row["postgres"]
        file = row["test"].partition("::")[0]
        folders[str(Path(file).parent)] += took
        files[file] += took
        tests[row["test"]] += took
    lists = {"folders": folders, "files": files, "tests": tests, "fixtures": Counter(found["fixtures"])}
    lines = []
    for heading, counted in lists.items():
        lines += [f"{heading}: {sum(counted.values()):.0f} s"]
        lines += [f"{seconds:9.1f}  {name}" for name, seconds in counted.most_common(SHOWN)]
    return "\n".join(lines)


if __name__ == "__main__":
    print(summary())  # noqa: T201
