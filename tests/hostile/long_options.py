"""How long a part of the long run takes: for `python -m benchmarks.hostile`."""

from typing import Any


def pytest_addoption(parser: Any) -> None:
    """The time of one part, and what its order by chance begins with."""
    parser.addoption("--hostile-minutes", type=float, default=1)
    parser.addoption("--hostile-seed", type=int, default=0)
