"""How much time, memory and text one reading may take."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """What one reading may use: seconds by the clock, bytes of memory, characters of text.

    What needs more goes on in the queue, with LONG limits, where `goes_on` says so.
    """

    seconds: int
    memory: int
    text: int
    goes_on: bool = False


# For a person who waits for a page, and for the queue.
QUICK = Limits(seconds=15, memory=1024 * MEGABYTE, text=10_000_000, goes_on=True)
LONG = Limits(seconds=600, memory=3072 * MEGABYTE, text=50_000_000)
