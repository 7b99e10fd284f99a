"""Python's search for circles of objects, left aside while much is made that holds none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collecting() -> Iterator[None]:
    """While a tree of hundreds of thousands of nodes grows, the search looks through all of it again and again.

    That took a third of the time of a large dossier. Objects without circles are freed as always. Where two threads do
    this at once, the search goes on when the first has ended.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
