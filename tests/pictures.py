"""Draws every screen from a demo register: ``python -m tests.pictures FOLDER [--scheme dark] [--scale 150]``.

The pictures of the user guide come from here (``docs/pictures``), and every change of a screen is looked at with it.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea, QWidget

from caseworker import platform
from caseworker.app import DEMO_PASSPHRASE, Application, Session
from caseworker.domain.access import Role, User
from caseworker.domain.attachments import AttachmentKind, Removal
from caseworker.domain.ids import NoteId, PersonId, StaffId
from caseworker.domain.notes import EnteredNote, NoteKind
from caseworker.domain.protection import ProtectionKind
from caseworker.platform import keystore
from caseworker.services import access, attachments, letters, notes, pairs, people, protection, staff
from caseworker.services.trust import Finding
from caseworker.showcase import run_showcase
from caseworker.vault.accounts import Founder, Vault
from tests.families import add_family
from tests.keystores import MemoryKeyring
from tests.pictures_client import draw_client
from tests.pictures_identity import draw_identity
from tests.pictures_journey import draw_journey
from tests.pictures_lawbook import draw_lawbook
from tests.pictures_letters import draw_letters
from tests.pictures_undo import draw_undo
from tests.services.lists import write
from tests.services.papers import a_picture, a_word_document
from ui import settings as kept
from ui.desk import Desk
from ui.importing.view import ImportPage
from ui.letting_in import LetInDialog
from ui.main import Program
from ui.note_search.view import NoteSearchPage
from ui.outlet import SystemOutlet
from ui.person.assigning import AssignDialog
from ui.person.document_acts import ways_out
from ui.person.document_dialogs import AddDocumentDialog, RemoveDocumentDialog
from ui.person.note_keeper import NoteText
from ui.person.protected_dialogs import ProtectDialog
from ui.person.view import PersonPage
from ui.preferences.view import PreferencesPage
from ui.purpose import PurposeDialog
from ui.safekeeping.places import PlacesDialog
from ui.safekeeping.restore_view import RestoreView
from ui.shell.register_bar import told
from ui.tasks import TaskRunner
from ui.trust.appendix import AppendixDialog
from ui.trust.staff import EmployDialog
from ui.trust.view import TrustPage
from ui.unlock.view import UnlockView
from ui.widgets.rows import ROW

SETTLING = 500  # milliseconds after the last job
_RUNNERS: list[TaskRunner] = []
Go = Callable[[], object]


def _settle() -> None:
    """Let jobs end. Not QTest.qWait: it keeps Python's lock, so that no worker thread gets a turn."""
    busy = True
    while busy:
        loop = QEventLoop()
        QTimer.singleShot(SETTLING, loop.quit)
        loop.exec()
        busy = any(runner._newest for runner in _RUNNERS)  # noqa: SLF001 - what it waits for


class Camera:
    """Takes pictures of windows at one size."""

    def __init__(self, folder: Path, size: QSize) -> None:
        self.folder, self.size = folder, size

    def take(self, window: QWidget, name: str) -> None:
        """Save what ``window`` shows once its jobs have had their time."""
        window.resize(self.size)
        _settle()
        window.grab().save(str(self.folder / f"{name}.png"))
        sys.stdout.write(f"{name}\n")

    def grab(self, dialog: QDialog, name: str) -> None:
        """Save what a dialog shows, at its own size."""
        dialog.show()
        _settle()
        dialog.grab().save(str(self.folder / f"{name}.png"))
        dialog.close()


def draw(folder: Path, options: argparse.Namespace) -> None:
    """Draw every screen into ``folder``."""
    qt = QApplication.instance() or QApplication(["pictures"])
    assert isinstance(qt, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in options.size.split("x"))
    with tempfile.TemporaryDirectory() as place:
        config = Path(place) / "config"
        config.mkdir()
        settings = kept.Settings(scheme=options.scheme, text_scale=options.scale, language=options.language)
        kept.write(config, settings)
        empty = Program(qt, Path(place) / "nothing", config)
        empty.begin()
        camera = Camera(folder, QSize(width, height))
        camera.take(empty.entry, "first-start")
        empty.entry.hide()
        empty.end()
        run_showcase(Path(place) / "demo", persons=options.persons, seed=3, quiet=True)
        application = Application(folder=Path(place) / "demo" / "register")
        session = application.unlock("Maj Ekholm", DEMO_PASSPHRASE)
        application.back_up(session, "asked")
        session.close()
        locked = Program(qt, application.folder, config)
        _RUNNERS.append(locked.runner)
        locked.begin()
        camera.take(locked.entry, "unlock")
        _by_pin(qt, application, config, camera)
        _restoring(locked, camera)
        locked.open(application.unlock("Maj Ekholm", DEMO_PASSPHRASE))
        _walk(locked, camera)
        locked.end()


def _restoring(program: Program, camera: Camera) -> None:
    """Draw the page where a backup is chosen, and go back."""
    unlock = program.entry.pages.currentWidget()
    assert isinstance(unlock, UnlockView)
    unlock.restore.click()
    page = program.entry.pages.currentWidget()
    assert isinstance(page, RestoreView)
    camera.take(program.entry, "restore")
    page.who.passphrase.line.setText(DEMO_PASSPHRASE)
    page.look.click()
    while not page.back.isEnabled():  # every copy is opened
        _settle()
    camera.take(program.entry, "restore-copies")
    page.back.click()


def _by_pin(qt: QApplication, application: Application, config: Path, camera: Camera) -> None:
    """Draw the unlock screen that asks for a PIN, on a computer that has a keystore and allows one."""
    with pytest.MonkeyPatch.context() as patch:
        keys = MemoryKeyring()
        patch.setattr(keystore, "system_keystore", lambda: keys.store)
        patch.setattr(platform, "machine_policy", lambda: platform.Policy(pin=True))
        session = application.unlock("Maj Ekholm", DEMO_PASSPHRASE)
        assert session.pin is not None
        session.pin.choose("402817")
        session.pin = None
        session.close()
        locked = Program(qt, application.folder, config)
        locked.begin()
        camera.take(locked.entry, "unlock-pin")
        locked.entry.hide()
        application.pins.forget(session.keys.account.id, "pin.taken_away")
        locked.end()


def _walk(program: Program, camera: Camera) -> None:
    window, session = program.window, program.session
    assert window is not None
    assert isinstance(session, Session)
    pairs.find_pairs(session.register, wanted=lambda: True, by=session.user)
    rows = people.list_people(session.register, offset=0, limit=60, by=session.user)
    arabic = (row for row in rows if row.original_name[:1] >= "\u0600" and row.original_name[:1] <= "\u06ff")
    someone = next(row for row in arabic if row.status.startswith("NY"))
    draw_client(session.register, session.user, camera.take, camera.folder, PersonId(someone.id))
    walk: tuple[tuple[str, Go], ...] = (
        ("today", lambda: window.go("today")),
        ("people", lambda: window.go("people")),
        ("quality", lambda: window.go("quality")),
        ("intake", lambda: window.go("intake")),
        ("pairs", lambda: window.go("pairs")),
        ("person", lambda: window.go("person", someone.id)),
        ("letters", lambda: window.go("letters", someone.id)),
        ("send", lambda: window.go("send")),
        ("preferences", lambda: window.go("settings")),
        ("trust", lambda: window.go("trust")),
        ("erasure", lambda: window.go("erasure")),
        ("accounts", lambda: window.go("accounts")),
    )
    for name, go in walk:
        go()
        camera.take(window, name)
    draw_letters(program, camera.take, camera.grab, PersonId(someone.id))
    _import(program, camera, someone.name)
    _journal(program, camera, PersonId(someone.id))
    _household(program, camera, PersonId(someone.id))
    _documents(program, camera, PersonId(someone.id))
    draw_identity(program, camera.take, camera.grab)
    draw_undo(program, camera.take, camera.grab, PersonId(rows[3].id))
    newly = [PersonId(row.id) for row in rows if row.status.startswith("NY")]
    draw_journey(program, camera.take, camera.grab, newly[3])
    draw_lawbook(program, camera.take, camera.grab)
    window.go("settings")
    settings = window.stack.current
    assert isinstance(settings, PreferencesPage)
    settings.support.show_button.click()
    scroll = settings.findChild(QScrollArea, "preferencesScroll")
    assert scroll is not None
    _settle()
    scroll.ensureWidgetVisible(settings.support)
    camera.take(window, "preferences-diagnostics")
    _protected(program, camera, newly[:3])


def _import(program: Program, camera: Camera, name: str) -> None:
    """Draw the page of imports, and a list that was tried: faults, somebody who may be registered, new people."""
    window = program.window
    assert window is not None
    window.go("import")
    camera.take(window, "import-start")
    page = window.stack.current
    assert isinstance(page, ImportPage)
    given, _blank, family = name.rpartition(" ")
    wrong = ("Osman, Hodan", "", "1990-11-31", "K", "", "", "", "", "")
    formula = ("Tekle, Yonas", "", "", "M", "", '=A41&"-2"', "", "", "")
    new = [(f"Prov, {letter}da", "", f"19{60 + at}-03-14", "KM"[at % 2]) for at, letter in enumerate("ABDEFGHI")]
    with tempfile.TemporaryDirectory() as place:
        rows = ((f"{family}, {given}", "", "", "", "070-174 06 05"), wrong, formula, *new)
        page.open(write(Path(place) / "Inskrivna november.xlsx", *rows))
        _settle()
    camera.take(window, "import")


def _journal(program: Program, camera: Camera, person: PersonId) -> None:
    """Draw the journal: a colleague's unsigned note, a correction, a dispute, and the editor in use; then Idag."""
    window, session = program.window, program.session
    assert window is not None
    assert isinstance(session, Session)
    register, user, today = session.register, session.user, session.register.today()
    colleague = User(StaffId("0192f0c0-0000-7000-8000-0000000000a1"), "Ali Berg", user.roles)
    with register.change(by=user) as tx:
        tx.put_staff(colleague)
        tx.commit()
    first = "Hembesök. Två rum och kök, trångt för fyra. Sängen till Elias saknas än."
    wrong = NoteId(notes.write_note(register, person=person, text=first, happened_on=today, by=user).created)
    right = "Hembesök. Tre rum och kök. Sängen till Elias saknas än."
    notes.write_note(register, person=person, text=right, happened_on=today, corrects=wrong, by=user)
    notes.dispute_note(register, note=wrong, text="Vi har tre rum, och sängen kom i måndags.", by=user)
    said = EnteredNote(
        "Samira säger att hon har sökt tid hos tandläkaren och fått en i december.", NoteKind.STATEMENT, "Samira",
        interpreter="Tolk 2214", interpreter_language="arabiska", interpreter_time="10:00–10:45",
    )  # fmt: skip
    kept = notes.keep_note(register, person=person, entered=said, by=user).created
    notes.sign_note(register, note=NoteId(kept), by=user)
    notes.keep_note(register, person=person, entered=EnteredNote("Ringde förskolan om"), by=colleague)
    with register.change(by=user) as tx:
        tx.connection.exec_driver_sql("UPDATE staff SET active = 0 WHERE id = ?", (colleague.id,))
        tx.commit()
    window.go("people")
    window.go("person", f"{person}/notes/{kept}")
    page = window.stack.current
    assert isinstance(page, PersonPage)
    camera.take(window, "journal")
    editor = page.parts.notes.editor
    editor.show_text(NoteText("Mötet flyttas till tisdag. Tolk bokas om.", "statement", "Skolan, Eva Ek", "",
                              "Tolk 2214", "arabiska", "10:00–10:45", wrong))  # fmt: skip
    editor.typed.emit(editor.value())
    editor.begin()
    page.parts.notes.cards[2].ask_dispute()
    camera.take(window, "journal-writing")
    window.go("today")
    camera.take(window, "today-unsigned")
    window.go("note_search")
    searching = window.stack.current
    assert isinstance(searching, NoteSearchPage)
    searching.search_for("sängen")
    camera.take(window, "note-search")


def _household(program: Program, camera: Camera, mother: PersonId) -> None:
    """Draw a family of five with three legal statuses: the strip, the tab, what the move asks for, a letter."""
    window, session = program.window, program.session
    assert window is not None
    assert isinstance(session, Session)
    register, user, today = session.register, session.user, session.register.today()
    add_family(register, mother, today, user)
    window.go("people")
    window.go("person", mother)
    page = window.stack.current
    assert isinstance(page, PersonPage)
    _settle()
    scroll = page.findChild(QScrollArea, "overviewScroll")
    assert scroll is not None
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    camera.take(window, "household-strip")
    page.show_tab("household")
    camera.take(window, "household")
    tab = page.parts.household
    errands = tab.lists["errands"].rows
    errands.setCurrentIndex(errands.model().index(0, 0))
    scroll = tab.findChild(QScrollArea, "householdScroll")
    assert scroll is not None
    _settle()
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    camera.take(window, "household-errand")
    window.go("letters", mother)
    camera.take(window, "letters-warned")
    window.go("today")
    camera.take(window, "today-errands")


def _documents(program: Program, camera: Camera, person: PersonId) -> None:
    """Draw the documents of a file with one open, and the questions about them and about what leaves the register."""
    window, session = program.window, program.session
    assert window is not None
    assert isinstance(session, Session)
    register, user = session.register, session.user
    letter = letters.issue_letter(
        register, person=person, sheet="valkommen", language="ar", how="saved", despite=True, by=user
    )
    for content, name, title in (
        (letter.pdf, "beslut.pdf", "Beslut om uppehållstillstånd"),
        (a_picture("JPEG", (640, 420)), "kort.jpg", "LMA-kort, framsidan"),
        (a_word_document(), "intyg.docx", "Intyg från skolan"),
        (a_picture(), "dubbel.png", "LMA-kort, en gång till"),
    ):
        made = attachments.add_attachment(
            register, person=person, content=content, file_name=name, title=title, by=user
        ).created
    attachments.remove_attachment(register, person=person, attachment=made, removal=Removal.DUPLICATE, by=user)
    window.go("people")
    window.go("person", person)
    page = window.stack.current
    assert isinstance(page, PersonPage)
    page.show_tab("documents")
    _settle()
    tab = page.parts.documents
    camera.take(window, "documents-closed")
    model = tab.list.model()
    kinds = [model.index(place, 0).data(ROW).kind for place in range(model.rowCount())]
    tab.list.setCurrentIndex(model.index(kinds.index(AttachmentKind.PDF), 0))
    tab.show_button.click()
    while not tab.preview.pages or tab.preview._sheet.images[0].isNull():  # noqa: SLF001 - drawn in a process apart
        _settle()
    camera.take(window, "documents")
    dialogs = (
        ("document-add", AddDocumentDialog("Beslut om uppehållstillstånd", (), window)),
        ("document-remove", RemoveDocumentDialog(window)),
        ("take-out", PurposeDialog(ways_out()[1].words, ways_out()[1].told, "Fortsätt", window)),
    )
    for name, dialog in dialogs:
        if isinstance(dialog, RemoveDocumentDialog):
            dialog.why.choose(Removal.WRONG_PERSON.value)
            dialog.why.chosen.emit(Removal.WRONG_PERSON.value)
        dialog.show()
        _settle()
        dialog.grab().save(str(camera.folder / f"{name}.png"))
        dialog.close()


def _protected(program: Program, camera: Camera, people_: list[PersonId]) -> None:
    """Draw a protected household: in the list, its file closed, its file open."""
    window, session = program.window, program.session
    assert window is not None
    assert isinstance(session, Session)
    register, user = session.register, session.user
    vault = Vault.load(register.path.with_name("register.vault"))
    now = register.clock()
    mine = vault.unlock(name=user.name, passphrase=DEMO_PASSPHRASE, now=now)
    ali = User(StaffId("0192f0c0-0000-7000-8000-0000000000a1"), "Ali Berg", user.roles)
    vault.add_account(mine, account=Founder(ali.id, ali.name, ("caseworker",)), passphrase=DEMO_PASSPHRASE, now=now)
    with register.change(by=user) as tx:
        tx.put_staff(ali)
        tx.commit()
    person, *household = people_
    kind = ProtectionKind.PROTECTED_REGISTRATION
    done = protection.protect(
        register, person=person, kind=kind, readers=[user.id, ali.id], household=household, by=user
    )
    window.changes.changed.emit(done.changes)
    window.go("person", person)
    camera.take(window, "protected")
    protection.reveal(register, person=person, reason="möte i dag", by=user)
    window.go("people")
    window.go("person", person)
    camera.take(window, "protected-open")
    window.go("people")
    camera.take(window, "protected-list")
    dialog = ProtectDialog(staff=staff.read_staff(register, by=user), user=user.id, parent=window)
    dialog.show()
    _settle()
    dialog.grab().save(str(camera.folder / "protected-dialog.png"))
    dialog.deleteLater()
    _safety(program, camera, [row.id for row in people.list_people(register, offset=0, limit=9, by=user)])


def _safety(program: Program, camera: Camera, people_: list[str]) -> None:
    """Draw Safety with colleagues, somebody who waits, looks in need and protected persons; and its questions."""
    window, session = program.window, program.session
    assert window is not None
    assert isinstance(session, Session)
    register, user = session.register, session.user
    accounts = program.application.accounts
    start = accounts.administration(session).add("Li Strand", {Role.CASEWORKER})
    accounts.begin("Li Strand", start.passphrase, "sju blå krukor på hyllan")
    petra = User(StaffId("0192f0c0-0000-7000-8000-0000000000a2"), "Petra Lind", frozenset({Role.LOCUM}))
    sven = User(StaffId("0192f0c0-0000-7000-8000-0000000000a3"), "Sven Åkerlund", frozenset({Role.ADMINISTRATOR}))
    with register.change(by=user) as tx:
        for one in (petra, sven):
            tx.put_staff(one)
        tx.commit()
    today = register.today()
    access.employ(register, staff=petra.id, begins=today, ends=today.replace(month=12, day=31), by=user)
    for person in people_[:2]:
        reason = "Ringde från akuten, behöver tolk i natt"
        access.open_in_need(register, person=PersonId(person), reason=reason, by=petra)
    access.see_look_in_need(register, look=access.list_looks_in_need(register, by=user)[0].id, by=user)
    window.go("today")
    window.go("trust")
    camera.take(window, "trust-office")
    page = window.stack.current
    assert isinstance(page, TrustPage)
    page.review.draw.click()
    _settle()
    camera.take(window, "trust-review")
    scroll = page.findChild(QScrollArea, "trustScroll")
    assert scroll is not None
    scroll.verticalScrollBar().setValue(scroll.verticalScrollBar().maximum())
    camera.take(window, "trust-office-end")
    waiting = page.staff.waiting.marked()
    row = page.staff.colleagues.marked()
    assert waiting is not None
    assert row is not None
    file = people.open_file(register, person=PersonId(people_[0]), by=user)
    colleagues = [one for one in staff.read_staff(register, by=user) if one.active]
    own = register.path.with_name("backups")
    printing = AppendixDialog(window, Desk(session), SystemOutlet(), window, printing=True)
    for name, dialog in (
        ("let-in", LetInDialog(waiting, window)),
        ("employ", EmployDialog(row, today, window)),
        ("assign", AssignDialog(file, colleagues, today, window)),
        ("places", PlacesDialog((own,), own, SystemOutlet(), window)),
        ("appendix", printing),
    ):
        dialog.show()
        _settle()
        dialog.grab().save(str(camera.folder / f"{name}.png"))
        dialog.close()
    window.bar.show_state("", told((Finding("audit.anchor_missing"),)))
    camera.take(window, "bar-yellow")
    window.bar.show_state(told((Finding("audit.rolled_back"),)), "")
    camera.take(window, "bar-red")


def main() -> int:
    """Read the options and draw."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scheme", default="light", choices=["light", "dark"])
    parser.add_argument("--scale", default=100, type=int)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--persons", default=60, type=int)
    parser.add_argument("--language", default="sv", choices=["sv", "en"])
    options = parser.parse_args()
    draw(options.folder, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
