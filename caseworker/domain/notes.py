"""The case journal (journalanteckning): notes are added, never changed; a correction is a new note naming the old."""

from dataclasses import dataclass
from datetime import date, datetime

from caseworker.domain.ids import CaseId, NoteId, StaffId
from caseworker.errors import Refused

LONGEST_NOTE = 20_000


@dataclass(eq=False)
class JournalNote:
    """One signed note. ``written`` is UTC, ``happened_on`` the day it is about."""

    id: NoteId
    case_id: CaseId
    author_id: StaffId
    written: datetime
    happened_on: date
    text: str
    corrects: NoteId | None = None


def require_note_text(text: str) -> str:
    """Return the trimmed text. Raises ``Refused("note.empty")`` or ``Refused("note.too_long", longest=…)``."""
    text = text.strip()
    if not text:
        raise Refused("note.empty")
    if len(text) > LONGEST_NOTE:
        raise Refused("note.too_long", longest=LONGEST_NOTE)
    return text
