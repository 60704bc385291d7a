"""Tryggt läge: in one line whether the register is whole and can be had back. All of it stands in Safety."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.services.backups import BackupState
from ui.desk import Desk
from ui.language import _
from ui.moments import capital, when_text
from ui.widgets.button import Button
from ui.widgets.text import Icon, Label, SectionHeading


class SafeLine(QWidget):
    """``opened()`` leads to Safety."""

    opened = Signal()

    def __init__(self, desk: Desk) -> None:
        """Tell what the register itself knows, until the backups are read."""
        super().__init__()
        self.setObjectName("todaySafe")
        self._desk = desk
        self.mark = Icon("shield-check", 16, "ok")
        self.told = Label("", "strong", wrap=True, name="todaySafeTold")
        self.note = Label("", "small", "ink2", wrap=True, name="todaySafeNote")
        self.open = Button(_("Safety"), "link", name="todaySafeOpen", keycap="Ctrl 8")
        self.open.clicked.connect(self.opened)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.told)
        words.addWidget(self.note)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(6)
        column.addWidget(SectionHeading(_("Safe and sound")))
        column.addLayout(line)
        column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_state(None)

    def show_state(self, backups: BackupState | None) -> None:
        """Say how it stands, the worst first; ``backups`` None: not known here."""
        register = self._desk.register
        if register.faults:
            self._say("circle-alert", "danger", _("Only for reading."), _("The register is not whole."))
        elif register.doubts:
            self._say("triangle-alert", "warn", _("Look at this."), _("Something about the register cannot be shown."))
        elif backups is None:
            check = self._desk.last_check
            note = "" if check is None else _("checked {when}").format(when=self._when(check.at))
            self._say("shield-check", "ok", _("The register is whole"), capital(note))
        elif backups.newest is None:
            self._say("hard-drive", "warn", _("No backup yet"), capital(_("make one today")))
        else:
            tried = backups.rehearsal
            fine = backups.elsewhere and not backups.due and (tried is None or tried.ok)
            told = _("Backup {when}").format(when=self._when(backups.newest))
            self._say("hard-drive", "ok" if fine else "warn", told, self._note(backups))

    def _note(self, backups: BackupState) -> str:
        if backups.due:
            return capital(_("a new one is due"))
        if not backups.elsewhere:
            return capital(_("on the register's own disk only"))
        tried = backups.rehearsal
        if tried is None:
            return _("A restore was never rehearsed")
        words = _("Restore rehearsed {when}") if tried.ok else _("A restore failed {when}")
        return words.format(when=self._when(tried.on))

    def _when(self, moment: datetime) -> str:
        return when_text(self._desk.local(moment), self._desk.today())

    def _say(self, icon: str, tone: str, told: str, note: str) -> None:
        self.mark.show_icon(icon, tone)
        self.told.setText(told)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setAccessibleName(". ".join(part.rstrip(".") for part in (told, note) if part))
