"""The window before a register is open: one page at a time, no menu, no places, no name in its title."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.settings import Settings
from ui.shell.brand import PROGRAM, window_icon
from ui.theme import theme


class EntryWindow(QMainWindow):
    """Holds unlock, recovery and first start. ``painted()`` comes once: what is heavy may begin."""

    painted = Signal()

    def __init__(self, settings: Settings) -> None:
        """As large as the main window was."""
        super().__init__()
        self.was_painted = False
        self.setObjectName("MainWindow")
        self.setWindowTitle(PROGRAM)
        self.pages = QStackedWidget()
        self.pages.setObjectName("entryPages")
        self.setCentralWidget(self.pages)
        theme().dress(self)
        self.resize(settings.width, settings.height)

    def show_page(self, page: QWidget) -> None:
        """Show a page, which stays with the window."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell, once, that the window can be seen."""
        super().paintEvent(event)
        if not self.was_painted:
            self.was_painted = True
            QTimer.singleShot(0, self._after_paint)

    def _after_paint(self) -> None:
        self.setWindowIcon(window_icon())
        self.painted.emit()
