"""Many rows, so many at a time; the standard library has this from Python 3.12."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Each = TypeVar("Each")


def batches(rows: Iterable[Each], size: int) -> Iterator[list[Each]]:
    """The rows in their order, `size` at a time, the last as many as are left. No more than these are held."""
    waiting = iter(rows)
    while batch := list(islice(waiting, size)):
        yield batch
