"""Klientläge: only her page is shown and reached, in every language; it is left by a passphrase or it locks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from caseworker import i18n
from caseworker.domain.agenda import EnteredVisit, InterpreterWay
from caseworker.domain.ids import PersonId
from caseworker.domain.intervention import InterventionState
from caseworker.errors import Refused
from caseworker.services import agenda, client_view, interventions, preferences
from caseworker.services._settings import OfficeDetails
from caseworker.store.register import Register
from tests.store.fixtures import FOUNDER, TODAY
from tests.ui.audit import audit, clipped, tab_stops
from tests.ui.paper_bench import Tray
from tests.ui.people_bench import desk_over, enrolled, file_of, someone
from tests.ui.windows import SCREENS, Asked, main_window
from ui.client.asking import TurnQuestion
from ui.client.parts import TARGET
from ui.client.turning import Terms, Turning
from ui.client.window import ClientWindow, Clocks
from ui.desk import Desk
from ui.letters.view import LettersPage
from ui.person.view import PersonPage
from ui.shell.page import Screen
from ui.shell.window import MainWindow
from ui.theme import Scheme, theme

K, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier
RIGHT = "kaffe under eken"
OTHERS = "Warsame"


@dataclass
class Bench:
    """A screen that is turned to Samira, the program behind it, and what tests move and count."""

    register: Register
    desk: Desk
    main: MainWindow
    asked: Asked
    person: PersonId
    tray: Tray
    turning: Turning
    tried: list[str]
    now: list[float] = field(default_factory=lambda: [1000.0])

    @property
    def window(self) -> ClientWindow:
        assert self.turning.window is not None
        return self.turning.window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """As the keyboard would: through the window, where shortcuts and filters are."""
        QTest.keyClick(self.window.windowHandle(), key, held)

    def write(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(self.window.windowHandle(), letter)  # type: ignore[call-overload]  # no str there

    def actions(self) -> list[str]:
        return [line.action for line in file_of(self.register, self.person).log]


def turned(qtbot: QtBot, register: Register, *, minutes: int = 5, prints: bool = True) -> Bench:
    """A main window, and then the screen turned to somebody."""
    details = OfficeDetails("010-123 45 67", "", "Storgatan 12, 123 45 Lövåsa")
    preferences.save_office_details(register, details=details, by=FOUNDER)
    person = enrolled(register)
    enrolled(register, someone("Hodan", OTHERS, original="", number="20030509-2389", status="ASYL"))
    for kind, state in (("halsoundersokning", InterventionState.ACCEPTED), ("praktik", InterventionState.DECIDED)):
        entered = interventions.EnteredIntervention(kind, "", state, None, TODAY + timedelta(40))
        interventions.add_intervention(register, person=person, entered=entered, by=FOUNDER)
    visit = EnteredVisit(
        TODAY + timedelta(3), at="10:00", interpreter=InterpreterWay.ON_SITE, language="ar", booked=True
    )
    agenda.book_visit(register, person=person, visit=visit, by=FOUNDER)
    desk, tray, tried, now = desk_over(register), Tray(), [], [1000.0]

    def prove(passphrase: str) -> None:
        tried.append(passphrase)
        if passphrase != RIGHT:
            raise Refused("unlock.wrong")

    main, asked = main_window(qtbot, screens=SCREENS)
    terms = Terms(prove, True, minutes, tray, Clocks(lambda: now[0], lambda: now[0]))
    turning = Turning(main, desk, terms)
    if prints:
        turning._choose_printer(main)  # noqa: SLF001 - what the button of the question does
    bench = Bench(register, desk, main, asked, person, tray, turning, tried, now)
    turning.turn(client_view.open_client(register, person=person, language="ar", by=FOUNDER))
    qtbot.waitUntil(lambda: QApplication.activeWindow() is bench.window, timeout=5000)
    return bench


@pytest.fixture
def bench(qtbot: QtBot, register: Register) -> Iterator[Bench]:
    made = turned(qtbot, register)
    yield made
    put_away(made)


def put_away(made: Bench) -> None:
    """Take the window down without a word."""
    window, made.turning.window = made.turning.window, None
    if window is not None:
        window.release()
        window.close()
        window.deleteLater()


def words_of(window: QWidget) -> str:
    """Everything a window holds in words, shown or hidden."""
    told = [window.windowTitle(), window.accessibleName()]
    for part in window.findChildren(QWidget):
        told += [part.accessibleName(), part.accessibleDescription(), part.toolTip()]
        text = getattr(part, "text", None)
        told.append(str(text()) if callable(text) else "")
    return "\n".join(told)


def test_only_her_page_is_there_and_nothing_of_anybody_else(bench: Bench) -> None:
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert shown == [bench.window]
    assert bench.window.isFullScreen()
    assert bench.window.geometry() == bench.window.screen().geometry()
    told = words_of(bench.window)
    assert "سميرة" in told
    assert "Maj" in told or FOUNDER.name in told
    for hidden in (OTHERS, "Hodan", "19880314", "2382", "070-174"):
        assert hidden not in told, hidden
    assert "Samira" not in bench.window.windowTitle()
    assert "client.shown" in bench.actions()
    bench.window.close()
    assert bench.window.isVisible(), "it is not closed, it is left"
    QTest.mouseClick(bench.window.windowHandle(), Qt.MouseButton.RightButton, pos=bench.window.rect().center())
    assert QApplication.activePopupWidget() is None


LEADING_AWAY = (
    *((key, CTRL) for key in (K.Key_K, K.Key_P, K.Key_L, K.Key_N, K.Key_Z, K.Key_Tab, K.Key_Q, K.Key_W, K.Key_Plus)),
    *((key, CTRL) for key in (K.Key_1, K.Key_2, K.Key_3, K.Key_4, K.Key_5, K.Key_8, K.Key_9)),
    *((key, NONE) for key in (K.Key_Escape, K.Key_F1, K.Key_F6, K.Key_F12, K.Key_A, K.Key_Menu, K.Key_Question)),
    (K.Key_F4, ALT), (K.Key_Left, ALT), (K.Key_Alt, NONE), (K.Key_F10, SHIFT), (K.Key_L, CTRL | SHIFT),
)  # fmt: skip


def test_no_key_leads_away(bench: Bench) -> None:
    before = QApplication.focusWidget()
    for key, held in LEADING_AWAY:
        bench.press(key, held)
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [bench.window], (key, held)
        assert QApplication.focusWidget() is before, (key, held)
    assert bench.main.stack.current_name == SCREENS[0].name
    assert (bench.asked.locked, bench.asked.logged_out, bench.main.privacy.hidden) == (0, 0, False)
    assert not bench.window.panel.isVisible()


def test_tab_goes_round_within_the_page_in_the_order_it_is_read(bench: Bench) -> None:
    names = [one.objectName() for one in tab_stops(bench.window)]
    assert set(names) == {
        "clientPrint", "clientLanguage_ar", "clientLanguage_sv", "clientSmaller", "clientLarger",
    }  # fmt: skip
    page = [*bench.window.sheet.languages.values(), *bench.window.sheet.sizes, bench.window.sheet.print_button]
    order = [one.objectName() for one in page]
    first = order.index(names[0])
    assert names == [*order[first:], *order[:first]]
    assert all(one.height() >= TARGET for one in page)
    assert audit(bench.window) == []


def test_it_locks_when_another_window_gets_the_keys(bench: Bench, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: bench.asked.locked == 1, timeout=5000)
    assert not bench.window.isVisible()


def test_a_screen_that_never_gets_the_keys_locks_too(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.window.look_active()
    assert bench.asked.locked == 0
    monkeypatch.setattr(bench.window, "isActiveWindow", lambda: False)
    bench.window.look_active()
    assert bench.asked.locked == 1


def test_it_locks_after_four_minutes_without_a_touch(bench: Bench) -> None:
    left = bench.window.minutes_left
    assert left.text() == "Locks after 4 min untouched"
    bench.now[0] += 200
    bench.press(K.Key_Down)
    bench.now[0] += 215
    bench.window.idle.look()
    assert left.text().startswith("Locks in 25 seconds")
    bench.press(K.Key_Down)
    assert left.text() == "Locks after 4 min untouched"
    bench.now[0] += 240
    bench.window.idle.look()
    assert bench.asked.locked == 1


def test_only_the_right_passphrase_leads_back_to_where_she_was(bench: Bench) -> None:
    window = bench.window
    bench.press(K.Key_Q, CTRL | SHIFT)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    bench.press(K.Key_Return)
    assert bench.tried == [], "nothing was written"
    bench.write("fel")
    bench.press(K.Key_Return)
    assert bench.tried == ["fel"]
    assert (window.isVisible(), bench.main.isVisible(), line.text()) == (True, False, "")
    assert window.panel.field.message.label.text() == "Wrong passphrase. Try again."
    bench.press(K.Key_K, CTRL)
    bench.press(K.Key_F1)
    assert line.text() == ""
    bench.write(RIGHT)
    bench.press(K.Key_Return)
    assert bench.tried[-1] == RIGHT
    assert bench.turning.window is None
    assert bench.main.isVisible()
    assert bench.main.stack.current_name == SCREENS[0].name
    assert bench.asked.locked == 0


def test_what_is_written_stays_a_secret_and_a_wait_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def waits(_passphrase: str) -> None:
        raise Refused("unlock.wait", seconds=15)

    monkeypatch.setattr(bench.turning, "_terms", replace(bench.turning._terms, prove=waits))  # noqa: SLF001 - as above
    bench.press(K.Key_Q, CTRL | SHIFT)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    bench.write("hemlig")
    assert "hemlig" not in line.displayText()
    assert line.contextMenuPolicy() == Qt.ContextMenuPolicy.NoContextMenu
    assert not bench.window.panel.line.show_button.isVisible()
    assert audit(bench.window, walk=False) == []
    bench.press(K.Key_Return)
    assert "15" in bench.window.panel.field.message.label.text()
    bench.write("mer")
    bench.press(K.Key_Escape)
    assert (line.text(), bench.window.panel.isVisible(), bench.window.sheet.isEnabled()) == ("", False, True)


def test_what_was_begun_is_kept_and_without_a_printer_there_is_no_button(
    qtbot: QtBot, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bool] = []
    monkeypatch.setattr(MainWindow, "keep_all", lambda self: kept.append(self.isVisible()))
    made = turned(qtbot, register, minutes=2, prints=False)
    assert kept == [True], "before it is covered"
    assert not made.window.sheet.print_button.isVisible()
    assert "طباعتها" not in words_of(made.window.sheet)
    assert made.window.minutes_left.text() == "Locks after 2 min untouched", "as the user has chosen, if that is less"
    put_away(made)


def title_size(window: ClientWindow) -> int:
    title = window.sheet.findChild(QLabel, "clientTitle")
    assert isinstance(title, QLabel)
    return title.font().pixelSize()


def test_she_chooses_language_and_size(bench: Bench) -> None:
    window = bench.window
    small = title_size(window)
    window.sheet.sizes[1].click()
    assert title_size(window) > small
    assert QApplication.focusWidget() is window.sheet.sizes[1]
    window.sheet.languages["sv"].click()
    assert "Dina tre nästa steg" in words_of(window.sheet)
    assert window.sheet.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert window.sheet.sizes[1].isChecked()
    assert "utkast" not in words_of(window.sheet), "the Swedish words are no draft"


def test_the_page_is_printed_once_and_logged(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.client.turning.DOTS_PER_INCH", 36)
    bench.window.sheet.print_button.click()
    assert bench.tray.printed
    assert not bench.window.sheet.print_button.isEnabled()
    assert "letter.printed" in bench.actions()
    bench.window.sheet.languages["sv"].click()
    bench.window.sheet.languages["ar"].click()
    assert not bench.window.sheet.print_button.isEnabled(), "also after she has looked at another language"


def test_a_printing_that_is_refused_tells_her_nothing_of_why(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_given: object, **_named: object) -> None:
        raise Refused("letter.no_contact")

    monkeypatch.setattr("ui.client.turning.letters.issue_letter", refused)
    bench.window.sheet.print_button.click()
    sheet = bench.window.sheet
    assert (sheet.print_button.isVisible(), sheet.said.isVisible()) == (False, True)
    assert not bench.main.fault.isVisible()
    bench.press(K.Key_Q, CTRL | SHIFT)
    bench.write(RIGHT)
    bench.press(K.Key_Return)
    assert bench.main.fault.isVisible(), "the caseworker is told when she is back"


def test_every_language_stands_whole_on_the_screen(qtbot: QtBot, register: Register) -> None:
    person = enrolled(register)
    visit = EnteredVisit(TODAY + timedelta(3), at="10:00", interpreter=InterpreterWay.ON_SITE, language="ar")
    agenda.book_visit(register, person=person, visit=visit, by=FOUNDER)
    entered = interventions.EnteredIntervention(
        "halsoundersokning", "regionen", InterventionState.ACCEPTED, None, TODAY
    )
    interventions.add_intervention(register, person=person, entered=entered, by=FOUNDER)
    views = [
        client_view.open_client(register, person=person, language=language, by=FOUNDER)
        for language in i18n.letter_languages()
    ]
    faults = {}
    for scale, larger, sizes in ((100, False, ((1440, 900), (1280, 720))), (150, True, ((1280, 720),))):
        theme().wear(Scheme.LIGHT, scale)
        for view in views:
            window = ClientWindow(view, prints=True, minutes=4)
            window.show_page(larger=larger)
            qtbot.addWidget(window)
            window.show()
            for width, height in sizes:
                window.resize(width, height)
                QApplication.processEvents()
                faults[view.pages[0].language, width, scale] = clipped(window) + outside(window)
            window.release()
            window.close()
    assert {where: found for where, found in faults.items() if found} == {}


def outside(window: ClientWindow) -> list[str]:
    """Buttons of the page that lie beyond its edge."""
    sheet = window.sheet
    places = {button: button.mapTo(sheet, button.rect().topLeft()).x() for button in sheet.languages.values()}
    places |= {button: button.mapTo(sheet, button.rect().topLeft()).x() for button in sheet.sizes}
    return [one.text() for one, left in places.items() if not 0 <= left <= sheet.width() - one.width()]


def answered(ask: Callable[[], None], answer: Callable[[TurnQuestion], None]) -> None:
    """Open the question by ``ask``, and have ``answer`` deal with it."""

    def meet() -> None:
        question = QApplication.activeModalWidget()
        assert isinstance(question, TurnQuestion)
        answer(question)

    QTimer.singleShot(0, meet)
    ask()


def test_the_screen_is_turned_from_her_file_and_from_the_letters(qtbot: QtBot, register: Register) -> None:
    person, desk, tray = enrolled(register), desk_over(register), Tray()
    made: list[Turning] = []

    def turn(who: str, reads: str) -> None:
        made[0].ask(who, reads)

    main, asked = main_window(
        qtbot,
        screens=(
            Screen("person", lambda shell: PersonPage(shell, desk, turn=turn), "Person", "users", "1"),
            Screen("letters", lambda shell: LettersPage(shell, desk, tray, turn=turn), "Letters", "mail", "2"),
        ),
    )
    made.append(Turning(main, desk, Terms(lambda _passphrase: None, True, 5, tray)))
    bench = Bench(register, desk, main, asked, person, tray, made[0], [])
    told: list[str] = []

    def look(question: TurnQuestion) -> None:
        told.extend([question.accessibleName(), question.language])
        told.extend(audit(question, walk=False))
        question.cancel.click()

    for place in ("letters", "person"):
        main.go(place, person)
        action = next(one for one in main.actions() if one.objectName() == "action_client_mode")
        assert action.shortcut().toString() == "Ctrl+Shift+K"
        answered(action.trigger, look)
    assert told == ["Does the person read Arabic?", "ar"] * 2
    assert bench.turning.window is None

    def choose(question: TurnQuestion) -> None:
        question.printer.click()
        told.append(question.prints.text())
        question.go.click()

    answered(lambda: bench.turning.ask(person, ""), choose)
    assert told[-1] == "The page can be printed from the screen, on the printer you chose."
    assert bench.window.sheet.page.language == "sv", "the first of the languages when it is not known what she reads"
    assert bench.window.sheet.print_button.isVisible()
    put_away(bench)
