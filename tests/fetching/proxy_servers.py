"""Proxies of our own: as little of HTTP and SOCKS as a fetch needs. They lead every name to 127.0.0.1."""

import re
import socket

from tests.fetching.servers import Answer, pass_on


def http_proxy(seen: list[bytes], *, refuse: bytes = b"", slowly_after: int | None = None) -> Answer:
    """A proxy that speaks HTTP; `refuse` is what it answers instead of asking."""

    def answer(head: bytes, connection: socket.socket) -> None:
        seen.append(head)
        if refuse:
            connection.sendall(refuse)
            return
        method, target, _version = head.split(b"\r\n")[0].split(b" ")
        where = target if method == b"CONNECT" else target.split(b"/")[2]
        with socket.create_connection(("127.0.0.1", int(where.rpartition(b":")[2]))) as server:
            if method == b"CONNECT":
                connection.sendall(b"HTTP/1.1 200 Connection established\r\nX-Proxy: 1\r\n\r\n")
            else:
                plain = re.sub(rb"^GET http://[^/]+", b"GET ", head)
                server.sendall(re.sub(rb"(?im)^proxy-.*\r\n", b"", plain))
            pass_on(connection, server, slowly_after=slowly_after)

    return answer


def exactly(connection: socket.socket, count: int) -> bytes:
    """So many bytes."""
    return connection.recv(count, socket.MSG_WAITALL)


def socks_proxy(
    seen: list[tuple[int, bytes]], *, password: bytes = b"", reply: int = 0, method: int | None = None
) -> Answer:
    """A proxy that speaks SOCKS 5; needs raw=True. `seen` holds kind and host of each request."""

    def greeting(connection: socket.socket) -> bool:
        _version, count = exactly(connection, 2)
        offered = exactly(connection, count)
        chosen = method if method is not None else (2 if password else 0)
        connection.sendall(bytes([5, chosen]))
        if chosen not in offered or chosen == 255:
            return False
        if chosen == 2:
            said = exactly(connection, exactly(connection, 2)[1]) + b":"
            said += exactly(connection, exactly(connection, 1)[0])
            connection.sendall(bytes([1, said != password]))
            return said == password
        return True

    def answer(head: bytes, connection: socket.socket) -> None:
        if not greeting(connection):
            return
        _version, _command, _reserved, kind = exactly(connection, 4)
        host = exactly(connection, {1: 4, 4: 16}[kind] if kind != 3 else exactly(connection, 1)[0])
        port = int.from_bytes(exactly(connection, 2), "big")
        seen.append((kind, host))
        bound = bytes([3, 5]) + b"proxy" + bytes(2)
        connection.sendall(bytes([5, reply, 0]) + bound)
        if reply == 0:
            with socket.create_connection(("127.0.0.1", port)) as server:
                pass_on(connection, server)

    return answer
