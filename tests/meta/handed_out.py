"""A plugin for pytest that runs no test, and says in which order the files of tests are handed out."""

from typing import Any

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run nothing, and let the process that gives out the work know that this one is done with it."""
    if not hasattr(item.config, "workerinput"):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


class Saying:
    """Writes each file on a line of its own."""

    def pytest_runtest_logstart(self, nodeid: str, location: Any) -> None:
        """Called in the process that gives out the work."""
        print(f"handed out: {nodeid.partition('::')[0]}", flush=True)  # noqa: T201


def pytest_configure(config: pytest.Config) -> None:
    """Say it only where the work is given out."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Saying())
