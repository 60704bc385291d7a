"""What the page Personakt does about documents and about what leaves the register: asks first, then tells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from caseworker.domain.attachments import AttachmentRow
from caseworker.domain.changes import Changes
from caseworker.domain.ids import PersonId
from caseworker.services import records
from caseworker.services.records import TakenOut
from ui.desk import Desk
from ui.language import _
from ui.outlet import Outlet
from ui.person.document_dialogs import AddDocumentDialog, RemoveDocumentDialog
from ui.person.documents import DocumentsTab
from ui.person.documents_presenter import DocumentsPresenter
from ui.purpose import PurposeDialog
from ui.shell.page import Command, Shell

if TYPE_CHECKING:
    from ui.person.view import PersonPage

_KINDS = "*.pdf *.png *.jpg *.jpeg *.docx"


@dataclass(frozen=True, slots=True)
class WayOut:
    """One thing that can be taken out about a person: its command, its words, its service."""

    name: str
    words: str
    told: str
    icon: str
    take: Callable[..., TakenOut]


class DocumentActs:
    """Asks and does for the page."""

    def __init__(self, page: "PersonPage", shell: Shell, desk: Desk, outlet: Outlet) -> None:
        """Nothing is asked before the user does something."""
        self._page, self._shell, self._desk, self._outlet = page, shell, desk, outlet
        self.presenter = DocumentsPresenter(desk, shell.runner, page)
        self.presenter.changed.connect(self._changed)
        self.presenter.saved.connect(self._saved)
        self.presenter.failed.connect(shell.show_error)

    def connect(self, tab: DocumentsTab) -> None:
        """Serve the tab, once it is built."""
        presenter = self.presenter
        tab.add_asked.connect(self.add)
        tab.files_dropped.connect(self._add_files)
        tab.pasted.connect(self._add_pasted)
        tab.open_asked.connect(presenter.open)
        tab.save_asked.connect(self._save)
        tab.remove_asked.connect(self._remove)
        tab.back_asked.connect(presenter.put_back)
        tab.page_wanted.connect(presenter.draw)
        tab.closed.connect(presenter.close)
        presenter.opened.connect(tab.show_document)
        presenter.drawn.connect(tab.show_page)

    def commands(self) -> Sequence[Command]:
        """The ways in, for one who may."""
        adding = [Command("document_add", _("Add a document"), self.add, icon="plus")]
        ways = [Command(way.name, way.words, partial(self._take_out, way), icon=way.icon) for way in ways_out()]
        return (
            *(adding if self._desk.may("attachment.keep") else ()),
            *(ways if self._desk.may("person.take_out") else ()),
        )

    # Documents
    def add(self) -> None:
        """Ask for files and add them."""
        if self._page.presenter.file is None:
            return
        kinds = _("Documents ({kinds})").format(kinds=_KINDS)
        names, _kind = QFileDialog.getOpenFileNames(self._page, _("Add documents"), str(Path.home()), kinds)
        self._add_files([Path(name) for name in names])

    def _add_files(self, paths: Sequence[Path]) -> None:
        file = self._page.presenter.file
        if file is None:
            return
        if len(paths) == 1:
            asked = self._asked(paths[0].stem)
            if asked is not None:
                self.presenter.add_file(file.id, paths[0], *asked)
            return
        for path in paths:
            self.presenter.add_file(file.id, path)

    def _add_pasted(self, content: bytes) -> None:
        file = self._page.presenter.file
        asked = self._asked(_("Pasted picture")) if file is not None else None
        if file is not None and asked is not None:
            self.presenter.add_bytes(file.id, content, *asked)

    def _asked(self, title: str) -> tuple[str, str] | None:
        file = self._page.presenter.file
        notes = [note for note in file.notes if not note.of_case] if file is not None else []
        dialog = AddDocumentDialog(title, notes, self._page)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        asked = (dialog.line.text(), dialog.note_choice.code())
        dialog.deleteLater()
        return asked if accepted else None

    def _save(self, row: AttachmentRow) -> None:
        told = _("The document leaves the encrypted register. Where it is saved, the program no longer protects it.")
        purpose = self._purpose(_("Save the document out?"), told)
        if purpose:
            suggested = "-".join((_("document"), f"{self._desk.today().isoformat()}.{row.kind.value}"))
            path = self._outlet.choose_file(self._page, _("Save the document"), suggested)
            if path is not None:
                self.presenter.save(row, purpose, path)

    def _remove(self, row: AttachmentRow) -> None:
        dialog = RemoveDocumentDialog(self._page)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.presenter.remove(row, dialog.removal)
        dialog.deleteLater()

    # What leaves the register
    def _take_out(self, way: WayOut) -> None:
        file, desk = self._page.presenter.file, self._desk
        if file is None:
            return
        purpose = self._purpose(way.words, way.told)
        folder = self._outlet.choose_folder(self._page, _("Folder for the files")) if purpose else None
        if folder is None:
            return
        work = partial(way.take, desk.register, person=PersonId(file.id), purpose=purpose, folder=folder, by=desk.user)
        self._shell.runner.run("person.take_out", work, self._taken_out, self._shell.show_error)

    def _taken_out(self, done: TakenOut) -> None:
        self._changed(done.changes)
        names = ", ".join(path.name for path in done.files)
        self._shell.notice(_("Written: {names}").format(names=names))

    def _purpose(self, title: str, told: str) -> str:
        dialog = PurposeDialog(title, told, _("Go on"), self._page)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        purpose = dialog.purpose
        dialog.deleteLater()
        return purpose if accepted else ""

    def _changed(self, changes: Changes) -> None:
        self._shell.show_saved(self._desk.local(changes.saved))
        self._shell.changes.changed.emit(changes)

    def _saved(self, path: Path) -> None:
        self._shell.notice(_("Saved as {file}").format(file=path.name))


def ways_out() -> tuple[WayOut, ...]:
    """What can be taken out about one person, in the order of the menu."""
    return (
        WayOut(
            "person_journal",
            _("Take out journal and plan"),
            _(
                "Signed notes and interventions as PDF/A and JSON, for the municipality's record system. Notes that "
                "nobody has signed are not in it. What is written leaves the protection of the register."
            ),
            "file-text",
            records.take_out_journal,
        ),
        WayOut(
            "person_extract",
            _("Register extract for this person"),
            _(
                "Everything the register holds about her, as PDF and JSON. Read it through before it is handed out: "
                "notes may tell of others. What is written leaves the protection of the register."
            ),
            "file-down",
            records.take_out_extract,
        ),
        WayOut(
            "person_looks",
            _("Who has read this file"),
            _(
                "Everybody who has opened the file, with role, unit and time, as PDF and JSON for the person herself. "
                "Colleagues stand there by name. What is written leaves the protection of the register."
            ),
            "eye",
            records.take_out_looks,
        ),
        WayOut(
            "person_handover",
            _("Hand over this case on paper"),
            _(
                "One page for whoever takes over: last days, promises, who is waited for, and what has happened, as "
                "PDF. What is written leaves the protection of the register."
            ),
            "users",
            records.take_out_handover,
        ),
    )
