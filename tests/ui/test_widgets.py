"""The shared widgets: what they say, how they measure, what they never do."""

from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import load_fonts, theme
from ui.widgets.button import Button, keycap_text
from ui.widgets.chip import Chip, KeyHint
from ui.widgets.choice import Alternative, RadioList, Segment
from ui.widgets.columns import Across
from ui.widgets.fields import Choice, Field, LineEdit, NotesEdit, PassphraseEdit, Tone
from ui.widgets.nav_list import NavItem, NavList
from ui.widgets.paint import Elisions
from ui.widgets.question import Question
from ui.widgets.rows import Cell, Column, RowList, column_rects
from ui.widgets.states import ErrorCard, LoadingLines, UndoBar
from ui.widgets.status_bar import StatusBar
from ui.widgets.steps import Mark, Match, MatchCard, Sign, Step, Steps

# pytest-qt holds windows weakly: the one a test looks at must not be collected under it
_grounds: list[QWidget] = []


def spoken(widget: QWidget, part: QAccessible.Text = QAccessible.Text.Name) -> str:
    face = QAccessible.queryAccessibleInterface(widget)
    assert face is not None
    return face.text(part)


def shown(qtbot: QtBot, *parts: QWidget, width: int = 600, height: int = 400) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    for part in parts:
        column.addWidget(part)
    ground.resize(width, height)
    qtbot.addWidget(ground)
    _grounds[:] = [ground]
    with qtbot.waitActive(ground, timeout=5000):
        ground.show()
        ground.activateWindow()
    return ground


def test_the_look_changes_after_a_choice_with_proposals_has_gone(qtbot: QtBot) -> None:
    ground = shown(qtbot, choice := Choice([("a", "Arabiska")], editable=True))
    completer = choice.completer()
    assert completer is not None
    proposals = completer.popup()
    assert proposals is not None
    assert proposals.styleSheet() == theme().sheet
    with qtbot.waitSignal(choice.destroyed):
        choice.deleteLater()
    theme().wear(scale=150)
    theme().wear(scale=100)
    assert ground.styleSheet() == theme().sheet


def test_a_field_names_its_editor_and_its_message_describes_it(qtbot: QtBot) -> None:
    field = Field("Personnummer", LineEdit(), name="number")
    shown(qtbot, field)
    field.say("The check digit is wrong.", Tone.ERROR)
    assert spoken(field.editor) == "Personnummer"
    assert spoken(field.editor, QAccessible.Text.Description) == "The check digit is wrong."
    assert field.message.isVisible()
    assert field.editor.property("tone") == "error"
    field.say("")
    assert not field.message.isVisible()
    assert field.editor.property("tone") == ""


def test_a_choice_and_a_segment_in_a_field_are_named_by_the_label(qtbot: QtBot) -> None:
    choice, segment = Choice([("a", "One"), ("b", "Two")]), Segment([("k", "Woman"), ("m", "Man")], "Sex", name="sex")
    shown(qtbot, Field("Kind", choice, name="kind"), Field("Sex", segment, name="sex"))
    # on Linux Qt answers a combo box's value as its name and leaves the label to a relation
    assert choice.accessibleName() == "Kind"
    assert spoken(segment) == "Sex"


def test_a_line_turns_to_right_to_left_and_arabic_metrics_with_its_text(qtbot: QtBot) -> None:
    line = LineEdit()
    shown(qtbot, line)
    QTest.keyClicks(line, "abc")
    assert line.layoutDirection() == Qt.LayoutDirection.LeftToRight
    line.setText("محمد")
    assert line.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert line.font().families()[0] == "Noto Sans Arabic"
    line.setText("Mohamad")
    assert line.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_arabic_stands_on_the_line_of_latin_beside_it(qtbot: QtBot) -> None:
    load_fonts()
    latin, arabic = LineEdit(), LineEdit()
    shown(qtbot, latin, arabic)
    latin.setText("Mohamad")
    arabic.setText("محمد")

    def at(line: LineEdit) -> float:
        metrics, top = line.fontMetrics(), line.textMargins().top()
        return top + (line.height() - top - metrics.height()) / 2 + metrics.ascent()

    assert abs(at(latin) - at(arabic)) <= 1
    assert latin.textMargins().top() == 0


def test_tab_leaves_the_notes(qtbot: QtBot) -> None:
    notes, after = NotesEdit(), Button("Next", name="next")
    shown(qtbot, notes, after)
    notes.setFocus()
    QTest.keyClick(notes, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert notes.toPlainText() == ""


def test_a_passphrase_is_masked_shown_on_demand_and_warns_of_caps_lock(qtbot: QtBot) -> None:
    edit = PassphraseEdit("secret")
    shown(qtbot, edit)
    heard: list[bool] = []
    edit.caps_lock.connect(heard.append)
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    for key, modifiers, letter in ((Qt.Key.Key_A, none, "a"), (Qt.Key.Key_B, shift, "B")):
        QApplication.sendEvent(edit.line, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, letter))
    assert edit.line.echoMode() == edit.line.EchoMode.Password
    assert heard == [False, False]
    QApplication.sendEvent(edit.line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_B, none, "B"))
    assert heard[-1]
    edit.show_button.click()
    assert edit.line.echoMode() == edit.line.EchoMode.Normal
    assert edit.text()[:2] == "aB"


def test_a_segment_tells_what_the_user_chose_and_the_arrows_move_in_it(qtbot: QtBot) -> None:
    segment = Segment([("k", "Woman"), ("m", "Man"), ("o", "Unknown")], "Sex", name="sex")
    shown(qtbot, segment)
    heard: list[str] = []
    segment.chosen.connect(heard.append)
    segment.choose("k")
    assert heard == []
    first = segment.findChild(QWidget, "sex_k")
    assert first is not None
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert segment.code() == "m"
    segment.clear()
    assert segment.code() == ""


def test_a_radio_list_says_its_words_and_its_note(qtbot: QtBot) -> None:
    rows = (Alternative("a", "Maj Ekholm", "Caseworker", keycap="1"), Alternative("b", "Jonas Wikström", "Caseworker"))
    people = RadioList(rows, "Who are you?", name="who")
    shown(qtbot, people)
    option = people.findChild(QWidget, "who_a")
    assert option is not None
    assert spoken(option) == "Maj Ekholm"
    assert spoken(option, QAccessible.Text.Description) == "Caseworker"
    with qtbot.waitSignal(people.chosen) as told:
        QTest.mouseClick(option, Qt.MouseButton.LeftButton)
    assert told.args == ["a"]


def test_a_busy_button_keeps_its_width_takes_no_click_and_says_so(qtbot: QtBot) -> None:
    button = Button("Unlock", "primary", name="unlock", keys="Ctrl+U")
    shown(qtbot, button)
    clicks: list[int] = []
    button.clicked.connect(lambda: clicks.append(1))
    before = button.sizeHint().width()
    button.set_busy("Unlocking")
    button.click()
    assert (clicks, spoken(button)) == ([], "Unlocking")
    assert button.sizeHint().width() >= before
    button.set_busy(None)
    button.click()
    assert (clicks, spoken(button)) == ([1], "Unlock")


@pytest.mark.parametrize("kind", ["primary", "secondary", "ghost", "danger", "quiet"])
@pytest.mark.parametrize("scale", [100, 150])
def test_no_word_on_a_button_or_chip_is_cut(qtbot: QtBot, kind: str, scale: int) -> None:
    theme().wear(scale=scale)
    button = Button("Spara och öppna akten", kind, name="b", keys="Ctrl+S", icon="check", end_icon="arrow-right")
    chip = Chip("Troligen samma person", "warn", "clock")
    Elisions.watching, Elisions.seen[:] = True, []
    ground = shown(qtbot, button, chip, width=900)
    ground.grab()
    Elisions.watching = False
    theme().wear(scale=100)
    assert Elisions.seen == []
    assert button.height() >= 32


def test_keys_are_written_as_on_the_keyboard() -> None:
    assert keycap_text("Ctrl+Shift+S") == "Ctrl ⇧ S"
    assert keycap_text("Ctrl+Return") == "Ctrl ↵"
    assert keycap_text("Enter") == "Enter"
    assert keycap_text("Ctrl++") == "Ctrl +"
    assert keycap_text("Alt+Left") == "Alt ←"


def test_the_fault_card_shows_three_sentences_and_the_code(qtbot: QtBot) -> None:
    card = ErrorCard()
    shown(qtbot, card)
    card.show_fault("It failed.", "Nothing is lost.", "Try again.", "store.disk_full", (Button("Again", name="again"),))
    assert [card.happened.text(), card.safe.text(), card.do.text()] == ["It failed.", "Nothing is lost.", "Try again."]
    assert "store.disk_full" in card.code.text()
    card.show_fault("Other.", "", "", "x.y")
    assert not card.safe.isVisible()


def test_waiting_is_shown_only_after_three_tenths_of_a_second(qtbot: QtBot) -> None:
    lines = LoadingLines()
    shown(qtbot, lines)
    lines.start("Counting 412 people", 412)
    assert not lines.isVisible()
    qtbot.waitUntil(lines.isVisible, timeout=2000)
    lines.advance(200)
    assert lines.bar.value() == 200
    lines.stop()
    assert not lines.isVisible()


def test_the_undo_bar_waits_while_pointed_at(qtbot: QtBot) -> None:
    ground = shown(qtbot, QWidget())
    bar = UndoBar(ground)
    bar.offer("Removed", lambda: None)
    QTest.mouseMove(bar, QPoint(5, 5))
    assert bar.isVisible()
    bar.forget()
    assert not bar.undo()


def test_the_status_bar_shows_keys_and_time(qtbot: QtBot) -> None:
    bar = StatusBar()
    shown(qtbot, bar)
    bar.show_hints([KeyHint("Ctrl S", "save")])
    bar.show_saved(f"Saved {datetime(2026, 11, 19, 14, 2):%H:%M}")
    bar.notice("Copied")
    assert bar.label.text() == "Copied"


def test_a_place_with_things_waiting_says_how_many(qtbot: QtBot) -> None:
    nav = NavList("Main menu", name="places")
    shown(qtbot, nav)
    nav.show_items([NavItem("today", "Today", "list-todo", count=14), NavItem("people", "People", "users")])
    model = nav.model()
    assert model is not None
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Today, 14 things"
    with qtbot.waitSignal(nav.went) as told:
        nav.setCurrentIndex(model.index(1, 0))
        QTest.keyClick(nav, Qt.Key.Key_Return)
    assert told.args == ["people"]


def test_steps_and_a_match_card_hold_their_words(qtbot: QtBot) -> None:
    steps = Steps("To complete")
    match = Match("Ahmad Al Khatib", "أحمد الخطيب", "man, 29", "Maybe the same", "neutral", ((Sign.SAME, "Same name"),))
    card = MatchCard(match, 1, buttons=(Button("Open", name="open"),))
    shown(qtbot, steps, card)
    steps.show_steps([Step("Address", Mark.MISSING, "for letters"), Step("Done", Mark.DONE)])
    steps.show_steps([Step("Address", Mark.DONE)])
    assert spoken(card) == "Ahmad Al Khatib. Maybe the same. Same name"


def test_columns_share_the_width_within_their_bounds(qtbot: QtBot) -> None:
    theme()
    columns = (
        Column(lambda _row: Cell(), share=2, minimum=100),
        Column(lambda _row: Cell(), share=1, minimum=100, maximum=150),
        Column(lambda _row: Cell(), share=0, minimum=80),
    )
    rects = column_rects(columns, QRect(10, 0, 700, 50), 16)
    assert [rect.width() for rect in rects[1:]] == [150, 80]
    assert rects[0].width() == 700 - 150 - 80 - 32
    assert all(a.right() < b.left() for a, b in zip(rects, rects[1:], strict=False))


def test_a_list_too_narrow_for_its_columns_folds_instead_of_cutting(qtbot: QtBot) -> None:
    from ui.models.lazy_rows import LazyRowsModel

    columns = (
        Column(lambda row: Cell(top=row), share=1, minimum=200),
        Column(lambda row: Cell(top=f"a long text about {row}"), share=1, minimum=300, folds=True),
    )
    rows = RowList("People", name="people", columns=columns)
    model = LazyRowsModel(str)
    rows.setModel(model)
    model.show_list(["Samira", "Dawit"])
    ground = shown(qtbot, rows, width=800)
    tall = rows.sizeHintForRow(0)
    Elisions.watching, Elisions.seen[:] = True, []
    ground.resize(400, 400)
    ground.grab()
    Elisions.watching = False
    assert rows.sizeHintForRow(0) > tall
    assert Elisions.seen == []


def test_enter_opens_the_row_and_a_letter_goes_to_the_page(qtbot: QtBot) -> None:
    from ui.models.lazy_rows import LazyRowsModel

    rows = RowList("People", name="people", columns=(Column(lambda row: Cell(top=row)),))
    model = LazyRowsModel(str)
    rows.setModel(model)
    model.show_list(["Samira", "Dawit"])
    shown(qtbot, rows)
    opened, letters = list[object](), list[str]()
    rows.opened.connect(opened.append)
    rows.letter.connect(letters.append)
    rows.choose_first()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    QTest.keyClick(rows, Qt.Key.Key_G)
    assert (opened, letters, rows.current_row()) == (["Dawit"], ["G"], "Dawit")


def test_fields_beside_each_other_turn_when_one_gets_longer_words(qtbot: QtBot) -> None:
    words = [Button("Kort", name=f"b{index}") for index in range(3)]
    ground = QWidget()  # a window would grow with its words; a page has the width it has
    qtbot.addWidget(ground)
    across = Across(*words)
    across.setParent(ground)
    across.resize(320, 200)
    ground.show()
    qtbot.waitUntil(lambda: words[1].x() > words[0].x(), timeout=2000)
    words[2].setText("Ett längre ord än vad som får plats här")
    qtbot.waitUntil(lambda: words[1].y() > words[0].y() and words[1].x() == words[0].x(), timeout=2000)


def test_a_question_higher_than_the_screen_keeps_its_buttons_in_sight(qtbot: QtBot) -> None:
    question = Question("Title", "Text", "Save", name="question", parent=None)
    for number in range(30):
        question.body.addWidget(Field(f"Field {number}", LineEdit(), name=f"field{number}"))
    qtbot.addWidget(question)
    question.show()
    low = question.screen().availableGeometry().height()
    assert question.height() < low
    assert question.rect().contains(question.go.geometry())
    first = question.findChild(LineEdit, "field0")
    assert first is not None
    assert first.height() == LineEdit().height()


def test_a_question_without_fields_is_as_high_as_its_words(qtbot: QtBot) -> None:
    question = Question("Title", "Text", "Save", name="question", parent=None)
    qtbot.addWidget(question)
    question.show()
    with_one = Question("Title", "Text", "Save", name="other", parent=None)
    with_one.body.addWidget(Field("Field", LineEdit(), name="field"))
    qtbot.addWidget(with_one)
    with_one.show()
    assert question.height() < with_one.height()
