"""A protected person's file in the window: closed by case number, open for a while with a reason, closing by itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from caseworker.domain.access import Role, User
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intervention import InterventionState
from caseworker.domain.protection import ProtectionKind
from caseworker.services import interventions, notes, people, protection
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY, StandingClock
from tests.ui.audit import audit
from tests.ui.people_bench import enrolled, logged, someone, window_over
from ui.people.view import PeoplePage
from ui.person.protected_dialogs import ProtectDialog, ReadersDialog, ReasonDialog
from ui.person.view import PersonPage
from ui.shell.window import MainWindow
from ui.widgets.chip import Chip
from ui.widgets.text import Label

ALI = User(StaffId("staff-2"), "Ali Berg", frozenset({Role.CASEWORKER}))
EVA = User(StaffId("staff-9"), "Eva Lind", frozenset({Role.CASEWORKER}))
SECRETS = ("Samira", "Haddad", "سميرة", "2382", "Syster")


@dataclass
class Ring:
    """Every key opens for everybody in ``readers``; the founder sits here."""

    keys: dict[str, tuple[bytes, tuple[str, ...]]] = field(default_factory=dict)
    user: str = FOUNDER.id

    def seal(self, name: str, key: bytes, staff: Iterable[str]) -> None:
        self.keys[name] = (key, tuple(staff))

    def unseal(self, name: str) -> bytes | None:
        key, staff = self.keys[name]
        return key if self.user in staff else None

    def holders(self, name: str) -> tuple[str, ...]:
        return self.keys[name][1]

    def leave(self, gone: User) -> None:
        for name, (key, staff) in self.keys.items():
            self.keys[name] = (key, tuple(one for one in staff if one != gone.id))

    def able(self, staff: Iterable[str]) -> tuple[str, ...]:
        return tuple(staff)

    def drop(self, name: str) -> None:
        del self.keys[name]


@pytest.fixture
def ring(register: Register) -> Ring:
    ring = Ring()
    register.compartments.keyring = ring
    with register.change(by=FOUNDER) as tx:
        tx.put_staff(ALI)
        tx.commit()
    return ring


@pytest.fixture
def person(register: Register, ring: Ring) -> PersonId:
    person = enrolled(register)
    notes.write_note(register, person=person, text="Syster i Malmö", happened_on=TODAY, by=FOUNDER)
    return person


def protect(register: Register, person: PersonId) -> None:
    kind = ProtectionKind.PROTECTED_REGISTRATION
    protection.protect(register, person=person, kind=kind, readers=[FOUNDER.id, ALI.id], by=FOUNDER)


def page_of(window: MainWindow, person: str) -> PersonPage:
    window.go("person", person)
    page = window.stack.current
    assert isinstance(page, PersonPage)
    return page


def words_on(page: PersonPage) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for kind in (Label, Chip) for one in page.findChildren(kind) if one.isVisibleTo(page))


def next_of(page: PersonPage) -> list[str]:
    """The next steps as they are read aloud."""
    steps = page.parts.overview.steps.list
    return [str(steps.model().index(place, 0).data()) for place in range(steps.count())]


def held_anywhere(page: PersonPage) -> str:
    """Every word any widget of the page holds, shown or not."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    return "\n".join(one.text() for kind in (Label, Chip) for one in page.findChildren(kind))


def answer(monkeypatch: pytest.MonkeyPatch, fill: Callable[[QDialog], None]) -> list[QDialog]:
    """Answer every question with ``fill``, then go on when the button lets one."""
    asked: list[QDialog] = []

    def run(dialog: QDialog) -> int:
        asked.append(dialog)
        fill(dialog)
        go = getattr(dialog, "go")  # noqa: B009 - every question has one
        return int(QDialog.DialogCode.Accepted if go.isEnabled() else QDialog.DialogCode.Rejected)

    for kind in (ReasonDialog, ReadersDialog, ProtectDialog):
        monkeypatch.setattr(kind, "exec", run)
    return asked


def reason(dialog: QDialog) -> None:
    assert isinstance(dialog, ReasonDialog)
    dialog.line.setText("möte i dag")


def test_a_protected_person_is_a_case_number_everywhere(qtbot: QtBot, register: Register, person: PersonId) -> None:
    protect(register, person)
    window = window_over(qtbot, register)
    page = page_of(window, person)
    told = words_on(page)
    number = people.open_file(register, person=person, by=FOUNDER).case_number
    assert page.header.name.text() == f"File {number}"
    assert "Protected population registration." in told
    assert "Never call relatives" in told
    for secret in SECRETS:
        assert secret not in held_anywhere(page)
        assert secret not in window.windowTitle()
    assert page.header.side.button.isEnabled()
    assert page.header.side.last.text() == "Never shown"
    assert not audit(page)


def test_the_list_and_its_spoken_words_show_the_number_alone(
    qtbot: QtBot, register: Register, person: PersonId
) -> None:
    protect(register, person)
    from gettext import NullTranslations

    from tests.ui.people_bench import desk_over
    from ui import language
    from ui.people.columns import columns, spoken

    language.choose("en", NullTranslations())
    desk = desk_over(register)
    row = people.list_people(register, offset=0, limit=5, by=FOUNDER)[0]
    cells = [column.cell(row) for column in columns(desk.words, desk.today)]
    assert cells[0].top == f"File {row.case_number}"
    assert cells[0].icon == "shield-alert"
    said = spoken(desk.words, desk.today)(row) + repr(cells)
    assert "protected details" in said
    assert not any(secret in said for secret in SECRETS)
    window = window_over(qtbot, register)
    assert isinstance(window.stack.current, PeoplePage)


def test_a_reason_opens_the_details_and_leaving_takes_them_off_the_page(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    protect(register, person)
    window = window_over(qtbot, register)
    page = page_of(window, person)
    asked = answer(monkeypatch, lambda dialog: None)
    page.header.side.button.click()
    assert len(asked) == 1
    assert page.header.name.text().startswith("File")  # without a reason nothing happens
    answer(monkeypatch, reason)
    page.header.side.button.click()
    assert page.header.name.text() == "Samira Haddad"
    page.show_tab("notes")
    assert "Syster i Malmö" in words_on(page)
    assert "protection.revealed" in logged(register, person)
    assert page.header.side.last.text().endswith("by Maria Berg")
    window.go("people")
    assert not [line for line in held_anywhere(page).split("\n") if any(one in line for one in SECRETS)]
    assert page_of(window, person).header.name.text() == "Samira Haddad"  # the five minutes are not over
    page.header.side.button.click()
    assert page.header.name.text().startswith("File")
    assert not any(secret in words_on(page) for secret in SECRETS)


def test_the_banner_counts_down_minutes_and_seconds(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    protect(register, person)
    page = page_of(window_over(qtbot, register), person)
    banner = page.guard.banner
    assert banner.left.isHidden()
    answer(monkeypatch, reason)
    page.header.side.button.click()
    assert banner.left.text() == "5:00 left"
    assert isinstance(register.clock, StandingClock)
    register.clock.now += timedelta(minutes=4, seconds=1)
    banner.count()  # what its timer does
    assert banner.left.text() == "0:59 left"
    assert not audit(page)
    register.clock.now += timedelta(minutes=1)
    banner.count()
    assert banner.left.isHidden()


def test_the_household_is_told_by_case_number_and_what_comes_next_by_day(
    qtbot: QtBot, register: Register, person: PersonId
) -> None:
    sister = enrolled(register, someone("Amal", original="أمل", number=""))
    kind = ProtectionKind.SECRECY_MARK
    ends = TODAY + timedelta(days=9)
    entered = interventions.EnteredIntervention("sfi-kurs", state=InterventionState.ONGOING, begins=TODAY, ends=ends)
    interventions.add_intervention(register, person=person, entered=entered, by=FOUNDER)
    readers = [FOUNDER.id, ALI.id]
    protection.protect(register, person=person, kind=kind, readers=readers, household=[sister], by=FOUNDER)
    window = window_over(qtbot, register)
    page = page_of(window, person)
    told = words_on(page)
    for part in ("2 persons, all protected.", "File 2026-0001", "File 2026-0002", "this file"):
        assert part in told
    assert any("SFI course ends, in 9 days" in one for one in next_of(page))
    assert "Amal" not in held_anywhere(page)
    assert not audit(page)
    assert not any("SFI course" in one for one in next_of(page_of(window, sister)))
    page = page_of(window, person)
    protection.reveal(register, person=person, reason="möte i dag", by=FOUNDER)
    protection.propose_readers(register, person=person, readers=[ALI.id, StaffId("staff-1")], by=FOUNDER)
    page.read_again()
    assert next_of(page)[0].startswith("Another reader confirms who may read")


def test_when_the_time_is_over_the_page_closes_by_itself(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    protect(register, person)
    page = page_of(window_over(qtbot, register), person)
    answer(monkeypatch, reason)
    page.header.side.button.click()
    assert page.header.name.text() == "Samira Haddad"
    assert isinstance(register.clock, StandingClock)
    register.clock.now += timedelta(minutes=5)
    page.guard.presenter.closed.emit()  # what its timer does
    assert page.header.name.text().startswith("File")
    assert not page.guard.is_open


def test_who_may_not_read_sees_who_may(qtbot: QtBot, register: Register, person: PersonId, ring: Ring) -> None:
    protect(register, person)
    ring.user = "staff-9"
    for name, (key, _staff) in list(ring.keys.items()):
        ring.keys[name] = (key, (ALI.id, "staff-7"))
    page = page_of(window_over(qtbot, register), person)
    assert not page.header.side.button.isEnabled()
    assert page.header.side.needs.text() == "May be read by Ali Berg"


def test_protecting_changing_readers_and_ending_it_from_the_page(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch, ring: Ring
) -> None:
    child = enrolled(register, someone(given="Noor", original="", number=""))
    number = people.open_file(register, person=child, by=FOUNDER).case_number
    window = window_over(qtbot, register)
    page = page_of(window, person)
    commands = {command.name: command for command in page.commands()}
    for name in ("person_unprotect", "person_readers", "person_readers_confirm"):
        commands[name].run()  # nothing to end or change yet

    def fill(dialog: QDialog) -> None:
        if isinstance(dialog, ProtectDialog):
            assert not dialog.go.isEnabled()
            dialog.household.setText(f" {number}, ")
        if isinstance(dialog, ReadersDialog):
            dialog.ticks[ALI.id].setChecked(True)
        if isinstance(dialog, ReasonDialog):
            reason(dialog)

    asked = answer(monkeypatch, fill)
    commands["person_protect"].run()
    assert page.header.name.text().startswith("File")
    assert people.list_people(register, offset=0, limit=5, by=FOUNDER)[1].protected is not None
    commands["person_protect"].run()  # once is enough
    assert len(asked) == 1
    commands["person_readers"].run()
    view = page.guard.presenter.view
    assert view is not None
    assert view.proposal is not None
    assert "wait for another reader" in page.header.side.last.text()
    commands["person_readers_confirm"].run()  # by the same person: refused, told by the window
    assert ring.keys
    page.header.side.button.click()
    commands["person_unprotect"].run()
    assert page.header.name.text() == "Samira Haddad"
    assert page.header.side.isHidden()
    assert page.guard.banner.isHidden()


def test_an_unknown_case_number_in_the_household_protects_nobody(
    qtbot: QtBot, register: Register, person: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(window_over(qtbot, register), person)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, ProtectDialog)
        dialog.ticks[ALI.id].setChecked(True)
        dialog.household.setText("2019-9999")

    answer(monkeypatch, fill)
    page.guard.ask_protect()
    assert page.header.name.text() == "Samira Haddad"


def test_the_questions_can_be_used_by_keyboard_and_reader(qtbot: QtBot, register: Register, person: PersonId) -> None:
    page = page_of(window_over(qtbot, register), person)
    from caseworker.services import staff

    rows = staff.read_staff(register, by=FOUNDER)
    for dialog in (
        ReasonDialog("Why?", "It is logged.", "Show", page),
        ProtectDialog(staff=rows, user=FOUNDER.id, parent=page),
    ):
        with qtbot.waitActive(dialog, timeout=3000):
            dialog.show()
            dialog.activateWindow()
        assert audit(dialog, walk=False) == []
        dialog.close()


def test_the_page_says_when_a_reader_has_gone_and_when_too_few_are_left(
    qtbot: QtBot, register: Register, ring: Ring, person: PersonId
) -> None:
    with register.change(by=FOUNDER) as tx:
        tx.put_staff(EVA)
        tx.commit()
    kind = ProtectionKind.SECRECY_MARK
    protection.protect(register, person=person, kind=kind, readers=[FOUNDER.id, ALI.id, EVA.id], by=FOUNDER)
    ring.leave(ALI)
    window = window_over(qtbot, register)
    page = page_of(window, person)
    assert page.header.side.last.text() == f"New key at the next look: {ALI.name} can no longer read"
    assert not audit(page)
    protection.reveal(register, person=person, reason="möte i dag", by=FOUNDER)  # now everything has a new key
    protection.hide(register, person=person, by=FOUNDER)
    page.read_again()
    assert page.header.side.last.text().startswith("Last shown")
    ring.leave(EVA)
    page.read_again()
    assert page.header.side.last.text() == "Too few may read. Name another reader"
