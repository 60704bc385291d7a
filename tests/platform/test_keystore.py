"""The keystore of the operating system: what it keeps comes back, and whatever is wrong with it is one fault."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
import secretstorage
from keyring.backends import chainer, fail, null

from caseworker.errors import EnvironmentFault
from caseworker.platform import keystore
from caseworker.platform.keystore import Keystore
from tests.keystores import MemoryKeyring

REAL = keystore.system_keystore  # before any test has put another in its place


class Hanging(MemoryKeyring):
    """Waits for an answer that does not come."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.let_go.wait(60)
        return None


def test_what_is_kept_comes_back_and_goes() -> None:
    backend = MemoryKeyring()
    store = Keystore(backend)
    assert store.get("a") is None
    store.put("a", "text")
    store.put("a", "other")
    assert store.get("a") == "other"
    assert list(backend.kept) == [("Handlaggarstod", "a")]
    store.delete("a")
    store.delete("a")
    assert backend.kept == {}


def test_whatever_is_wrong_is_one_fault() -> None:
    backend = MemoryKeyring()
    backend.locked = True
    store = Keystore(backend)
    asks: tuple[Callable[[], object], ...] = (
        lambda: store.get("a"),
        lambda: store.put("a", "b"),
        lambda: store.delete("a"),
    )
    for ask in asks:
        with pytest.raises(EnvironmentFault) as fault:
            ask()
        assert fault.value.code == "pin.keystore"


def test_a_keystore_that_keeps_something_else_is_found_out() -> None:
    backend = MemoryKeyring()
    backend.broken = True
    with pytest.raises(EnvironmentFault):
        Keystore(backend).put("a", "longer than it keeps")


def test_one_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keystore, "WAIT_SECONDS", 0.01)
    backend = Hanging()
    try:
        with pytest.raises(EnvironmentFault):
            Keystore(backend).get("a")
    finally:
        backend.let_go.set()


def test_what_the_library_would_settle_for_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what its configuration names nor what it finds by itself is asked; here no desktop is signed in to."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nonexistent")
    for kind in (null.Keyring, fail.Keyring, chainer.ChainerBackend):
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{kind.__module__}.{kind.__name__}")
        assert REAL() is None


def test_the_first_that_is_there_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> MemoryKeyring:
        raise ImportError("no such library")

    backend = MemoryKeyring()
    monkeypatch.setattr(keystore, "_KINDS", (missing, lambda: backend))
    found = REAL()
    assert found is not None
    found.put("a", "b")
    assert backend.kept


# nothing is started by being asked for, as on the usual bus: a second service would answer there, without a collection
BUS = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy>
</busconfig>"""


def wait_for_own_collection() -> None:
    """The service answers before it has opened the collection; whoever asks then is asked to make one."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with suppress(secretstorage.SecretStorageException), closing(secretstorage.dbus_init()) as bus:
            if not secretstorage.get_collection_by_alias(bus, "default").is_locked():
                return
        threading.Event().wait(0.02)
    pytest.fail("gnome-keyring has not opened the user's collection in 30 seconds", pytrace=False)


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A bus of the test's own with a real, unlocked Secret Service on it."""
    (tmp_path / "bus.conf").write_text(BUS)
    command = ["dbus-daemon", f"--config-file={tmp_path / 'bus.conf'}", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as bus:
        try:
            assert bus.stdout is not None
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.stdout.readline().decode().strip())
            monkeypatch.setenv("HOME", str(tmp_path))
            monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
            monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
            begin = ["gnome-keyring-daemon", "--unlock", "--components=secrets"]
            subprocess.run(begin, input=b"a login password", capture_output=True, timeout=60, check=True)
            wait_for_own_collection()
            yield
        finally:
            bus.terminate()  # the service ends with its bus


@pytest.mark.parametrize("collection", [None, "/org/freedesktop/secrets/collection/none_such"])
def test_the_secret_service_keeps_it_until_the_user_signs_out_or_else_in_her_own_collection(
    desktop: None, monkeypatch: pytest.MonkeyPatch, collection: str | None
) -> None:
    if collection is not None:
        monkeypatch.setattr(keystore, "_UNTIL_SIGNED_OUT", collection)
    found = REAL()
    assert found is not None
    found.put("a", "text")
    found.put("a", "other")
    assert found.get("a") == "other"
    found.delete("a")
    assert found.get("a") is None
