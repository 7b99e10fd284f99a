"""Undoing the packing in which a server sent a page, a little at a time: a few bytes can unpack to many gigabytes."""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli
from django.utils.translation import gettext as _

from sources.fetching.refusals import NotFetched

STEP = 64 * 1024
MOST_LAYERS = 3


class Unpacker(Protocol):
    """One way of packing."""

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """What these bytes unpack to, in pieces of about STEP."""

    def is_whole(self) -> bool:
        """Whether the end was seen."""


class Zlib:
    """gzip and deflate."""

    def __init__(self, *, raw_is_possible: bool) -> None:
        self.raw_is_possible = raw_is_possible
        self.stream = zlib.decompressobj(32 + zlib.MAX_WBITS)
        self.begun = False

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """See Unpacker."""
        if not self.begun and packed and self.raw_is_possible and packed[0] & 0x0F != 8:
            self.stream = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers leave out the two bytes of zlib
        self.begun = self.begun or bool(packed)
        while True:
            unpacked = self.stream.decompress(packed, STEP)
            if unpacked:
                yield unpacked
            packed = self.stream.unconsumed_tail
            if self.stream.eof:
                packed = self.stream.unused_data
                if not packed.startswith(b"\x1f\x8b"):
                    return
                self.stream = zlib.decompressobj(32 + zlib.MAX_WBITS)  # gzip may go on with another member
            elif not packed and len(unpacked) < STEP:
                return

    def is_whole(self) -> bool:
        """See Unpacker."""
        return self.stream.eof


class Brotli:
    """br."""

    def __init__(self) -> None:
        self.stream = brotli.Decompressor()

    def feed(self, packed: bytes) -> Iterator[bytes]:
        """See Unpacker."""
        unpacked = self.stream.process(packed, output_buffer_limit=STEP)
        while unpacked or not self.stream.can_accept_more_data():
            yield unpacked
            unpacked = self.stream.process(b"", output_buffer_limit=STEP)

    def is_whole(self) -> bool:
        """See Unpacker."""
        return bool(self.stream.is_finished())


def unpackers(encodings: str) -> list[Unpacker]:
    """What undoes a Content-Encoding, in the order of undoing. Raises NotFetched for a packing that is not known."""
    names = [name.strip().lower() for name in encodings.split(",")]
    found: list[Unpacker] = []
    for name in reversed([name for name in names if name not in ("", "identity")]):
        if name in ("gzip", "x-gzip", "deflate"):
            found.append(Zlib(raw_is_possible=name == "deflate"))
        elif name == "br":
            found.append(Brotli())
        else:
            raise NotFetched(
                _("The server packed the page in a way that is not known here (%(name)s).") % {"name": name[:30]}
            )
    if len(found) > MOST_LAYERS:
        raise NotFetched(_("The server packed the page several times over."))
    return found


def unpacked(pieces: Iterator[bytes], layers: list[Unpacker]) -> Iterator[bytes]:
    """The pieces of a page as they were before the server packed them. Raises NotFetched for what is damaged."""
    try:
        for layer in layers:
            pieces = _one_layer(pieces, layer)
        yield from pieces
    except (zlib.error, brotli.error):
        raise NotFetched(_("What the server sent is damaged, and nothing was kept.")) from None


def _one_layer(pieces: Iterator[bytes], layer: Unpacker) -> Iterator[bytes]:
    came = False
    for piece in pieces:
        came = came or bool(piece)
        yield from layer.feed(piece)
    if came and not layer.is_whole():
        raise zlib.error("cut off")
