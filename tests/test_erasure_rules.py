"""The file of erasure rules: whole, dated, sourced; a broken one says where."""

from datetime import date
from pathlib import Path

import pytest

from caseworker.domain.erasure import RuledFact, RuleKind
from caseworker.erasure_rules import load, read_rules
from caseworker.errors import EnvironmentFault
from caseworker.places import RESOURCES

SHIPPED = (RESOURCES / "rules" / "erasure.toml").read_text(encoding="utf-8")


def test_every_exception_of_the_law_is_there_with_its_source() -> None:
    rules = load()
    assert len({rule.code for rule in rules}) == len(rules)
    assert {rule.fact for rule in rules if rule.fact is not None} == set(RuledFact)
    assert {rule.kind for rule in rules} == set(RuleKind)
    assert all("2025:4" in rule.law and rule.sv and rule.en for rule in rules)
    assert all(rule.valid_from >= date(2025, 7, 1) for rule in rules)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("years = 30", "years = 0", "years"),
        ("days = [5, 15, 25]", "days = []", "days"),
        ("days = [5, 15, 25]", "days = [5, 32]", "days"),
        ("days = [5, 15, 25]", "days = [true]", "days"),
        ('kind = "finish"', 'kind = "born_on"\ndays = [31]', "rule"),
        ('fact = "custody"', 'fact = "hearsay"', "fact"),
        ('provider = "private"', "", "provider"),
        ("verified_on = 2026-02-22", "", "verified_on"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in SHIPPED
    (tmp_path / "erasure.toml").write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(EnvironmentFault, match=r"erasure\.rules_broken") as broken:
        read_rules(tmp_path / "erasure.toml")
    assert broken.value.params["field"] == field


def test_a_proposed_rule_is_not_applied(tmp_path: Path) -> None:
    head, custody, tail = SHIPPED.partition('code = "custody"')
    proposed = head + custody + tail.replace('certainty = "in_force"', 'certainty = "proposed"', 1)
    (tmp_path / "erasure.toml").write_text(proposed, encoding="utf-8")
    assert {rule.code for rule in load()} - {rule.code for rule in read_rules(tmp_path / "erasure.toml")} == {"custody"}
