"""What imports leave behind: batches, what became of each row, and how a batch is taken back.

Rows are known again by an HMAC of what they say (``mark_of``), never by words. An undone batch keeps its row in the
list of batches; its people go when nothing hangs on them but what the import itself wrote.
"""

import hmac
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Table, delete, insert, select, update

from caseworker.domain.imports import Batch, Outcome
from caseworker.domain.intake import Intake
from caseworker.errors import Refused
from caseworker.store import audit, bulk
from caseworker.store import tables as t
from caseworker.store.engine import cursor_of, read_rows
from caseworker.store.retention import among
from caseworker.store.writing import Transaction

_LABEL = b"import rows v1"
_HOLDERS = """
    SELECT type, value, person_id FROM identifiers
    WHERE value IN (SELECT value FROM json_each(?)) AND ends IS NULL"""
# tables whose rows an import writes for a new person; a change of theirs raises the version of person or case
_WRITTEN = frozenset(
    {
        "people", "person_names", "identifiers", "addresses", "contacts", "statuses", "settlements", "accommodations",
        "birth_statements", "cases", "assignments", "person_lines", "import_rows",
        "duties_due", "duties_seen",  # derived of what the others hold
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row that was read in: its number in the sheet, whom it made or met, and her version afterwards.

    ``made`` names what an update added: ids by table, and the facts that were empty before.
    """

    no: int
    person: str
    mark: str
    outcome: Outcome
    version: int
    made: Mapping[str, Sequence[str]]


def mark_key(office_secret: bytes) -> bytes:
    """Return the key of the marks that rows are known again by."""
    return hmac.digest(office_secret, _LABEL, "sha256")


def mark_of(key: bytes, intake: Intake) -> str:
    """Return what a row is known again by: the same normalised content gives the same mark in one office."""
    body = audit.canonical({"intake": intake}).decode().casefold()
    return hmac.digest(key, body.encode(), "sha256")[:16].hex()


def known_marks(connection: Connection) -> dict[str, str]:
    """Return whom each row of earlier imports made or met, by its mark."""
    row = t.import_rows.c
    return {mark: person for mark, person in connection.execute(select(row.mark, row.person_id))}


def known_among(connection: Connection, marks: Sequence[str]) -> frozenset[str]:
    """Return which of these marks an earlier import has."""
    row = t.import_rows.c
    return frozenset(connection.execute(select(row.mark).where(among(row.mark, marks))).scalars())


# Batches
def batches(connection: Connection) -> tuple[Batch, ...]:
    """Return every batch, newest first."""
    query = select(t.import_batches, t.staff.c.name.label("staff_name"))
    query = query.join(t.staff, t.staff.c.id == t.import_batches.c.staff_id)
    return tuple(
        _batch(row)
        for row in connection.execute(query.order_by(t.import_batches.c.began.desc(), t.import_batches.c.id.desc()))
    )


def batch(connection: Connection, id: str) -> Batch:
    """Return one batch. Raises ``Refused("import.unknown_batch")``."""
    found = next((one for one in batches(connection) if one.id == id), None)
    if found is None:
        raise Refused("import.unknown_batch")
    return found


def _batch(row: Row[tuple[object, ...]]) -> Batch:
    told = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for it
    return Batch(
        id=told["id"],
        file=told["file"],
        sheet=told["sheet"],
        sha256=told["sha256"],
        staff=told["staff_id"],
        staff_name=told["staff_name"],
        began=told["began"],
        ended=told["ended"],
        planned=told["planned"],
        bad=told["bad"],
        made=told["made"],
        updated=told["updated"],
        undone=told["undone"],
        undone_by=told["undone_by"] or "",
        kept=told["kept"],
    )


def begin(tx: Transaction, found: Batch) -> None:
    """Keep a batch that begins now."""
    values = {
        "id": found.id,
        "file": found.file,
        "sheet": found.sheet,
        "sha256": found.sha256,
        "staff_id": found.staff,
        "began": found.began,
        "planned": found.planned,
        "bad": found.bad,
        "made": 0,
        "updated": 0,
        "kept": 0,
    }
    tx.connection.execute(insert(t.import_batches).values(**values))


def keep_rows(tx: Transaction, batch: str, rows: Sequence[KeptRow]) -> None:
    """Keep what became of these rows, and count them in their batch."""
    cursor = cursor_of(tx.connection)
    cursor.executemany(
        "INSERT INTO import_rows (batch_id, no, person_id, mark, outcome, version, made) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (batch, row.no, row.person, row.mark, row.outcome, row.version, json.dumps(row.made) if row.made else "{}")
            for row in rows
        ],
    )
    made = sum(row.outcome is Outcome.NEW for row in rows)
    updated = sum(row.outcome is Outcome.UPDATED for row in rows)
    cursor.execute(
        "UPDATE import_batches SET made = made + ?, updated = updated + ? WHERE id = ?", (made, updated, batch)
    )


def end(tx: Transaction, batch: str) -> None:
    """Say that a batch was read to its end."""
    tx.connection.execute(update(t.import_batches).where(t.import_batches.c.id == batch).values(ended=tx.at))


def end_undoing(tx: Transaction, batch: str, *, kept: int) -> None:
    """Say that a batch was taken back, but for ``kept`` rows."""
    values = {"undone": tx.at, "undone_by": tx.by.id, "kept": kept}
    tx.connection.execute(update(t.import_batches).where(t.import_batches.c.id == batch).values(**values))


# Rows
def rows_of(connection: Connection, batch: str) -> tuple[KeptRow, ...]:
    """Return the rows of a batch that are still there, in the order of the sheet."""
    row = t.import_rows
    query = select(row).where(row.c.batch_id == batch).order_by(row.c.no)
    return tuple(
        KeptRow(one.no, one.person_id, one.mark, Outcome(one.outcome), one.version, json.loads(one.made))
        for one in connection.execute(query)
    )


def drop_rows(connection: Connection, batch: str, numbers: Sequence[int]) -> None:
    """Forget rows of a batch: they were taken back and may be read in again."""
    cursor_of(connection).executemany(
        "DELETE FROM import_rows WHERE batch_id = ? AND no = ?", [(batch, number) for number in numbers]
    )


# Who can be taken away
def untouched(connection: Connection, rows: Sequence[KeptRow]) -> frozenset[str]:
    """Return the people of ``rows`` who are as the import left them and on whom nothing else hangs."""
    asked = {row.person: row.version for row in rows}
    versions = _versions(connection, list(asked))
    still = [person for person, version in asked.items() if versions.get(person) == (version, 1)]
    cases = _ids(connection, t.cases, "person_id", still)
    touched: set[str] = set()
    for table in t.metadata.sorted_tables:
        if table.name in _WRITTEN:
            continue
        for column in table.columns:
            target = next((key.column.table.name for key in column.foreign_keys), "")
            if target == "people":
                query = select(column).where(among(column, still))
                if table is t.pairs:  # one that nobody has judged yet was only looked for
                    query = query.where(t.pairs.c.decision != "")
                touched.update(connection.execute(query).scalars())
            elif target == "cases":
                query = select(column).where(among(column, list(cases)))
                touched.update(cases[case] for case in connection.execute(query).scalars())
    touched.update(connection.execute(select(t.drafts.c.key).where(among(t.drafts.c.key, still))).scalars())
    twice = _met_elsewhere(connection, still)
    return frozenset(still) - touched - twice


def _versions(connection: Connection, people: Sequence[str]) -> dict[str, tuple[int, int]]:
    person, case = t.people.c, t.cases.c
    query = select(person.id, person.version, case.version).join(t.cases, case.person_id == person.id)
    found: dict[str, tuple[int, int]] = {}
    for id, version, of_case in connection.execute(query.where(among(person.id, people))):
        # a second case is something that somebody opened
        found[id] = (0, 0) if id in found else (version, of_case)
    return found


def _ids(connection: Connection, table: Table, column: str, people: Sequence[str]) -> dict[str, str]:
    query = select(table.c.id, table.c[column]).where(among(table.c[column], people))
    return {id: person for id, person in connection.execute(query)}


def _met_elsewhere(connection: Connection, people: Sequence[str]) -> set[str]:
    """Return who has rows of several batches: she belongs to the later one as well."""
    row = t.import_rows.c
    query = select(row.person_id, row.batch_id).where(among(row.person_id, people)).distinct()
    first: dict[str, str] = {}
    return {person for person, batch in connection.execute(query) if first.setdefault(person, batch) != batch}


def take_away(tx: Transaction, people: Sequence[str]) -> None:
    """Delete people who are as the import left them, with their cases, from lists and searches too.

    The audit trail keeps what it says of them.
    """
    connection = tx.connection
    cases = _ids(connection, t.cases, "person_id", people)
    bulk.unindex(tx, people)
    for column in (t.pairs.c.one_id, t.pairs.c.other_id):
        connection.execute(delete(t.pairs).where(among(column, people)))
    connection.execute(delete(t.assignments).where(among(t.assignments.c.case_id, list(cases))))
    for table in reversed(t.metadata.sorted_tables):
        if table.name in _WRITTEN and table.name not in ("people", "assignments") and "person_id" in table.c:
            connection.execute(delete(table).where(among(table.c.person_id, people)))
    connection.execute(delete(t.people).where(among(t.people.c.id, people)))


# What others show of imports
def sexes(connection: Connection, within_reach: Callable[[list[int]], list[int]]) -> dict[str, int]:
    """Return how many people of each sex there are among the lines that may be shown."""
    rows = {no: sex for no, sex in read_rows(connection, "SELECT no, sex FROM person_lines")}
    return dict(Counter(rows[no] for no in within_reach(list(rows))))


def owners(connection: Connection) -> dict[tuple[str, str], str]:
    """Return who holds each number now, by type and value."""
    query = "SELECT type, value, person_id FROM identifiers WHERE ends IS NULL"
    return {(type, value): person for type, value, person in read_rows(connection, query)}


def owners_among(connection: Connection, numbers: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return who holds each of these numbers now, by type and value."""
    wanted = set(numbers)
    asked = (json.dumps([value for _, value in wanted]),)
    rows = read_rows(connection, _HOLDERS, asked)
    return {(type, value): person for type, value, person in rows if (type, value) in wanted}
