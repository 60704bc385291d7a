"""Files of the same person from the file itself: linking another one, and taking linked files apart."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from caseworker.domain.changes import Changes
from caseworker.domain.finding import Hit
from caseworker.domain.ids import PersonId
from caseworker.domain.links import LinkGround, SplitGround, WrittenRow
from caseworker.domain.rows import LinkedFile, PersonFile
from caseworker.services import finding, linking
from ui.desk import Desk
from ui.language import _, day_text
from ui.shell.page import Command, Shell
from ui.widgets.columns import Scroll
from ui.widgets.fields import Choice, Field, LineEdit
from ui.widgets.question import Question
from ui.widgets.text import Label
from ui.widgets.tick import Tick
from ui.words import Words, shown_name

if TYPE_CHECKING:
    from ui.person.view import PersonPage


class LinkDialog(Question):
    """Accepted with another file and what the link rests on."""

    def __init__(self, hits: Sequence[Hit], parent: QWidget) -> None:
        """``hits`` are the files that may be chosen."""
        told = _("Nothing is moved: both files are shown as one, and you can take them apart again.")
        super().__init__(_("Which file is the same person's?"), told, _("Show as one"), name="link", parent=parent)
        rows = [(hit.person.id, _file_words(hit)) for hit in hits]
        self.other = Choice(rows)
        self.ground = Choice(
            (
                (LinkGround.SAME_DOCUMENT, _("The same document was seen")),
                (LinkGround.AUTHORITY, _("An authority says so")),
                (LinkGround.OWN_WORD, _("The person says so")),
                (LinkGround.COMPARED, _("What is recorded here")),
            )
        )
        self.changed = Tick(_("One personal identity number took the place of the other"), name="linkNumberChanged")
        self.body.addWidget(Field(_("Case file"), self.other, name="linkOther"))
        self.body.addWidget(Field(_("What it rests on"), self.ground, name="linkGround"))
        self.body.addWidget(self.changed)
        self.other.setFocus()


class FindDialog(Question):
    """Accepted with a text that the other file is looked for by."""

    def __init__(self, parent: QWidget) -> None:
        """Nothing is looked for before it is accepted."""
        told = _("Write the case number, a name or a number. A protected person is found by case number only.")
        super().__init__(_("Another file of the same person"), told, _("Look for it"), name="linkFind", parent=parent)
        self.line = LineEdit(limit=120)
        self.body.addWidget(Field(_("Case number, name or number"), self.line, name="linkText"))
        self.line.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self.go.setEnabled(False)
        self.line.setFocus()


class SplitDialog(Question):
    """Accepted with why files are taken apart and which of the rows written meanwhile change file."""

    def __init__(self, file: LinkedFile, rows: Sequence[WrittenRow], words: Words, parent: QWidget) -> None:
        """``rows`` were written while the files were linked; those that can be moved may be ticked."""
        told = (
            _("What was written while they were linked is listed here. Tick what belongs in the other file.")
            if rows
            else _("Nothing was written while they were linked. Every row is in its own file.")
        )
        title = _("Take case {number} apart?").format(number=file.case_number)
        super().__init__(title, told, _("Take apart"), name="split", parent=parent)
        self._ticks: dict[str, Tick] = {}
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for place, row in enumerate(rows, 1):
            text = row_words(row, words)
            if row.movable:
                tick = Tick(text, name=f"splitRow{place}")
                self._ticks[row.id] = tick
                column.addWidget(tick)
            else:
                stays = _("{row}: stays where it was written").format(row=text)
                column.addWidget(Label(stays, "body", "ink2", wrap=True))
        if rows:
            self.body.addWidget(Scroll(listed, name="splitRows", label=_("Written while linked")))
        self.ground = Choice(
            (
                (SplitGround.OTHER_PERSON, _("They are different people")),
                (SplitGround.WRONG_FILE, _("The wrong file was chosen")),
            )
        )
        self.body.addWidget(Field(_("Why"), self.ground, name="splitGround"))

    def moved(self) -> tuple[str, ...]:
        """The rows that change file."""
        return tuple(id for id, tick in self._ticks.items() if tick.isChecked())


def row_words(row: WrittenRow, words: Words) -> str:
    """A row that was written meanwhile: what it is, what it says, in which file."""
    kinds = {
        "name": _("Name"),
        "number": _("Number"),
        "address": _("Address"),
        "contact": _("Telephone or e-mail"),
        "status": _("Legal status"),
        "settlement": _("Settlement"),
        "accommodation": _("Accommodation"),
        "intervention": _("Intervention"),
        "note": _("Note"),
    }
    told: dict[str, Callable[[str], str]] = {
        "status": words.status,
        "settlement": words.settlement,
        "accommodation": words.accommodation,
        "intervention": words.intervention,
    }
    what = told[row.kind](row.what) if row.kind in told else row.what
    day = "" if row.day is None else day_text(row.day)
    parts = (f"{kinds[row.kind]}: {what}", day, _("in case {number}").format(number=row.case_number))
    return ", ".join(part for part in parts if part)


class Linking:
    """Asks and does for the page Personakt."""

    def __init__(self, page: "PersonPage", shell: Shell, desk: Desk) -> None:
        """Nothing is asked before a command."""
        self._page, self._shell, self._desk = page, shell, desk

    def commands(self) -> Sequence[Command]:
        """The ways in, for one who may link."""
        if not self._desk.may("person.link"):
            return ()
        file = self._page.presenter.file
        apart = [
            Command(
                f"person_split_{place}",
                _("Take case {number} apart from this file").format(number=one.case_number),
                partial(self.split, one),
                icon="users",
            )
            for place, one in enumerate(file.linked if file is not None else (), 1)
        ]
        return (Command("person_link", _("Another file is the same person's"), self.ask, icon="user-check"), *apart)

    def ask(self) -> None:
        """Ask for the other file, then what the link rests on."""
        file = self._page.presenter.file
        if file is None:
            return
        dialog = FindDialog(self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            desk = self._desk
            look = partial(finding.look_up, desk.register, text=dialog.line.text(), by=desk.user)
            self._shell.runner.run("person.link", look, partial(self._choose, file), self._shell.show_error)
        dialog.deleteLater()

    def split(self, linked: LinkedFile) -> None:
        """Show what was written meanwhile, then take the files apart."""
        desk = self._desk
        look = partial(linking.written_since, desk.register, person=PersonId(linked.person), by=desk.user)
        self._shell.runner.run("person.link", look, partial(self._split, linked), self._shell.show_error)

    def _choose(self, file: PersonFile, hits: Sequence[Hit]) -> None:
        others = [hit for hit in hits if hit.person.id != file.id]
        if not others:
            self._shell.notice(_("No other file was found by that."))
            return
        dialog = LinkDialog(others, self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            desk = self._desk
            act = partial(
                linking.link_people,
                desk.register,
                person=PersonId(file.id),
                other=PersonId(dialog.other.code()),
                ground=LinkGround(dialog.ground.code()),
                number_changed=dialog.changed.isChecked(),
                by=desk.user,
            )
            self._shell.runner.run("person.link", act, self._written, self._shell.show_error)
        dialog.deleteLater()

    def _split(self, linked: LinkedFile, rows: Sequence[WrittenRow]) -> None:
        dialog = SplitDialog(linked, rows, self._desk.words, self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            desk = self._desk
            act = partial(
                linking.unlink,
                desk.register,
                person=PersonId(linked.person),
                ground=SplitGround(dialog.ground.code()),
                moved=dialog.moved(),
                by=desk.user,
            )
            self._shell.runner.run("person.link", act, self._written, self._shell.show_error)
        dialog.deleteLater()

    def _written(self, changes: Changes) -> None:
        self._shell.show_saved(self._desk.local(changes.saved))
        self._shell.changes.changed.emit(changes)


def _file_words(hit: Hit) -> str:
    row = hit.person
    name = shown_name(row.name, row.case_number, row.protected)
    return f"{name} · {row.case_number}" if row.protected is None else name
