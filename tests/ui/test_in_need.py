"""What lies beyond one's role in the window: places that are not there, and a file opened in need with a reason."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from caseworker.domain.access import Role, User
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.protection import ProtectionKind
from caseworker.services import people, protection
from caseworker.store.register import Register
from tests.campaigns.errands_trust import Ring
from tests.store.fixtures import FOUNDER, StandingClock
from tests.ui.audit import audit
from tests.ui.people_bench import desk_over, file_of, logged, someone, window_over
from ui.person.view import PersonPage
from ui.shell.assemble import screens
from ui.shell.finding import palette_search
from ui.shell.in_need import InNeedDialog
from ui.shell.window import MainWindow

SARA = User(StaffId("staff-2"), "Sara Lind", frozenset({Role.CASEWORKER}), unit="Enhet Syd")
REASON = "Ringer från akuten om en anhörig."


def elsewhere(register: Register) -> PersonId:
    """Somebody in the other unit."""
    with register.change(by=FOUNDER) as tx:
        tx.put_staff(SARA)
        tx.commit()
    return PersonId(people.register_person(register, intake=someone(), by=SARA).created)


def answering(monkeypatch: pytest.MonkeyPatch, reason: str) -> list[str]:
    """Answer every question with ``reason`` when the button lets one; return what was said."""
    said: list[str] = []

    def run(dialog: InNeedDialog) -> int:
        said.append(dialog.accessibleDescription())
        assert not dialog.go.isEnabled()
        dialog.line.setText(reason)
        return int(QDialog.DialogCode.Accepted if dialog.go.isEnabled() else QDialog.DialogCode.Rejected)

    monkeypatch.setattr(InNeedDialog, "exec", run)
    return said


def shown_name(window: MainWindow) -> str:
    page = window.stack.current
    assert isinstance(page, PersonPage)
    return page.header.name.text() if page.header.isVisibleTo(page) else ""


def test_a_file_beyond_reach_is_opened_with_a_reason(
    qtbot: QtBot, register: Register, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = elsewhere(register)
    window = window_over(qtbot, register)
    said = answering(monkeypatch, REASON)
    window.go("person", person)
    assert len(said) == 1
    assert "logged" in said[0]
    assert shown_name(window) == "Samira Haddad"
    assert logged(register, person) == ["person.registered", "access.opened_in_need", "case.opened"]
    clock.advance(minutes=15)
    window.go("people")
    again = answering(monkeypatch, "")
    window.go("person", person)
    assert again
    assert window.fault.isVisibleTo(window)


def test_turning_the_question_away_shows_nothing(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = elsewhere(register)
    window = window_over(qtbot, register)
    answering(monkeypatch, "kort")
    window.go("person", person)
    assert window.fault.isVisibleTo(window)
    assert "Samira" not in shown_name(window)
    assert logged(register, person) == ["person.registered"]


def test_a_protected_file_is_not_opened_in_need_and_its_readers_are_named(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = elsewhere(register)
    register.compartments.keyring = Ring(FOUNDER)
    kind, readers = ProtectionKind.SECRECY_MARK, [FOUNDER.id, SARA.id]
    protection.protect(register, person=person, kind=kind, readers=readers, by=SARA)
    window = window_over(qtbot, register)
    answering(monkeypatch, REASON)
    window.go("person", person)
    assert "access.protected" in window.fault.code.text()
    assert "access.opened_in_need" not in logged(register, person)


def test_the_palette_finds_a_hidden_case_by_its_very_number(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = elsewhere(register)
    window = window_over(qtbot, register)
    search = palette_search(desk_over(register), lambda: window)
    number = file_of(register, person).case_number
    assert [one.words for one in search("Samira")] == ["New person named Samira", "Search in notes: Samira"]
    (entry,) = search(number)
    assert (entry.words, entry.note) == (f"Case {number}", "Enhet Syd: open in need")
    answering(monkeypatch, REASON)
    entry.run()
    assert shown_name(window) == "Samira Haddad"


def places(register: Register, *roles: Role) -> set[str]:
    desk = desk_over(register)
    desk.user = replace(FOUNDER, roles=frozenset(roles))
    nothing: Any = None
    return {screen.name for screen in screens(nothing, nothing, desk)}


def test_only_places_a_role_can_use_are_there(register: Register) -> None:
    every = places(register, Role.CASEWORKER)
    assert {"people", "person", "intake", "letters", "send"} <= every
    case_work = {"people", "person", "intake", "letters", "texts", "note_search", "quality", "pairs", "import"}
    assert every - places(register, Role.LOCUM) == {"send", "pairs", "import", "texts"}
    assert every - places(register, Role.UNIT_MANAGER) == {"intake", "letters", "import"}
    assert every - places(register, Role.STATISTICIAN) == case_work
    assert every - places(register, Role.REVIEWER) == {*case_work, "send"}


def test_the_palette_asks_nothing_a_role_may_not_ask(register: Register) -> None:
    nobody: Any = None
    desk = desk_over(register)
    desk.user = replace(FOUNDER, roles=frozenset({Role.STATISTICIAN}))
    for text in ("2026-0001", "Samira"):
        assert list(palette_search(desk, nobody)(text)) == []


def test_a_place_that_is_not_there_is_refused_in_words(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    window.go("send")
    assert window.fault.isVisibleTo(window)


def test_the_question_passes_the_audit(qtbot: QtBot, register: Register) -> None:
    dialog = InNeedDialog(window_over(qtbot, register))
    with qtbot.waitActive(dialog, timeout=5000):
        dialog.show()
        dialog.activateWindow()
    dialog.line.setText(REASON)
    assert audit(dialog) == []
    assert dialog.minutes.code() == "15"
