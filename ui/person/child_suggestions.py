"""That something is proposed for the children of a person: how much, and the way to each child's own file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.services.suggestions import ChildSuggestions
from ui.language import _, ngettext
from ui.widgets.button import Button
from ui.widgets.text import Label


class ChildrenPane(QWidget):
    """One way for each child; not there when nothing is proposed for any. ``opened(person)``."""

    opened = Signal(str)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("childSuggestions")
        told = _("The children have suggestions of their own. They stand in their own files.")
        self._ways = QVBoxLayout()
        self._ways.setSpacing(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(2)
        column.addWidget(Label(told, "small", "ink2", wrap=True))
        column.addLayout(self._ways)
        self.hide()

    def show_children(self, children: Sequence[ChildSuggestions]) -> None:
        """Show a way to each."""
        while (item := self._ways.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for place, child in enumerate(children):
            told = ngettext("{name}: {n} suggestion", "{name}: {n} suggestions", child.count)
            way = Button(
                told.format(name=child.name, n=child.count),
                "ghost",
                name=f"childSuggestions_{place}",
                end_icon="arrow-right",
            )
            way.clicked.connect(lambda _checked=False, person=child.person: self.opened.emit(person))
            self._ways.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
            way.show()
        self.setVisible(bool(children))
