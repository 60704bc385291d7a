"""How far printing several sheets has come, and the way to stop it after the sheet that is printed now."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.language import _
from ui.letters.orders import Progress
from ui.widgets.button import Button
from ui.widgets.text import Label, SectionHeading


class PrintProgress(QWidget):
    """``stopped()`` when the user wants no more; hidden while nothing is printed."""

    stopped = Signal()

    def __init__(self, titles: Mapping[str, str]) -> None:
        """``titles`` of the sheets by id."""
        super().__init__()
        self.setObjectName("letterProgress")
        self._titles = titles
        self._heading = SectionHeading(_("Printing"), role="h3")
        self.bar = QProgressBar()
        self.bar.setObjectName("letterProgressBar")
        self.bar.setAccessibleName(_("Printing"))
        self.bar.setTextVisible(False)
        self.now = Label("", "smallstrong", wrap=True, name="letterProgressNow")
        self.stop = Button(_("Stop"), name="letterStop", keycap="Esc", icon="x")
        told = _("Stops after the sheet that is printed now. No half letter leaves the printer.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._heading, self.bar, self.now):
            column.addWidget(part)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Label(told, "small", "ink2", wrap=True))
        self.stop.clicked.connect(self.ask_to_stop)
        self.hide()

    def show_progress(self, progress: Progress) -> None:
        """Say which sheet is printed now."""
        told = _("Sheet {number} of {total}").format(number=progress.number, total=progress.total)
        self._heading.set_texts(_("Printing"), told)
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.number - 1)
        self.now.setText(_("Now: {sheet}").format(sheet=self._titles.get(progress.sheet, progress.sheet)))
        if self.isHidden():
            self.stop.set_busy(None)
            self.show()

    def ask_to_stop(self) -> None:
        """Print no more sheets; the one that is on its way comes out whole."""
        self.stop.set_busy(_("Stopping"))
        self.stopped.emit()
