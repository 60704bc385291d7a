"""Which files are one person's: the links that hold now, and what lists and reach read of them (``file_parts``).

A link says that one file is shown in another; that other may itself be shown in a third. ``file_parts`` tells of every
linked file in which it is shown at last. It is made of ``person_links`` alone.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from caseworker.domain.ids import PersonId
from caseworker.domain.links import PersonLink
from caseworker.domain.rows import LinkedFile
from caseworker.store import tables as t
from caseworker.store.engine import cursor_of, read_rows

_FILES = """
    SELECT main_id FROM file_parts WHERE person_id = :person
    UNION SELECT :person WHERE NOT EXISTS (SELECT 1 FROM file_parts WHERE person_id = :person)"""
_PARTS = "SELECT person_id FROM file_parts WHERE main_id = ? ORDER BY person_id"
_HOLDING = "SELECT part_id, main_id FROM person_links WHERE ends IS NULL"
_ALL_PARTS = "SELECT person_id, main_id FROM file_parts"
_PUT_PART = "INSERT INTO file_parts (person_id, main_id) VALUES (?, ?)"


def main_of(connection: Connection, person: str) -> PersonId:
    """Return the file in which ``person``'s is shown: her own unless it was linked to another."""
    return PersonId(read_rows(connection, _FILES, {"person": person})[0][0])


def files_of(connection: Connection, person: str) -> tuple[PersonId, ...]:
    """Return every file that is the same person's as ``person``, the one they are shown in first."""
    main = main_of(connection, person)
    return (main, *(PersonId(part) for (part,) in read_rows(connection, _PARTS, (main,))))


def with_their_files(connection: Connection, people: Iterable[str]) -> list[PersonId]:
    """Return these people with every file that is linked to one of theirs, each once."""
    return list(dict.fromkeys(file for person in people for file in (PersonId(person), *files_of(connection, person))))


def mains(connection: Connection) -> Mapping[str, str]:
    """Return, of every linked file, the one in which it is shown."""
    return {part: main for part, main in read_rows(connection, _ALL_PARTS)}  # noqa: C416 - rows are no pairs to mypy


def link_of(session: Session, part: str) -> PersonLink | None:
    """Return the link by which this file is shown in another, None when there is none that holds."""
    link = t.person_links.c
    return session.scalars(select(PersonLink).where(link.part_id == part, link.ends.is_(None))).first()


def linked_files(connection: Connection, main: str) -> tuple[LinkedFile, ...]:
    """Return the files that are shown in ``main``, those linked first first."""
    link, part, case = t.person_links.c, t.file_parts.c, t.cases.c
    number = select(case.number).where(case.person_id == link.part_id)
    number = number.order_by(case.closed.is_not(None), case.number.desc()).limit(1)
    query = (
        select(link.part_id, number.scalar_subquery().label("number"), link.begins, t.staff.c.name)
        .join(t.file_parts, part.person_id == link.part_id)
        .join(t.staff, t.staff.c.id == link.linked_by)
        .where(part.main_id == main, link.ends.is_(None))
        .order_by(link.id)
    )
    return tuple(LinkedFile(row.part_id, row.number or "", row.begins, row.name) for row in connection.execute(query))


def forget_thoughts(connection: Connection, person: str) -> None:
    """Take away links that hold no more, and pairs to be judged: of a protected person they would tell who she is."""
    cursor = cursor_of(connection)
    cursor.execute("DELETE FROM person_links WHERE ends IS NOT NULL AND (part_id = ?1 OR main_id = ?1)", (person,))
    cursor.execute("DELETE FROM pairs WHERE one_id = ?1 OR other_id = ?1", (person,))


def settle(connection: Connection) -> frozenset[str]:
    """Bring ``file_parts`` in step with the links, and return the files whose lines are to be written anew."""
    before, now = dict(mains(connection)), _shown_in(connection)
    moved = {person for person in before.keys() | now.keys() if before.get(person) != now.get(person)}
    cursor = cursor_of(connection)
    for person in moved:
        cursor.execute("DELETE FROM file_parts WHERE person_id = ?", (person,))
        if person in now:
            cursor.execute(_PUT_PART, (person, now[person]))
    shown = {known[person] for person in moved for known in (before, now) if person in known}
    return frozenset(moved | shown)


def rebuild(connection: Connection) -> int:
    """Write every row of ``file_parts`` anew; return how many there are."""
    cursor_of(connection).execute("DELETE FROM file_parts")
    settle(connection)
    return len(mains(connection))


def compare(connection: Connection) -> int:
    """Return how many rows of ``file_parts`` are not as the links say."""
    return len(dict(mains(connection)).items() ^ _shown_in(connection).items())


def _shown_in(connection: Connection) -> dict[str, str]:
    """Return the last file on the way from each linked one; a circle, which no service makes, ends where it began."""
    steps: dict[str, str] = {part: main for part, main in read_rows(connection, _HOLDING)}  # noqa: C416 - as above
    found: dict[str, str] = {}
    for part in steps:
        main, seen = steps[part], {part}
        while main in steps and main not in seen:
            seen.add(main)
            main = steps[main]
        found[part] = main
    return found
