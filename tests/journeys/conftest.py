"""A world per test: its own configuration, a passphrase in a file, and a copy of one demo register."""

import os
import shutil
from pathlib import Path

import pytest

from caseworker.app import Application
from tests.journeys.terminals import PHRASE, Run, in_its_own_process, in_this_process


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the environment of a process in this world; this process is in it too."""
    phrase = tmp_path / "phrase"
    phrase.write_text(f"{PHRASE}\n", encoding="utf-8")
    for name in os.environ:
        if name.startswith("CASEWORKER_"):
            monkeypatch.delenv(name)
    for name, value in {
        "HOME": tmp_path / "home",
        "XDG_CONFIG_HOME": tmp_path / "home" / "config",
        "CASEWORKER_PASSPHRASE_FILE": phrase,
        "CASEWORKER_REGISTER": tmp_path / "register",
    }.items():
        monkeypatch.setenv(name, str(value))
    return dict(os.environ)


@pytest.fixture
def run(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Run:
    """Run a command in this process."""
    assert environment
    return in_this_process(monkeypatch, capsysbinary)


@pytest.fixture
def process(environment: dict[str, str]) -> Run:
    """Run a command in a process of its own."""
    return in_its_own_process(environment)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found one demo register; tests copy its folder."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
        Application(folder=folder / "register").create_demo(user="Maj Ekholm", passphrase=PHRASE).close()
    return folder / "register"


@pytest.fixture
def demo(run: Run, template: Path, environment: dict[str, str]) -> Run:
    """Run a command in this process on a copy of the demo register."""
    shutil.copytree(template, environment["CASEWORKER_REGISTER"])
    return run
