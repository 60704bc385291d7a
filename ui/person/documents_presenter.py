"""Between the tab Dokument and the services: files are read and documents drawn in a worker, never on a disk.

A document that was opened lies in memory until another is opened or the page is left. Touches no widget.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from caseworker.domain.attachments import LARGEST, AttachmentRow, Removal
from caseworker.domain.changes import Changes
from caseworker.domain.ids import NoteId, PersonId
from caseworker.errors import EnvironmentFault
from caseworker.services import attachments
from caseworker.services.attachments import ShownDocument
from caseworker.services.letters import PageImage
from ui.desk import Desk
from ui.outlet import save_file
from ui.tasks import Runner


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page of an opened document."""

    document: str
    number: int
    image: PageImage


class DocumentsPresenter(QObject):
    """``opened(ShownDocument)``, then ``drawn(DrawnPage)`` for each page that is asked for.

    ``changed(Changes)`` after a write, ``saved(Path)`` when one was saved out.
    """

    opened = Signal(object)
    drawn = Signal(object)
    changed = Signal(object)
    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        """Start with nothing open."""
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._shown: ShownDocument | None = None
        self._added = 0

    def add_file(self, person: str, path: Path, title: str = "", note: str = "") -> None:
        """Add a file from the disk; nothing of it is read here that is larger than may be kept."""
        self._add(person, path.name, title, note, partial(_content_of, path))

    def add_bytes(self, person: str, content: bytes, title: str, note: str = "") -> None:
        """Add a picture that was pasted."""
        self._add(person, "", title, note, lambda: content)

    def open(self, row: AttachmentRow) -> None:
        """Open a document; the look is logged before anything is shown."""
        self.close()
        read = partial(
            attachments.open_attachment,
            self._desk.register,
            person=PersonId(row.person),
            attachment=row.id,
            by=self._desk.user,
        )
        self._runner.run("documents.open", read, self._opened, self.failed.emit)

    def draw(self, number: int, wide: int) -> None:
        """Draw one page of the opened document."""
        shown, desk = self._shown, self._desk
        if shown is None:
            return
        page = partial(attachments.attachment_page, desk.register, document=shown, page=number, wide=wide, by=desk.user)
        self._runner.run(
            "documents.draw",
            page,
            lambda image: self.drawn.emit(DrawnPage(shown.id, number, image)),
            self.failed.emit,
        )

    def close(self) -> None:
        """Forget the opened document."""
        self._shown = None
        self._runner.cancel("documents.open")
        self._runner.cancel("documents.draw")

    def save(self, row: AttachmentRow, purpose: str, path: Path) -> None:
        """Log and save a document where the user wants it."""
        desk = self._desk

        def work() -> Path:
            out = attachments.save_attachment(
                desk.register, person=PersonId(row.person), attachment=row.id, purpose=purpose, by=desk.user
            )
            save_file(path, out.content)
            return path

        self._runner.run("documents.save", work, self.saved.emit, self.failed.emit)

    def remove(self, row: AttachmentRow, removal: Removal) -> None:
        """Take a document out of the file; another person's is erased for good."""
        if removal is Removal.WRONG_PERSON:
            self._write(attachments.erase_attachment, row)
        else:
            self._write(partial(attachments.remove_attachment, removal=removal), row)

    def put_back(self, row: AttachmentRow) -> None:
        """Put a document back into the file."""
        self._write(attachments.put_back_attachment, row)

    def _add(self, person: str, name: str, title: str, note: str, read: Callable[[], bytes]) -> None:
        desk = self._desk

        def work() -> Changes:
            return attachments.add_attachment(
                desk.register,
                person=PersonId(person),
                content=read(),
                file_name=name,
                title=title,
                note=NoteId(note) if note else None,
                by=desk.user,
            )

        self._added += 1  # several may be added at once: each has a key of its own, or the next would end it
        self._runner.run(f"documents.add{self._added}", work, self.changed.emit, self.failed.emit)

    def _write(self, act: Callable[..., Changes], row: AttachmentRow) -> None:
        desk = self._desk
        work = partial(act, desk.register, person=PersonId(row.person), attachment=row.id, by=desk.user)
        self._runner.run("documents.write", work, self.changed.emit, self.failed.emit)

    def _opened(self, shown: ShownDocument) -> None:
        self._shown = shown
        self.opened.emit(shown)


def _content_of(path: Path) -> bytes:
    """Read a file, at most one byte more than may be kept. Raises ``EnvironmentFault("attachment.unreadable")``."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise EnvironmentFault("attachment.unreadable") from None
