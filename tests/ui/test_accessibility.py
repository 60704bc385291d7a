"""The audit itself finds what it is for, and the widgets of the house pass it."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.audit import audit
from tests.ui.windows import main_window
from ui.widgets.button import Button, CloseButton
from ui.widgets.choice import Alternative, RadioList
from ui.widgets.fields import Field, LineEdit
from ui.widgets.focus_ring import FocusRing


def test_the_audit_finds_a_nameless_field_a_trap_and_a_box_that_says_its_value(qtbot: QtBot) -> None:
    ground = QWidget()
    column = QVBoxLayout(ground)
    for part in (QLineEdit(), QComboBox(), QTextEdit(), QPushButton("x")):
        column.addWidget(part)
    qtbot.addWidget(ground)
    with qtbot.waitActive(ground, timeout=5000):
        ground.show()
        ground.activateWindow()
    faults = "\n".join(audit(ground, walk=False))
    assert "QLineEdit '': no accessible name" in faults
    assert "QPushButton '': no objectName" in faults
    assert "QComboBox '': reports its value" in faults
    assert "QTextEdit '': Tab does not leave it" in faults


def test_a_form_of_our_own_widgets_passes(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    ring = application.findChildren(FocusRing) or [FocusRing(application)]
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.addWidget(Field("Name", LineEdit(), name="name"))
    column.addWidget(RadioList((Alternative("a", "One"), Alternative("b", "Two")), "Which?", name="which"))
    column.addWidget(CloseButton("Remove this number", name="remove"))
    column.addWidget(Button("Save", "primary", name="save"))
    qtbot.addWidget(ground)
    with qtbot.waitActive(ground, timeout=5000):
        ground.show()
        ground.activateWindow()
    assert audit(ground) == []
    assert len(ring) == 1


def test_the_palette_and_the_page_of_keys_pass(qtbot: QtBot) -> None:
    window, _asked = main_window(qtbot)
    window.palette_box.open()
    assert audit(window, walk=False) == []
    window.palette_box.close_palette()
    window.menus.bar.show()
    assert audit(window) == []
