"""Line and branch coverage per folder: whole in domain and services, elsewhere a floor that may only rise.

Told of all folders, or of those that are named: what the last run has covered of the others is then not looked at.
"""

import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from coverage import Coverage
from coverage.exceptions import NoDataError
from coverage.report_core import get_analysis_to_report

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {
    "caseworker/domain": 100.0,
    "caseworker/services": 100.0,
    "caseworker": 95.0,
    "ui": 94.0,
}
RISE = 3.0  # a floor that lies this far below what was reached should be raised


def main(folders: Sequence[str]) -> int:
    """Compare what the last run covered of ``folders`` with their floors; list the open lines of those below."""
    measured = Coverage(config_file=str(ROOT / "pyproject.toml"))
    measured.set_option("report:include", [f"{ROOT}/{folder}/*" for folder in folders])
    measured.load()
    done: dict[str, int] = defaultdict(int)
    whole: dict[str, int] = defaultdict(int)
    open_lines: dict[str, list[str]] = defaultdict(list)
    try:
        analyses = list(get_analysis_to_report(measured, None))
    except NoDataError:
        sys.stdout.write("no coverage was measured\n")
        return 1
    for reporter, analysis in analyses:
        name = Path(reporter.filename).relative_to(ROOT).as_posix()
        numbers = analysis.numbers
        for folder in folders:
            if name.startswith(f"{folder}/"):
                done[folder] += numbers.n_executed + numbers.n_executed_branches
                whole[folder] += numbers.n_statements + numbers.n_branches
                if numbers.n_missing or numbers.n_missing_branches:
                    open_lines[folder].append(f"  {name}: {analysis.missing_formatted(branches=True)}")
    failed = False
    for folder in folders:
        floor = FLOORS[folder]
        reached = 100.0 * done[folder] / max(whole[folder], 1)
        failed |= reached < floor
        hint = "  (raise the floor)" if reached >= floor + RISE else ""
        sys.stdout.write(f"{folder:<22}{reached:6.1f} %  floor {floor:.0f} %{hint}\n")
        if reached < floor:
            sys.stdout.write("\n".join(open_lines[folder][:40]) + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(FLOORS)))
