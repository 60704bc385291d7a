"""The pictures of undo and of conflicts: the bar after a step, both values of a step changed since, two who wrote."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from caseworker.app import Session
from caseworker.domain.access import User
from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import Intake
from caseworker.domain.person import Sex
from caseworker.services import people, status, undoing
from ui.desk import Desk
from ui.main import Program
from ui.person.view import PersonPage
from ui.shell.undo_conflict import UndoConflict

Take = Callable[[QWidget, str], None]
Grab = Callable[[QDialog, str], None]


def draw_undo(program: Program, take: Take, grab: Grab, person: PersonId) -> None:
    """Record a settlement, correct a person while a colleague does the same, and try to take the correction back."""
    window, session = program.window, program.session
    assert window is not None
    assert isinstance(session, Session)
    register, user = session.register, session.user
    jonas = User(StaffId("0192f0c0-0000-7000-8000-0000000000a9"), "Jonas Wikström", user.roles)
    with register.change(by=user) as tx:
        tx.put_staff(jonas)
        tx.commit()
    window.go("people")
    window.go("person", person)
    page = window.stack.current
    assert isinstance(page, PersonPage)
    take(window, "undo-before")
    recorded = status.record_settlement(register, person=person, code="anvisad", begins=register.today(), by=user)
    window.changes.changed.emit(recorded)
    take(window, "undo-bar")
    window.undo_bar.forget()
    file = page.presenter.file
    assert file is not None
    form = page.parts.overview.details
    page.parts.overview.open_form(form)
    form.put({"speaks": "ti", "family": "Al-Haddad"})
    theirs = Intake(
        given=form.texts()["given"], family="Cumar", original_name=file.name("original"),
        sex=Sex(file.sex), speaks="so", reads=file.reads, born=file.born,
    )  # fmt: skip
    version = register_version(program, person)
    people.correct_person(register, person=person, version=version, intake=theirs, by=jonas)
    people.add_contact(register, person=person, kind=ContactKind.EMAIL, value="s.haddad@example.se", by=jonas)
    form.sent.emit()
    take(window, "conflict")
    version = register_version(program, person)
    mine = Intake(given="Samira", family="Haddad", speaks="ar", reads="ar", sex=Sex(file.sex), born=file.born)
    people.correct_person(register, person=person, version=version, intake=mine, by=user)
    version = register_version(program, person)
    people.correct_person(register, person=person, version=version, intake=theirs, by=jonas)
    step = undoing.list_steps(register, by=user).done[0]
    way = undoing.compare_step(register, step=step.id, by=user)
    grab(UndoConflict(step, way, Desk(session), undo=True, parent=window), "undo-conflict")


def register_version(program: Program, person: PersonId) -> int:
    """Return the version of the person as it is now."""
    assert isinstance(program.session, Session)
    with program.session.register.read() as reader:
        return reader.person_file(person).version
