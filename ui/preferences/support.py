"""What support may see: shown first, word for word, and saved only then."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.errors import CaseworkerError
from ui.language import _
from ui.outlet import Outlet, SystemOutlet, save_file
from ui.shell.page import Shell
from ui.widgets.button import Button
from ui.widgets.fields import NotesEdit
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Label, SectionHeading

if TYPE_CHECKING:
    from caseworker.diagnostics import Diagnostics

FILE_NAME = "handlaggarstod-support.zip"


class Support(Protocol):
    """Where the facts come from."""

    def collect(self) -> "Diagnostics":
        """Return the facts as they are now."""
        ...

    def saved(self) -> None:
        """They have left the program."""
        ...


class SupportPart(QWidget):
    """A button that shows the facts, then one that saves what is shown."""

    def __init__(self, shell: Shell, support: Support, outlet: Outlet | None = None) -> None:
        """``outlet`` is where the file goes: the system's dialog unless told otherwise."""
        super().__init__()
        self._shell, self._support, self._outlet = shell, support, outlet or SystemOutlet()
        self._shown: Diagnostics | None = None
        self.show_button = Button(_("Show the facts"), name="showFacts")
        self.save_button = Button(_("Save for support"), name="saveFacts", icon="file-down")
        self.text = NotesEdit(lines=8)
        self.text.setObjectName("supportFacts")
        self.text.setAccessibleName(_("Facts for support"))
        self.text.setReadOnly(True)
        self.text.hide()
        self.save_button.hide()
        self.show_button.clicked.connect(self._ask)
        self.save_button.clicked.connect(self._save)
        buttons = FlowLayout()
        buttons.addWidget(self.show_button)
        buttons.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(SectionHeading(_("What support may see")))
        words = _("Facts about the program and the computer, never about a person. Read them before you save them.")
        column.addWidget(Label(words, "body", "ink2", wrap=True))
        column.addLayout(buttons)
        column.addWidget(self.text)

    def _ask(self) -> None:
        self._shell.runner.run("support.facts", self._support.collect, self._show, self._shell.show_error)

    def _show(self, found: "Diagnostics") -> None:
        self._shown = found
        self.text.setPlainText(found.text)
        self.text.show()
        self.save_button.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        path = self._outlet.choose_file(self, _("Save for support"), FILE_NAME)
        if path is None or self._shown is None:
            return
        try:
            save_file(path, self._shown.archive)
        except CaseworkerError as fault:
            self._shell.show_error(fault)
            return
        self._support.saved()
        self._told(path)

    def _told(self, path: Path) -> None:
        self._shell.notice(_("Saved as {file}").format(file=path.name))
