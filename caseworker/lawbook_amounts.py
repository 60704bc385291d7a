"""Reads the amounts of law: ``resources/lawbook/amounts.toml`` and ``compensation.toml``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from caseworker.domain.amounts import AmountRow, Amounts, Measure, Per
from caseworker.domain.law import Certainty, Rule, cited
from caseworker.lawacts import Act, cites_hold, read_acts
from caseworker.lawbook import FAULT, read_cites, read_rule
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, Place, read

FILES = ("amounts.toml", "compensation.toml")


@dataclass(frozen=True, slots=True)
class AmountCase:
    """A test case in a row's own file; without ``value`` the amount is missing."""

    code: str
    of: str
    on: date
    received: date | None
    value: int | None


@dataclass(frozen=True, slots=True)
class AmountFiles:
    """What is read: every row, proposed ones too, and the cases of the files."""

    amounts: Amounts
    cases: tuple[AmountCase, ...]


@cache
def load() -> AmountFiles:
    """Return the shipped amounts. Raises ``EnvironmentFault("lawbook.broken", file=…, row=…, field=…)``."""
    return read_folder(RESOURCES / "lawbook")


def read_folder(folder: Place) -> AmountFiles:
    """Read and check both files: rows of one code never hold together, and known ones have values."""
    acts = read_acts(folder / "acts.toml", fault=FAULT)
    rows: list[AmountRow] = []
    cases: list[AmountCase] = []
    for name in FILES:
        file = read(folder / name, fault=FAULT)
        for fields in file.rows("row"):
            row = _row(fields, acts)
            if any(row.code == other.code and row.measure is not other.measure for other in rows):
                raise fields.broken("measure")
            if row.rule.certainty is not Certainty.PROPOSED and any(row.meets(other) for other in rows):
                raise fields.broken("valid_from")
            rows.append(row)
            cases += _cases(row.code, fields)
        if not any(True for _row in file.rows("row")):
            raise file.broken("row")
    return AmountFiles(Amounts(tuple(rows)), tuple(cases))


def _row(row: FileRow, acts: Mapping[str, Act]) -> AmountRow:
    rule = _rule(row, acts)
    values = _values(row)
    if bool(values) == (rule.certainty in (Certainty.UNKNOWN, Certainty.PROPOSED)):
        raise row.broken("values")
    amount = AmountRow(
        code=row.text("code"),
        measure=row.choice("measure", Measure),
        per=row.choice("per", Per),
        values=values,
        received_from=row.optional_day("received_from"),
        received_to=row.optional_day("received_to"),
        sv=row.text("sv"),
        rule=rule,
    )
    if (amount.received_from or date.min) > (amount.received_to or date.max):
        raise row.broken("received_to")
    return amount


def _rule(row: FileRow, acts: Mapping[str, Act]) -> Rule:
    cites = read_cites(row, "law")
    rule = read_rule(row, cited(cites, {act.number: act.title for act in acts.values()}), cites)
    if not cites or not cites_hold(rule, acts):
        raise row.broken("law")
    return rule


def _values(row: FileRow) -> dict[str, int]:
    if "values" not in row.fields():
        return {}
    table = row.table("values")
    values = {name: table.number(name) for name in table.fields_in_order()}
    if not all(value > 0 for value in values.values()):
        raise row.broken("values")
    return values


def _cases(code: str, row: FileRow) -> Iterator[AmountCase]:
    for case in row.rows("cases"):
        value = case.number("value") if "value" in case.fields() else None
        yield AmountCase(code, case.text("of"), case.day("on"), case.optional_day("received"), value)
