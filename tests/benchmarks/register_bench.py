"""Registers of any size for measuring, encrypted and plain with the same driver, and the things that are measured.

Nothing here asserts a time: ``make bench`` compares ratios within one run. The plain twin exists only here; the program
itself cannot open one.
"""

import itertools
import json
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, Table, create_engine, event, insert
from sqlalchemy.pool import QueuePool

from caseworker.domain.access import Role, User
from caseworker.domain.case import AssignmentKind, case_number
from caseworker.domain.changes import Event
from caseworker.domain.identity import mask
from caseworker.domain.ids import StaffId
from caseworker.domain.person import BirthPrecision, InterpreterNeed, NameRole, Sex
from caseworker.domain.status import PermitType, StatusPeriod
from caseworker.store import engine as store_engine
from caseworker.store import lines, search
from caseworker.store import tables as t
from caseworker.store.reading import PeopleOrder, Reader
from caseworker.store.register import NewRegister, Register

KEY = bytes(range(32))
UNIT = "Mottagningsenheten (demo)"  # of the demo register: the people lie in its own unit
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEEPER = User(StaffId("staff-1"), "Maria Berg", frozenset({Role.CASEWORKER}))
_GIVEN = (
    "Amira Ali Fatima Mohammed Selam Hamid Olena Yusuf Mariam Ahmed Layla Omar Hodan Abdi Tesfay Senait Natalia Dmytro "
    "Zahra Reza Parwin Karim Nadia Samir Iman Bilal Rahel Dawit Iryna Andriy Shirin Farid Ayaan Hassan Luul Warsame "
    "Noor Yasmin Rami Hala Tarek Dina Kidane Almaz Bohdan Svitlana Leila Navid Hawa Jamal"
)
_FAMILY = (
    "Haddad Hussein Ibrahim Tesfaye Shevchenko Rahimi Warsame Kidane Al-Khatib Nazari Osman Berhane Kovalenko Farah "
    "Hosseini Mahmoud Ghebre Bondarenko Yusuf Karimi Saleh Mengistu Melnyk Abdullahi Sultani Nasser Habte Tkachenko "
    "Jama Ahmadi Darwish Woldu Kravchenko Nur Sharifi Aziz Gebremariam Oliynyk Dualeh Mohammadi"
)
GIVEN = _GIVEN.split()
FAMILY = _FAMILY.split()
STATUSES = ("ASYL", "MASSF", "NY-FLY", "NY-ALT", "NY-ANK", "TILLST", "EU", "MEDB")
_BATCH = 5_000


def clock() -> datetime:
    """The instant every benchmark happens at."""
    return NOW


def build(path: Path, people: int, *, encrypted: bool, seed: int = 1) -> None:
    """Make a register of ``people`` with names, numbers, addresses, statuses, cases and staff at ``path``.

    With ``encrypted`` False the same rows go into an unencrypted file of the same schema, written by the same driver.
    """
    if encrypted:
        Register.create(path, key=KEY, info=_new_register(), founder=KEEPER, clock=clock).close()
        engine = store_engine.make_engine(path, KEY)
    else:
        engine = plain_engine(path)
        with engine.begin() as connection:
            t.metadata.create_all(connection)
            for statement in t.EXTRA_DDL:
                connection.exec_driver_sql(statement)
            connection.execute(insert(t.staff), {"id": KEEPER.id, "name": KEEPER.name, "roles": "", "active": True})
    fill(engine, people, seed=seed)
    engine.dispose()


def fill(engine: Engine, people: int, *, keeper: str = KEEPER.id, seed: int = 1) -> None:
    """Put ``people`` into a register that has none, all of them ``keeper``'s, and bring its indexes in order."""
    chance = random.Random(seed)
    for first in range(0, people, _BATCH):
        with engine.execution_options(begin="IMMEDIATE").begin() as connection:
            _write(connection, [_person(no, chance, keeper) for no in range(first, min(first + _BATCH, people))])
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO search_words (search_words) VALUES ('optimize')")
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def plain_engine(path: Path) -> Engine:
    """Return an engine on an unencrypted file with the same driver and the same switches otherwise."""

    def connect() -> sqlcipher.Connection:
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=256)
        for switch in store_engine.SWITCHES:
            connection.execute(f"PRAGMA {switch}")
        return connection

    engine = create_engine("sqlite://", creator=connect, module=sqlcipher, poolclass=QueuePool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _new_register() -> NewRegister:
    return NewRegister("bench", "U01", "Mätning", "0380", UNIT, True, NOW, bytes(32), bytes(32))


def _person(no: int, chance: random.Random, keeper: str) -> dict[str, Any]:
    born = date(1950, 1, 1) + timedelta(days=no * 7919 % 27_000)  # with the serial below: unique to 270 000
    return {
        "keeper": keeper,
        "no": no + 1,
        "id": f"01930000-0000-7000-8000-{no:012d}",
        "given": chance.choice(GIVEN),
        "family": chance.choice(FAMILY),
        "born": born,
        # made up and unique; which numbers are real is not measured here
        "number": f"{born:%Y%m%d}-{no % 10_000:04d}",
        "phone": f"070{chance.randrange(10_000_000):07d}",
        "status": chance.choice(STATUSES),
        "case": case_number(2000 + no // 9_000, no % 9_000 + 1),
    }


def _write(connection: Connection, people: list[dict[str, Any]]) -> None:
    shapes: list[tuple[Table, Callable[[dict[str, Any]], dict[str, Any]]]] = [
        (t.people, _people_row),
        (t.person_names, _name_row),
        (t.identifiers, _identifier_row),
        (t.addresses, _address_row),
        (t.contacts, _contact_row),
        (t.statuses, _status_row),
        (t.cases, _case_row),
        (t.assignments, _assignment_row),
        (t.person_lines, _line_row),
    ]
    for table, shape in shapes:
        connection.execute(insert(table), [shape(person) for person in people])
    connection.execute(search.INSERT_WORDS, [_words_row(person) for person in people])


def _people_row(person: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": person["id"],
        "sex": Sex.WOMAN if person["no"] % 2 else Sex.MAN,
        "born": person["born"],
        "born_precision": BirthPrecision.DAY,
        "created": NOW,
        "born_source": "",
        "reads": "ar",
        "speaks": "ar",
        "interpreter": InterpreterNeed.NEEDED,
        "arrived_through": "",
        "version": 1,
    }


def _name_row(person: dict[str, Any]) -> dict[str, Any]:
    full = f"{person['given']} {person['family']}"
    return _part(person, "n", role=NameRole.LATIN, full=full, given=person["given"], family=person["family"])


def _identifier_row(person: dict[str, Any]) -> dict[str, Any]:
    return _part(person, "i", type="personnummer", value=person["number"], begins=TODAY, copy_kept=False)


def _address_row(person: dict[str, Any]) -> dict[str, Any]:
    where = {"care_of": "", "street": f"Storgatan {person['no']}", "postcode": "751 40", "city": "Uppsala"}
    return _part(person, "a", kind="residence", begins=TODAY, **where)


def _contact_row(person: dict[str, Any]) -> dict[str, Any]:
    return _part(person, "k", kind="phone", value=person["phone"], begins=TODAY)


def _status_row(person: dict[str, Any]) -> dict[str, Any]:
    begins = date(2025, 1, 1)
    rest = {"ground": "", "permit": PermitType.TEMPORARY, "classification": "", "unaccompanied": False}
    return _part(person, "s", code=person["status"], begins=begins, **rest)


def _case_row(person: dict[str, Any]) -> dict[str, Any]:
    return _part(person, "c", number=person["case"], unit=UNIT, opened=date(2025, 1, 1), version=1)


def _assignment_row(person: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{person['id']}-w",
        "case_id": f"{person['id']}-c",
        "staff_id": person["keeper"],
        "kind": AssignmentKind.RESPONSIBLE,
        "begins": date(2025, 1, 1),
    }


def _line_row(person: dict[str, Any]) -> dict[str, Any]:
    name = f"{person['given']} {person['family']}"
    return {
        "no": person["no"],
        "person_id": person["id"],
        "sort_key": lines.order_of(name),
        "name": name,
        "original_name": "",
        "born": person["born"],
        "born_precision": BirthPrecision.DAY.value,
        "sex": "woman" if person["no"] % 2 else "man",
        "number": mask(person["number"]),
        "case_number": person["case"],
        "unit": UNIT,
        "statuses": json.dumps([["2025-01-01", None, person["status"], 0, "TUT"]]),
        "settlements": "[]",
        "keepers": json.dumps([["2025-01-01", None, person["keeper"]]]),
    }


def _words_row(person: dict[str, Any]) -> dict[str, Any]:
    words = search.words_for(
        names=[f"{person['given']} {person['family']}"],
        numbers=[person["number"], person["case"]],
        phones=[person["phone"]],
        born=person["born"],
    )
    return {"no": person["no"], "names": words.names, "sounds": words.sounds, "numbers": words.numbers}


def _part(person: dict[str, Any], mark: str, **values: Any) -> dict[str, Any]:
    return {"id": f"{person['id']}-{mark}", "person_id": person["id"], **values}


# What is measured
@contextmanager
def reader_over(path: Path, *, encrypted: bool, key: bytes = KEY) -> Iterator[Reader]:
    """Give a warm reader over an encrypted or a plain register."""
    engine = store_engine.make_engine(path, key) if encrypted else plain_engine(path)
    with engine.connect() as connection:
        yield Reader(connection, PeopleOrder(), NOW, TODAY)
    engine.dispose()


def searches(count: int, people: int, *, seed: int = 2) -> list[str]:
    """Return what caseworkers type: beginnings of names, two words, numbers, last four, case numbers."""
    chance = random.Random(seed)
    kinds = itertools.cycle(range(6))
    return [_typed(next(kinds), chance, people) for _ in range(count)]


def _typed(kind: int, chance: random.Random, people: int) -> str:
    given, family, no = chance.choice(GIVEN), chance.choice(FAMILY), chance.randrange(people)
    return (
        given[: chance.randint(2, 4)],
        f"{given[:3]} {family[:4]}",
        f"{given} {family}",
        f"{chance.randrange(10_000):04d}",
        case_number(2000 + no // 9_000, no % 9_000 + 1),
        f"{family[:-1]}",
    )[kind]


def save_status(register: Register, person: str, serial: int) -> None:
    """Record one status with its audit row, as a service does."""
    with register.change(by=KEEPER) as tx:
        someone = tx.people.get(person)
        begins = date(2025, 2, 1) + timedelta(days=serial)
        someone.enter(StatusPeriod(f"{person}-{time.monotonic_ns()}", someone.id, "EU", begins))
        tx.note(Event("status.recorded", person, {"code": "EU"}))
        tx.commit()


def save_one_row(connection: sqlcipher.Connection, serial: int) -> None:
    """The bare durable single-row commit a save is compared with: same file, same switches, no program around it."""
    row = ("bench", "bench", str(serial), "x" * 120, "2026-11-21T12:00:00.000000Z")
    connection.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)", row)
