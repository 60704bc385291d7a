"""Permissions from the terminal: the appendix, who works with what, and a look in need that somebody else sees."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from caseworker.app import Application
from caseworker.domain.access import Role, User
from caseworker.domain.ids import StaffId
from caseworker.domain.intake import Intake
from caseworker.services import people
from tests.journeys.terminals import PHRASE, Run, add_samira

JONAS = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Jonas Wikström", frozenset({Role.CASEWORKER}))
SOUTH = replace(JONAS, unit="Enhet Syd")


@pytest.fixture
def omar(demo: Run, environment: dict[str, str]) -> tuple[str, str]:
    """Somebody in the other unit: her id and case number. Maj is caseworker, administrator and unit manager."""
    session = Application(folder=Path(environment["CASEWORKER_REGISTER"])).unlock("Maj Ekholm", PHRASE)
    with session.register.change(by=session.user) as tx:
        tx.put_staff(replace(session.user, roles=session.user.roles | {Role.UNIT_MANAGER}))
        tx.put_staff(JONAS)
        tx.commit()
    intake = Intake(given="Omar", family="Haddad")
    made = people.register_person(session.register, intake=intake, by=SOUTH).created
    number = people.list_people(session.register, offset=0, limit=1, by=SOUTH)[0].case_number
    session.close()
    return made, number


def test_the_appendix_is_printed(demo: Run, tmp_path: Path) -> None:
    status, facts, text = demo("roles", "print", str(tmp_path / "bilaga.pdf"))
    assert status == 0, text
    assert Path(str(facts["out"])).read_bytes().startswith(b"%PDF")


def test_a_file_in_another_unit_is_opened_in_need_only(demo: Run, omar: tuple[str, str]) -> None:
    person, number = omar
    assert demo("person", "search", "Haddad")[1] == {"hits": []}
    assert demo("person", "show", person)[1]["error"] == "access.out_of_reach"
    assert demo("look", "list")[1] == {"looks": []}
    assert demo("look", "open", number, "--reason", "kort")[1]["error"] == "access.reason_short"
    reason = "Ringer från akuten om en anhörig."
    status, facts, text = demo("look", "open", number, "--reason", reason, "--minutes", "15")
    assert (status, facts) == (0, {"person": person, "minutes": 15}), text
    assert demo("person", "show", person)[1]["id"] == person
    looks: Any = demo("look", "list")[1]["looks"]
    (look,) = looks
    assert (look["reason"], look["case_number"], look["seen_by"]) == (reason, number, "")
    assert reason in demo("look", "list", plain=True)[2]
    assert demo("look", "seen", look["id"])[1]["error"] == "access.own_look"


def test_colleagues_are_assigned_let_go_and_given_days(demo: Run, omar: tuple[str, str]) -> None:
    assert omar
    samira = add_samira(demo)
    case = ("--person", samira, "--staff", JONAS.name)
    assert demo("assignment", "add", *case, "--until", "2099-12-31")[0] == 0
    assert demo("assignment", "add", *case)[1]["error"] == "access.already_assigned"
    assert demo("assignment", "end", *case)[0] == 0
    assert demo("assignment", "add", *case, "--responsible")[1]["kind"] == "responsible"
    assert demo("assignment", "end", "--person", samira, "--staff", "Ingen")[1]["error"] == "access.unknown_staff"
    assert demo("roles", "employ", "--staff", JONAS.id, "--unit", "Enhet Syd", "--until", "2099-12-31")[0] == 0
    assert demo("roles", "employ", "--staff", JONAS.id, "--until", "i morgon")[1]["error"] == "field.not_a_date"


def test_past_her_last_day_nobody_unlocks(demo: Run, environment: dict[str, str]) -> None:
    session = Application(folder=Path(environment["CASEWORKER_REGISTER"])).unlock("Maj Ekholm", PHRASE)
    with session.register.change(by=session.user) as tx:
        tx.connection.exec_driver_sql(
            "INSERT INTO employments (id, staff_id, unit, begins, ends) "
            "VALUES ('e', ?, 'U', '2020-01-01', '2020-12-31')",
            (session.user.id,),
        )
        tx.commit()
    session.close()
    status, facts, _text = demo("person", "search", "Haddad")
    assert (status, facts["error"]) == (3, "access.not_employed")
