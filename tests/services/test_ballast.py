"""A full disk: the room that was held back lets drafts and looks be written, and nothing else, until there is room."""

import errno
from pathlib import Path

import pytest

from caseworker.domain.ids import PersonId
from caseworker.domain.intake import Intake
from caseworker.errors import EnvironmentFault
from caseworker.services import drafts, people, trust
from caseworker.store import ballast
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_safekeeping import give_room


@pytest.fixture
def disk(register: Register, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A disk whose room is the register's own: giving the ballast up gives the file thirty pages. ``[full]``."""
    full = [False]
    release, reserve = ballast.release, ballast.reserve

    def releasing(path: Path) -> bool:
        given = release(path)
        if given:
            give_room(register, 30)
        return given

    def reserving(path: Path, size: int) -> None:
        if full[0]:
            raise OSError(errno.ENOSPC, "full")
        reserve(path, size)

    monkeypatch.setattr(ballast, "release", releasing)
    monkeypatch.setattr(ballast, "reserve", reserving)
    return full


def fill(register: Register, disk: list[bool]) -> EnvironmentFault:
    """Save people until the disk is full, and return how that was told."""
    give_room(register, 0)
    disk[0] = True

    def save_many() -> None:
        for number in range(300):
            intake = Intake(given=f"Påhittad {number}", family="Fyllnad" * 20)
            people.register_person(register, intake=intake, by=MAJ)

    with pytest.raises(EnvironmentFault) as fault:
        save_many()
    return fault.value


def test_on_a_full_disk_the_draft_and_the_look_are_written_and_nothing_else(
    register: Register, disk: list[bool]
) -> None:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    assert (register.path.parent / ballast.BALLAST).stat().st_size == ballast.SIZE
    assert fill(register, disk).code == "register.disk_full"
    assert not (register.path.parent / ballast.BALLAST).exists()
    drafts.save_draft(register, kind="note", key=person, fields={"text": "Kom på besök"}, by=MAJ)
    assert people.open_file(register, person=person, by=MAJ).name() == "Samira Haddad"
    with pytest.raises(EnvironmentFault, match=r"register\.no_room_left"):
        people.register_person(register, intake=Intake(given="Sara"), by=MAJ)
    assert drafts.load_draft(register, kind="note", key=person, by=MAJ) == {"text": "Kom på besök"}
    disk[0] = False
    give_room(register, 1000)
    assert people.register_person(register, intake=Intake(given="Sara"), by=MAJ).created
    assert (register.path.parent / ballast.BALLAST).exists()
    assert trust.verify_register(register, signed_by=lambda *_: True, by=MAJ).ok


def test_the_draft_that_fills_the_disk_is_the_one_that_is_saved(register: Register, disk: list[bool]) -> None:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    give_room(register, 0)
    disk[0] = True
    long = {"text": "Kom på besök. " * 2000}
    drafts.save_draft(register, kind="note", key=person, fields=long, by=MAJ)
    assert drafts.load_draft(register, kind="note", key=person, by=MAJ) == long
    assert not (register.path.parent / ballast.BALLAST).exists()


def test_a_look_that_cannot_be_logged_does_not_happen(register: Register, disk: list[bool]) -> None:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    fill(register, disk)
    give_room(register, 0)
    shown = []

    def look_on() -> None:
        for _ in range(2000):
            shown.append(people.open_file(register, person=person, by=MAJ))

    with pytest.raises(EnvironmentFault, match=r"register\.disk_full"):
        look_on()
    with register.read() as reader:
        looks = reader.connection.exec_driver_sql(
            "SELECT count(*) FROM audit WHERE action = 'case.opened'"
        ).scalar_one()
    assert len(shown) == looks


def test_a_folder_that_takes_no_file_is_told_by_the_write_itself(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(path: Path, size: int) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(ballast, "reserve", refusing)
    assert people.register_person(register, intake=SAMIRA, by=MAJ).created
    assert not (register.path.parent / ballast.BALLAST).exists()
    assert not ballast.release(register.path)
