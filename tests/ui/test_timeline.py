"""The painted journey: the line by key and pointer, items by key, the list for a screen reader, no cut word."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.audit import clipped
from ui.models.journey import Item, Kind, Names
from ui.theme import Scheme, theme
from ui.widgets.timeline import JourneyTimeline

TODAY = date(2026, 11, 21)
SHIFT = Qt.KeyboardModifier.ShiftModifier
ITEMS = (
    Item("p1", Kind.PERIOD, "Asylsökande", "Asylsökande, 2025", date(2025, 7, 1), date(2025, 11, 8), "Status", "warn"),
    Item("p2", Kind.PERIOD, "Nyanländ", "Nyanländ från 2025", date(2025, 11, 9), date(2028, 2, 8), "Status", "accent"),
    Item("p3", Kind.PERIOD, "Tid slut", "Tid slut", date(2028, 2, 9), None, "Status", hatched=True),
    Item("f1", Kind.FLAG, "Hälsoundersökning 12 jan", "sista dag 12 jan", date(2027, 1, 12), lane="Sista", tone="warn"),
    Item("f2", Kind.FLAG, "Sök förlängning", "sista dag 9 aug", date(2028, 8, 9), lane="Sista", tone="info"),
    Item("b1", Kind.BAR, "Sfi C", "Sfi C, pågår", date(2026, 1, 28), date(2027, 6, 1), "Kommunen", "accent",
         done_to=TODAY),
    Item("b2", Kind.BAR, "väntar på tid", "väntar", date(2026, 10, 20), TODAY, "Regionen", "warn", hatched=True),
)  # fmt: skip


@pytest.fixture
def timeline(qtbot: QtBot) -> JourneyTimeline:
    theme()
    names = Names("Sista dagar", "Rättslig ställning", lambda day: f"{day:%b}", lambda day: f"{day:%b %Y}")
    made = JourneyTimeline("Resan", names, lambda day: "i dag" if day == TODAY else f"{day}", name="journey")
    qtbot.addWidget(made)
    made.show_items(ITEMS, TODAY, TODAY)
    made.resize(1100, made.heightForWidth(1100))
    with qtbot.waitActive(made, timeout=5000):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def keys(widget: QWidget, *pressed: Qt.Key) -> None:
    for key in pressed:
        QTest.keyClick(widget, key)


def test_left_and_right_move_the_day_and_home_comes_back(timeline: JourneyTimeline) -> None:
    told: list[date] = []
    timeline.day_changed.connect(told.append)
    keys(timeline, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right)
    QTest.keyClick(timeline, Qt.Key.Key_Left, SHIFT)
    QTest.keyClick(timeline, Qt.Key.Key_Right, SHIFT)
    keys(timeline, Qt.Key.Key_Home, Qt.Key.Key_Home)
    assert told == [
        date(2026, 11, 20), date(2026, 11, 19), date(2026, 11, 20), date(2026, 10, 20), date(2026, 11, 20), TODAY,
    ]  # fmt: skip
    assert timeline.day == TODAY, "what did not move is not told twice"


def test_up_and_down_go_through_the_items_and_enter_opens(timeline: JourneyTimeline) -> None:
    opened: list[Item] = []
    timeline.opened.connect(opened.append)
    walked = []
    for _step in range(len(ITEMS) + 2):
        keys(timeline, Qt.Key.Key_Down)
        assert timeline.current is not None
        walked.append(timeline.current.key)
    assert walked[: len(ITEMS)] == ["f1", "f2", "p1", "p2", "p3", "b1", "b2"]
    assert walked[-1] == "b2", "the last one is the last"
    keys(timeline, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert [one.key for one in opened] == ["b1"]
    timeline.show_items(ITEMS[:4], TODAY, TODAY)
    assert timeline.current is None, "what is gone is not chosen"


def test_letters_go_to_the_page(qtbot: QtBot, timeline: JourneyTimeline) -> None:
    keys(timeline, Qt.Key.Key_A, Qt.Key.Key_Enter)
    assert timeline.day == TODAY


def test_the_line_is_dragged_and_items_are_chosen_by_pointer(timeline: JourneyTimeline) -> None:
    drawn = timeline.shown_picture()
    y = drawn.height - 3
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(drawn.axis.x(date(2026, 3, 12)), y))
    assert abs(timeline.day - date(2026, 3, 12)) < timedelta(days=3)
    QTest.mouseMove(timeline, QPoint(drawn.axis.x(date(2026, 5, 1)), y))
    QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=QPoint(0, 0))
    assert abs(timeline.day - date(2026, 5, 1)) < timedelta(days=3)
    course = next(one for one in drawn.placed if one.item.key == "b1")
    middle = QPoint(course.mark.right - 20, course.mark.y + 5)
    QTest.mouseMove(timeline, middle)
    QTest.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=middle)
    assert timeline.current is not None
    assert timeline.current.key == "b1"
    opened: list[Item] = []
    timeline.opened.connect(opened.append)
    QTest.mouseDClick(timeline, Qt.MouseButton.LeftButton, pos=middle)
    assert [one.key for one in opened] == ["b1"]
    QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=QPoint(2, y))
    assert abs(timeline.day - date(2026, 5, 1)) < timedelta(days=3), "the headings are not days"


def test_a_screen_reader_finds_the_same_items_and_t_shows_them_to_all(timeline: JourneyTimeline) -> None:
    face = QAccessible.queryAccessibleInterface(timeline.list)
    assert face is not None
    assert face.role() == QAccessible.Role.List
    assert face.childCount() == len(ITEMS)
    said = [face.child(place).text(QAccessible.Text.Name) for place in range(face.childCount())]
    assert said == [f"{one.lane}, {one.spoken}" for one in timeline.items]
    assert timeline.list.isVisible()
    assert not timeline.rect().intersects(timeline.list.geometry()), "beside what is seen until it is asked for"
    keys(timeline, Qt.Key.Key_Down, Qt.Key.Key_Down)
    timeline.show_list(shown=True)
    assert timeline.list.hasFocus()
    assert timeline.current is not None
    assert timeline.current.key == "f2", "the place is kept"
    assert timeline.rect().intersects(timeline.list.geometry())
    assert timeline.heightForWidth(1100) == timeline.list.height()
    keys(timeline.list, Qt.Key.Key_Down)
    opened: list[Item] = []
    timeline.opened.connect(opened.append)
    keys(timeline.list, Qt.Key.Key_Return)
    assert [one.key for one in opened] == ["p1"]
    timeline.show_list(shown=False)
    assert timeline.hasFocus()
    assert timeline.current is not None
    assert timeline.current.key == "p1"


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("scale", [100, 150])
def test_it_is_painted_in_both_themes_without_a_cut_word(timeline: JourneyTimeline, scheme: Scheme, scale: int) -> None:
    theme().wear(scheme, scale)
    for width in (760, 1180):
        timeline.resize(width, timeline.heightForWidth(width))
        keys(timeline, Qt.Key.Key_Down)
        assert clipped(timeline) == []
        image = timeline.grab().toImage()
        assert image.size().width() == width
        assert _colours(image) > 6
        timeline.show_list(shown=True)
        assert clipped(timeline) == []
        assert _colours(timeline.grab().toImage()) > 3
        timeline.show_list(shown=False)


def _colours(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)})


def test_fewer_years_are_shown_and_what_lies_outside_is_counted(timeline: JourneyTimeline) -> None:
    assert timeline.shown_picture().outside == 0
    keys(timeline, *[Qt.Key.Key_Plus] * 5)
    assert timeline.shown_picture().outside > 0
    shown = {one.item.key for one in timeline.shown_picture().placed}
    keys(timeline, *[Qt.Key.Key_Down] * 9)
    assert timeline.current is not None
    assert timeline.current.key in shown, "the keys go through what is seen"
    keys(timeline, *[Qt.Key.Key_Minus] * 5)
    assert timeline.shown_picture().outside == 0


def test_a_day_far_away_stays_within_what_can_be_asked(timeline: JourneyTimeline) -> None:
    timeline.show_items(ITEMS, TODAY, date(1900, 1, 1))
    keys(timeline, Qt.Key.Key_Left)
    assert timeline.day == date(1900, 1, 1)
    assert timeline.grab().width() == timeline.width()


def test_the_tooltip_says_the_whole_sentence(qtbot: QtBot, timeline: JourneyTimeline) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QApplication

    flag = next(one for one in timeline.shown_picture().placed if one.item.key == "f1")
    at = QPointF(flag.label.x + 4, flag.label.y + 4).toPoint()
    QApplication.sendEvent(timeline, QHelpEvent(QEvent.Type.ToolTip, at, timeline.mapToGlobal(at)))
    assert QToolTip.text() == "sista dag 12 jan"
