"""Who asks for what she may not have is told to the security log, without her name and without whose record it was."""

import json
from collections.abc import Callable

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.ids import PersonId, StaffId
from caseworker.errors import Refused
from caseworker.platform.security_log import account_mark, last_lines
from caseworker.services import people
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

ADMIN = User(StaffId("0192f0c0-0000-7000-8000-0000000000ad"), "Alva Admin", frozenset({Role.ADMINISTRATOR}))


def refusals(register: Register) -> list[dict[str, str]]:
    return [json.loads(line) for line in last_lines(register.path.parent, 50)]


@pytest.mark.parametrize(
    "ask",
    [
        lambda register, person: people.open_file(register, person=person, by=ADMIN),
        lambda register, person: people.open_file(register=register, person=person, by=ADMIN),
    ],
)
def test_a_refused_service_is_told_to_the_security_log(
    register: Register, ask: Callable[[Register, PersonId], object]
) -> None:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    assert refusals(register) == []
    with pytest.raises(Refused):
        ask(register, person)
    [told] = refusals(register)
    assert (told["event"], told["code"]) == ("refused", "access.not_granted")
    assert told["account"] == account_mark(ADMIN.id)
    assert not [word for word in ("Alva", "Samira", person, ADMIN.id) if word in json.dumps(told)]


def test_a_rule_of_the_field_is_no_breach(register: Register) -> None:
    with pytest.raises(Refused):
        people.open_file(register, person=PersonId("nobody"), by=MAJ)
    assert refusals(register) == []
