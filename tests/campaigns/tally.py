"""How a campaign counts what it tried: ``tally`` in a test, one line of JSON per campaign where the run wants them.

``CASEWORKER_CAMPAIGN`` names the size of the run (a slice by default), ``CASEWORKER_RESULTS`` the file of lines.
"""

import json
import os
from collections.abc import Generator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest

SLICE, SHORT, LONG = "slice", "campaigns-short", "campaigns"
_TALLY = pytest.StashKey["Tally"]()


def cases(in_slice: int, in_short: int, in_long: int) -> int:
    """Return how many cases this run is for."""
    return {SLICE: in_slice, SHORT: in_short, LONG: in_long}[os.environ.get("CASEWORKER_CAMPAIGN", SLICE)]


@dataclass(slots=True)
class Tally:
    """What one campaign has tried so far."""

    tried: int = 0

    def count(self, number: int = 1) -> None:
        """Say that so many cases were tried and held."""
        self.tried += number


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one campaign: its id and words (of the mark), cases tried, did it hold."""

    id: str
    what: str
    tried: int
    held: bool
    seconds: float


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """What this campaign tries, counted."""
    item: pytest.Item = request.node
    return item.stash.setdefault(_TALLY, Tally())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Write a line for a campaign that has run, where ``CASEWORKER_RESULTS`` asks for it."""
    report: pytest.TestReport = yield
    mark, results = item.get_closest_marker("campaign"), os.environ.get("CASEWORKER_RESULTS")
    if mark is not None and results and (report.when == "call" or report.failed):
        _write(Path(results), result_of(item, mark.kwargs, report))
    return report


def result_of(item: pytest.Item, named: Mapping[str, str], report: pytest.TestReport) -> Result:
    """Return the result of ``item``; a campaign that counts nothing is one case."""
    counted = item.stash.get(_TALLY, None)
    what = named.get("what", item.name.removeprefix("test_").replace("_", " "))
    return Result(named.get("id", ""), what, counted.tried if counted else 1, report.passed, report.duration)


def _write(results: Path, result: Result) -> None:
    with results.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(result), ensure_ascii=False) + "\n")
