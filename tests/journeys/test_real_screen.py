"""The first window on a real X server: the platform plugin loads, the window is painted, its title names nobody."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey


def test_the_first_window_is_painted_on_a_real_screen(tmp_path: Path) -> None:
    command = ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", sys.executable, "-m", "caseworker.start", "--self-test"]
    world = {**os.environ, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}
    answer = subprocess.run(command, env=world, capture_output=True, timeout=100, check=False, stdin=subprocess.DEVNULL)
    assert answer.returncode == 0, answer.stderr.decode()
