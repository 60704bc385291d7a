"""What every test relies on: compiled catalogs, and no warning in any log that the test did not ask for."""

import functools
import logging
import os
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import settings

from caseworker import pins, rowfile
from caseworker.i18n import compile_catalogs
from caseworker.platform import keystore
from caseworker.vault import accounts, file, kdf
from tests.campaigns.tally import pytest_runtest_makereport, tally

__all__ = ["pytest_runtest_makereport", "tally"]


# ``make test`` gives one tree one verdict; ``make coverage`` and the campaigns draw anew each time (ADR 0031)
settings.register_profile("same", derandomize=True)


def pytest_configure(config: pytest.Config) -> None:
    """Compile catalogs once, before any worker starts; windows are painted into memory unless a test says otherwise."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if not hasattr(config, "workerinput"):
        compile_catalogs()


# their code is covered by the tests of its parts, and tracing costs a third of them
_UNTRACED = ("benchmarks", "campaigns")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave yardsticks and campaigns out of what is traced for coverage."""
    for item in items:
        if Path(item.path).parent.name in _UNTRACED:
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(autouse=True, scope="session")
def _own_configuration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the program remembers outside a register away from the home of whoever runs the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        yield


@pytest.fixture(autouse=True, scope="session")
def _derived_once() -> Iterator[None]:
    """Derive the key of one passphrase, salt and cost once: the answer is the same, and much of a run went into it."""
    derive = functools.lru_cache(maxsize=256)(kdf.derive)
    with pytest.MonkeyPatch.context() as patch:
        for module in (accounts, file, pins):
            patch.setattr(module, "derive", derive)
        yield


@pytest.fixture(autouse=True, scope="session")
def _parsed_once() -> Iterator[None]:
    """Parse one text of TOML once: a test of the lawbook reads its forty files, of which it has changed one."""
    parse = functools.lru_cache(maxsize=512)(tomllib.loads)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rowfile, "tomllib", SimpleNamespace(loads=parse))  # its rows are only read
        yield


@pytest.fixture(autouse=True)
def _own_anchors(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test what is anchored of shared templates, and let none anchor a template's copy for another test."""
    own = tmp_path_factory.mktemp("config")
    shutil.copytree(os.environ["XDG_CONFIG_HOME"], own, dirs_exist_ok=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own))


@pytest.fixture(autouse=True)
def _no_keystore(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the keystore of whoever runs the tests out of them; a test that needs one brings its own."""
    monkeypatch.setattr(keystore, "system_keystore", lambda: None)


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on any record from WARNING up; a test that expects one clears ``caplog`` after looking."""
    yield
    unexpected = [
        f"{record.name}: {record.getMessage()}"
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.levelno >= logging.WARNING
    ]
    assert not unexpected
