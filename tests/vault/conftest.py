"""The vault tests' one fixture."""

from pathlib import Path

import pytest

from tests.vault.founding import Founded, found


@pytest.fixture
def founded(tmp_path: Path) -> Founded:
    """Return a freshly founded vault with recovery sheets."""
    return found(tmp_path)
