"""Dokument: the papers of a file in a list, the one that is open beside it. Shown from memory, never from a disk."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseworker.domain.attachments import AttachmentKind, AttachmentRow
from caseworker.domain.rows import PersonFile
from caseworker.services.attachments import ShownDocument
from ui.desk import Desk
from ui.language import _, clock_text, day_text, ngettext
from ui.models.lazy_rows import LazyRowsModel
from ui.person.documents_presenter import DrawnPage
from ui.widgets.button import Button
from ui.widgets.page_preview import PagePreview
from ui.widgets.rows import Cell, Column, RowList
from ui.widgets.text import Hairline, Label, SectionHeading

_ICONS = {"pdf": "file-text", "png": "image", "jpg": "image", "docx": "type"}
KIB = 1024


class DocumentsTab(QWidget):
    """Enter opens a document, Delete takes it out, Ctrl V pastes a picture, files may be dropped anywhere.

    ``add_asked()``, ``files_dropped(list of Path)``, ``pasted(bytes)``; with a row: ``open_asked``, ``save_asked``,
    ``remove_asked``, ``back_asked``; ``page_wanted(number, wide)``; ``closed()`` when nothing is to lie open.
    """

    add_asked = Signal()
    files_dropped = Signal(object)
    pasted = Signal(object)
    open_asked = Signal(object)
    save_asked = Signal(object)
    remove_asked = Signal(object)
    back_asked = Signal(object)
    page_wanted = Signal(int, int)
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        """Start without documents."""
        super().__init__()
        self.setObjectName("documentsTab")
        self.setAcceptDrops(True)
        self._desk = desk
        self._open = ""
        self._may_keep = desk.may("attachment.keep")
        self._model = LazyRowsModel(self._spoken)
        columns = (
            Column(self._title, share=3, minimum=180),
            Column(self._when, share=1, minimum=130, folds=True),
        )
        self.list = RowList(_("Documents"), name="documentList", columns=columns, height=56)
        self.list.setModel(self._model)
        self.add = Button(_("Add a document"), name="documentAdd", icon="plus", keycap="N")
        self.show_button = Button(_("Show"), "primary", name="documentShow", icon="eye", keycap="Enter")
        self.save = Button(_("Save out"), name="documentSave", icon="file-down")
        self.remove = Button(_("Take out"), name="documentRemove", icon="trash-2", keycap="Del")
        self.back = Button(_("Put back"), name="documentBack", icon="undo-2")
        self._heading = SectionHeading(_("Documents"), end=self.add)
        self._none = Label(
            _("No documents yet. Drop a file here, paste a picture with Ctrl V, or press N."), "body", "ink2", wrap=True
        )
        self._told = Label("", "small", "ink2", wrap=True, name="documentTold")
        self.preview = PagePreview(_("The open document"), _("No document is open"), "")
        self._lay_out()
        self._connect()
        self._look(None)

    def show_file(self, file: PersonFile) -> None:
        """Show the documents of a file; one that is open stays open while it is in the file."""
        chosen = self.list.current_row()
        rows = file.attachments
        self._model.show_list(rows)
        inside = sum(row.removed is None for row in rows)
        self._heading.set_texts(_("Documents"), ngettext("{n} in the file", "{n} in the file", inside).format(n=inside))
        self._none.setText(
            _("The documents are sealed. Show the protected details first.")
            if file.is_closed
            else _("No documents yet. Drop a file here, paste a picture with Ctrl V, or press N.")
        )
        self._none.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.add.setVisible(self._may_keep and not file.is_closed)
        self.setAcceptDrops(self._may_keep and not file.is_closed)
        if self._open and not any(row.id == self._open and row.removed is None for row in rows):
            self.forget()
        ids = [row.id for row in rows]
        if ids:
            place = ids.index(chosen.id) if chosen is not None and chosen.id in ids else 0
            self.list.setCurrentIndex(self._model.index(place, 0))
        self._look(self.list.current_row())

    def show_document(self, shown: ShownDocument) -> None:
        """A document was opened."""
        self._open = shown.id
        self.preview.expect(shown.pages)

    def show_page(self, page: DrawnPage) -> None:
        """One page is drawn."""
        if page.document == self._open:
            self.preview.put_page(page.number, page.image)

    def say(self, text: str) -> None:
        """Say what happened to a document."""
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def forget(self) -> None:
        """Nothing of a document stays on the page."""
        self._open = ""
        self.preview.clear()
        self.say("")
        self.closed.emit()

    def begin(self) -> None:
        """Ask for a file to add."""
        if self.add.isVisibleTo(self):
            self.add_asked.emit()

    # What the user does
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes out, Ctrl V pastes a picture."""
        row = self.list.current_row()
        if event.key() == Qt.Key.Key_Delete and self.remove.isEnabled() and row is not None:
            self.remove_asked.emit(row)
        elif event.matches(QKeySequence.StandardKey.Paste) and self.acceptDrops():
            self.paste()
        else:
            super().keyPressEvent(event)

    def paste(self) -> None:
        """Take the picture that lies on the clipboard, as PNG."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.say(_("There is no picture to paste. Copy one first, or add a file."))
        else:
            self.pasted.emit(_as_png(image))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from this computer only."""
        if _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        event.acceptProposedAction()
        self.files_dropped.emit(_paths(event))

    # Inside
    def _connect(self) -> None:
        self.list.current_changed.connect(self._look)
        self.list.opened.connect(self._ask_to_open)
        self.add.clicked.connect(self.add_asked.emit)
        for button, signal in (
            (self.show_button, self.open_asked),
            (self.save, self.save_asked),
            (self.remove, self.remove_asked),
            (self.back, self.back_asked),
        ):
            button.clicked.connect(self._telling(signal.emit))
        self.preview.page_wanted.connect(lambda number: self.page_wanted.emit(number, self.preview.wide))

    def _telling(self, emit: Callable[[AttachmentRow], None]) -> Callable[[], None]:
        def tell() -> None:
            row = self.list.current_row()
            if row is not None:
                emit(row)

        return tell

    def _ask_to_open(self, row: AttachmentRow) -> None:
        if row.can_be_shown:
            self.open_asked.emit(row)
        elif row.removed is None:
            self.save_asked.emit(row)

    def _look(self, row: AttachmentRow | None) -> None:
        inside = row is not None and row.removed is None
        self.show_button.setVisible(row is not None and row.can_be_shown)
        self.save.setVisible(inside and self._may_keep)
        self.remove.setVisible(inside and self._may_keep)
        self.remove.setEnabled(inside and self._may_keep)
        erased = row is not None and row.removal == "wrong_person"
        self.back.setVisible(row is not None and not inside and not erased and self._may_keep)
        word = inside and row is not None and row.kind is AttachmentKind.DOCX
        self.say(_("A text document is not shown here. Save it out to read it in another program.") if word else "")

    def _title(self, row: AttachmentRow) -> Cell:
        kind = "JPG" if row.kind is AttachmentKind.JPEG else row.kind.value.upper()
        size = _("{n} kB").format(n=max(round(row.size / KIB), 1))
        pages = ngettext("{n} page", "{n} pages", row.pages).format(n=row.pages) if row.pages > 1 else ""
        note = _("belongs to a note") if row.note else ""
        about = " · ".join(part for part in (kind, size, pages, note, row.of_case, _removal_words(row)) if part)
        gone = row.removed is not None
        return Cell(
            row.title or _("Erased document"),
            about,
            icon="x" if gone else _ICONS[row.kind.value],
            top_color="ink2" if gone else "ink",
            weight=600,
        )

    def _when(self, row: AttachmentRow) -> Cell:
        return Cell(_moment(self._desk.local(row.added)), row.added_by)

    def _spoken(self, row: AttachmentRow) -> str:
        cells = (self._title(row), self._when(row))
        return ", ".join(part for cell in cells for part in (cell.top, cell.bottom) if part)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.show_button, self.save, self.remove, self.back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        column.addWidget(self._told)
        column.addStretch(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 5)
        row.addWidget(Hairline(vertical=True))
        row.addWidget(self.preview, 6)


def _removal_words(row: AttachmentRow) -> str:
    words = {
        "duplicate": _("taken out: there twice"),
        "not_needed": _("taken out: not needed"),
        "wrong_person": _("erased: another person's"),
    }
    return words.get(row.removal, "")


def _moment(at: datetime) -> str:
    return f"{day_text(at.date())} {clock_text(at)}"


def _as_png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs name the format in bytes
    return bytes(buffer.data().data())


def _paths(event: QDragEnterEvent | QDropEvent) -> Sequence[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
