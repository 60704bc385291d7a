"""How the office and you are reached, as letters print it: three fields in the register, saved by one button."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseworker.domain.changes import Changes
from caseworker.services import preferences
from caseworker.services.preferences import OfficeDetails
from ui.desk import Desk
from ui.language import _
from ui.shell.page import Shell
from ui.widgets.button import Button
from ui.widgets.fields import Field, LineEdit
from ui.widgets.text import SectionHeading


class ContactPart(QWidget):
    """``save_asked()`` when the button is pressed."""

    save_asked = Signal()

    def __init__(self) -> None:
        """Empty until the register has answered."""
        super().__init__()
        self.address, self.phone, self.email = LineEdit(), LineEdit(limit=60), LineEdit(limit=120)
        self.save = Button(_("Save the contact details"), name="saveContact")
        self.save.clicked.connect(self.save_asked)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(
            Field(_("Address of the office"), self.address, name="officeAddress", note=_("for all")), 0, 0, 1, 2
        )
        grid.addWidget(Field(_("Your telephone"), self.phone, name="ownPhone"), 1, 0)
        grid.addWidget(Field(_("Your e-mail"), self.email, name="ownEmail"), 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(SectionHeading(_("In letters"), _("kept encrypted in the register")))
        column.addLayout(grid)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)

    def show_details(self, details: OfficeDetails) -> None:
        """Show what the register holds."""
        self.address.setText(details.address)
        self.phone.setText(details.phone)
        self.email.setText(details.email)

    def details(self) -> OfficeDetails:
        """What stands in the fields."""
        return OfficeDetails(phone=self.phone.text(), email=self.email.text(), address=self.address.text())


class ContactPresenter:
    """Between the register and the contact part."""

    def __init__(self, shell: Shell, desk: Desk, part: ContactPart) -> None:
        """Reads at once."""
        self._shell, self._desk, self._part = shell, desk, part
        part.save_asked.connect(self.save)
        self._run(
            "contact.read", lambda: preferences.read_office_details(desk.register, by=desk.user), part.show_details
        )

    def save(self) -> None:
        """Keep what stands in the fields."""
        details = self._part.details()
        self._part.save.set_busy(_("Saving"))
        self._run(
            "contact.save",
            lambda: preferences.save_office_details(self._desk.register, details=details, by=self._desk.user),
            self._saved,
        )

    def _run(self, key: str, job: Callable[[], object], done: Callable[..., None]) -> None:
        self._shell.runner.run(key, job, done, self._failed)

    def _saved(self, changes: Changes) -> None:
        self._part.save.set_busy(None)
        self._shell.show_saved(self._desk.local(changes.saved))

    def _failed(self, error: Exception) -> None:
        self._part.save.set_busy(None)
        self._shell.show_error(error)
