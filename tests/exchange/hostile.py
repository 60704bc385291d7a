"""A server on this computer that answers exactly what a test tells it to, and remembers what it was sent."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Reply = bytes | Callable[[socket.socket], None]


@dataclass
class Hostile:
    """Where it listens, and the bytes of every request."""

    url: str
    requests: list[bytes] = field(default_factory=list)


def http(body: bytes, *, status: str = "200 OK", headers: str = "Content-Type: application/json") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


@contextmanager
def answering(reply: Reply) -> Iterator[Hostile]:
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(10)
    hostile = Hostile(f"http://127.0.0.1:{listener.getsockname()[1]}")
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            connection, _ = listener.accept()
            with connection:
                if not over.is_set():
                    hostile.requests.append(_request(connection))
                    _answer(connection, reply)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield hostile
    finally:
        over.set()
        socket.create_connection(listener.getsockname()).close()
        thread.join()
        listener.close()


def _request(connection: socket.socket) -> bytes:
    connection.settimeout(10)
    read = b""
    while b"\r\n\r\n" not in read:
        read += connection.recv(65536)
    head, _, body = read.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    wanted = int(lengths[0].split(b":")[1]) if lengths else 0
    while len(body) < wanted:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def _answer(connection: socket.socket, reply: Reply) -> None:
    try:
        if isinstance(reply, bytes):
            connection.sendall(reply)
        else:
            reply(connection)
    except OSError:
        pass  # the client hung up first, as it should on an answer without end
