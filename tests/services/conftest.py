"""A real encrypted register for every test: made once a session, copied in milliseconds."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.ids import StaffId
from caseworker.domain.intake import EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import Sex
from caseworker.services._entering import enter
from caseworker.store.register import NewRegister, Register

KEY = b"k" * 32
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
MAJ = User(StaffId("0192f0c0-0000-7000-8000-000000000001"), "Maj Ekholm", frozenset(Role))
SAMIRA = Intake(
    given="Samira",
    family="Haddad",
    original_name="سميرة حداد",
    migration_name="SAMIRA HADAD",
    born=date(1988, 3, 14),
    sex=Sex.WOMAN,
    reads="ar",
    speaks="ar",
    numbers=(EnteredNumber("personnummer", "19880314-2382"),),
    status=EnteredStatus("ASYL", date(2025, 6, 1)),
    phone="070-174 06 11",
    opened=date(2025, 6, 1),
)
Open = Callable[..., Register]


def found(path: Path, *, demo: bool) -> Path:
    """Make a register without people at ``path``."""
    info = NewRegister(
        register_id="0192f0c0-0000-7000-8000-0000000000aa",
        office_code="U01",
        office_name="Mottagningsenheten",
        municipality_code="0380",
        unit="Mottagningsenheten",
        demo=demo,
        created=NOW,
        office_secret=b"o" * 32,
        signing_seed=b"s" * 32,
    )
    Register.create(path, key=KEY, info=info, founder=MAJ, clock=lambda: NOW).close()
    return path


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return found(tmp_path_factory.mktemp("template") / "register.db", demo=True)


@pytest.fixture(scope="session")
def crowded_template(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty women and sixty men who seek asylum since last year: enough for numbers to leave."""
    path = tmp_path_factory.mktemp("crowded") / "register.db"
    shutil.copy(template, path)
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    with register.change(by=MAJ) as tx:
        for number in range(120):
            sex = Sex.WOMAN if number % 2 else Sex.MAN
            born, since = date(1950 + number % 60, 3, 14), EnteredStatus("ASYL", date(2025, 6, 1))
            intake = Intake(given=f"Påhittad {number}", born=born, sex=sex, status=since, opened=since.begins)
            enter(register, tx, intake, by=MAJ)
        tx.commit()
    register.close()
    return path


@pytest.fixture
def open_path(tmp_path: Path) -> Iterator[Open]:
    """Open a copy of any register file; it is closed after the test."""
    opened: list[Register] = []

    def copy(source: Path, clock: Callable[[], datetime] = lambda: NOW) -> Register:
        path = tmp_path / f"{len(opened)}" / "register.db"
        path.parent.mkdir()
        shutil.copy(source, path)
        opened.append(Register.open(path, key=KEY, clock=clock))
        return opened[-1]

    yield copy
    for register in opened:
        register.close()


@pytest.fixture
def open_copy(template: Path, open_path: Open) -> Open:
    """Open a copy of the empty register."""
    return lambda **how: open_path(template, **how)


@pytest.fixture
def register(open_copy: Open) -> Register:
    return open_copy()


@pytest.fixture
def office(crowded_template: Path, open_path: Open) -> Register:
    """A demo office with enough people for counts."""
    return open_path(crowded_template)
