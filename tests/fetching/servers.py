"""Small servers on 127.0.0.1 that answer exactly the bytes they are told to, whatever HTTP would say."""

import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Answer = Callable[[bytes, socket.socket], None]


@dataclass
class Server:
    """A server that runs. `asked` holds each request's head."""

    address: str
    port: int
    asked: list[bytes] = field(default_factory=list)

    @property
    def at(self) -> str:
        """Host and port."""
        return f"{self.address}:{self.port}"

    def url(self, path: str = "/") -> str:
        """The address of a page on it."""
        return f"http://{self.at}{path}"


def head_of(connection: socket.socket) -> bytes:
    """What a client says, up to the empty line."""
    head = b""
    while b"\r\n\r\n" not in head:
        more = connection.recv(4096)
        if not more:
            break
        head += more
    return head


@contextmanager
def serving(
    answer: Answer, *, address: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None, raw: bool = False
) -> Iterator[Server]:
    """Answer each connection; with `raw` the answer gets the connection before anything is read."""
    listening = socket.create_server((address, port))
    listening.settimeout(0.05)
    server = Server(address, listening.getsockname()[1])
    over = threading.Event()

    def talk(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            connection.settimeout(10)
            spoken = tls.wrap_socket(connection, server_side=True) if tls else connection
            with spoken:
                head = b"" if raw else head_of(spoken)
                server.asked.append(head)
                answer(head, spoken)

    def listen() -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                connection, _peer = listening.accept()
                threading.Thread(target=talk, args=[connection], daemon=True).start()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        over.set()
        thread.join()
        listening.close()


def saying(*pieces: bytes) -> Answer:
    """Answer these bytes, whatever is asked, and hang up."""

    def answer(head: bytes, connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return answer


def page(body: bytes = b"<p>A page.</p>", *headers: str, status: str = "200 OK") -> bytes:
    """A whole answer."""
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    """An answer that leads elsewhere."""
    return page(b"Elsewhere.", f"Location: {to}", status=status)


def path_of(head: bytes) -> str:
    """What was asked for."""
    return head.split(b" ")[1].decode()


def by_path(answers: dict[str, bytes]) -> Answer:
    """Answer by what is asked for."""

    def answer(head: bytes, connection: socket.socket) -> None:
        connection.sendall(answers.get(path_of(head), page(status="404 Not Found")))

    return answer


def pass_on(one: socket.socket, other: socket.socket, *, slowly_after: int | None = None) -> None:
    """Carry bytes both ways until one side hangs up; after so many of them to the first side, byte by byte."""
    sides = {one: other, other: one}
    while True:
        ready, _w, _x = select.select(list(sides), [], [], 10)
        if not ready:
            return
        for side in ready:
            carried = side.recv(65536)
            if not carried:
                return
            if slowly_after is None or side is one:
                sides[side].sendall(carried)
                continue
            sides[side].sendall(carried[:slowly_after])
            for byte in carried[slowly_after:]:
                one.sendall(bytes([byte]))
                time.sleep(0.02)
            slowly_after = max(0, slowly_after - len(carried))
