"""The declared deadlocks: each comes out of the requirements, and a broken file is refused by its row."""

from pathlib import Path

import pytest

from caseworker import deadlock_rules
from caseworker.domain.deadlocks import Standing, deadlocks
from caseworker.errors import EnvironmentFault
from caseworker.places import RESOURCES

RULES = deadlock_rules.load()
FILE = (RESOURCES / "rules" / "deadlocks.toml").read_text(encoding="utf-8")


def test_three_real_deadlocks_are_declared() -> None:
    assert {one.id for one in RULES.known} == {"barnomsorg", "adress", "id-handling"}


@pytest.mark.parametrize("known", RULES.known, ids=lambda known: known.id)
def test_a_declared_deadlock_comes_out_of_the_requirements(known: deadlock_rules.Known) -> None:
    standing = Standing(known.wanted, frozenset(), whom=known.whom, closed=known.closed)
    (found,) = deadlocks(standing, RULES.requirements, RULES.givers)
    assert set(found.types) == known.round
    free = Standing(known.wanted, known.round - known.wanted, whom=known.whom, closed=known.closed)
    assert deadlocks(free, RULES.requirements, RULES.givers) == ()


@pytest.mark.parametrize(
    ("good", "bad", "field"),
    [
        ('type = "sfi-kurs"', 'type = "sfi-kursen"', "type"),
        ('needs = "bankkonto"', 'needs = "bankkontot"', "needs"),
        ('whom = "small_child"', 'whom = "somebody"', "whom"),
        ('whom = ["small_child"]', 'whom = ["somebody"]', "whom"),
        ('wanted = ["e-legitimation"]', 'wanted = ["e-leg"]', "wanted"),
        ('certainty = "unverified"', 'certainty = "sure"', "certainty"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, good: str, bad: str, field: str) -> None:
    path = tmp_path / "deadlocks.toml"
    path.write_text(FILE.replace(good, bad, 1), encoding="utf-8")
    with pytest.raises(EnvironmentFault) as raised:
        deadlock_rules.read_rules(path)
    assert raised.value.code == deadlock_rules.FAULT
    assert raised.value.params["field"] == field


def test_what_is_only_proposed_is_not_required(tmp_path: Path) -> None:
    path = tmp_path / "deadlocks.toml"
    path.write_text(FILE.replace('certainty = "unverified"', 'certainty = "proposed"'), encoding="utf-8")
    assert deadlock_rules.read_rules(path).practices == ()
