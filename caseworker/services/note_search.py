"""Searching the words of notes, within the caller's reach. What is shown of a note is a look at it, and is logged."""

from collections import defaultdict
from collections.abc import Iterator

from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.ids import NoteId
from caseworker.domain.notes import snippet
from caseworker.domain.rows import FoundNote
from caseworker.services._search_log import settled
from caseworker.services.registry import service
from caseworker.store import journal, linking, note_words
from caseworker.store.reading import Reader
from caseworker.store.register import Register

MOST_FOUND = 50


@service(needs="person.read", record="person", retention="case")
def find_notes(register: Register, *, text: str, by: User) -> tuple[FoundNote, ...]:
    """Return signed notes with every word of ``text`` or one that begins so, those signed last first; at most 50.

    Only of people the caller may read, never of protected ones. Each person of whom something is shown gets a row in
    the log; a search that cannot be logged does not happen. Not for every key: for a search that is meant.
    """
    with register.change(by=by) as tx:
        found = tuple(_found(tx.reader, text))
        shown = defaultdict[str, list[NoteId]](list)
        for one in found:
            shown[one.person.id].append(one.note)
        for person, notes in shown.items():
            tx.note(Event("note.found", person, {"notes": notes}))
        if text.strip():
            tx.note(settled(register, text, len(found)))
        tx.commit()
    return found


def _found(reader: Reader, text: str) -> Iterator[FoundNote]:
    count = 0
    for note in note_words.find(reader.connection, text):
        main = linking.main_of(reader.connection, journal.person_of(reader.connection, note))
        row = next(iter(reader.rows_of([main])), None)
        if row is None or row.protected is not None:
            continue
        day, words = journal.text_of(reader.connection, note)
        yield FoundNote(NoteId(note), row, day, snippet(words, text))
        count += 1
        if count == MOST_FOUND:
            return
