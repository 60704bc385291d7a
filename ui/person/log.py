"""Logg: who looked at or changed what in this case, newest first. Reads only; it cannot be written to."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.rows import PersonFile
from ui.desk import Desk
from ui.language import _
from ui.models.lazy_rows import LazyRowsModel
from ui.person.columns import log_columns, log_lines, spoken_log
from ui.widgets.rows import RowList
from ui.widgets.text import SectionHeading


class LogTab(QWidget):
    """The case's log in words."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__()
        self.setObjectName("logTab")
        self._desk = desk
        self._model = LazyRowsModel(spoken_log)
        self.list = RowList(_("Log"), name="logList", columns=log_columns(), height=34)
        self.list.setModel(self._model)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 12)
        column.setSpacing(8)
        column.addWidget(SectionHeading(_("Log"), _("the latest 200 events; nobody can change them")))
        column.addWidget(self.list, 1)

    def show_file(self, file: PersonFile) -> None:
        """Show the log."""
        self._model.show_list(log_lines(file.log, self._desk.local))
