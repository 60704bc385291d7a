"""Colleagues in the register: let in with the keys that were compared, remembered, and let go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.ids import StaffId
from caseworker.domain.staff import Colleague
from caseworker.errors import Refused
from caseworker.services import access, people, staff
from caseworker.store import audit
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

LI = Colleague(StaffId("0192f0c0-0000-7000-8000-0000000000b1"), "Li Strand", frozenset({Role.CASEWORKER}), "ab" * 32)
LI_AT_WORK = User(LI.id, LI.name, LI.roles)


def code_of(act: object, *args: object, **kwargs: object) -> str:
    assert callable(act)
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.code


def logged(register: Register) -> list[tuple[str, str]]:
    with register.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT action, subject FROM audit ORDER BY seq").all()
    return [(action, subject) for action, subject in rows]


def test_a_colleague_is_let_in_with_her_roles_and_her_keys(register: Register) -> None:
    staff.approve_colleague(register, colleague=LI, by=MAJ)
    rows = {row.name: row for row in staff.read_staff(register, by=MAJ)}
    li = rows["Li Strand"]
    assert (li.active, li.roles, li.key_id) == (True, LI.roles, LI.key_id)
    assert rows["Maj Ekholm"].key_id == ""
    assert logged(register)[-1] == ("staff.approved", LI.id)
    people.register_person(register, intake=SAMIRA, by=LI_AT_WORK)


def test_approving_again_gives_other_roles_and_newer_keys(register: Register) -> None:
    staff.approve_colleague(register, colleague=LI, by=MAJ)
    changed = replace(LI, roles=frozenset({Role.REVIEWER}), key_id="cd" * 32)
    staff.approve_colleague(register, colleague=changed, by=MAJ)
    li = next(row for row in staff.read_staff(register, by=MAJ) if row.id == LI.id)
    assert (li.roles, li.key_id) == (changed.roles, changed.key_id)


def test_nobody_is_let_in_to_do_nothing_and_nobody_lets_in_without_the_right(register: Register) -> None:
    before = len(logged(register))
    nothing = replace(LI, roles=frozenset())
    assert code_of(staff.approve_colleague, register, colleague=nothing, by=MAJ) == "staff.no_role"
    reviewer = User(MAJ.id, MAJ.name, frozenset({Role.REVIEWER}))
    assert code_of(staff.approve_colleague, register, colleague=LI, by=reviewer) == "access.not_granted"
    assert len(logged(register)) == before


def test_a_locum_is_let_in_until_a_day(register: Register) -> None:
    locum = replace(LI, roles=frozenset({Role.LOCUM}))
    assert code_of(staff.approve_colleague, register, colleague=locum, by=MAJ) == "access.locum_needs_end"
    today = register.today()
    early = today - timedelta(days=1)
    assert code_of(staff.approve_colleague, register, colleague=locum, until=early, by=MAJ) == "period.backwards"
    staff.approve_colleague(register, colleague=locum, until=today, by=MAJ)
    (row,) = [one for one in access.list_employments(register, by=MAJ) if one.staff == LI.id]
    assert row.employment.ends == today


def test_two_sheets_let_in_whom_nobody_approved_and_the_log_says_so(register: Register) -> None:
    staff.enter_by_sheets(register, colleague=LI, by=LI_AT_WORK)
    assert logged(register)[-1] == ("staff.entered_by_sheets", LI.id)
    more = replace(LI, roles=frozenset(Role))
    assert code_of(staff.enter_by_sheets, register, colleague=more, by=LI_AT_WORK) == "staff.known"


def test_keys_are_remembered_once_and_a_recovery_key_is_never_taken_for_another(register: Register) -> None:
    assert staff.keep_known_keys(register, own="aa", recovery="rr", by=MAJ) is not None
    count = len(logged(register))
    assert staff.keep_known_keys(register, own="aa", recovery="rr", by=MAJ) is None
    assert len(logged(register)) == count
    staff.keep_known_keys(register, own="bb", recovery="other", by=MAJ)
    assert staff.read_known_keys(register, by=MAJ) == {MAJ.id: "bb", "recovery": "rr"}


def test_a_colleague_who_goes_leaves_her_cases_to_be_shared_out(register: Register) -> None:
    staff.approve_colleague(register, colleague=LI, by=MAJ)
    made = people.register_person(register, intake=SAMIRA, by=LI_AT_WORK)
    left = staff.read_left_cases(register, colleague=LI.id, by=MAJ)
    assert [case.case_number for case in left] == ["2025-0001"]
    staff.end_colleague(register, colleague=LI.id, by=MAJ)
    assert logged(register)[-1] == ("staff.ended", LI.id)
    assert not next(row for row in staff.read_staff(register, by=MAJ) if row.id == LI.id).active
    assert staff.read_left_cases(register, colleague=LI.id, by=MAJ) == left
    assert made.created


def test_nobody_ends_herself_nor_somebody_who_is_not_here(register: Register) -> None:
    assert code_of(staff.end_colleague, register, colleague=MAJ.id, by=MAJ) == "staff.not_oneself"
    assert code_of(staff.end_colleague, register, colleague=LI.id, by=MAJ) == "staff.not_here"


def test_before_a_new_key_the_log_keeps_its_own(register: Register) -> None:
    keys = register.integrity_keys
    staff.begin_new_keys(register, by=MAJ)
    with register.read() as reader:
        kept = {key: value for key, value in reader.connection.exec_driver_sql("SELECT key, value FROM register_info")}
    assert audit.kept_keys(kept, b"another") == (keys.chain, keys.anchor)
    assert logged(register)[-1][0] == "register.rekey_begun"
