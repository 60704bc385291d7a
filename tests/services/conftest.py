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


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "register.db"
    info = NewRegister(
        register_id="0192f0c0-0000-7000-8000-0000000000aa",
        office_code="U01",
        office_name="Mottagningsenheten",
        municipality_code="0380",
        unit="Mottagningsenheten",
        demo=True,
        created=NOW,
        office_secret=b"o" * 32,
        signing_seed=b"s" * 32,
    )
    Register.create(path, key=KEY, info=info, founder=MAJ, clock=lambda: NOW).close()
    return path


@pytest.fixture
def open_copy(template: Path, tmp_path: Path) -> Iterator[Callable[..., Register]]:
    opened: list[Register] = []

    def copy(clock: Callable[[], datetime] = lambda: NOW) -> Register:
        path = tmp_path / f"{len(opened)}" / "register.db"
        path.parent.mkdir()
        shutil.copy(template, path)
        opened.append(Register.open(path, key=KEY, clock=clock))
        return opened[-1]

    yield copy
    for register in opened:
        register.close()


@pytest.fixture
def register(open_copy: Callable[..., Register]) -> Register:
    return open_copy()
