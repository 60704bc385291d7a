"""The window around the pages: places, history, keys, palette, lock, and what it must not remember."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.audit import audit
from tests.ui.windows import FormPage, main_window
from ui.settings import Settings
from ui.shell.idle import IdleWatch
from ui.shell.page import Recent
from ui.shell.palette import Entry
from ui.theme import theme


def form_of(window: object) -> FormPage:
    page = window.stack.current  # type: ignore[attr-defined] # the window is typed as object to keep this helper short
    assert isinstance(page, FormPage)
    return page


def test_a_page_is_built_when_first_visited_and_kept(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    assert len(window.stack.pages) == 1
    window.go("people", "p1")
    first = form_of(window)
    window.go("today")
    window.go("people", "p2")
    assert form_of(window) is first
    assert first.subjects == ["p1", "p2"]
    assert first.left_times == 1


def test_ctrl_digit_goes_to_the_place_and_the_nav_marks_it(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.current_name == "people"
    assert window.side.places.active == "people"


def test_a_case_keeps_its_place_marked_and_alt_left_goes_back(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    window.go("people")
    window.go("case", "id")
    assert window.side.places.active == "people"
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.stack.current_name == "people"
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.stack.current_name == "case"


def test_locking_hides_first_keeps_what_was_begun_and_then_locks(qtbot: QtBot) -> None:
    window, asked = main_window(qtbot)
    window.go("people")
    page = form_of(window)
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not window.isVisible()
    assert page.left_times == 1
    assert asked.locked == 1


def test_the_window_keeps_its_size_and_no_words(qtbot: QtBot) -> None:
    window, asked = main_window(qtbot)
    window.resize(1300, 800)
    window.close()
    kept = asked.kept[-1]
    assert (kept.width, kept.height) == (1300, 800)
    assert window.windowTitle().startswith("Today")


def test_the_nav_shrinks_below_1280_and_with_large_text(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    seen = []
    for width, scale in ((1440, 100), (1200, 100), (1440, 130), (1440, 100)):
        window.resize(width, 900)
        window.change_settings(window.settings._replace(text_scale=scale))
        seen.append((window.side.narrow, window.side.width()))
    assert seen == [(False, 208), (True, 56), (True, 56), (False, 208)]


def test_ctrl_plus_grows_the_text_and_is_kept(qtbot: QtBot) -> None:
    window, asked = main_window(qtbot)
    window.menus.bar.show()
    before = theme().font("body").pixelSize()
    QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme().font("body").pixelSize() > before
    assert asked.kept[-1].text_scale == 115
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme().scale == 100


def test_a_single_letter_works_on_the_page_but_never_in_a_text_field(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    window.go("people")
    page = form_of(window)
    page.save.setFocus()
    QTest.keyClick(page.save, Qt.Key.Key_A)
    assert page.letters == 1
    page.given.editor.setFocus()
    QTest.keyClick(page.given.editor, Qt.Key.Key_A)
    assert page.letters == 1


def test_single_letters_can_be_turned_off(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot, settings=Settings(letter_keys=False))
    window.go("people")
    page = form_of(window)
    page.save.setFocus()
    QTest.keyClick(page.save, Qt.Key.Key_A)
    assert page.letters == 0


def test_undo_takes_back_once(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    undone: list[int] = []
    window.offer_undo("Removed", lambda: undone.append(1))
    focus = window.focusWidget()
    assert window.undo_bar.isVisible()
    assert window.focusWidget() is focus
    for _time in range(2):
        QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [1]
    assert not window.undo_bar.isVisible()


def test_a_fault_says_what_happened_what_is_safe_and_what_to_do(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    window.show_error(ValueError("x"))
    assert window.fault.isVisible()
    assert window.fault.happened.text() == "It failed: x"
    assert window.fault.safe.text() == "Nothing is lost."
    assert window.fault.do.text() == "Try again."
    window.go("people")
    assert not window.fault.isVisible()


def test_saved_is_shown_with_its_time(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    window.show_saved(datetime(2026, 11, 19, 14, 2))
    assert "14:02" in window.status.label.text()


def test_recent_cases_are_four_at_most_newest_first_and_lead_back(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    for number in range(6):
        window.remember(Recent(str(number), f"Case {number}", "", "case", number))
    window.remember(Recent("3", "Case 3", "", "case", 3))
    assert [recent.key for recent in window.side.recents] == ["3", "5", "4", "2"]
    window.side.reopened.emit("case", 3)
    assert window.stack.current_name == "case"


def test_the_palette_finds_people_and_commands_and_gives_the_focus_back(qtbot: QtBot) -> None:
    opened: list[str] = []

    def find(text: str) -> list[Entry]:
        return [Entry("Samira Haddad", text, lambda: opened.append("samira"))]

    window, _asked = main_window(qtbot, find=find)
    window.go("people")
    form_of(window).save.setFocus()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_box.isVisible()
    assert window.palette_box.edit.hasFocus()
    QTest.keyClicks(window.palette_box.edit, "sam")
    qtbot.waitUntil(lambda: window.palette_box.list.currentIndex().data() == "Samira Haddad", timeout=2000)
    QTest.keyClick(window.palette_box.edit, Qt.Key.Key_Return)
    assert opened == ["samira"]
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window.palette_box.edit, Qt.Key.Key_Escape)
    assert not window.palette_box.isVisible()


def test_the_palette_runs_a_command_by_its_words(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    window.palette_box.open()
    QTest.keyClicks(window.palette_box.edit, "people")
    QTest.keyClick(window.palette_box.edit, Qt.Key.Key_Return)
    assert window.stack.current_name == "people"


def test_alt_alone_shows_the_menu_bar_and_every_place_is_in_it(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    handle = window.windowHandle()
    assert isinstance(handle, QWindow)
    QTest.keyClick(window, Qt.Key.Key_Alt)
    assert window.menus.bar.isVisible()
    words = {action.text().split("\t")[0] for action in window.actions()}
    assert {"Today", "People", "Lock now", "All shortcuts"} <= words


def test_f6_moves_between_the_parts_of_the_window(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    window.go("people")
    parts: list[QWidget] = []
    for _time in range(3):
        QTest.keyClick(window, Qt.Key.Key_F6)
        focused = window.focusWidget()
        assert focused is not None
        parts.append(next(p for p in (window.side, window.top, window.stack) if p.isAncestorOf(focused)))
    assert {part.objectName() for part in parts} == {"sideBar", "topBar", "workArea"}


def test_the_window_and_its_form_have_no_accessibility_fault(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    window.go("people")
    assert audit(window) == []


def test_key_hints_that_do_not_fit_are_left_out_not_cut(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    window.go("people")
    for label in window.status.findChildren(QLabel):
        if label.isVisible():
            assert label.width() >= label.sizeHint().width()


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_idle_warns_half_a_minute_before_and_then_expires(qtbot: QtBot) -> None:
    wall, steady = Clock(), Clock()
    watch = IdleWatch(5, wall=wall, steady=steady)
    heard: list[str] = []
    watch.warned.connect(lambda seconds: heard.append(f"warn {seconds}"))
    watch.expired.connect(lambda: heard.append("expired"))
    wall.now += 269
    watch.look()
    assert heard == []
    wall.now += 1
    watch.look()
    wall.now += 30
    watch.look()
    watch.look()
    assert heard == ["warn 30", "expired"]


def test_a_touch_after_sleep_does_not_open_anything(qtbot: QtBot) -> None:
    wall, steady = Clock(), Clock()
    watch = IdleWatch(5, wall=wall, steady=steady)
    heard: list[str] = []
    watch.expired.connect(lambda: heard.append("expired"))
    wall.now += 3600
    watch.touch()
    assert heard == ["expired"]


def test_a_wall_clock_set_back_cannot_keep_the_register_open(qtbot: QtBot) -> None:
    wall, steady = Clock(), Clock()
    watch = IdleWatch(1, wall=wall, steady=steady)
    heard: list[str] = []
    watch.expired.connect(lambda: heard.append("expired"))
    wall.now -= 5000
    steady.now += 60
    watch.look()
    assert heard == ["expired"]


def test_a_touch_in_time_starts_the_count_again(qtbot: QtBot) -> None:
    wall, steady = Clock(), Clock()
    watch = IdleWatch(1, wall=wall, steady=steady)
    heard: list[str] = []
    watch.expired.connect(lambda: heard.append("expired"))
    watch.touched.connect(lambda: heard.append("touched"))
    for _time in range(3):
        wall.now += 45
        watch.look()
        watch.touch()
    assert heard == ["touched"] * 3
