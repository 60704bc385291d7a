"""Documents in a person's file (bilagor): what may be kept, how large it may be, and why one is taken out again.

What a file is, its content says and never its name. A body is bytes that are kept as they came; nothing here opens one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePath

from caseworker.domain.ids import NoteId, PersonId, StaffId
from caseworker.errors import Refused

MIB = 1024 * 1024
LARGEST = 10 * MIB
MOST_PAGES = 500
LONGEST_TITLE = 120
_BLANKS = re.compile(r"\s+")


class AttachmentKind(StrEnum):
    """What a document is; the value is the usual end of its file name."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    DOCX = "docx"


class Removal(StrEnum):
    """Why a document was taken out of a file."""

    DUPLICATE = "duplicate"
    NOT_NEEDED = "not_needed"
    WRONG_PERSON = "wrong_person"  # its body is erased for good


# what a file of each kind may be called; a name without an end says nothing
ENDS: dict[AttachmentKind, frozenset[str]] = {
    AttachmentKind.PDF: frozenset({".pdf"}),
    AttachmentKind.PNG: frozenset({".png"}),
    AttachmentKind.JPEG: frozenset({".jpg", ".jpeg", ".jfif"}),
    AttachmentKind.DOCX: frozenset({".docx"}),
}


@dataclass(eq=False)
class Attachment:
    """A document in a person's file. ``sha256`` is of its bytes, in hexadecimal; ``size`` in bytes.

    Shown in the program: everything but ``docx``, which has no ``pages``.
    """

    id: str
    person_id: PersonId
    note_id: NoteId | None
    title: str
    kind: AttachmentKind
    size: int
    pages: int
    sha256: str
    added: datetime
    added_by: StaffId
    removed: datetime | None = None
    removed_by: StaffId | None = None
    removal: str = ""  # a Removal, "" while it is in the file

    def remove(self, removal: Removal, *, by: StaffId, at: datetime) -> None:
        """Take it out of the file. Raises ``Refused("attachment.removed")`` when it is out already."""
        if self.removed is not None:
            raise Refused("attachment.removed")
        self.removed, self.removed_by, self.removal = at, by, removal.value
        if removal is Removal.WRONG_PERSON:
            self.title = ""  # it told of somebody else

    def put_back(self) -> None:
        """Put it back into the file. Raises ``Refused("attachment.erased" | "attachment.not_removed")``."""
        if self.removed is None:
            raise Refused("attachment.not_removed")
        if self.removal == Removal.WRONG_PERSON:
            raise Refused("attachment.erased")
        self.removed, self.removed_by, self.removal = None, None, ""


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A document as a list shows it: ``added_by`` and ``removed_by`` are names; ``note`` an id, "" for none.

    ``person`` is whose file it stands in; ``of_case`` that file's case number when it is another one of hers.
    """

    id: str
    person: str
    title: str
    kind: AttachmentKind
    size: int
    pages: int
    sha256: str
    added: datetime
    added_by: str
    note: str
    removed: datetime | None
    removed_by: str
    removal: str
    of_case: str = ""

    @property
    def can_be_shown(self) -> bool:
        """Tell whether the program itself shows it."""
        return self.removed is None and self.kind is not AttachmentKind.DOCX


def row_of(kept: Attachment, names: Mapping[str, str]) -> AttachmentRow:
    """Return a document as a row; ``names`` are those of the staff by id."""
    return AttachmentRow(
        kept.id,
        kept.person_id,
        kept.title,
        kept.kind,
        kept.size,
        kept.pages,
        kept.sha256,
        kept.added,
        names.get(kept.added_by, kept.added_by),
        kept.note_id or "",
        kept.removed,
        names.get(kept.removed_by or "", kept.removed_by or ""),
        kept.removal,
    )


def in_order(kept: Iterable[Attachment]) -> list[Attachment]:
    """Return those in the file before those taken out of it, each part newest first."""
    newest_first = sorted(kept, key=lambda one: (one.added, one.id), reverse=True)
    return sorted(newest_first, key=lambda one: one.removed is not None)


def require_size(size: int) -> None:
    """Refuse what is empty or too large. Raises ``Refused("attachment.empty" | "attachment.too_large", limit=MB)``."""
    if size == 0:
        raise Refused("attachment.empty")
    if size > LARGEST:
        raise Refused("attachment.too_large", limit=LARGEST // MIB)


def require_name_fits(file_name: str, kind: AttachmentKind) -> None:
    """Refuse a name that says another kind than the content does.

    Raises ``Refused("attachment.other_kind", named=…, kind=…)``; ``named`` is the end of the name only.
    """
    end = PurePath(file_name).suffix.casefold()
    if end and end not in ENDS[kind]:
        raise Refused("attachment.other_kind", named=end[:8], kind=kind.value)


def require_title(title: str, file_name: str = "") -> str:
    """Return the title on one line, or the file's name without its end where none was written.

    Raises ``Refused("attachment.title_missing")`` and ``Refused("attachment.title_long", longest=…)``.
    """
    title = _BLANKS.sub(" ", title).strip() or _BLANKS.sub(" ", PurePath(file_name).stem).strip()[:LONGEST_TITLE]
    if not title:
        raise Refused("attachment.title_missing")
    if len(title) > LONGEST_TITLE:
        raise Refused("attachment.title_long", longest=LONGEST_TITLE)
    return title
