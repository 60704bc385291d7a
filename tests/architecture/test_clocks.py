"""No test asserts how long something took: a busy machine would fail it. Speed is compared in ``make bench`` alone."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TIMED = re.compile(r"perf_counter\b|process_time\b|assert\b[^\n]*\bmonotonic\(|default_timer\b")
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def test_the_rule_finds_a_timed_test() -> None:
    assert TIMED.search("    assert time.monotonic() - begun < 5")
    assert TIMED.search("    begun = time.perf" + "_counter()")


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_test_asserts_a_time(path: Path) -> None:
    if path != Path(__file__).resolve():
        assert not TIMED.search(path.read_text(encoding="utf-8"))
