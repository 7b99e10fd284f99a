"""Undoing the Content-Encoding of a recorded answer, never further than allowed.

warcio's own way fails with brotli 1.2 and knows no limit.
"""

import zlib
from collections.abc import Callable, Iterator
from typing import IO

import brotli

from sources.reading.limits import MEGABYTE
from sources.reading.reading import BROKEN, TOO_LARGE, UNKNOWN_KIND, Unreadable

STEP = MEGABYTE

# Takes packed bytes and gives at most STEP; called with none for as long as it gives something.
Unpack = Callable[[bytes], bytes]


def unpacked(stream: IO[bytes], encoding: str, most: int) -> Iterator[bytes]:
    """The pieces of an answer as they were before they were packed. Raises Unreadable."""
    unpack = _unpacking(encoding.strip().lower())
    try:
        while packed := stream.read(STEP):
            while piece := unpack(packed):
                most -= len(piece)
                if most < 0:
                    raise Unreadable(TOO_LARGE)
                yield piece
                packed = b""
    except (zlib.error, brotli.error):
        raise Unreadable(BROKEN) from None


def _unpacking(encoding: str) -> Unpack:
    if encoding in ("", "identity"):
        return lambda packed: packed
    if encoding in ("gzip", "x-gzip", "deflate"):
        return _Zlib()
    if encoding == "br":
        stream = brotli.Decompressor()
        return lambda packed: bytes(stream.process(packed, output_buffer_limit=STEP))
    raise Unreadable(UNKNOWN_KIND)


class _Zlib:
    """gzip and deflate; some recorders keep the header of an answer that they have unpacked."""

    def __init__(self) -> None:
        self.stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self.is_packed: bool | None = None

    def __call__(self, packed: bytes) -> bytes:
        if self.is_packed is None:
            self.is_packed = packed[:2] == b"\x1f\x8b" or packed[:1] == b"\x78"
        if not self.is_packed:
            return packed
        return self.stream.decompress(self.stream.unconsumed_tail + packed, STEP)
