"""Structure proved by running: nothing below ``ui/`` needs Qt, and the first window pays for no heavy library."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

WITHOUT_QT = """
import importlib, pkgutil, sys
class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError("Qt is not allowed here: " + name)
sys.meta_path.insert(0, NoQt())
import caseworker
names = [m.name for m in pkgutil.walk_packages(caseworker.__path__, "caseworker.")]
skipped = {name for name in names if ".versions." in name or name.endswith(("migrations.env", "__main__"))}
for name in names:
    if name not in skipped:
        importlib.import_module(name)
print(len(names) - len(skipped))
"""

HEAVY = (
    "sqlalchemy",
    "sqlcipher3",
    "reportlab",
    "uharfbuzz",
    "httpx",
    "alembic",
    "pikepdf",
    "pypdfium2",
    "keyring",
    "babel",
    "scipy",
    "holidays",
)
FIRST_WINDOW = """
import sys
import ui.main, caseworker.app
print(",".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def run(code: str) -> str:
    answer = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def test_everything_below_the_screen_imports_without_qt() -> None:
    assert int(run(WITHOUT_QT).splitlines()[-1]) > 30


def test_the_first_window_does_not_pay_for_heavy_libraries() -> None:
    loaded = set(run(FIRST_WINDOW).split(","))
    assert "PySide6" in loaded
    assert not loaded & set(HEAVY)
