"""What every test relies on: compiled catalogs, and no warning in any log that the test did not ask for."""

import logging
from collections.abc import Iterator

import pytest

from caseworker.i18n import compile_catalogs


def pytest_configure(config: pytest.Config) -> None:
    """Compile catalogs once, before any worker starts."""
    if not hasattr(config, "workerinput"):
        compile_catalogs()


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
