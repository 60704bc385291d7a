"""The municipality's own classification codes, for an administrator: what differs here, and a new row."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.domain.changes import Changes
from caseworker.domain.classification import LONGEST_CODE, LONGEST_WORDS
from caseworker.services import classification
from caseworker.services.classification import EnteredClassification, LocalClassificationShown
from ui.days import read_full_day
from ui.desk import Desk
from ui.language import _, day_text
from ui.shell.page import Shell
from ui.widgets.button import Button
from ui.widgets.fields import Choice, Field, LineEdit
from ui.widgets.question import Question, make_room
from ui.widgets.text import Label, SectionHeading
from ui.words import Words

USED, GONE = "used", "gone"


class ClassificationDialog(Question):
    """Asks which code, what it means here or that it is used no more, from which day, and why."""

    def __init__(self, words: Words, parent: QWidget) -> None:
        """``words`` names the statuses."""
        told = _("The code is a hint for whoever records a status. It decides nothing, and what is recorded stays.")
        super().__init__(_("Change the codes"), told, _("Save"), name="codeDialog", parent=parent)
        self.change = Choice([(USED, _("The code is used")), (GONE, _("The code is used no more"))])
        self.code, self.sv = LineEdit(limit=LONGEST_CODE), LineEdit(limit=LONGEST_WORDS)
        statuses = [(row.code, words.status(row.code)) for row in words.status_rows]
        self.status = Choice([("", _("Not known")), *statuses])
        self.begins = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.reason = LineEdit(limit=200)
        self._fields = {
            "code": Field(_("Classification code"), self.code, name="codeCode"),
            "change": Field(_("What is to hold"), self.change, name="codeChange"),
            "sv": Field(_("What it means, in Swedish"), self.sv, name="codeSv"),
            "status": Field(_("Status it usually goes with"), self.status, name="codeStatus"),
            "begins": Field(_("From"), self.begins, name="codeBegins", note=_("today if empty")),
            "reason": Field(_("Why"), self.reason, name="codeReason", note=_("kept in the log")),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self.change.currentIndexChanged.connect(lambda _index: self._look())
        for line in (self.code, self.sv, self.begins, self.reason):
            line.textChanged.connect(lambda _text: self._look())
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def entered(self) -> EnteredClassification:
        """What was written."""
        if self.change.code() == GONE:
            return EnteredClassification(self.code.text(), gone=True)
        statuses = (self.status.code(),) if self.status.code() else ()
        return EnteredClassification(self.code.text(), self.sv.text(), statuses)

    def _look(self) -> None:
        used = self.change.code() == USED
        for name in ("sv", "status"):
            self._fields[name].setVisible(used)
        day = not self.begins.text().strip() or read_full_day(self.begins.text()) is not None
        asked = [self.code, self.reason, *([self.sv] if used else [])]
        self.go.setEnabled(day and all(line.text().strip() for line in asked))
        make_room(self)


class ClassificationPart(QWidget):
    """What differs here from the program's codes, newest first, and a button for a new row."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Reads at once."""
        super().__init__()
        self.setObjectName("classificationPart")
        self._shell, self._desk = shell, desk
        self.button = Button(_("Change the codes"), name="changeCodes", icon="list-todo")
        self.button.clicked.connect(self._ask)
        self._rows = Label("", "body", "ink2", wrap=True, name="codeRows")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(SectionHeading(_("Classification codes here"), _("over the program's list")))
        column.addWidget(self._rows)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self._read()

    def _read(self) -> None:
        desk = self._desk
        read = partial(classification.local_classifications, desk.register, by=desk.user)
        self._run("codes.read", read, self._show)

    def _show(self, rows: Sequence[LocalClassificationShown]) -> None:
        lines = []
        for row in rows:
            said = (
                [_("The code is used no more")] if row.gone else [row.sv, *map(self._desk.words.status, row.statuses)]
            )
            told = [row.code, *said, _("from {day}").format(day=day_text(row.begins)), row.reason]
            lines.append(" · ".join(told))
        self._rows.setText("\n".join(lines) or _("Nothing differs from the program's list."))

    def _ask(self) -> None:
        desk = self._desk
        dialog = ClassificationDialog(desk.words, self)
        if not dialog.exec():
            return
        change = partial(
            classification.change_classification,
            desk.register,
            entered=dialog.entered(),
            begins=read_full_day(dialog.begins.text()) or desk.today(),
            reason=dialog.reason.text(),
            by=desk.user,
        )
        self._run("codes.change", change, self._changed)

    def _changed(self, changes: Changes) -> None:
        self._shell.show_saved(self._desk.local(changes.saved))
        self._desk.words.read_catalogue()
        self._read()

    def _run(self, key: str, job: Callable[[], object], done: Callable[..., None]) -> None:
        self._shell.runner.run(key, job, done, self._shell.show_error)
