"""What else Brev can do: letters to many, reading with an interpreter, and what has left about the recipient."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk import Desk
from ui.language import _
from ui.letters.presenter import LettersPresenter
from ui.outlet import Outlet
from ui.shell.page import Command, Shell
from ui.widgets.button import Button
from ui.widgets.flow import FlowLayout


class MoreWays(QWidget):
    """Three quiet buttons; each opens a window of its own over the page."""

    def __init__(
        self, shell: Shell, desk: Desk, outlet: Outlet, presenter: LettersPresenter, *, printing: bool
    ) -> None:
        """``printing`` is what the computer's policy allows."""
        super().__init__()
        self._shell, self._desk, self._outlet = shell, desk, outlet
        self._presenter, self._printing = presenter, printing
        self.many = Button(_("Many…"), "quiet", name="letterMany", icon="users")
        self.aloud = Button(_("With an interpreter"), "quiet", name="letterAloud", icon="languages")
        self.log = Button(_("Printed"), "quiet", name="letterLog", icon="clock")
        flow = FlowLayout()
        presses: tuple[tuple[Button, Callable[[], None]], ...] = (
            (self.many, self.open_many), (self.aloud, self.open_aloud), (self.log, self.open_log),
        )  # fmt: skip
        for button, pressed in presses:
            button.clicked.connect(pressed)
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 10)
        column.addLayout(flow)
        presenter.ordered.connect(lambda _order: self._dress())
        presenter.drawn.connect(lambda _preview: self._dress())
        presenter.blocked.connect(lambda _fault: self._dress())
        self._dress()

    def commands(self) -> Sequence[Command]:
        """The same, for the menus and the palette."""
        return (
            Command("letter_many", _("Letters to many"), self.open_many, icon="users"),
            Command("letter_aloud", _("Read with an interpreter"), self.open_aloud, icon="languages"),
            Command("letter_log", _("Printed letters"), self.open_log, icon="clock"),
        )

    def open_many(self) -> None:
        """Write the chosen sheet to many."""
        from ui.letters.merge import MergeDialog

        sheet = self._presenter.sheet
        if sheet is not None:
            dialog = MergeDialog(
                self._desk, self._shell.runner, self._outlet, sheet, self._presenter.order.layout, self.window(),
                printing=self._printing,
            )  # fmt: skip
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def open_aloud(self) -> None:
        """Read the letter that is shown, piece by piece."""
        from ui.letters.interpreter import InterpreterDialog

        if self._presenter.preview is not None:
            order = self._presenter.order
            language = self._desk.words.language(order.language)
            InterpreterDialog(self._desk, self._shell.runner, order, language, self.window()).open()

    def open_log(self) -> None:
        """Show what has left about the recipient."""
        from ui.letters.print_log import PrintLogDialog

        if self._presenter.order.person:
            PrintLogDialog(self._desk, self._shell.runner, self._presenter.order.person, self.window()).open()

    def _dress(self) -> None:
        self.aloud.setEnabled(self._presenter.preview is not None)
        self.log.setEnabled(bool(self._presenter.order.person))
        self.many.setEnabled(self._presenter.sheet is not None)
