"""The municipality's own rows of the catalogue of interventions, for an administrator: what holds, and a new row."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker.domain.changes import Changes
from caseworker.domain.intervention_types import LONGEST_TITLE, LocalChange
from caseworker.services import choices, intervention_catalogue
from caseworker.services.intervention_catalogue import EnteredLocal, LocalRow
from ui.days import read_full_day
from ui.desk import Desk
from ui.language import _, code, day_text
from ui.preferences.local_rows import LocalRows, LocalWords
from ui.shell.page import Shell
from ui.widgets.fields import Choice, Field, LineEdit
from ui.widgets.question import Question, make_room
from ui.words import Words


def change_words(change: str) -> str:
    """What a local row does."""
    words = {
        LocalChange.OWN: _("The municipality's own"),
        LocalChange.CHANGED: _("Another actor or payer"),
        LocalChange.HIDDEN: _("Not offered here"),
        LocalChange.SHIPPED: _("As the program has it"),
    }
    return words[LocalChange(change)]


class CatalogueDialog(Question):
    """Asks what is to hold here, from which day, and why."""

    def __init__(self, words: Words, areas: Sequence[tuple[str, str]], parent: QWidget) -> None:
        """``areas`` are those of today."""
        told = _("The program's catalogue stays as it is: your row holds over it from its day on, for everybody here.")
        super().__init__(_("Change the catalogue"), told, _("Save"), name="catalogueDialog", parent=parent)
        self.change = Choice([(change.value, change_words(change)) for change in LocalChange])
        known = [(row.code, words.intervention(row.code)) for row in words.intervention_rows]
        self.kind = Choice([("", _("Choose")), *known], editable=True)
        self.sv, self.en = LineEdit(limit=LONGEST_TITLE), LineEdit(limit=LONGEST_TITLE)
        self.area = Choice([("", _("Choose")), *areas])
        self.actor = Choice([("", _("Choose")), *words.actors])
        self.payer = Choice([("", _("Choose")), *words.actors])
        self.begins = LineEdit(placeholder=_("YYYY-MM-DD"), limit=10)
        self.reason = LineEdit(limit=200)
        self._fields = {
            "change": Field(_("What is to hold"), self.change, name="catalogueChange"),
            "kind": Field(_("Intervention"), self.kind, name="catalogueKind"),
            "sv": Field(_("Name in Swedish"), self.sv, name="catalogueSv"),
            "en": Field(_("Name in English"), self.en, name="catalogueEn", note=_("may be left empty")),
            "area": Field(_("Area"), self.area, name="catalogueArea"),
            "actor": Field(_("Who does it"), self.actor, name="catalogueActor"),
            "payer": Field(_("Who pays"), self.payer, name="cataloguePayer"),
            "begins": Field(_("From"), self.begins, name="catalogueBegins", note=_("today if empty")),
            "reason": Field(_("Reason"), self.reason, name="catalogueReason", note=_("kept in the log")),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self.body.addStretch(1)
        for choice in (self.change, self.kind, self.area, self.actor, self.payer):
            choice.currentIndexChanged.connect(lambda _index: self._look())
        for line in (self.sv, self.begins, self.reason):
            line.textChanged.connect(lambda _text: self._look())
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def entered(self) -> EnteredLocal:
        """What was chosen; only what belongs to the kind of change."""
        change = LocalChange(self.change.code())
        actors = self.actor.code(), self.payer.code()
        if change is LocalChange.OWN:
            return EnteredLocal(change, "", self.area.code(), *actors, self.sv.text(), self.en.text())
        if change is LocalChange.CHANGED:
            return EnteredLocal(change, self.kind.code(), "", *actors)
        return EnteredLocal(change, self.kind.code())

    def _look(self) -> None:
        change = LocalChange(self.change.code())
        own, changed = change is LocalChange.OWN, change is LocalChange.CHANGED
        shown = {"kind": not own, "sv": own, "en": own, "area": own, "actor": own or changed, "payer": own or changed}
        for name, wanted in shown.items():
            self._fields[name].setVisible(wanted)
        whole = all((self.sv.text().strip(), self.area.code(), self.actor.code(), self.payer.code()))
        day = not self.begins.text().strip() or read_full_day(self.begins.text()) is not None
        self.go.setEnabled(bool(self.reason.text().strip()) and day and (whole if own else bool(self.kind.code())))
        make_room(self)


class CataloguePart(LocalRows[LocalRow]):
    """What holds here, newest first, and a button for a new row. Only for who may change it."""

    def __init__(self, shell: Shell, desk: Desk) -> None:
        """Reads at once."""
        said = LocalWords(
            heading=_("Interventions in this municipality"),
            over=_("over the program's catalogue"),
            change=_("Change the catalogue"),
            nothing=_("Nothing differs from the program's catalogue."),
        )
        super().__init__(shell, desk, said, name="catalogue")

    def reading(self) -> Callable[[], Sequence[LocalRow]]:
        """Read the rows that the municipality has made."""
        return partial(intervention_catalogue.local_interventions, self.desk.register, by=self.desk.user)

    def told(self, row: LocalRow) -> Sequence[str]:
        """Return the intervention, what the row does and since when, who does it and pays, and why."""
        words = self.desk.words
        return (
            words.intervention(row.code),
            change_words(row.change),
            _("from {day}").format(day=day_text(row.begins)),
            words.actor(row.actor) if row.actor else "",
            words.actor(row.payer) if row.payer else "",
            row.reason,
        )

    def asked(self) -> Callable[[], Changes] | None:
        """Ask which intervention, and what is to hold of it."""
        desk = self.desk
        rows = choices.intervention_areas(desk.register, by=desk.user)
        areas = [(row.code, row.sv if code() == "sv" else row.en) for row in rows]
        dialog = CatalogueDialog(desk.words, areas, self)
        if not dialog.exec():
            return None
        return partial(
            intervention_catalogue.change_catalogue,
            desk.register,
            entered=dialog.entered(),
            begins=read_full_day(dialog.begins.text()) or desk.today(),
            reason=dialog.reason.text(),
            by=desk.user,
        )
