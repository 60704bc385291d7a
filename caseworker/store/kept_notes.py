"""The notes of one writing transaction, with their words also where these are sealed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseworker.domain.ids import CaseId, NoteId, StaffId
from caseworker.domain.notes import JournalNote
from caseworker.errors import Refused
from caseworker.store import compartments, journal, note_words, sealable
from caseworker.store import tables as t
from caseworker.store.reach import Bounds
from caseworker.store.sealed_writing import SealedWrites


class KeptNotes:
    """Notes by id, within the bounds of the call."""

    def __init__(self, session: Session, sealed: SealedWrites, bounds: Bounds) -> None:
        """Load through ``session``; words of protected persons through ``sealed``."""
        self._session = session
        self._sealed = sealed
        self._bounds = bounds
        # the session itself holds what is unchanged only weakly
        self._held: list[JournalNote] = []

    def get(self, id: NoteId) -> JournalNote:
        """Return a note.

        Raises ``Refused`` with ``note.unknown``, ``access.out_of_reach`` (also for what others have not signed) or
        ``protection.closed``.
        """
        note = self._session.get(JournalNote, id)
        if note is None:
            raise Refused("note.unknown")
        person = self.person_of(note)
        self._bounds.require(person)
        if note.signed is None and not self._bounds.sees_unsigned(person, note.author_id):
            raise Refused("access.out_of_reach")
        return self._filled(note, person)

    def being_written(self, case: CaseId, author: StaffId) -> JournalNote | None:
        """Return the note that ``author`` has begun in this case and not signed, the latest if there are several."""
        at = t.notes.c
        query = select(JournalNote).where(at.case_id == case, at.author_id == author, at.signed.is_(None))
        note = self._session.scalars(query.order_by(at.begun.desc(), at.id.desc()).limit(1)).first()
        return note if note is None else self._filled(note, self.person_of(note))

    def person_of(self, note: JournalNote) -> str:
        """Return whose journal a note that is kept stands in."""
        return journal.person_of(self._session.connection(), note.id)

    def drop(self, note: JournalNote) -> None:
        """Take an unsigned note away, its sealed words too."""
        compartments.drop(self._session.connection(), note.id, sealable.NOTE)
        self._session.delete(note)

    def let_find(self, note: JournalNote) -> None:
        """Let a note that is signed in this transaction be found by its words, unless they are sealed."""
        self._session.flush()
        note_words.put(self._session.connection(), note.id)

    def _filled(self, note: JournalNote, person: str) -> JournalNote:
        self._sealed.fill_words(note, person)
        self._held.append(note)
        return note
