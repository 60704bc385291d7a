"""A day with a PIN against a real Secret Service: gnome-keyring on a bus of its own, a home of its own, no screen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NULL = "keyring.backends.null.Keyring"  # what somebody may have configured for other programs counts for nothing
OPEN = "printf 'a login password' | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
LOCKED = "gnome-keyring-daemon --start --components=secrets >/dev/null"


def on_a_desktop(home: Path, begin: str, *steps: str) -> list[dict[str, object]]:
    """Run the steps after one another in one signed-in session and return what each said."""
    child = f'"{sys.executable}" -m tests.journeys.keystore_child'
    script = "; ".join([begin, *(f'{child} {step} "{home}/register"' for step in steps)])
    (home / "run").mkdir(mode=0o700, parents=True)
    own = {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    gone = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
    environment = {key: value for key, value in os.environ.items() if key not in gone} | own
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


@pytest.mark.journey
@pytest.mark.parametrize("begin", [OPEN, LOCKED], ids=["open", "locked"])
def test_a_pin_lives_in_the_real_keystore_for_three_tries_and_is_in_no_file(tmp_path: Path, begin: str) -> None:
    """Also while the user's own collection is locked: the secret lies in the one that is kept in memory."""
    made, opened = on_a_desktop(tmp_path, begin, "make", "open")
    assert made == {"keystore": True, "state": "on"}
    assert opened["offered"] == ["Maj Ekholm"]
    assert opened["tried"] == ["pin.wrong", "opened", "pin.wrong", "pin.wrong", "pin.missed", "pin.over"]
    assert opened["left"] == []
    keyrings = tmp_path / ".local" / "share" / "keyrings"
    kept = [path for path in keyrings.rglob("*") if path.is_file()]
    assert not [path for path in kept if b"Handlaggarstod" in path.read_bytes()]


@pytest.mark.journey
def test_a_secret_of_a_session_that_was_signed_out_of_is_gone(tmp_path: Path) -> None:
    on_a_desktop(tmp_path / "first", OPEN, "make")
    (tmp_path / "first" / "run").rename(tmp_path / "first" / "gone")
    (opened,) = on_a_desktop(tmp_path / "first", OPEN, "open")
    assert opened["offered"] == []
    assert set(opened["tried"]) == {"pin.over"}  # type: ignore[call-overload]  # a list, as the child writes it
