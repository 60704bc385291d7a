"""Rules about moves (``resources/rules/moves.toml``): whom to tell and by when; proposed ones are left out."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from caseworker.domain.law import Certainty
from caseworker.domain.moves import MoveRule
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, read

FAULT = "moves.rules_broken"


@cache
def load() -> tuple[MoveRule, ...]:
    """Return the shipped rules. Raises ``EnvironmentFault("moves.rules_broken", file=…, row=…, field=…)``."""
    return read_rules(RESOURCES / "rules" / "moves.toml")


def words(code: str) -> tuple[str, str]:
    """Return what an errand is called in Swedish and English; one whose rule is no longer shipped by its code."""
    return next((one.what for one in load() if one.code == code), (code, code))


def read_rules(path: Path) -> tuple[MoveRule, ...]:
    """Read and check one file of rules: there is at least one, and each code stands once."""
    file = read(path, fault=FAULT)
    rules = tuple(_rules(file))
    if not rules or len({rule.code for rule in rules}) < len(rules):
        raise file.broken("errand")
    return rules


def _rules(file: FileRow) -> Iterator[MoveRule]:
    for row in file.rows("errand"):
        certainty = row.choice("certainty", Certainty)
        if certainty is Certainty.PROPOSED:
            continue
        yield MoveRule(
            code=row.text("code"),
            actor=_both(row, "actor"),
            what=_both(row, "what"),
            statuses=row.texts("statuses"),
            not_statuses=row.texts("not_statuses"),
            ages=_ages(row),
            protected=row.flag("protected"),
            days=_days(row),
            law=row.text("law"),
            source=row.text("source"),
            verified_on=row.day("verified_on"),
            certainty=certainty.value,
            valid_from=row.day("valid_from"),
            valid_to=row.optional_day("valid_to"),
        )


def _both(row: FileRow, field: str) -> tuple[str, str]:
    words = row.texts(field)
    if len(words) != 2:
        raise row.broken(field)
    return words[0], words[1]


def _ages(row: FileRow) -> tuple[int, int] | None:
    if "ages" not in row.fields():
        return None
    ages = row.numbers("ages")
    if len(ages) != 2 or not 0 <= ages[0] <= ages[1]:
        raise row.broken("ages")
    return ages[0], ages[1]


def _days(row: FileRow) -> int | None:
    if "days" not in row.fields():
        return None
    days = row.number("days")
    if days < 1:
        raise row.broken("days")
    return days
