"""The words notes are searched by: folded, in an index whose numbers are its own (``note_numbers``).

Only signed notes whose words lie open are in it, and none of a file that waits to be erased.
A derived table: each transaction keeps it in step, and it can be made anew. Nothing here is ever logged.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

from caseworker.domain.notes import search_words
from caseworker.store.engine import cursor_of, read_rows

_SEARCHED = """
    FROM notes JOIN cases ON cases.id = notes.case_id
    WHERE notes.signed IS NOT NULL AND notes.text <> '' AND NOT EXISTS (
        SELECT 1 FROM erasure_items AS i JOIN erasure_lists AS l ON l.id = i.list_id
        WHERE i.person_id = cases.person_id AND l.approved IS NOT NULL AND l.ended IS NULL)"""
_OF_PERSON = f"SELECT notes.id, notes.text {_SEARCHED} AND cases.person_id = ?"
_ONE = f"SELECT notes.id, notes.text {_SEARCHED} AND notes.id = ?"
_EVERY = f"SELECT notes.id, notes.text {_SEARCHED} ORDER BY notes.signed, notes.id"
_MISSING = " AND notes.id NOT IN (SELECT note_id FROM note_numbers)"
_GONE = """
    DELETE FROM note_numbers WHERE note_id IN (
        SELECT notes.id FROM notes JOIN cases ON cases.id = notes.case_id WHERE cases.person_id = ?)"""
_STORED = "SELECT note_id, words FROM note_numbers LEFT JOIN note_words ON note_words.rowid = no"
_FOUND = """
    SELECT note_id FROM note_words JOIN note_numbers ON no = note_words.rowid WHERE note_words MATCH ?
    ORDER BY note_words.rowid DESC"""
_MOST_WORDS = 6


def put(connection: Connection, note: str) -> None:
    """Let a note that was just signed be found."""
    _put(connection, read_rows(connection, _ONE + _MISSING, (note,)))


def refresh(connection: Connection, person: str) -> None:
    """Let every note of a person be found that may be: she came into the lists, or her words into the open."""
    _put(connection, read_rows(connection, _OF_PERSON + _MISSING, (person,)))


def purge(connection: Connection, person: str) -> None:
    """Take the words of a person's notes out of the index and the file."""
    cursor_of(connection).execute(_GONE, (person,))


def find(connection: Connection, text: str) -> Iterator[str]:
    """Yield the ids of the notes that have every word of ``text`` or one that begins so, those signed last first."""
    words = search_words(text)[:_MOST_WORDS]
    if words:
        query = " AND ".join(f'"{word}" *' for word in words)
        yield from connection.exec_driver_sql(_FOUND, (query,)).scalars()


def rebuild(connection: Connection) -> int:
    """Write the whole index anew; return how many notes are in it."""
    cursor = cursor_of(connection)
    cursor.execute("INSERT INTO note_words (note_words) VALUES ('rebuild')")
    cursor.execute("DELETE FROM note_numbers")
    cursor.execute("DELETE FROM note_words")  # words without a number
    rows = read_rows(connection, _EVERY)
    _put(connection, rows)
    return len(rows)


def compare(connection: Connection) -> int:
    """Return how many notes are missing in the index, too many in it, or there with other words."""
    stored: dict[str, str] = {note: words for note, words in read_rows(connection, _STORED)}
    wrong: int = sum(stored.pop(note, None) != _words(text) for note, text in read_rows(connection, _EVERY))
    ((alone,),) = read_rows(
        connection, "SELECT count(*) FROM note_words WHERE rowid NOT IN (SELECT no FROM note_numbers)"
    )
    return wrong + len(stored) + int(alone)


def _put(connection: Connection, rows: Sequence[Sequence[Any]]) -> None:
    cursor = cursor_of(connection)
    for note, text in rows:
        cursor.execute("INSERT INTO note_numbers (note_id) VALUES (?)", (note,))
        words = (cursor.lastrowid, _words(text))
        cursor.execute("INSERT INTO note_words (rowid, words) VALUES (?, ?)", words)


def _words(text: str) -> str:
    return " ".join(search_words(text))
