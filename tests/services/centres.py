"""Centres to send to: a real one on this computer, and one that shows a true face and then says what a test wants."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from caseworker import wire
from caseworker.central.app import create_app
from tests.exchange.hostile import Hostile, answering, http

LIAR = bytes(range(3, 35))
Answer = Callable[[wire.Envelope], bytes]


@contextmanager
def running_centre(database: Path, *, demo: bool = True, port: int = 0) -> Iterator[tuple[str, FastAPI]]:
    """Run a real centre over ``database`` and yield its address; the same port twice is the same address."""
    listener = socket.create_server(("127.0.0.1", port))
    app = create_app(f"sqlite:///{database}", demo=demo)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", app
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def port_of(endpoint: str) -> int:
    """Return the port of ``http://127.0.0.1:port``."""
    return int(endpoint.rpartition(":")[2])


@contextmanager
def lying_centre(answer: Answer, *, demo: bool = True) -> Iterator[Hostile]:
    """Run a centre that presents itself properly and answers every release with ``answer(release)``."""
    found: list[Hostile] = []

    def reply(connection: socket.socket) -> None:
        head, _, body = found[0].requests[-1].partition(b"\r\n\r\n")
        presentation = wire.Centre("Centralen", wire.public_key(LIAR), demo).seal(LIAR)
        connection.sendall(http(presentation) if head.startswith(b"GET") else answer(wire.open_release(body)))

    with answering(reply) as hostile:
        found.append(hostile)
        yield hostile


def receipt(release: wire.Envelope, *, key: bytes = LIAR, **other: str) -> bytes:
    """Return the answer of a centre that says it keeps ``release``, with fields of it exchanged for ``other``."""
    fields = {"release_id": release.head.release_id, "sha256": release.sha256, "received": "2026-11-21T10:00:00Z"}
    return http(wire.Receipt(**{**fields, **other}).seal(key))


def refusal(code: str) -> bytes:
    """Return the answer of a centre that does not take a release."""
    return http(json.dumps({"code": code}).encode(), status="422 Unprocessable Entity")
