"""Reads a lawbook through and runs every row's own test cases: says each fault by file, row and field."""

from collections.abc import Iterator
from dataclasses import dataclass

from caseworker import lawbook_amounts, lawbook_rules
from caseworker.domain.evaluation import Evaluation, evaluate
from caseworker.errors import EnvironmentFault
from caseworker.lawbook_amounts import AmountFiles
from caseworker.lawbook_files import is_version
from caseworker.lawbook_rules import Case, RuleFiles
from caseworker.rowfile import Place, read


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``row`` names a row of a file or, with a ``field`` of "cases", the row whose case is not met."""

    file: str
    row: str
    field: str
    expected: str = ""
    found: str = ""


def check(place: Place) -> tuple[RuleFiles | None, tuple[Fault, ...]]:
    """Return what was read, None where nothing could be, and every fault."""
    told: list[EnvironmentFault] = []
    try:
        version = read(place / "version.toml", fault=lawbook_rules.FAULT)
        if not is_version(version.text("version")):
            told.append(version.broken("version"))
        files = lawbook_rules.read_folder(place, told)
        amounts = lawbook_amounts.read_folder(place)
    except EnvironmentFault as fault:
        return None, tuple(_fault(one) for one in (*told, fault))
    return files, (*(_fault(one) for one in told), *wrong_cases(files), *wrong_amounts(amounts))


def wrong_cases(files: RuleFiles) -> Iterator[Fault]:
    """Yield the rows whose own cases are not met."""
    rows: dict[str, str] = {row.id: row.right.value for row in files.rules.rights}
    duties = {row.id for row in files.rules.duties}
    for case in files.cases:
        if case.row in rows:
            yield from _right(files, case, rows[case.row])
        elif case.row in duties:
            yield from _duty(files, case)


def wrong_amounts(files: AmountFiles) -> Iterator[Fault]:
    """Yield the amounts whose own cases are not met."""
    for case in files.cases:
        found = files.amounts.value(case.code, case.of, case.on, case.received)
        if found != case.value:
            got, wanted = ("–" if value is None else str(value) for value in (found, case.value))
            yield Fault("amounts", case.code, f"cases: {case.of} {case.on}", wanted, got)


def _right(files: RuleFiles, case: Case, right: str) -> Iterator[Fault]:
    found = next(one for one in _evaluated(files, case).rights if one.right == right)
    for field, wanted, got in (
        ("answer", case.answer, found.answer.value),
        ("from", case.begins, found.begins),
        ("to", case.ends, found.ends),
    ):
        if wanted and wanted != got:
            yield Fault("rights", case.row, f"cases: {field}", str(wanted), str(got or "–"))


def _duty(files: RuleFiles, case: Case) -> Iterator[Fault]:
    """A duty's case says a last day, that none is known (``unknown``) or that nothing is asked for (``silent``)."""
    found = [one.last_day for one in _evaluated(files, case).duties if one.row.id == case.row]
    got = "unknown" if found else "silent"
    if found and found[0] is not None:
        got = found[0].isoformat()
    wanted = case.answer or (case.last_day.isoformat() if case.last_day else "unknown")
    if wanted != got:
        yield Fault("duties", case.row, "cases: last_day", wanted, got)


def _evaluated(files: RuleFiles, case: Case) -> Evaluation:
    return evaluate(case.facts, case.on, files.rules)


def _fault(fault: EnvironmentFault) -> Fault:
    return Fault(*(str(fault.params[name]) for name in ("file", "row", "field")))
