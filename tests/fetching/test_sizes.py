"""How much a page may be, as it comes and unpacked."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest

from sources.fetching import NotFetched, fetch
from tests.fetching.servers import by_path, page, saying


def test_a_page_of_the_largest_size_is_fetched(serve, settings):
    settings.CAPTURE_MAX_BYTES = 100_000
    server = serve(saying(page(b"x" * 100_000)))

    with fetch(server.url()) as fetched:
        assert len(fetched.body.read()) == 100_000


def test_a_page_that_says_it_is_too_large_is_refused_before_it_comes(serve, settings):
    settings.CAPTURE_MAX_BYTES = 2 * 1024 * 1024
    server = serve(saying(b"HTTP/1.1 200 OK\r\nContent-Length: 2097153\r\n\r\n"))

    with pytest.raises(NotFetched, match="larger than 2 MB"), fetch(server.url()):
        pass


def test_a_page_that_does_not_say_how_large_it_is_is_refused_when_it_is_too_large(serve, settings):
    settings.CAPTURE_MAX_BYTES = 1024 * 1024
    server = serve(saying(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 65536] * 17))

    with pytest.raises(NotFetched, match="larger than 1 MB"), fetch(server.url()):
        pass


def test_a_large_page_is_never_in_memory(serve):
    """What Python holds at once while a page of 60 MB is fetched, kept and written into a WARC."""
    size = 60 * 1024 * 1024
    piece = b"<p>Words.</p>\n" * 4096

    def slowly(head, connection):
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {size // len(piece) * len(piece)}\r\n\r\n".encode())
        for _time in range(size // len(piece)):
            connection.sendall(piece)

    server = serve(slowly)
    tracemalloc.start()
    try:
        with fetch(server.url()) as fetched:
            assert fetched.body.seek(0, 2) > 59 * 1024 * 1024
            _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 8 * 1024 * 1024


def test_endless_interim_answers_are_too_large(serve, settings):
    settings.CAPTURE_MAX_BYTES = 1024

    def hint(head, connection):
        while True:
            connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" * 1000)

    server = serve(hint)

    with pytest.raises(NotFetched, match="larger than"), fetch(server.url()):
        pass


def test_headers_without_end_are_refused(serve):
    server = serve(saying(b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"y" * 300_000 + b"\r\n\r\nA page."))

    with pytest.raises(NotFetched, match="not an answer of the web"), fetch(server.url()):
        pass


def test_what_unpacks_to_more_than_is_preserved_is_refused(serve, settings):
    settings.CAPTURE_MAX_BYTES = 1024 * 1024
    bombs = {
        "/gzip": page(gzip.compress(bytes(50_000_000)), "Content-Encoding: gzip"),
        "/deflate": page(zlib.compress(bytes(50_000_000)), "Content-Encoding: deflate"),
        "/br": page(brotli.compress(bytes(50_000_000), quality=5), "Content-Encoding: br"),
        "/twice": page(gzip.compress(gzip.compress(bytes(50_000_000))), "Content-Encoding: gzip, gzip"),
    }
    server = serve(by_path(bombs))

    for path in bombs:
        with pytest.raises(NotFetched, match="larger than 1 MB"), fetch(server.url(path)):
            pass


# Packing


RAW = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(b"A page. " * 50_000),
    "x-gzip": gzip.compress(b"A page. " * 50_000),
    "GZIP": gzip.compress(b"A page. " * 25_000) + gzip.compress(b"A page. " * 25_000),
    "br": brotli.compress(b"A page. " * 50_000),
    "deflate": zlib.compress(b"A page. " * 50_000),
    "Deflate": RAW.compress(b"A page. " * 50_000) + RAW.flush(),
    "br, gzip": gzip.compress(brotli.compress(b"A page. " * 50_000)),
    "identity": b"A page. " * 50_000,
}


@pytest.mark.parametrize("packing", PACKED)
def test_the_packing_of_the_way_is_undone(serve, packing):
    server = serve(saying(page(PACKED[packing], f"Content-Encoding: {packing}")))

    with fetch(server.url()) as fetched:
        assert fetched.body.read() == b"A page. " * 50_000


@pytest.mark.parametrize("packing", ["gzip", "br", "deflate"])
def test_packed_bytes_that_are_cut_off_are_refused(serve, packing):
    server = serve(saying(page(PACKED[packing][:-7], f"Content-Encoding: {packing}")))

    with pytest.raises(NotFetched, match="damaged"), fetch(server.url()):
        pass


@pytest.mark.parametrize("packing", ["gzip", "br", "deflate"])
def test_bytes_that_are_not_packed_as_they_say_are_refused(serve, packing):
    server = serve(saying(page(b"\x00This was never packed.", f"Content-Encoding: {packing}")))

    with pytest.raises(NotFetched, match="damaged"), fetch(server.url()):
        pass


def test_a_packing_that_is_not_known_is_named(serve):
    server = serve(saying(page(b"Something.", "Content-Encoding: zstd")))

    with pytest.raises(NotFetched, match=r"not known here \(zstd\)"), fetch(server.url()):
        pass


def test_many_layers_of_packing_are_refused(serve):
    server = serve(saying(page(b"Something.", f"Content-Encoding: {', '.join(['gzip'] * 10)}")))

    with pytest.raises(NotFetched, match="several times over"), fetch(server.url()):
        pass
