"""Rules of erasing (gallring): dated rows of law from ``resources/rules/erasure.toml``; proposed ones are left out."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from caseworker.domain.erasure import ErasureRule, Provider, RuledFact, RuleKind
from caseworker.domain.law import Certainty
from caseworker.places import RESOURCES
from caseworker.rowfile import FileRow, read

FAULT = "erasure.rules_broken"


@cache
def load() -> tuple[ErasureRule, ...]:
    """Return the shipped rules. Raises ``EnvironmentFault("erasure.rules_broken", file=…, row=…, field=…)``."""
    return read_rules(RESOURCES / "rules" / "erasure.toml")


def read_rules(path: Path) -> tuple[ErasureRule, ...]:
    """Read and check one file of rules: every kind that decides must be there."""
    file = read(path, fault=FAULT)
    rules = tuple(_rules(file))
    if not {RuleKind.AFTER, RuleKind.FINISH} <= {rule.kind for rule in rules}:
        raise file.broken("rule")
    return rules


def _rules(file: FileRow) -> Iterator[ErasureRule]:
    for rule in file.rows("rule"):
        kind = rule.choice("kind", RuleKind)
        for row in rule.rows("rows"):
            row.text("source")
            row.day("verified_on")
            if row.choice("certainty", Certainty) is Certainty.PROPOSED:
                continue
            yield ErasureRule(
                code=rule.text("code"),
                kind=kind,
                sv=rule.text("sv"),
                en=rule.text("en"),
                law=row.text("law"),
                valid_from=row.day("valid_from"),
                valid_to=row.optional_day("valid_to"),
                years=_years(rule, kind),
                provider=rule.choice("provider", Provider) if kind is RuleKind.AFTER else Provider.UNKNOWN,
                fact=rule.choice("fact", RuledFact) if kind in (RuleKind.FOR_EVER, RuleKind.AGE) else None,
                days=_days(rule) if kind is RuleKind.BORN_ON else frozenset(),
                counties=frozenset(rule.texts("counties")),
                municipalities=frozenset(rule.texts("municipalities")),
            )


def _years(rule: FileRow, kind: RuleKind) -> int:
    if kind not in (RuleKind.AFTER, RuleKind.FINISH, RuleKind.AGE):
        return 0
    years = rule.number("years")
    if years < 1:
        raise rule.broken("years")
    return years


def _days(rule: FileRow) -> frozenset[int]:
    days = frozenset(rule.numbers("days"))
    if not days or not all(1 <= day <= 31 for day in days):
        raise rule.broken("days")
    return days
