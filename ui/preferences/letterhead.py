"""The head of the office's letters, its logo, and the way of mail to protected persons: for whoever decides there."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from caseworker.domain.changes import Changes
from caseworker.errors import EnvironmentFault
from caseworker.services import letterhead
from caseworker.services.letterhead import OfficeLetterhead
from ui.desk import Desk
from ui.language import _
from ui.shell.page import Shell
from ui.widgets.button import Button
from ui.widgets.fields import Field, LineEdit
from ui.widgets.text import Label, SectionHeading

_KINDS = "*.png *.jpg *.jpeg"
_PREVIEW = (300, 102)  # px at 100 %: three times as large as it is printed


class LetterheadPart(QWidget):
    """Six lines with their button, and the logo with its own."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Read at once."""
        super().__init__()
        self._shell, self._desk = shell, desk
        self.lines = {field.name: LineEdit(limit=160) for field in fields(OfficeLetterhead)}
        self.save = Button(_("Save the head of letters"), name="saveLetterhead")
        self.save.clicked.connect(self._save)
        told = (
            ("address", _("Address line"), ""),
            ("phone", _("Telephone to the office"), ""),
            ("hours", _("Opening hours"), ""),
            ("web", _("Web page"), ""),
            ("sender", _("Neutral sender"), _("for protected persons: a box, not the name of the unit")),
            ("forwarding", _("Forwarding address"), _("the Tax Agency's; commas between the lines")),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for number, (name, words, note) in enumerate(told):
            place = (number // 2, number % 2, 1, 1) if number < 4 else (number - 2, 0, 1, 2)
            field = Field(words, self.lines[name], name=f"letterhead_{name}", note=note)
            grid.addWidget(field, *place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(SectionHeading(_("Head of letters"), _("for all letters from here")))
        column.addLayout(grid)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        self.logo = LogoPart(shell, desk)
        column.addWidget(self.logo)
        self._run("letterhead.read", lambda: letterhead.read_letterhead(desk.register, by=desk.user), self._show)

    def head(self) -> OfficeLetterhead:
        """What stands in the fields."""
        return OfficeLetterhead(**{name: line.text() for name, line in self.lines.items()})

    def _show(self, head: OfficeLetterhead) -> None:
        for name, line in self.lines.items():
            line.setText(getattr(head, name))

    def _save(self) -> None:
        desk, head = self._desk, self.head()
        self.save.set_busy(_("Saving"))
        self._run(
            "letterhead.save",
            lambda: letterhead.save_letterhead(desk.register, head=head, by=desk.user),
            self._saved,
        )

    def _run(self, key: str, job: Callable[[], object], done: Callable[..., None]) -> None:
        self._shell.runner.run(key, job, done, self._failed)

    def _saved(self, changes: Changes) -> None:
        self.save.set_busy(None)
        self._shell.show_saved(self._desk.local(changes.saved))

    def _failed(self, error: Exception) -> None:
        self.save.set_busy(None)
        self._shell.show_error(error)


class LogoPart(QWidget):
    """The logo as letters print it, on white; choose another, or take it away."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Read at once."""
        super().__init__()
        self._shell, self._desk = shell, desk
        self.picture = QLabel()
        self.picture.setObjectName("logoPicture")
        self.picture.setAccessibleName(_("The logo of your letters"))
        self.picture.setStyleSheet("background: white; padding: 8px;")  # paper is white in the dark theme too
        self.told = Label("", "body", "ink2", wrap=True, name="logoTold")
        self.choose = Button(_("Choose a logo …"), name="chooseLogo")
        self.remove = Button(_("Remove the logo"), name="removeLogo")
        self.choose.clicked.connect(self._ask)
        self.remove.clicked.connect(self._remove)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.remove)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionHeading(_("Logo"), _("PNG or JPEG, at most 2 MB; before the municipality's name")))
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.told)
        column.addLayout(buttons)
        self._show(b"")
        self._read()

    def take(self, path: Path) -> None:
        """Make the picture in this file the logo."""
        desk = self._desk
        self.choose.set_busy(_("Saving"))
        self._change(lambda: letterhead.save_logo(desk.register, content=_content_of(path), by=desk.user))

    def _ask(self) -> None:
        kinds = _("Pictures ({kinds})").format(kinds=_KINDS)
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a logo"), str(Path.home()), kinds)
        if chosen:
            self.take(Path(chosen))

    def _remove(self) -> None:
        self.remove.set_busy(_("Removing"))
        self._change(partial(letterhead.remove_logo, self._desk.register, by=self._desk.user))

    def _change(self, job: Callable[[], Changes]) -> None:
        self._shell.runner.run("logo.change", job, self._changed, self._failed)

    def _changed(self, changes: Changes) -> None:
        self._at_rest()
        self._shell.show_saved(self._desk.local(changes.saved))
        self._read()

    def _read(self) -> None:
        job = partial(letterhead.read_logo, self._desk.register, by=self._desk.user)
        self._shell.runner.run("logo.read", job, self._show, self._failed)

    def _show(self, png: bytes) -> None:
        picture = QPixmap()
        shown = bool(png) and picture.loadFromData(png, "PNG")
        if shown:
            ratio = self.devicePixelRatioF()
            wide, high = (round(side * ratio) for side in _PREVIEW)
            how = (Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            picture = picture.scaled(wide, high, *how)
            picture.setDevicePixelRatio(ratio)
            self.picture.setPixmap(picture)
        self.picture.setVisible(shown)
        self.remove.setVisible(shown)
        self.told.setText(
            _("Stands on every letter, but never on letters to protected persons.")
            if shown
            else _("No logo is chosen.")
        )

    def _failed(self, error: Exception) -> None:
        self._at_rest()
        self._shell.show_error(error)

    def _at_rest(self) -> None:
        self.choose.set_busy(None)
        self.remove.set_busy(None)


def _content_of(path: Path) -> bytes:
    """Return what a file holds, or what is refused as too much. Or ``EnvironmentFault("letter.file_unreadable")``."""
    try:
        with path.open("rb") as stream:
            return stream.read(letterhead.LARGEST_LOGO + 1)
    except OSError:
        raise EnvironmentFault("letter.file_unreadable") from None
