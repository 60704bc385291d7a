"""Founding never takes a register away: a lost key file, a founding that was cut off, a passphrase after recovery."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseworker.app import Application, Session
from caseworker.errors import Refused
from caseworker.founding import CreateRegister, PendingRegister, demo_request, found_at_once
from caseworker.register_folder import REGISTER, VAULT
from caseworker.vault.kdf import KdfCost

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
GOOD = "vante kaktus segel molnig trumma"
CHEAP = KdfCost(64, 1, 1)
Found = Callable[[Path], None]


@pytest.fixture(autouse=True)
def _quick_and_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for cost in ("floor", "tuned"):
        monkeypatch.setattr(KdfCost, cost, lambda: CHEAP)


def clock() -> datetime:
    return NOW


def request_in(folder: Path, *, passphrase: str = GOOD) -> CreateRegister:
    return CreateRegister(folder, "0380", "U01", "Mottagningsenheten", "Maj Ekholm", passphrase)


def found_demo(folder: Path, phrase: str = GOOD) -> None:
    found_at_once(demo_request(folder, "Maj Ekholm", phrase), clock=clock)


def begin_real(folder: Path) -> None:
    PendingRegister.begin(request_in(folder), clock=clock)


@pytest.mark.parametrize("found_again", [found_demo, begin_real])
def test_a_register_whose_key_file_is_lost_is_never_replaced_by_a_new_one(tmp_path: Path, found_again: Found) -> None:
    folder = tmp_path / "register"
    found_demo(folder)
    (folder / VAULT).rename(tmp_path / "mislaid.vault")
    before = (folder / REGISTER).read_bytes()
    with pytest.raises(Refused) as refused:
        found_again(folder)
    assert refused.value.code == "register.exists"
    assert (folder / REGISTER).read_bytes() == before
    (tmp_path / "mislaid.vault").rename(folder / VAULT)
    Application(folder=folder, clock=clock).unlock("Maj Ekholm", GOOD).close()


def test_a_founding_that_was_cut_off_can_be_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    found_demo(folder)
    (folder / VAULT).rename(folder / f"{VAULT}.pending")  # as it lies just before the last step
    found_demo(folder, "en annan fras")
    assert sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock")) == [
        "register.about",
        REGISTER,
        VAULT,
    ]
    Application(folder=folder, clock=clock).unlock("Maj Ekholm", "en annan fras").close()


def test_recovery_takes_no_passphrase_that_founding_would_refuse(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    session: Session = Application(folder=folder, clock=clock).create_demo(passphrase=GOOD)
    session.close()
    with pytest.raises(Refused) as refused:
        Application(folder=folder, clock=clock).recover("Maj Ekholm", ("a", "b"), "sommar")
    assert refused.value.code == "passphrase.too_short"
    Application(folder=folder, clock=clock).unlock("Maj Ekholm", GOOD).close()
