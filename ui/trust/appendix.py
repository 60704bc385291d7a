"""The appendix on permissions (behörighetsbilaga): shown as it is printed, then printed or saved by the user."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from caseworker.errors import CaseworkerError
from caseworker.services import access
from caseworker.services.letters import PageImage
from ui.desk import Desk
from ui.language import _
from ui.outlet import Outlet, save_file
from ui.printing import PrintJob
from ui.shell.page import Shell
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.field import Message, Tone
from ui.widgets.page_preview import PagePreview
from ui.widgets.text import Label
from ui.wording import sentence_of

PRINT_DOTS, POINTS = 300, 72
SHARPEN_MS = 120


class AppendixDialog(QDialog):
    """Who may do what with whose file, on paper. Ctrl P prints, Ctrl Shift S saves, Esc closes."""

    def __init__(self, shell: Shell, desk: Desk, outlet: Outlet, parent: QWidget, *, printing: bool) -> None:
        """``printing`` False: the computer's policy lets it be saved only."""
        super().__init__(parent)
        self._shell, self._desk, self._outlet = shell, desk, outlet
        self._scale = 1.0
        title = _("The appendix on permissions")
        self.setObjectName("appendix")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.preview = PagePreview(_("Preview of the appendix"), _("The appendix is being made"))
        self.fault = Message("appendixFault")
        self.print_button = Button(_("Print"), "primary", name="appendixPrint", keys="Ctrl+P", icon="printer")
        self.print_button.setEnabled(printing)
        self.save_button = Button(_("Save as PDF"), name="appendixSave", keys="Ctrl+Shift+S", icon="file-down")
        self.close_button = Button(_("Close"), name="appendixClose", keycap="Esc")
        about = _("What every role may do with whose files, as the program acts. It names nobody.")
        why = "" if printing else _("This computer does not print: its policy says so.")
        self._lay_out(title, f"{about} {why}".strip())
        self._sharpen = QTimer(self)
        self._sharpen.setSingleShot(True)
        self._sharpen.setInterval(SHARPEN_MS)
        self._sharpen.timeout.connect(self._draw)
        self.preview.scale_wanted.connect(self._wanted)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.reject)
        self.print_button.setFocus()
        self._draw()

    def _lay_out(self, title: str, about: str) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 12)
        head.setSpacing(4)
        head.addWidget(Label(title, "h2"))
        head.addWidget(Label(about, "body", "ink2", wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.close_button, self.save_button, self.print_button):
            buttons.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 12, 24, 20)
        foot.setSpacing(8)
        foot.addWidget(self.fault)
        foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        column.addLayout(foot)
        self.resize(theme().px(760), theme().px(760))

    def _wanted(self, scale: float) -> None:
        if abs(scale - self._scale) > 0.01:
            self._scale = scale
            self._sharpen.start()

    def _draw(self) -> None:
        self._pages("trust.appendix", self._scale, self._drawn)

    def _drawn(self, pages: Sequence[PageImage]) -> None:
        self.preview.show_pages(pages, keep=True)

    def _print(self) -> None:
        try:
            job = self._outlet.choose_printer(self)
        except CaseworkerError as fault:
            self._failed(fault)
            return
        if job is not None:
            self._pages("trust.appendix_print", PRINT_DOTS / POINTS, partial(self._send, job))

    def _send(self, job: PrintJob, pages: Sequence[PageImage]) -> None:
        try:
            job.send(pages)
        except CaseworkerError as fault:
            self._failed(fault)
        else:
            self.fault.say(_("Sent to the printer."), Tone.OK)

    def _save(self) -> None:
        suggested = f"behorighetsbilaga-{self._desk.today().isoformat()}.pdf"
        path = self._outlet.choose_file(self, _("Save the appendix"), suggested)
        if path is None:
            return
        register, by = self._desk.register, self._desk.user
        self._shell.runner.run(
            "trust.appendix_save",
            lambda: save_file(path, access.roles_appendix(register, by=by)),
            lambda _none: self.fault.say(_("Saved as {file}").format(file=path.name), Tone.OK),
            self._failed,
        )

    def _pages(self, key: str, scale: float, then: Callable[[Sequence[PageImage]], None]) -> None:
        register, by = self._desk.register, self._desk.user
        pages = partial(access.appendix_pages, register, scale=scale, by=by)
        self._shell.runner.run(key, pages, then, self._failed)

    def _failed(self, error: Exception) -> None:
        self.fault.say(sentence_of(error).text, Tone.ERROR)
