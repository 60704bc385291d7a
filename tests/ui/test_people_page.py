"""Personer with a real register: the list, the search, empty and broken states, and the way onward."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from caseworker.errors import EnvironmentFault
from caseworker.services import people
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER
from tests.ui.audit import audit
from tests.ui.people_bench import enrolled, file_of, someone, window_over
from ui.people.view import PeoplePage
from ui.shell.window import MainWindow


def people_page(window: MainWindow) -> PeoplePage:
    page = window.stack.current
    assert isinstance(page, PeoplePage)
    return page


def spoken_rows(page: PeoplePage) -> list[str]:
    model = page.presenter.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_everybody_is_listed_by_name_with_the_number_masked(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    enrolled(register, someone("Amina", "Warsame", original="", number="20030509-2389", status="ASYL"))
    page = people_page(window_over(qtbot, register))
    first, second = spoken_rows(page)
    assert first.startswith("Amina Warsame, Woman")
    assert "Asylum seeker" in first
    assert "سميرة حداد" in second
    assert "••••-2382" in second
    assert "19880314" not in second
    assert page.count.text() == "2 people"


def test_an_empty_register_says_so_and_gives_the_next_step(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = people_page(window)
    assert "Nobody is registered yet" in page.nobody.title.text()
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.current_name == "intake"


def test_typing_searches_after_a_moment_and_clearing_shows_everybody(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    enrolled(register, someone("Dawit", "Tesfay", original="ዳዊት ተስፋይ", number="19960702-2390", status="ASYL"))
    page = people_page(window_over(qtbot, register))
    with qtbot.waitSignal(page.presenter.found, timeout=3000):
        QTest.keyClicks(page.search, "tesfai")
    assert [row.split(",")[0] for row in spoken_rows(page)] == ["Dawit Tesfay"]
    with qtbot.waitSignal(page.presenter.listed, timeout=3000):
        page.search.clear()
    assert page.presenter.model.rowCount() == 2


def test_nobody_found_is_said_in_words(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    page = people_page(window_over(qtbot, register))
    with qtbot.waitSignal(page.presenter.found, timeout=3000):
        QTest.keyClicks(page.search, "zzzzzz")
    assert "Nobody matches" in page.nobody.title.text()


def test_enter_opens_the_only_hit_and_logs_the_search_once_without_its_words(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window = window_over(qtbot, register)
    page = people_page(window)
    QTest.keyClicks(page.search, "haddad")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert window.stack.current_name == "person"
    assert file_of(register, person).log[0].action == "case.opened"
    searches, told = settled_searches(register)
    assert searches == 1
    assert "haddad" not in told.casefold()


def test_down_and_enter_open_the_chosen_row(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    window = window_over(qtbot, register)
    page = people_page(window)
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert page.list.hasFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert window.stack.current_name == "person"


def test_a_person_registered_meanwhile_comes_into_the_list(qtbot: QtBot, register: Register) -> None:
    window = window_over(qtbot, register)
    page = people_page(window)
    with register.change(by=FOUNDER) as tx:
        nothing = tx.commit()
    changes = people.register_person(register, intake=someone(), by=FOUNDER)
    window.changes.changed.emit(nothing)
    assert page.presenter.model.rowCount() == 0, "nothing about people was said to change, so nothing was asked"
    window.changes.changed.emit(changes)
    assert [row.split(",")[0] for row in spoken_rows(page)] == ["Samira Haddad"]


def test_a_list_that_cannot_be_read_says_what_happened_and_tries_again(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    page = people_page(window_over(qtbot, register))
    page.presenter.failed.emit(EnvironmentFault("register.busy"))
    assert page.fault.isVisible()
    assert "register.busy" in page.fault.code.text()
    again = page.fault.findChild(type(page.new_button), "peopleRetry")
    assert again is not None
    again.click()
    assert not page.fault.isVisible()
    assert page.presenter.model.rowCount() == 1


def test_a_keyboard_and_a_screen_reader_reach_everything(qtbot: QtBot, register: Register) -> None:
    enrolled(register)
    window = window_over(qtbot, register)
    assert audit(window) == []


def test_no_page_about_people_puts_a_name_in_the_window_title(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    window = window_over(qtbot, register)
    for screen in ("person", "intake", "people"):
        window.go(screen, person if screen == "person" else None)
        assert "Haddad" not in window.windowTitle()


def settled_searches(register: Register) -> tuple[int, str]:
    with register.raw_connection() as connection:
        rows = connection.exec_driver_sql(
            "SELECT a.action, p.body FROM audit a LEFT JOIN audit_payloads p ON p.seq = a.seq"
        ).fetchall()
    settled = [str(row[1]) for row in rows if row[0] == "search.settled"]
    return len(settled), " ".join(settled)
