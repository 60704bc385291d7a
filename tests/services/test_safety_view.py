"""Who sees what, counted: cases, protected persons, counts; and the appendix on paper."""

from collections.abc import Iterable
from datetime import timedelta

from caseworker.domain.access import Role, User
from caseworker.domain.case import AssignmentKind
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.protection import ProtectionKind
from caseworker.services import access, people, protection, trust
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

ALI = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Ali Berg", frozenset({Role.CASEWORKER}))
ADA = User(StaffId("0192f0c0-0000-7000-8000-000000000003"), "Ada Nyberg", frozenset({Role.ADMINISTRATOR}))
RUT = User(StaffId("0192f0c0-0000-7000-8000-000000000004"), "Rut Ask", frozenset({Role.STATISTICIAN}))


class Ring:
    """A keyring that opens everything."""

    def __init__(self) -> None:
        self.keys: dict[str, tuple[bytes, tuple[str, ...]]] = {}

    def seal(self, name: str, key: bytes, staff: Iterable[str]) -> None:
        self.keys[name] = (key, tuple(staff))

    def unseal(self, name: str) -> bytes | None:
        return self.keys[name][0]

    def holders(self, name: str) -> tuple[str, ...]:
        return self.keys[name][1]

    def able(self, staff: Iterable[str]) -> tuple[str, ...]:
        return tuple(staff)

    def drop(self, name: str) -> None:
        del self.keys[name]


def test_colleagues_are_told_with_cases_protected_persons_and_counts(register: Register) -> None:
    with register.change(by=MAJ) as tx:
        for one in (ALI, ADA, RUT):
            tx.put_staff(one)
        tx.commit()
    rows = {row.name: row for row in trust.show_safety(register, by=MAJ).colleagues}
    assert {row.protected for row in rows.values()} == {0}  # nobody's keys are at hand
    register.compartments.keyring = Ring()
    person = PersonId(str(people.register_person(register, intake=SAMIRA, by=MAJ).created))
    today = register.today()
    access.assign(register, person=person, staff=ALI.id, kind=AssignmentKind.CO_ASSIGNED, begins=today, by=MAJ)
    kind = ProtectionKind.SECRECY_MARK
    protection.protect(register, person=person, kind=kind, readers=[MAJ.id, ALI.id], by=MAJ)
    seen = trust.show_safety(register, by=ADA)
    rows = {row.name: row for row in seen.colleagues}
    assert (seen.may_review, seen.may_employ) == (False, True)
    assert [(rows[one.name].assigned, rows[one.name].protected) for one in (MAJ, ALI, ADA)] == [(1, 1), (1, 1), (0, 0)]
    assert [rows[one.name].counts for one in (ALI, ADA, RUT)] == [True, False, True]
    assert rows["Ada Nyberg"].own
    assert [row.name for row in trust.show_safety(register, by=RUT).colleagues] == ["Rut Ask"]


def test_the_unit_and_the_last_day_come_from_the_employment(register: Register) -> None:
    with register.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.commit()
    today, until = register.today(), register.today() + timedelta(days=30)
    access.employ(register, staff=ALI.id, unit="Ensamkommande", begins=today, ends=until, by=MAJ)
    row = next(one for one in trust.show_safety(register, by=MAJ).colleagues if one.id == ALI.id)
    assert (row.unit, row.until) == ("Ensamkommande", until)


def test_the_appendix_becomes_pages_for_screen_and_printer(register: Register) -> None:
    small, large = (access.appendix_pages(register, scale=scale, by=MAJ) for scale in (0.2, 0.4))
    assert len(small) == len(large) > 1
    assert large[0].width > small[0].width
