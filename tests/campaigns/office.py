"""A register as it lies on the disk in the evening, for campaigns that damage or exchange its files."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from caseworker.domain.ids import PersonId
from caseworker.domain.intake import Intake
from caseworker.domain.person import Sex
from caseworker.errors import EnvironmentFault
from caseworker.services import notes, people, preferences
from caseworker.services._entering import enter
from caseworker.store.left_pages import record_path
from caseworker.store.register import Register
from tests.services.conftest import KEY, MAJ, NOW, found

FILES = ("register.db", "register.db-wal")


@dataclass(frozen=True)
class Office:
    """The folder of a register, the place of its anchor, and who is registered in it."""

    folder: Path
    anchor: Path
    people: list[PersonId]

    @property
    def path(self) -> Path:
        """The register's file."""
        return self.folder / FILES[0]

    def open(self) -> Register:
        """Open the register as somebody who signs the heads of the log."""
        register = Register.open(self.path, key=KEY, clock=lambda: NOW, anchor=self.anchor)
        register.set_signer(MAJ.id, lambda message: b"signed" + message[-32:])
        return register

    def work(self, register: Register, words: str) -> None:
        """Do a day's work: look, correct, write a note, save a setting that the log does not tell of."""
        for number, person in enumerate(self.people[::7]):
            version = people.open_file(register, person=person, by=MAJ).version
            intake = Intake(given=f"{words} {number}", family="Fyllnad", sex=Sex.MAN)
            people.correct_person(register, person=person, version=version, intake=intake, by=MAJ)
            notes.write_note(register, person=person, text=words * 40, happened_on=NOW.date(), by=MAJ)
        preferences.save_office_details(register, details=preferences.OfficeDetails(address=words), by=MAJ)

    def snapshot(self) -> dict[str, bytes]:
        """Return the bytes of the files as they lie now."""
        return {name: (self.folder / name).read_bytes() for name in FILES if (self.folder / name).exists()}

    def outside(self) -> dict[Path, bytes]:
        """Return the bytes of what lies outside the folder: the anchor, and what is known of the pages."""
        return {path: path.read_bytes() for path in (self.anchor, record_path(self.anchor)) if path.exists()}

    def put_outside(self, files: dict[Path, bytes]) -> None:
        """Let what lies outside the folder be exactly this."""
        for path in (self.anchor, record_path(self.anchor)):
            path.unlink(missing_ok=True)
        for path, content in files.items():
            path.write_bytes(content)

    def put(self, files: dict[str, bytes]) -> None:
        """Let the files be exactly these."""
        for left in self.folder.glob(f"{FILES[0]}*"):
            left.unlink()
        for name, content in files.items():
            (self.folder / name).write_bytes(content)


def opened(office: Office) -> Register | EnvironmentFault:
    """Open the register, or return why it does not open."""
    try:
        return office.open()
    except EnvironmentFault as fault:
        return fault


def office(folder: Path, *, people_there: int = 60) -> Office:
    """Found a register and register people in it; it is closed."""
    inner = folder / "office"
    inner.mkdir()
    made = Office(inner, folder / "register.anchor", [])
    shutil.move(found(folder / "new.db", demo=True), made.path)
    register = made.open()
    with register.change(by=MAJ) as tx:
        for number in range(people_there):
            intake = Intake(given=f"Påhittad {number}", family="Fyllnad" * 5, sex=Sex.WOMAN, phone="070-174 06 11")
            made.people.append(enter(register, tx, intake, by=MAJ))
        tx.commit()
    made.work(register, "Första dagen")
    register.close()
    return made
