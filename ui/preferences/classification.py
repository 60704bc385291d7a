"""The municipality's own classification codes, for an administrator: what differs here, and a new row."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker.domain.changes import Changes
from caseworker.domain.classification import LONGEST_CODE, LONGEST_WORDS
from caseworker.services import classification
from caseworker.services.classification import EnteredClassification, LocalClassificationShown
from ui.days import read_full_day
from ui.desk import Desk
from ui.language import _, day_text
from ui.preferences.local_rows import LocalRows, LocalWords
from ui.shell.page import Shell
from ui.widgets.fields import Choice, Field, LineEdit
from ui.widgets.question import Question, make_room
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


class ClassificationPart(LocalRows[LocalClassificationShown]):
    """What differs here from the program's codes, newest first, and a button for a new row."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Reads at once."""
        said = LocalWords(
            heading=_("Classification codes here"),
            over=_("over the program's list"),
            change=_("Change the codes"),
            nothing=_("Nothing differs from the program's list."),
        )
        super().__init__(shell, desk, said, name="codes")

    def reading(self) -> Callable[[], Sequence[LocalClassificationShown]]:
        """Read the rows that the municipality has made."""
        return partial(classification.local_classifications, self.desk.register, by=self.desk.user)

    def told(self, row: LocalClassificationShown) -> Sequence[str]:
        """Return the code, what it means here, since when and why."""
        means = (row.sv, *map(self.desk.words.status, row.statuses))
        said = (_("The code is used no more"),) if row.gone else means
        return (row.code, *said, _("from {day}").format(day=day_text(row.begins)), row.reason)

    def asked(self) -> Callable[[], Changes] | None:
        """Ask which code, and what is to hold of it."""
        dialog = ClassificationDialog(self.desk.words, self)
        if not dialog.exec():
            return None
        return partial(
            classification.change_classification,
            self.desk.register,
            entered=dialog.entered(),
            begins=read_full_day(dialog.begins.text()) or self.desk.today(),
            reason=dialog.reason.text(),
            by=self.desk.user,
        )
