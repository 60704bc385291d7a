"""Idag: what waits for whom, in which order, and nothing of people beyond reach."""

from datetime import date

import pytest

from caseworker.domain.access import User
from caseworker.domain.ids import PersonId
from caseworker.domain.waiting import Waiting, in_order
from caseworker.errors import Refused
from caseworker.services import access, today
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_access import INGER, JONAS, OLLE, OMAR, REASON, SARA, employed, entered


@pytest.fixture
def staffed(register: Register) -> Register:
    return employed(register)


@pytest.fixture
def samira(staffed: Register) -> PersonId:
    return entered(staffed, SAMIRA, MAJ)


@pytest.fixture
def omar(staffed: Register) -> PersonId:
    return entered(staffed, OMAR, SARA)


def codes(register: Register, by: User) -> list[tuple[str, str]]:
    return [(row.waiting.code, row.waiting.person) for row in today.list_waiting(register, by=by)]


def test_a_look_in_need_waits_for_the_head_until_it_is_seen(staffed: Register, samira: PersonId) -> None:
    access.open_in_need(staffed, person=samira, reason=REASON, by=SARA)
    (row,) = [row for row in today.list_waiting(staffed, by=INGER) if row.waiting.code == "look.unseen"]
    assert row.person is not None
    assert row.person.name == "Samira Haddad"
    assert (row.waiting.due, dict(row.waiting.params)) == (date(2026, 11, 22), {"who": "Sara Lind"})
    assert ("look.unseen", samira) not in codes(staffed, JONAS)  # a caseworker does not review looks

    (look,) = access.list_looks_in_need(staffed, by=INGER)
    access.see_look_in_need(staffed, look=look.id, by=INGER)
    assert ("look.unseen", samira) not in codes(staffed, INGER)


def test_nobody_is_asked_to_see_her_own_look(staffed: Register, omar: PersonId) -> None:
    access.open_in_need(staffed, person=omar, reason=REASON, by=INGER)
    assert ("look.unseen", omar) not in codes(staffed, INGER)


def test_what_is_about_people_beyond_reach_is_left_out(
    staffed: Register, omar: PersonId, samira: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    things = (Waiting("a", None, omar), Waiting("b", None, samira), Waiting("c", None))
    monkeypatch.setattr(today, "SOURCES", (lambda register, reader, by: things,))
    assert codes(staffed, MAJ) == [("b", samira), ("c", "")]


def test_who_may_read_no_file_is_told_nothing(staffed: Register) -> None:
    with pytest.raises(Refused, match=r"access\.not_granted"):
        today.list_waiting(staffed, by=OLLE)


def test_the_nearest_last_day_comes_first_and_none_last() -> None:
    late, soon = Waiting("x", date(2026, 1, 1)), Waiting("x", date(2026, 2, 1))
    assert in_order([Waiting("x", None), soon, late]) == [late, soon, Waiting("x", None)]
