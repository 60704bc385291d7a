"""Whatever a server answers, a release and its place in the outbox stay whole, and the next true answer is taken.

A real server on this computer answers each attempt with something made up; only a receipt that the known centre has
signed, for this release and these bytes, may ever count.
"""

import random
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from caseworker import wire
from caseworker.errors import CaseworkerError, Refused
from caseworker.i18n import ui_translator
from caseworker.messages import describe
from caseworker.services import counts
from caseworker.store import outbox as queue
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.answers import answer, face, genuine
from tests.campaigns.tally import Tally, cases
from tests.exchange.hostile import Hostile, Reply, answering, http
from tests.services.centres import LIAR
from tests.services.conftest import KEY, MAJ, NOW, found

PERIOD = "2026-10"
IN_ONE_REGISTER = 50
SWEDISH = ui_translator("sv").gettext
# reasons and refusals that an attempt may leave: what the program says itself, or a centre's well-known words
CODES = ("delivery.", "receipt.", "centre.")


class Server:
    """A centre that answers by chance, until it is told to be true."""

    def __init__(self, release: wire.Envelope, chance: random.Random, *, known: bool) -> None:
        self.release = release
        self.chance = chance
        self.known = known  # a register that knows no centre yet believes the first one
        self.true = False
        self.hostile: Hostile | None = None

    def reply(self, connection: socket.socket) -> None:
        assert self.hostile is not None
        asked = self.hostile.requests[-1].startswith(b"GET")
        said: Reply
        if self.true:
            presented = wire.Centre("Centralen", wire.public_key(LIAR), demo=True).seal(LIAR)
            said = http(presented) if asked else http(genuine(self.release))
        else:
            said = face(self.release, self.chance, strangers=self.known) if asked else answer(self.release, self.chance)
        if isinstance(said, bytes):
            connection.sendall(said)
        else:
            said(connection)

    @contextmanager
    def running(self) -> Iterator[Hostile]:
        with answering(self.reply) as self.hostile:
            yield self.hostile


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A register with a release in the outbox; it is closed."""
    path = tmp_path / "prepared" / "register.db"
    path.parent.mkdir()
    register = Register.open(found(path, demo=True), key=KEY, clock=lambda: NOW)
    counts.prepare_release(register, period=PERIOD, by=MAJ)
    register.close()
    return path


def attempted(register: Register, url: str) -> str:
    """Send, and return the code of what became of it."""
    try:
        sent = counts.send_release(register, period=PERIOD, endpoint=url, by=MAJ)
    except CaseworkerError as fault:
        return fault.code
    assert sent.state in (queue.QUEUED, queue.REJECTED, queue.DEAD)
    assert sent.receipt == ""
    assert (sent.state == queue.QUEUED) == (sent.next_attempt is not None)
    return sent.reason


def kept(register: Register) -> tuple[str, bytes, bytes | None]:
    """Return the state, the bytes and the receipt of the release."""
    (row,) = counts.list_releases(register, by=MAJ)
    with register.read() as reader:
        connection = reader.connection
        return row.state, queue.envelope_of(connection, row.release_id), queue.receipt_of(connection, row.release_id)


def know(register: Register, url: str) -> None:
    """Know the centre since an earlier month."""
    with register.change(by=MAJ) as tx:
        queue.keep_centre(tx.connection, queue.Centre(url, "Centralen", wire.public_key(LIAR), demo=True))
        tx.commit()


def asked(request: bytes) -> tuple[bytes, bytes]:
    """Return what a request asks for, and what it brings."""
    head, _, body = request.partition(b"\r\n\r\n")
    return b" ".join(head.split(b" ")[:2]), body


@pytest.mark.campaign(id="F3", what="answers of a server that is no centre, or lies")
def test_no_answer_but_a_true_one_is_believed_and_nothing_is_lost(prepared: Path, tmp_path: Path, tally: Tally) -> None:
    chance, left = random.Random(3), cases(30, 1000, 50_000)
    while left:
        path = tmp_path / "register.db"
        shutil.copy(prepared, path)
        register = Register.open(path, key=KEY, clock=lambda: NOW)
        _, envelope, _ = kept(register)
        release = wire.open_release(envelope)
        server = Server(release, chance, known=chance.random() < 0.5)
        with server.running() as hostile:
            if server.known:
                know(register, hostile.url)
            for _ in range(min(left, IN_ONE_REGISTER)):
                code = attempted(register, hostile.url)
                assert code.startswith(CODES), code
                said = describe(Refused(code), SWEDISH)
                assert all((said.happened, said.safe, said.do)), code
                state, still, receipt = kept(register)
                assert (still, receipt) == (envelope, None)
                assert state in (queue.QUEUED, queue.REJECTED, queue.DEAD), state
                left -= 1
                tally.count()
            server.true = True
            sent = counts.send_release(register, period=PERIOD, endpoint=hostile.url, by=MAJ)
            assert (sent.state, sent.receipt) == (queue.ACKED, genuine(release).decode())
            assert {asked(request) for request in hostile.requests} == {
                (b"GET /v1/centre", b""),
                (f"PUT /v1/releases/{release.head.release_id}".encode(), envelope),
            }
        assert verify(register).ok
        register.close()
        for part in tmp_path.glob("register.db*"):
            part.unlink()
