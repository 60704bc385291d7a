"""The case journal (journalanteckning): written until it is signed, and never changed after that.

What is being typed is an unsigned note already (osignerad anteckning). Only who wrote it signs it; then it is corrected
by a new note that names it, and what the person herself says is wrong stands beside it (SoL 14 kap. 6 §).
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from caseworker.domain.ids import CaseId, NoteId, StaffId
from caseworker.domain.workdays import workdays_after
from caseworker.errors import Refused

LONGEST_NOTE = 20_000
LONGEST_LINE = 200
LONGEST_DISPUTE = 4_000
UNSIGNED_WORKDAYS = 3  # after so many an unsigned note is asked about
_SNIPPET = 160
_CLOCK = r"([01]?\d|2[0-3])[:.]([0-5]\d)"
_SPAN = re.compile(rf"{_CLOCK}\s*[-–]\s*{_CLOCK}")
_MINUTES = re.compile(r"(\d{1,3})(?:\s*min(?:uter|utes)?\.?)?")
_WORD = re.compile(r"[^\W_]+")
_SWEDISH = "åäö"


class NoteKind(StrEnum):
    """What a note holds, which must show in it (uppgifternas art)."""

    UNMARKED = "unmarked"  # from before notes were marked
    FACT = "fact"  # faktauppgift
    STATEMENT = "statement"  # uppgift lämnad av någon
    ASSESSMENT = "assessment"  # bedömning


@dataclass(frozen=True, slots=True)
class EnteredNote:
    """What stands in the editor. ``happened_on`` None: today. ``interpreter_time`` is "10:00–10:45" or minutes."""

    text: str
    kind: NoteKind = NoteKind.FACT
    stated_by: str = ""  # who said it, of a statement
    happened_on: date | None = None
    interpreter: str = ""  # name or id of who interpreted (tolk)
    interpreter_language: str = ""
    interpreter_time: str = ""
    corrects: NoteId | None = None


@dataclass(eq=False)
class JournalNote:
    """One note. Instants are UTC; ``happened_on`` is the day it is about.

    ``written`` is when its words were last kept; ``signed`` None until its author has signed it, which also keeps the
    name and role she had then.
    """

    id: NoteId
    case_id: CaseId
    author_id: StaffId
    begun: datetime
    written: datetime
    happened_on: date
    text: str
    corrects: NoteId | None = None
    kind: NoteKind = NoteKind.FACT
    stated_by: str = ""
    interpreter: str = ""
    interpreter_language: str = ""
    interpreter_time: str = ""
    signed: datetime | None = None
    signed_name: str = ""
    signed_role: str = ""

    def keep(self, entered: EnteredNote, *, at: datetime, today: date) -> None:
        """Take over what stands in the editor, finished or not. Raises ``Refused("note.signed" | "note.too_long")``."""
        self.require_unsigned()
        for words, longest in _lengths(entered):
            if len(words) > longest:
                raise Refused("note.too_long", longest=longest)
        self.text, self.kind, self.stated_by = entered.text, entered.kind, entered.stated_by
        self.happened_on = entered.happened_on or today
        self.interpreter, self.interpreter_time = entered.interpreter, entered.interpreter_time
        self.interpreter_language = entered.interpreter_language
        self.corrects = entered.corrects
        self.written = at

    def sign(self, *, by: StaffId, name: str, role: str, at: datetime, today: date) -> None:
        """Lock the note in the name of its author (signera).

        Raises ``Refused`` with ``note.not_yours``, ``note.signed``, ``note.empty``, ``note.in_future``,
        ``note.stated_by`` (a statement without who made it) or ``note.interpreter_time``.
        """
        if by != self.author_id:
            raise Refused("note.not_yours")
        self.require_unsigned()
        if self.happened_on > today:
            raise Refused("note.in_future")
        self.text = require_note_text(self.text)
        self.stated_by = _line(self.stated_by) if self.kind is NoteKind.STATEMENT else ""
        if self.kind is NoteKind.STATEMENT and not self.stated_by:
            raise Refused("note.stated_by")
        self.interpreter, self.interpreter_language = _line(self.interpreter), _line(self.interpreter_language)
        self.interpreter_time = interpreter_time(self.interpreter_time)
        self.written = self.signed = at
        self.signed_name, self.signed_role = name, role

    def require_unsigned(self) -> None:
        """Raise ``Refused("note.signed")`` once the note is signed."""
        if self.signed is not None:
            raise Refused("note.signed")

    def require_signed(self) -> None:
        """Raise ``Refused("note.unsigned")`` for a note that can still be changed by its author."""
        if self.signed is None:
            raise Refused("note.unsigned")


@dataclass(eq=False)
class NoteDispute:
    """What the person herself says is wrong in a signed note (den enskilde anser att uppgiften är fel). Never changed.

    ``recorded`` is UTC; ``recorded_name`` the name the colleague had then.
    """

    id: str
    note_id: NoteId
    case_id: CaseId
    recorded: datetime
    recorded_by: StaffId
    recorded_name: str
    text: str


def require_note_text(text: str) -> str:
    """Return the trimmed text. Raises ``Refused("note.empty")`` or ``Refused("note.too_long", longest=…)``."""
    return _some_text(text, LONGEST_NOTE)


def require_dispute_text(text: str) -> str:
    """Return what the person says, trimmed. Raises ``Refused("note.empty" | "note.too_long")``."""
    return _some_text(text, LONGEST_DISPUTE)


def interpreter_time(text: str) -> str:
    """Return when or how long was interpreted: "10:00–10:45", "45 min" or "".

    Raises ``Refused("note.interpreter_time")`` for anything else, and when the end comes first.
    """
    typed = text.strip()
    if not typed:
        return ""
    if span := _SPAN.fullmatch(typed):
        begins, ends = (time(int(span[place]), int(span[place + 1])) for place in (1, 3))
        if begins < ends:
            return f"{begins:%H:%M}–{ends:%H:%M}"
    elif (length := _MINUTES.fullmatch(typed.lower())) and int(length[1]):
        return f"{int(length[1])} min"
    raise Refused("note.interpreter_time")


def sign_by(begun: date) -> date:
    """Return the day from which the signature of a note that was begun on ``begun`` is asked for."""
    return workdays_after(begun, UNSIGNED_WORKDAYS)


def search_words(text: str) -> list[str]:
    """Return the words of ``text``, in order, without case and marks; å, ä and ö are letters of their own."""
    return _WORD.findall(_folded(text))


def matches(text: str, wanted: str) -> bool:
    """Tell whether every word of ``wanted`` begins a word of ``text``, whatever case and marks."""
    words = search_words(text)
    return all(any(word.startswith(begun) for word in words) for begun in search_words(wanted))


def snippet(text: str, wanted: str) -> str:
    """Return the part of ``text`` around the first word that begins as one of ``wanted``, on one line."""
    flat = " ".join(text.split())
    sought = search_words(wanted)
    hits = (
        word.start()
        for word in _WORD.finditer(flat)
        if any(part.startswith(begun) for part in search_words(word[0]) for begun in sought)
    )
    start = max(0, next(hits, 0) - _SNIPPET // 3)
    if start:
        start = flat.find(" ", start) + 1
    end = min(len(flat), start + _SNIPPET)
    return f"{'… ' if start else ''}{flat[start:end].strip()}{' …' if end < len(flat) else ''}"


def _lengths(entered: EnteredNote) -> tuple[tuple[str, int], ...]:
    lines = (entered.stated_by, entered.interpreter, entered.interpreter_language, entered.interpreter_time)
    return ((entered.text, LONGEST_NOTE), *((line, LONGEST_LINE) for line in lines))


def _folded(text: str) -> str:
    whole = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if whole.isascii():
        return whole
    return "".join(letter if letter.isascii() or letter in _SWEDISH else _bare(letter) for letter in whole)


def _bare(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))


def _line(text: str) -> str:
    return " ".join(text.split())


def _some_text(text: str, longest: int) -> str:
    text = text.strip()
    if not text:
        raise Refused("note.empty")
    if len(text) > longest:
        raise Refused("note.too_long", longest=longest)
    return text
