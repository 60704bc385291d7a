"""Which errands a move asks for, of whom and by when; and that the shipped rules can be read and trusted."""

from datetime import date
from pathlib import Path

import pytest

from caseworker import lawbook, moverules
from caseworker.domain.moves import asked_for, last_day
from caseworker.errors import EnvironmentFault
from caseworker.places import RESOURCES

MOVED = date(2026, 11, 20)
RULES = moverules.load()
ADULT, PUPIL, TODDLER = date(1988, 3, 14), date(2016, 5, 1), date(2023, 8, 1)


def asked(status: str, born: date | None, *, protected: bool = False, day: date = MOVED) -> set[str]:
    return {rule.code for rule in asked_for(RULES, status=status, born=born, protected=protected, day=day)}


def test_who_is_registered_tells_the_tax_agency_and_who_seeks_asylum_the_migration_agency() -> None:
    assert asked("NY-FLY", ADULT) == {"registration", "insurance", "employment", "care", "mail"}
    assert asked("ASYL", ADULT) == {"migration", "care", "mail"}
    assert asked("MASSF", ADULT) == {"migration", "care", "mail"}
    assert {"registration", "insurance", "employment"} <= asked("MASSF-FB", ADULT)
    assert "migration" not in asked("MASSF-FB", ADULT)
    assert asked("ASYL-EK", PUPIL) == {"migration", "school", "care"}


def test_children_have_school_or_preschool_and_no_papers_of_their_own() -> None:
    assert asked("NY-ANK", PUPIL) == {"school", "care"}
    assert asked("NY-ANK", TODDLER) == {"preschool", "care"}


def test_one_whose_age_is_not_known_is_asked_about_as_grown() -> None:
    assert asked("NY-FLY", None) == asked("NY-FLY", ADULT)
    assert {"registration", "care"} <= asked("", None)


def test_of_a_protected_person_nothing_is_told_to_anybody_but_through_the_tax_agency() -> None:
    for status in ("NY-FLY", "ASYL", ""):
        assert asked(status, ADULT, protected=True) == {"protected_mail"}


def test_a_rule_holds_from_its_day() -> None:
    assert asked("NY-FLY", ADULT, day=date(2020, 1, 1)) == set()


def test_the_move_is_reported_within_a_week_and_no_other_day_is_invented() -> None:
    days = {rule.code: last_day(rule, MOVED) for rule in RULES}
    assert days.pop("registration") == date(2026, 11, 27)
    assert set(days.values()) == {None}


def test_every_status_of_the_lawbook_has_its_list() -> None:
    for status in lawbook.load().statuses:
        assert asked(status.code, ADULT) >= {"care", "mail"}, status.code


def test_an_errand_is_called_by_its_rule_and_one_without_by_its_code() -> None:
    assert moverules.words("care")[0] == "Ny adress till vårdcentral och tandvård"
    assert moverules.words("gone") == ("gone", "gone")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('actor = ["Skatteverket", "The Swedish Tax Agency"]', 'actor = ["Skatteverket"]', "actor"),
        ("ages = [1, 5]", "ages = [5, 1]", "ages"),
        ("days = 7", "days = 0", "days"),
        ('certainty = "unverified"', 'certainty = "perhaps"', "certainty"),
        ('code = "school"', 'code = "care"', "errand"),
    ],
)
def test_a_broken_rule_is_named(tmp_path: Path, old: str, new: str, field: str) -> None:
    shipped = (RESOURCES / "rules" / "moves.toml").read_text(encoding="utf-8")
    broken = tmp_path / "moves.toml"
    assert old in shipped
    broken.write_text(shipped.replace(old, new), encoding="utf-8")
    with pytest.raises(EnvironmentFault) as fault:
        moverules.read_rules(broken)
    assert (fault.value.code, fault.value.params["field"]) == ("moves.rules_broken", field)


def test_a_proposed_rule_is_never_used(tmp_path: Path) -> None:
    shipped = (RESOURCES / "rules" / "moves.toml").read_text(encoding="utf-8")
    changed = tmp_path / "moves.toml"
    changed.write_text(shipped.replace('certainty = "unverified"', 'certainty = "proposed"', 1), encoding="utf-8")
    assert {rule.code for rule in moverules.read_rules(changed)} == {rule.code for rule in RULES} - {"registration"}
