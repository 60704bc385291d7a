"""Every check in its order, cheap first, with the seconds each slice took. Fails at the end if any slice failed."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.campaigns import assurance

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
SOURCES = ("caseworker", "ui")

Slice = tuple[str, list[list[str]]]


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


def _mypy(platform: str) -> list[str]:
    cache = f".mypy_cache/{platform}"
    return _tool("mypy", "--strict", "--platform", platform, "--cache-dir", cache, *SOURCES)


def _pytest(*arguments: str) -> list[str]:
    return _tool("python", "-m", "pytest", "-q", *arguments)


# a test that waits with the interpreter in its hands cannot be stopped from inside: end its process, say where it stood
_WATCHED = ("-o", "faulthandler_timeout=300", "-o", "faulthandler_exit_on_timeout=true")
# where what is decided about people is tried: traced, for no line or branch of it may be untried (ADR 0030)
_DECISIONS = ("tests/domain", "tests/services", "tests/counts", "tests/law", "tests/letters/test_plan_paper.py")
_TRACING = ("--cov", "--cov-report=")
_SAME = "--hypothesis-profile=same"  # the same draws every time: one tree, one verdict (ADR 0031)
_TESTS = ("-n", "3", "--dist", "worksteal", "-m", "not campaign", *_WATCHED)
_OTHERS = [f"--ignore={path}" for path in ("tests/architecture", *_DECISIONS)]

CHECKS: list[Slice] = [
    ("format", [_tool("ruff", "format", "--check", "--quiet", "--no-cache", ".")]),
    ("lint", [_tool("ruff", "check", "--quiet", "--no-cache", ".")]),
    # what one core alone would work on stands side by side
    ("imports, catalogs", [_tool("lint-imports", "--no-cache"), _tool("python", "-m", "tests.catalogs", "--check")]),
    ("types, house rules", [_mypy("linux"), _mypy("win32"), _pytest("tests/architecture", _SAME)]),
    ("decisions", [_pytest(*_TESTS, _SAME, *_TRACING, *_DECISIONS)]),
    ("their coverage", [_tool("python", "-m", "tests.coverage_floor", "caseworker/domain", "caseworker/services")]),
    ("tests", [_pytest(*_TESTS, _SAME, *_OTHERS, "--durations=12", "tests")]),
    (
        "campaign slices",
        [
            _pytest(
                "-m", "campaign and not needs_mount and not needs_browser", "-n", "2", "--timeout=600", _SAME, "tests"
            )
        ],
    ),
]
# the same tests with new draws, traced line by line: they take half as long again (ADR 0030)
COVERAGE: list[Slice] = [
    ("traced tests", [_pytest(*_TESTS, *_TRACING, "--ignore=tests/architecture")]),
    ("coverage", [_tool("python", "-m", "tests.coverage_floor")]),
]
CAMPAIGNS: list[Slice] = [
    ("campaigns", [_pytest("-m", "campaign", "-n", "2", "--dist", "worksteal", "--timeout=10800", "tests")])
]


def main(arguments: list[str]) -> int:
    """Run the checks, the coverage, or the campaigns in the size asked for."""
    wanted = arguments[0] if arguments else "checks"
    slices = {"checks": CHECKS, "coverage": COVERAGE}.get(wanted, CAMPAIGNS)
    size = wanted if slices is CAMPAIGNS else "slice"
    # a machine that keeps no compiled files would compile the program and rewrite every test in each of the processes
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "QT_QPA_PLATFORM": "offscreen", "CASEWORKER_CAMPAIGN": size}
    if slices is CAMPAIGNS:
        with tempfile.TemporaryDirectory() as folder:
            results = Path(folder) / "results"
            table = run(slices, {**environment, "CASEWORKER_RESULTS": str(results)})
            results.touch()
            assurance.write(ROOT / "docs" / "assurance.md", results, size)
    else:
        table = run(slices, environment)
    failed = sum(not fine for _, _, fine in table)
    sys.stdout.write("\n")
    for name, seconds, fine in table:
        sys.stdout.write(f"{name:<20}{seconds:7.1f} s  {'passed' if fine else 'FAILED'}\n")
    sys.stdout.write(f"{'all':<20}{sum(seconds for _, seconds, _ in table):7.1f} s\n")
    sys.stdout.write(f"slices: {len(table) - failed} passed, {failed} failed\n")
    return 1 if failed else 0


def run(slices: list[Slice], environment: dict[str, str]) -> list[tuple[str, float, bool]]:
    """Run every command of every slice; return name, seconds and whether all of it passed."""
    table: list[tuple[str, float, bool]] = []
    for name, commands in slices:
        started = time.monotonic()
        sys.stdout.write(f"── {name}\n")
        sys.stdout.flush()
        running = [subprocess.Popen(command, cwd=ROOT, env=environment) for command in commands]
        fine = all([process.wait() == 0 for process in running])  # noqa: C419 - wait for every one, also after a failure
        table.append((name, time.monotonic() - started, fine))
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
