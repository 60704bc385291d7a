"""Finding people by where they live: the words of today's addresses of each line, in a full-text table of their own.

Kept apart from names and numbers, so that whoever looks for a Björk does not find everybody on Björkvägen. Its row
number is that of the person's line. Nothing here is ever logged.
"""

from collections.abc import Iterator, Sequence, Set

from sqlalchemy import Connection

from caseworker.store.engine import cursor_of, read_rows

# what a line is found by: the addresses that hold, of all the files that are shown in it
_TOLD = """(
    SELECT group_concat(told, ' ') FROM (
        SELECT street || ' ' || postcode || ' ' || replace(postcode, ' ', '') || ' ' || city AS told FROM addresses
        WHERE ends IS NULL AND person_id IN (
            SELECT person_lines.person_id UNION ALL
            SELECT person_id FROM file_parts WHERE main_id = person_lines.person_id)
        ORDER BY begins, id))"""
_WRITE = f"INSERT INTO place_words (rowid, places) SELECT no, {_TOLD} FROM person_lines WHERE {_TOLD} IS NOT NULL"  # noqa: S608 - words of ours
_DELETE = "DELETE FROM place_words WHERE rowid = ?"
_MATCH = "SELECT rowid FROM place_words WHERE place_words MATCH ? ORDER BY rowid DESC"
_HOMES = """
    SELECT street, postcode, city FROM addresses JOIN person_lines ON no = ?
    WHERE ends IS NULL AND addresses.person_id IN (
        SELECT person_lines.person_id UNION ALL
        SELECT person_id FROM file_parts WHERE main_id = person_lines.person_id)
    ORDER BY begins DESC, addresses.id"""
_SHORTEST = 3
_WRONG = f"""
    SELECT count(*) FROM (SELECT no, {_TOLD} AS told FROM person_lines) AS line
    FULL JOIN place_words ON place_words.rowid = line.no WHERE line.told IS NOT place_words.places"""  # noqa: S608 - words of ours


def put(connection: Connection, no: int) -> None:
    """Write the words of the line ``no`` in place of the ones before."""
    purge(connection, no)
    cursor_of(connection).execute(f"{_WRITE} AND no = ?", (no,))


def put_after(connection: Connection, no: int) -> None:
    """Write the words of all lines after ``no``, which have none yet."""
    cursor_of(connection).execute(f"{_WRITE} AND no > ?", (no,))


def purge(connection: Connection, no: int) -> None:
    """Remove the words of a line, so that they are gone from the file as well."""
    cursor_of(connection).execute(_DELETE, (no,))


def find(connection: Connection, words: Sequence[str], known: Set[int], among: Set[int] | None = None) -> Iterator[int]:
    """Yield the lines of people who live where each of ``words`` begins a word, those registered last first.

    Those ``known`` already are left out, with ``among`` all but those lines. A text of very short words is no address.
    """
    if not any(len(word) >= _SHORTEST for word in words):
        return
    query = " AND ".join(f'"{word}" *' for word in words)
    cursor = cursor_of(connection)
    cursor.execute(_MATCH, (query,))
    # row by row: in a town where most people live, only the first of them are asked for
    while (found := cursor.fetchone()) is not None:
        if found[0] not in known and (among is None or found[0] in among):
            yield found[0]


def told(connection: Connection, no: int) -> str:
    """Return the street of the address by which the line ``no`` is found."""
    found = read_rows(connection, _HOMES, (no,))
    return str(found[0][0]) if found else ""


def homes(connection: Connection, no: int) -> tuple[str, ...]:
    """Return today's addresses of the line ``no``, each in one line."""
    rows = read_rows(connection, _HOMES, (no,))
    return tuple(
        ", ".join(part for part in (street, f"{postcode} {city}".strip()) if part) for street, postcode, city in rows
    )


def rebuild(connection: Connection) -> int:
    """Write the words of everybody who has a line; return how many people are found by where they live."""
    cursor = cursor_of(connection)
    cursor.execute("INSERT INTO place_words (place_words) VALUES ('rebuild')")
    cursor.execute("DELETE FROM place_words")
    cursor.execute(_WRITE)
    return int(read_rows(connection, "SELECT count(*) FROM place_words")[0][0])


def compare(connection: Connection) -> int:
    """Return how many lines are found by other words than their addresses, and words without a line."""
    return int(read_rows(connection, _WRONG)[0][0])
