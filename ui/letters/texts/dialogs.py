"""The questions of Texter: who has reviewed, why a draft again, what a file would change, a new sheet or language."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker.domain.translation import LONGEST_NAME, LONGEST_REASON
from caseworker.services.letter_exchange import PoTrial
from ui.days import read_full_day
from ui.language import _, ngettext
from ui.letters.texts.wording import wrong_words
from ui.widgets.columns import Across
from ui.widgets.fields import Choice, Field, LineEdit, NotesEdit
from ui.widgets.question import Question
from ui.widgets.text import Label
from ui.widgets.tick import Tick

SHOWN = 6  # changes told of in the question; the rest are counted


class ReviewDialog(Question):
    """Asks who has read the translation and when."""

    def __init__(self, today: date, parent: QWidget) -> None:
        """``today`` stands there to begin with."""
        told = _("The review holds for the words as they now read. When a word is changed the sheet is a draft again.")
        super().__init__(_("Reviewed by a native speaker"), told, _("Save"), name="textsReviewed", parent=parent)
        self._today = today
        self.name = LineEdit(limit=LONGEST_NAME)
        self.day = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.day.setText(today.isoformat())
        self.body.addWidget(Field(_("Who has read it"), self.name, name="textsReviewer"))
        self.body.addWidget(Field(_("On"), self.day, name="textsReviewDay"))
        for line in (self.name, self.day):
            line.textChanged.connect(lambda _text: self._look())
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    @property
    def on(self) -> date:
        """The day that was written."""
        return read_full_day(self.day.text()) or self._today

    def _look(self) -> None:
        day = read_full_day(self.day.text())
        self.go.setEnabled(bool(self.name.text().strip()) and day is not None and day <= self._today)


class ReasonDialog(Question):
    """Asks why."""

    def __init__(self, title: str, told: str, action: str, parent: QWidget) -> None:
        """A title, what follows from it, and what the button says."""
        super().__init__(title, told, action, name="textsWhy", parent=parent)
        self.reason = LineEdit(limit=LONGEST_REASON)
        self.body.addWidget(Field(_("Why"), self.reason, name="textsWhyReason", note=_("kept in the log")))
        self.reason.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.go.setEnabled(False)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)


class PoDialog(ReasonDialog):
    """Shows what a translator's file would change, what is wrong in it, and asks whether to keep it."""

    def __init__(self, trial: PoTrial, language: str, parent: QWidget) -> None:
        """``language`` is the name of the file's language."""
        words = ngettext("{n} text in {language} changes.", "{n} texts in {language} change.", len(trial.changes))
        told = words.format(n=len(trial.changes), language=language)
        super().__init__(_("From a translator"), told + " " + _("They are drafts."), _("Read in"), parent)
        for number, label in enumerate(po_lines(trial)):
            self.body.insertWidget(number, Label(label, "small", wrap=True, name=f"textsPo{number}"))
        self.reason.setEnabled(bool(trial.changes))


def po_lines(trial: PoTrial) -> list[str]:
    """Return what a question about a file tells of it, a few changes and every fault that finds room."""
    lines = [f"{one.source}\n− {one.before or '–'}\n+ {one.after}" for one in trial.changes[:SHOWN]]
    if len(trial.changes) > SHOWN:
        lines.append(_("… and {n} more").format(n=len(trial.changes) - SHOWN))
    lines += [
        _("Not taken: {text}").format(text=f"{one.source}\n{wrong_words(one.wrong[0])}") for one in trial.wrong[:SHOWN]
    ]
    if trial.unknown:
        lines.append(_("Texts that no sheet prints: {n}").format(n=len(trial.unknown)))
    return lines


class SheetDialog(Question):
    """Asks for a sheet of the municipality's own, in plain lines."""

    def __init__(self, groups: list[tuple[str, str]], parent: QWidget) -> None:
        """``groups`` are what a sheet can be about."""
        told = _(
            "A line is a paragraph. Begin with # for a heading, 1. for a step, ! for a box. {person} is filled in."
        )
        super().__init__(_("New sheet"), told, _("Save"), name="textsSheet", parent=parent)
        self.title, self.group = LineEdit(limit=100), Choice(groups)
        self.text, self.reason = NotesEdit(lines=9), LineEdit(limit=LONGEST_REASON)
        self.body.addWidget(Field(_("Title"), self.title, name="textsSheetTitle"))
        self.body.addWidget(Field(_("About"), self.group, name="textsSheetGroup"))
        self.body.addWidget(Field(_("Text"), self.text, name="textsSheetText"))
        self.body.addWidget(Field(_("Why"), self.reason, name="textsSheetReason", note=_("kept in the log")))
        for line in (self.title, self.reason):
            line.textChanged.connect(lambda _text: self._look())
        self.text.textChanged.connect(self._look)
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def _look(self) -> None:
        filled = (self.title.text(), self.text.toPlainText(), self.reason.text())
        self.go.setEnabled(all(text.strip() for text in filled))


class LanguageDialog(Question):
    """Asks for a language of the municipality's own."""

    def __init__(self, parent: QWidget) -> None:
        """The scripts are those that the program has letters of."""
        told = _("The texts come from a translator or are written here. The words around the sheets are needed too.")
        super().__init__(_("New language"), told, _("Save"), name="textsNew", parent=parent)
        self.code, self.swedish = LineEdit(placeholder="sw", limit=3), LineEdit(placeholder="swahili", limit=60)
        self.endonym = LineEdit(placeholder="Kiswahili", limit=60)
        scripts = (("Latn", _("Latin")), ("Arab", _("Arabic")), ("Ethi", _("Ge'ez")), ("Cyrl", _("Cyrillic")))
        self.script = Choice(scripts)
        self.rtl = Tick(_("Written from right to left"), name="textsNewRtl")
        self.body.addWidget(
            Across(
                Field(_("Code"), self.code, name="textsNewCode"), Field(_("Script"), self.script, name="textsNewScript")
            )
        )
        self.body.addWidget(Field(_("Name in Swedish"), self.swedish, name="textsNewSwedish"))
        self.body.addWidget(Field(_("Its own name"), self.endonym, name="textsNewOwn"))
        self.body.addWidget(self.rtl)
        for line in (self.code, self.swedish, self.endonym):
            line.textChanged.connect(lambda _text: self._look())
        self.script.currentIndexChanged.connect(lambda _at: self.rtl.setChecked(self.script.code() == "Arab"))
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def _look(self) -> None:
        self.go.setEnabled(all(line.text().strip() for line in (self.code, self.swedish, self.endonym)))
