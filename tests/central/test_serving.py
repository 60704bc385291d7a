"""The centre as it is run: a process of its own, reached over loopback, stopped in order."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from caseworker import wire
from caseworker.central.cli import main
from caseworker.exchange.outbox import DeliveryState, deliver, fetch_centre, introduce
from tests.central.fixtures import Sender

COMMAND = [sys.executable, "-W", "error", "-m", "caseworker.central.cli"]


Run = Callable[..., "Ended"]


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that ends by itself, in this process."""

    def ended(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["caseworker-central", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return Ended(int(end.value.code or 0), said.out, said.err)

    return ended


@contextmanager
def serving(database_url: str, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    process = subprocess.Popen(
        [*COMMAND, "serve", "--database", database_url, "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        url = process.stdout.readline().strip()  # said only once it listens
        if not url:
            pytest.fail(process.communicate(timeout=20)[1])
        yield url, process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=20)


def send(url: str, sender: Sender, raw: bytes, centre_key: bytes) -> DeliveryState:
    envelope = wire.open_release(raw)
    return deliver(url, raw, release_id=envelope.head.release_id, sha256=envelope.sha256, centre_key=centre_key).state


def test_an_office_is_enrolled_by_file_and_its_release_is_acknowledged(
    run: Run, database_url: str, sender: Sender, tmp_path: Path
) -> None:
    enrolment = tmp_path / "U01.json"
    enrolment.write_bytes(sender.enrolment())
    first, again = (run("enrol", "--database", database_url, str(enrolment)) for _ in range(2))
    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    assert first.stdout.startswith("U01 0380 ")
    assert "redan anslutet" in again.stdout
    with serving(database_url) as (url, _):
        centre = fetch_centre(url)
        assert send(url, sender, sender.release(), centre.key) is DeliveryState.ACKED
        assert send(url, sender, sender.release(), centre.key) is DeliveryState.ACKED
    with serving(database_url) as (url, _):
        assert fetch_centre(url) == centre, "the centre keeps its key when it is started again"


def test_a_demo_office_presents_itself_to_a_demo_centre_and_sends(tmp_path: Path) -> None:
    demo = Sender(demo=True)
    with serving(f"sqlite:///{tmp_path / 'central.db'}", "--demo", "--name", "Övningslänet") as (url, _):
        centre = fetch_centre(url)
        assert (centre.name, centre.demo) == ("Övningslänet", True)
        assert introduce(url, demo.enrolment()).state is DeliveryState.ACKED
        assert send(url, demo, demo.release(), centre.key) is DeliveryState.ACKED


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_in_order_and_says_nothing_but_where_it_listened(tmp_path: Path, sign: signal.Signals) -> None:
    with serving(f"sqlite:///{tmp_path / 'central.db'}") as (url, process):
        assert url.startswith("http://127.0.0.1:")
        process.send_signal(sign)
        said = process.communicate(timeout=20)
    assert (process.returncode, said) == (0, ("", ""))


def test_a_taken_port_is_an_environment_fault(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        answer = run("serve", "--database", f"sqlite:///{tmp_path / 'central.db'}", "--port", port)
    assert answer.returncode == 4
    assert answer.stderr.strip()
    assert not (tmp_path / "central.db").exists()


def test_a_demo_centre_is_for_this_computer_alone(run: Run, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'central.db'}"
    answer = run("serve", "--database", database, "--port", "0", "--demo", "--host", "0.0.0.0")  # noqa: S104  # refused
    assert answer.returncode == 3
    assert not (tmp_path / "central.db").exists()


def test_a_database_is_demo_or_real_for_good(run: Run, tmp_path: Path, sender: Sender) -> None:
    database, file = f"sqlite:///{tmp_path / 'central.db'}", tmp_path / "U01.json"
    file.write_bytes(sender.enrolment())
    assert run("enrol", "--database", database, str(file)).returncode == 0
    assert run("serve", "--database", database, "--port", "0", "--demo").returncode == 3


@pytest.mark.parametrize(
    ("database", "status"),
    [
        ("sqlite://", 2),
        ("sqlite:///:memory:", 2),
        ("mysql://x", 2),
        ("central.db", 2),
        ("sqlite:////nowhere/at/all/central.db", 4),
        ("postgresql+psycopg://nobody@127.0.0.1:9/none?connect_timeout=3", 4),
    ],
)
def test_a_database_that_cannot_be_used_is_told_apart_from_a_wrong_address(
    run: Run, database: str, status: int
) -> None:
    answer = run("serve", "--database", database, "--port", "0")
    assert answer.returncode == status
    assert "Traceback" not in answer.stderr
    assert answer.stderr.strip()


@pytest.mark.parametrize("name", ["", "x" * 81, "två\nrader"])
def test_a_name_no_office_could_read_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    database = f"sqlite:///{tmp_path / 'central.db'}"
    assert run("serve", "--database", database, "--port", "0", "--name", name).returncode == 2
    assert not (tmp_path / "central.db").exists()


def test_a_file_that_is_no_database_is_an_environment_fault_and_stays_as_it_was(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "central.db"
    file.write_bytes(b"Kalle Anka" * 500)
    answer = run("serve", "--database", f"sqlite:///{file}", "--port", "0")
    assert answer.returncode == 4
    assert file.read_bytes() == b"Kalle Anka" * 500


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[" * 300_000])
def test_a_file_that_is_no_enrolment_is_refused(run: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "U01.json"
    file.write_bytes(content)
    answer = run("enrol", "--database", f"sqlite:///{tmp_path / 'central.db'}", str(file))
    assert answer.returncode == 3
    assert not (tmp_path / "central.db").exists()


def test_a_missing_enrolment_is_an_environment_fault(run: Run, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'central.db'}"
    assert run("enrol", "--database", database, str(tmp_path / "none.json")).returncode == 4


def test_the_database_file_is_its_owners_alone(tmp_path: Path) -> None:
    with serving(f"sqlite:///{tmp_path / 'central.db'}"):
        assert (tmp_path / "central.db").stat().st_mode & 0o777 == 0o600
