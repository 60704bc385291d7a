"""The lawbook of this register as rows: versions kept, trusted keys, the municipality's own rows, who is responsible.

Which row may come is decided by domain and services; here it is only added. Nothing is about a person.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, update

from caseworker.domain.law import cite
from caseworker.domain.local_law import LimitUnit, LocalKind, LocalRule
from caseworker.domain.responsibility import Responsible
from caseworker.domain.rights import Answer
from caseworker.errors import Refused
from caseworker.store import tables as t
from caseworker.store.engine import read_rows

_LAW_SEPARATOR = "; "
# the driver's own rows: asked for each answer that is shown
_RESPONSIBLE = """
    SELECT id, area, actor, name, contact, begins, ends FROM law_responsible
    WHERE :area IN ('', area) ORDER BY made, id"""
_ACTIVE = """
    SELECT coalesce(f.main_id, c.person_id), c.number, coalesce((
        SELECT s.name FROM assignments AS a JOIN staff AS s ON s.id = a.staff_id
        WHERE a.case_id = c.id AND a.begins <= :day AND (a.ends IS NULL OR a.ends >= :day)
        ORDER BY a.kind = 'responsible' DESC, a.begins LIMIT 1), '')
    FROM cases AS c LEFT JOIN file_parts AS f ON f.person_id = c.person_id
    WHERE c.closed IS NULL ORDER BY c.number"""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version that is kept: which it follows, the key it came with ("" came with the program), when and by whom."""

    version: str
    follows: str
    kid: str
    sha256: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key that is or was trusted: its short name, the key in hexadecimal digits, whose it is."""

    kid: str
    key: str
    name: str
    pinned: datetime
    by: str
    ended: datetime | None


# versions


def newest(connection: Connection) -> tuple[str, str] | None:
    """Return the newest version that was read in and the hash of its document, or None.

    One that a program brought is kept for old answers alone: which of those applies, the program itself decides.
    """
    rows = read_rows(
        connection, "SELECT version, sha256 FROM law_versions WHERE kid <> '' ORDER BY version DESC LIMIT 1"
    )
    return (rows[0][0], rows[0][1]) if rows else None


def is_kept(connection: Connection, version: str) -> bool:
    """Tell whether a version is kept."""
    return bool(read_rows(connection, "SELECT 1 FROM law_versions WHERE version = ?", (version,)))


def kept_versions(connection: Connection) -> tuple[VersionRow, ...]:
    """Return every version that is kept, newest first."""
    kept = t.law_versions.c
    query = (
        select(kept.version, kept.follows, kept.kid, kept.sha256, kept.at, t.staff.c.name)
        .join(t.staff, t.staff.c.id == kept.by_id)
        .order_by(kept.version.desc())
    )
    return tuple(VersionRow(*row) for row in connection.execute(query))


def document_of(connection: Connection, version: str) -> tuple[str, bytes] | None:
    """Return the hash and the document of a version that is kept, or None."""
    kept = t.law_versions.c
    row = connection.execute(select(kept.sha256, kept.body).where(kept.version == version)).first()
    return None if row is None else (row.sha256, zlib.decompress(row.body))


def keep_version(connection: Connection, row: VersionRow, document: bytes) -> None:
    """Keep a version; ``row.by`` is the id of who did it. One that is kept already stays as it is."""
    if not is_kept(connection, row.version):
        values = {"version": row.version, "follows": row.follows, "kid": row.kid, "sha256": row.sha256, "at": row.at}
        connection.execute(insert(t.law_versions).values(**values, by_id=row.by, body=zlib.compress(document, 9)))


# keys


def keys(connection: Connection) -> tuple[KeyRow, ...]:
    """Return every key that is or was trusted, the newest first."""
    kept = t.law_keys.c
    query = (
        select(kept.kid, kept.key, kept.name, kept.pinned, t.staff.c.name, kept.ended)
        .join(t.staff, t.staff.c.id == kept.pinned_by)
        .order_by(kept.pinned.desc(), kept.id.desc())
    )
    return tuple(KeyRow(*row) for row in connection.execute(query))


def trusted(connection: Connection) -> tuple[KeyRow, ...]:
    """Return the keys that are trusted now."""
    return tuple(key for key in keys(connection) if key.ended is None)


def keep_key(connection: Connection, id: str, row: KeyRow) -> None:
    """Trust a key from now on; ``row.by`` is the id of who did it."""
    values = {"id": id, "kid": row.kid, "key": row.key, "name": row.name, "pinned": row.pinned, "pinned_by": row.by}
    connection.execute(insert(t.law_keys).values(values))


def end_key(connection: Connection, kid: str, at: datetime, by: str) -> None:
    """Trust a key no longer. Raises ``Refused("lawbook.key_not_trusted")``."""
    kept = t.law_keys.c
    ended = update(t.law_keys).where(kept.kid == kid, kept.ended.is_(None)).values(ended=at, ended_by=by)
    if connection.execute(ended).rowcount != 1:
        raise Refused("lawbook.key_not_trusted")


# the municipality's own rows


def change_number(connection: Connection) -> int:
    """Return the number of the last change of the municipality's rows, 0 before the first."""
    found = read_rows(
        connection,
        "SELECT max(coalesce((SELECT max(no) FROM law_local), 0), coalesce((SELECT max(no) FROM law_local_ends), 0))",
    )
    return int(found[0][0])


def local_rules(connection: Connection, number: int | None = None) -> tuple[LocalRule, ...]:
    """Return the municipality's rows in the order they were made, as they stood after change ``number``."""
    kept, ended = t.law_local.c, t.law_local_ends.c
    query = select(t.law_local).order_by(kept.no)
    over = select(ended.local_id, ended.ends).order_by(ended.no)
    if number is not None:
        query, over = query.where(kept.no <= number), over.where(ended.no <= number)
    ends: dict[str, date] = {row.local_id: row.ends for row in connection.execute(over)}
    return tuple(
        LocalRule(
            id=row.id,
            no=row.no,
            kind=LocalKind(row.kind),
            target=row.target,
            statuses=tuple(row.statuses.split()),
            answer=Answer(row.answer) if row.answer else None,
            length=row.length,
            unit=LimitUnit(row.unit) if row.unit else None,
            words=row.words,
            law=tuple(cite(one) for one in row.law.split(_LAW_SEPARATOR)),
            reason=row.reason,
            begins=row.begins,
            ends=ends.get(row.id, row.ends),
            made=row.made,
            made_by=row.made_by,
        )
        for row in connection.execute(query)
    )


def add_local(connection: Connection, rule: LocalRule) -> None:
    """Keep a row of the municipality's."""
    values = {
        "id": rule.id,
        "no": rule.no,
        "kind": rule.kind.value,
        "target": rule.target,
        "statuses": " ".join(rule.statuses),
        "answer": rule.answer.value if rule.answer else "",
        "length": rule.length,
        "unit": rule.unit.value if rule.unit else "",
        "words": rule.words,
        "law": _LAW_SEPARATOR.join(str(one) for one in rule.law),
        "reason": rule.reason,
        "begins": rule.begins,
        "ends": rule.ends,
        "made": rule.made,
        "made_by": rule.made_by,
    }
    connection.execute(insert(t.law_local).values(values))


def end_local(connection: Connection, rule: str, no: int, ends: date, *, reason: str, at: datetime, by: str) -> None:
    """Let a row of the municipality's hold to ``ends``; the row itself stays as it was written."""
    values = {"no": no, "local_id": rule, "ends": ends, "reason": reason, "made": at, "made_by": by}
    connection.execute(insert(t.law_local_ends).values(values))


# who is responsible


def responsible_rows(connection: Connection, area: str = "") -> tuple[Responsible, ...]:
    """Return who has been and is responsible for an area, or for each, in the order the rows were made."""
    rows = read_rows(connection, _RESPONSIBLE, {"area": area})
    return tuple(
        Responsible(
            id, of, actor, name, contact, date.fromisoformat(begins), date.fromisoformat(ends) if ends else None
        )
        for id, of, actor, name, contact, begins, ends in rows
    )


def keep_responsible(
    connection: Connection, row: Responsible, ended: Sequence[Responsible], *, at: datetime, by: str
) -> None:
    """Keep who is responsible from a day on; ``ended`` are the rows that it ends, with their new last day."""
    for one in ended:
        end_responsible(connection, one)
    values = {name: getattr(row, name) for name in Responsible.__dataclass_fields__}
    connection.execute(insert(t.law_responsible).values(**values, made=at, made_by=by))


def end_responsible(connection: Connection, row: Responsible) -> None:
    """Let a row hold to its last day."""
    connection.execute(update(t.law_responsible).where(t.law_responsible.c.id == row.id).values(ends=row.ends))


# whom it concerns


def active_cases(connection: Connection, day: date) -> dict[str, tuple[str, str]]:
    """Return number and caseworker of every open case, by the person's file it is shown in.

    Of several the newest; "" while nobody has it. Whoever may see the person: only the number is told.
    """
    rows = read_rows(connection, _ACTIVE, {"day": day.isoformat()})
    return {person: (number, keeper) for person, number, keeper in rows}
