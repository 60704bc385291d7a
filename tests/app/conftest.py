"""Every test has a configuration of its own: the anchor of a copied register must not meet another copy's."""

import shutil
from pathlib import Path

import pytest

from caseworker.app import Application
from caseworker.vault.kdf import KdfCost
from tests.app.offices import NAME, PHRASE, clock


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found one demo register; tests copy the folder."""
    folder = tmp_path_factory.mktemp("demo") / "register"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
        Application(folder=folder, clock=clock).create_demo(user=NAME, passphrase=PHRASE).close()
    return folder


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    return folder


@pytest.fixture
def demo(demo_template: Path, tmp_path: Path) -> Application:
    """A demo register of the test's own, closed."""
    folder = tmp_path / "register"
    shutil.copytree(demo_template, folder)
    return Application(folder=folder, clock=clock)


@pytest.fixture
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Found real registers with a key derivation that costs next to nothing."""
    cheap = KdfCost(64, 1, 1)
    monkeypatch.setattr(KdfCost, "tuned", classmethod(lambda _cls: cheap))
