"""Shared parts for tests that need a real register: people, a clock that stands still, an encrypted template file.

The template is made once per test run and copied per test: a register opens in milliseconds then.
"""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.case import Assignment, AssignmentKind, Case
from caseworker.domain.changes import Event
from caseworker.domain.contact import ContactKind, ContactPoint
from caseworker.domain.ids import CaseId, PersonId, StaffId
from caseworker.domain.person import BirthPrecision, HeldIdentifier, NameRole, Person, PersonName, Sex
from caseworker.domain.status import PermitType, StatusPeriod
from caseworker.store.register import NewRegister, Register
from caseworker.store.writing import Transaction

KEY = bytes(range(32))
NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
FOUNDER = User(StaffId("staff-1"), "Maria Berg", frozenset({Role.CASEWORKER}))


@dataclass
class StandingClock:
    """A clock that moves only when it is told to."""

    now: datetime = NOON
    asked: int = field(default=0, init=False)

    def __call__(self) -> datetime:
        """Return the instant it stands at."""
        self.asked += 1
        return self.now

    def advance(self, **step: float) -> None:
        """Let time pass: ``advance(minutes=10)``."""
        self.now += timedelta(**step)


def new_register(*, demo: bool = True) -> NewRegister:
    """Return what a test register is born with."""
    return NewRegister(
        register_id="register-1",
        office_code="U01",
        office_name="Mottagningsenheten",
        municipality_code="0380",
        unit="Mottagningen",
        demo=demo,
        created=NOON,
        office_secret=b"s" * 32,
        signing_seed=b"e" * 32,
    )


def unique(prefix: str) -> str:
    """Return an id nobody has had."""
    return f"{prefix}-{uuid.uuid4()}"


def make_person(
    given: str = "Amira",
    family: str = "Haddad",
    *,
    original: str = "",
    number: str = "",
    phone: str = "",
    born: date | None = date(1988, 3, 20),
    status: str = "NY-FLY",
) -> Person:
    """Return a valid person who is not yet kept anywhere."""
    id = PersonId(unique("person"))
    person = Person(id, Sex.WOMAN, born, BirthPrecision.DAY if born else BirthPrecision.UNKNOWN, NOON)
    person.names.append(PersonName(unique("name"), id, NameRole.LATIN, f"{given} {family}".strip(), given, family))
    if original:
        person.names.append(PersonName(unique("name"), id, NameRole.ORIGINAL, original))
    if number:
        person.identifiers.append(HeldIdentifier(unique("number"), id, "personnummer", number, TODAY))
    if phone:
        person.contacts.append(ContactPoint(unique("contact"), id, ContactKind.PHONE, phone, TODAY))
    if status:
        person.statuses.append(
            StatusPeriod(unique("status"), id, status, date(2025, 1, 1), "UtlL 4:1", PermitType.TEMPORARY)
        )
    return person


def register_person(tx: Transaction, person: Person) -> Case:
    """Keep ``person`` with a case of her own, as a service would."""
    case = Case(CaseId(unique("case")), tx.next_case_number(2026), person.id, "Mottagningen", TODAY)
    kind = AssignmentKind.RESPONSIBLE
    case.assignments.append(Assignment(unique("assignment"), case.id, FOUNDER.id, kind, TODAY))
    tx.add(person)
    tx.add(case)
    tx.index(person)
    tx.note(Event("person.registered", person.id, {"name": person.name()}))
    return case


def keep(register: Register, *people: Person) -> None:
    """Keep people in one transaction."""
    with register.change(by=FOUNDER) as tx:
        for person in people:
            register_person(tx, person)
        tx.commit()


@pytest.fixture(scope="session")
def register_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty encrypted register, made once."""
    path = tmp_path_factory.mktemp("template") / "register.db"
    Register.create(path, key=KEY, info=new_register(), founder=FOUNDER, clock=StandingClock()).close()
    return path


@pytest.fixture
def register_file(register_template: Path, tmp_path: Path) -> Path:
    """A copy of the template for one test."""
    path = tmp_path / "register.db"
    shutil.copy(register_template, path)
    return path


@pytest.fixture
def clock() -> StandingClock:
    """A clock at noon in Sweden on 21 November 2026."""
    return StandingClock()


@pytest.fixture
def register(register_file: Path, clock: StandingClock) -> Iterator[Register]:
    """An open register with one member of staff and nobody in it."""
    opened = Register.open(register_file, key=KEY, clock=clock)
    yield opened
    opened.close()
