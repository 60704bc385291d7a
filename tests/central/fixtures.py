"""A real PostgreSQL for the centre's tests, a centre on each database, and offices that send to it."""

import asyncio
import os
import shutil
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psycopg
import pytest
from fastapi import FastAPI

from caseworker import wire
from caseworker.central.app import create_app
from caseworker.domain.counts.dataset import dataset
from caseworker.domain.counts.release import release_id
from tests.counts.offices import CLASSES, office, table

NOW = datetime(2026, 11, 18, 14, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Sender:
    """An office with its key."""

    office: str = "U01"
    municipality: str = "0380"
    private: bytes = bytes(range(32))
    demo: bool = False

    def enrolment(self) -> bytes:
        public = wire.public_key(self.private)
        return wire.Enrolment(self.office, self.municipality, public, self.demo, "2026-11-18").seal(self.private)

    def head(self, *, period: str = "2026-10", revision: int = 1) -> wire.ReleaseHead:
        ids = [
            str(release_id(office=self.office, table="T1@1", period=period, revision=number))
            for number in (revision, revision - 1)
        ]
        supersedes = ids[1] if revision > 1 else None
        return wire.ReleaseHead(
            ids[0], self.office, "T1@1", period, revision, supersedes, "2026-11-18", self.demo, "caseworker 0.1.0"
        )

    def release(self, *, period: str = "2026-10", revision: int = 1, seed: int = 1) -> bytes:
        figures = dataset(table(office(200, seed), period=period), CLASSES)
        return wire.seal_release(self.head(period=period, revision=revision), figures, self.private)


@dataclass(frozen=True)
class RunningPostgres:
    """A PostgreSQL that answers on a socket in ``folder``."""

    folder: Path

    def new_schema(self) -> str:
        """Return the address of an empty schema: as good as a database of its own, and much quicker to make."""
        name = f"counts_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(f"host={self.folder} user=caseworker dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"postgresql+psycopg://caseworker@/postgres?host={self.folder}&options=-csearch_path%3D{name}"


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    named = shutil.which("initdb")
    if not found and named is None:
        pytest.fail("PostgreSQL is missing: apt install postgresql", pytrace=False)
    return found[-1].parent if found else Path(named or "").parent


def _run(folder: Path, *command: str | Path) -> None:
    owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(  # type: ignore[call-overload]  # the owner's keywords are all or none
        command,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if command[-1] != "start" else subprocess.DEVNULL,
        check=True,
        timeout=60,
        **owner,
    )


@pytest.fixture(scope="session")
def postgres() -> Iterator[RunningPostgres]:
    """Start a PostgreSQL of our own, as its own user when we are root: initdb refuses root."""
    binaries = _binaries()
    folder = Path(tempfile.mkdtemp(prefix="caseworker-pg-"))  # not pytest's own: the postgres user must get in
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    cluster = folder / "cluster"
    _run(folder, binaries / "initdb", "-D", cluster, "-U", "caseworker", "-A", "trust", "-E", "UTF8", "--no-sync")
    settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off -c max_connections=60"
    control = binaries / "pg_ctl"
    _run(folder, control, "-D", cluster, "-l", folder / "log", "-w", "-o", settings, "start")
    try:
        yield RunningPostgres(folder)
    finally:
        _run(folder, control, "-D", cluster, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder)


class CentreClient:
    """Asks an application over HTTP without a socket, from any thread."""

    def __init__(self, app: FastAPI, loop: asyncio.AbstractEventLoop) -> None:
        self._app = app
        self._loop = loop

    def ask(self, method: str, path: str, **request: object) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.request(method, path, **request)  # type: ignore[arg-type]  # passed on as given

        return asyncio.run_coroutine_threadsafe(asked(), self._loop).result(30)

    def get(self, path: str) -> httpx.Response:
        return self.ask("GET", path)

    def put(self, path: str, *, content: bytes, headers: dict[str, str]) -> httpx.Response:
        return self.ask("PUT", path, content=content, headers=headers)

    def post(self, path: str, *, content: bytes) -> httpx.Response:
        return self.ask("POST", path, content=content)


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """One event loop in a thread of its own, as a server has."""
    made = asyncio.new_event_loop()
    thread = threading.Thread(target=made.run_forever)
    thread.start()
    yield made
    made.call_soon_threadsafe(made.stop)
    thread.join()
    made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'central.db'}"
    running: RunningPostgres = request.getfixturevalue("postgres")
    return running.new_schema()


@pytest.fixture
def sender() -> Sender:
    return Sender()


@pytest.fixture
def centre(database_url: str, sender: Sender, loop: asyncio.AbstractEventLoop) -> Iterator[CentreClient]:
    """A real centre (no demo) where the sender's office is enrolled."""
    app = create_app(database_url, demo=False, clock=lambda: NOW)
    app.state.archive.enrol(wire.Enrolment.open(sender.enrolment()), NOW, new_key=False)
    yield CentreClient(app, loop)
    app.state.archive.close()


@pytest.fixture
def demo_centre(tmp_path: Path, loop: asyncio.AbstractEventLoop) -> Iterator[CentreClient]:
    """A demo centre where nobody is enrolled yet."""
    app = create_app(f"sqlite:///{tmp_path / 'demo.db'}", demo=True, clock=lambda: NOW)
    yield CentreClient(app, loop)
    app.state.archive.close()


def put(client: CentreClient, raw: bytes, *, to: str | None = None, key: str | None = None) -> tuple[int, bytes]:
    """Put a release as an office does, with the address and key it names unless told otherwise."""
    envelope = wire.open_release(raw)
    answer = client.put(
        f"/v1/releases/{to or envelope.head.release_id}",
        content=raw,
        headers={"Idempotency-Key": key or envelope.sha256, "Content-Type": "application/json"},
    )
    return answer.status_code, answer.content
