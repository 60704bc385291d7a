"""One application without a screen for the whole package, and the sentences Qt's offscreen plugin says of itself."""

import os

import pytest

from tests.store.fixtures import clock, register, register_file, register_template

__all__ = ["clock", "register", "register_file", "register_template"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen plugin remarks on every window that it has no window manager."""
    for item in items:
        if "tests/ui/" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
