"""The WARC of a fetch, read back by warcio: every byte that went over the wire."""

import gzip
import io
import subprocess
import sys

import brotli
import pytest
from warcio.archiveiterator import ArchiveIterator

from sources.fetching import fetch
from tests.fetching.certificates import server_side
from tests.fetching.servers import by_path, page, redirect, saying
from tests.fetching.test_tls import at_home, believed

__all__ = ["believed"]
BODY = b"<p>A page.</p>" * 1000


def in_chunks(body, *headers):
    """An answer in chunks of 500 bytes."""
    chunks = [body[start : start + 500] for start in range(0, len(body), 500)]
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html", "Transfer-Encoding: chunked", *headers]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in [*chunks, b""])


ANSWERS = {
    "plain": page(BODY),
    "odd heads": page(BODY, "x-odd:   white   space  ", "X-TWICE: 1", "x-twice: 2", "X-Latin: caf\xe9"),
    "until the end": b"HTTP/1.0 200 OK\r\n\r\n" + BODY,
    "lines without CR": b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + BODY,
    "gzip": page(gzip.compress(BODY), "Content-Encoding: gzip"),
    "in chunks": in_chunks(BODY),
    "gzip in chunks": in_chunks(gzip.compress(BODY), "Content-Encoding: gzip"),
}


def records(exchange):
    """Type, headers, block as bytes, and content with the packing undone, of each record."""
    content = exchange.read()
    found = []
    raw = [r.raw_stream.read() for r in ArchiveIterator(io.BytesIO(content), no_record_parse=True)]
    for record, block in zip(ArchiveIterator(io.BytesIO(content), check_digests="raise"), raw, strict=True):
        found.append((record.rec_type, record.rec_headers, block, record.content_stream().read()))
    return found


@pytest.mark.parametrize("kind", ANSWERS)
def test_the_exchange_is_kept_byte_by_byte(serve, kind):
    server = serve(saying(ANSWERS[kind]))

    with fetch(server.url("/page?a=1#part")) as fetched:
        kept = records(fetched.exchange)

    assert [name for name, *_ in kept] == ["warcinfo", "response", "request"]
    (_info, _h, about, _c), (_r, answered, answer, content), (_q, asked, request, _e) = kept
    assert answer == ANSWERS[kind]
    assert content == BODY
    assert request == server.asked[0]
    assert request.startswith(b"GET /page?a=1 HTTP/1.1\r\n")
    assert f"software: {fetched.tool}\r\n".encode() in about
    assert answered.get_header("WARC-Target-URI") == server.url("/page?a=1")
    assert answered.get_header("WARC-IP-Address") == "127.0.0.1"
    assert answered.get_header("WARC-Date") == fetched.fetched_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert asked.get_header("WARC-Concurrent-To") == answered.get_header("WARC-Record-ID")


def test_a_page_that_is_packed_in_a_way_nobody_asked_for_is_kept_as_it_came(serve):
    """warcio cannot undo br with the newest brotli; what is kept is whole all the same."""
    packed = page(brotli.compress(BODY), "Content-Encoding: br")
    server = serve(saying(packed))

    with fetch(server.url()) as fetched:
        assert fetched.body.read() == BODY
        blocks = [r.raw_stream.read() for r in ArchiveIterator(fetched.exchange, no_record_parse=True)]

    assert blocks[1] == packed
    assert b"Accept-Encoding: gzip\r\n" in blocks[2]


def test_redirects_are_kept_too(serve):
    answers = {"/old": redirect("/new"), "/new": page(BODY)}
    server = serve(by_path(answers))

    with fetch(server.url("/old")) as fetched:
        kept = records(fetched.exchange)

    assert [(name, headers.get_header("WARC-Target-URI")) for name, headers, *_ in kept[1:]] == [
        ("response", server.url("/old")),
        ("request", server.url("/old")),
        ("response", server.url("/new")),
        ("request", server.url("/new")),
    ]
    assert [block for name, _h, block, _c in kept if name == "response"] == list(answers.values())
    assert [block for name, _h, block, _c in kept if name == "request"] == server.asked


def test_interim_answers_and_what_follows_the_page_are_no_part_of_the_record(serve):
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    server = serve(saying(hints + hints + page(BODY) + b"more than was announced"))

    with fetch(server.url()) as fetched:
        kept = records(fetched.exchange)

    assert kept[1][2] == page(BODY)


def test_what_was_encrypted_is_kept_in_the_clear(serve, tmp_path, believed):
    context, certificate = server_side(tmp_path, "secure.example")
    believed(certificate)
    server = serve(saying(page(BODY)), tls=context)

    with fetch(f"https://secure.example:{server.port}/", resolve=at_home) as fetched:
        kept = records(fetched.exchange)

    assert kept[1][2] == page(BODY)
    assert kept[2][2] == server.asked[0]


def test_the_checker_that_comes_with_warcio_finds_every_digest_right(serve, tmp_path):
    server = serve(by_path({"/old": redirect("/new"), "/new": ANSWERS["gzip in chunks"]}))
    path = tmp_path / "exchange.warc"

    with fetch(server.url("/old")) as fetched:
        path.write_bytes(fetched.exchange.read())
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)], capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.count("digest pass") == 5
