"""Erasing (gallring): everything of a person goes from every table, and an older copy that is put back erases again.

The audit chain stays whole: what its rows said of the person goes, the commitments and random ids stay. What is left is
one row per file without personal data, here and in a record outside the register (``erasure_record``).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, delete, insert, select, update

from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.errors import EnvironmentFault
from caseworker.store import compartments, erasure_record, integrity, log_retention, review_comments, undoing
from caseworker.store import tables as t
from caseworker.store.columns import moment_text
from caseworker.store.erasure_record import (
    Erased,
    ErasedList,
    ErasureRecord,
    mark_unswept,
    record_path,
    sweep,
    token_of,
)
from caseworker.store.findings import Finding
from caseworker.store.retention import among
from caseworker.store.writing import Transaction

if TYPE_CHECKING:
    from caseworker.store.register import Register

RECORD_DAMAGED = "erasure.record_damaged"
CARRIED_OUT = "carried_out"
_EMPTY = b"{}"
_WORD = re.compile(rb"[\w-]+")
_APART = frozenset({"audit", "audit_payloads", "audit_heads", "erasures"})


def erase(tx: Transaction, list_id: str, people: Sequence[str], office_secret: bytes) -> int:
    """Erase everything of ``people``, who are on the approved list ``list_id``, and keep one unnamed row for each.

    Returns how many there were. The caller notes who did it, commits and then calls ``sweep``.
    """
    connection = tx.connection
    rows = list(_unnamed(connection, list_id, people, office_secret, tx.at))
    if rows:
        connection.execute(insert(t.erasures), rows)
    review_comments.erase(tx, dict.fromkeys(people, list_id))
    _erase_rows(tx, people)
    mark_unswept(connection)
    return len(rows)


def _unnamed(
    connection: Connection, list_id: str, people: Sequence[str], office_secret: bytes, at: datetime
) -> Iterator[dict[str, object]]:
    case, item = t.cases.c, t.erasure_items.c
    numbered = select(case.person_id, case.number).where(among(case.person_id, people)).order_by(case.number)
    numbers = {row.person_id: row.number for row in connection.execute(numbered)}
    listed = select(item.person_id, item.rules).where(item.list_id == list_id, among(item.person_id, people))
    for row in connection.execute(listed):
        number = numbers.get(row.person_id, "")
        yield {
            "token": token_of(office_secret, row.person_id),
            "case_token": token_of(office_secret, number) if number else "",
            "list_id": list_id,
            "rules": row.rules,
            "erased": at,
        }


def _erase_rows(tx: Transaction, people: Sequence[str]) -> None:
    connection = tx.connection
    ids = _ids_of(connection, people)
    known = frozenset().union(*ids.values())
    for person in people:
        tx.unindex(person)
    tx.erase_payloads([*_telling_payloads(connection, known), *compartments.sealed_payloads(connection, people)])
    _erase_drafts(connection, known)
    undoing.drop_about(connection, known)
    # notes first: what lets go of them is their case and the list; the list itself last
    last = (t.erasure_items, t.people)
    between = [table for table in reversed(t.metadata.sorted_tables) if table not in (t.notes, *last)]
    for table in (t.notes, *between, *last):
        for column in _pointing(table, ids):
            connection.execute(delete(table).where(among(table.c[column], ids[_target(table, column)])))
    connection.execute(delete(t.people).where(among(t.people.c.id, people)))
    compartments.drop_orphans(connection)


def _ids_of(connection: Connection, people: Sequence[str]) -> dict[str, set[str]]:
    """Return the ids of everything that belongs to ``people``, by table: whatever points at them, however far away."""
    ids: dict[str, set[str]] = {t.people.name: set(people)}
    while True:
        before = sum(map(len, ids.values()))
        for table in t.metadata.sorted_tables:
            if "id" not in table.c:
                continue
            for column in list(_pointing(table, ids)):
                query = select(table.c.id).where(among(table.c[column], ids[_target(table, column)]))
                ids.setdefault(table.name, set()).update(connection.execute(query).scalars())
        if sum(map(len, ids.values())) == before:
            return ids


def _pointing(table: Table, ids: dict[str, set[str]]) -> Iterator[str]:
    if table.name not in _APART:
        yield from (column.name for column in table.columns if _target(table, column.name) in ids)


def _target(table: Table, column: str) -> str:
    return next((key.column.table.name for key in table.c[column].foreign_keys), "")


def _telling_payloads(connection: Connection, known: frozenset[str]) -> Iterator[int]:
    """Yield the audit rows about ``known`` ids, or that mention one, and that say anything."""
    words = frozenset(id.encode() for id in known)
    told = select(t.audit_payloads.c.seq, t.audit.c.subject, t.audit_payloads.c.body)
    told = told.join(t.audit, t.audit.c.seq == t.audit_payloads.c.seq).where(t.audit_payloads.c.body != _EMPTY)
    for seq, subject, body in connection.execution_options(yield_per=2000).execute(told):
        if subject in known or not words.isdisjoint(_WORD.findall(body)):
            yield seq


def _erase_drafts(connection: Connection, known: frozenset[str]) -> None:
    words = frozenset(id.encode() for id in known)
    draft = t.drafts.c
    for row in connection.execute(select(t.drafts)).all():
        if row.key in known or not words.isdisjoint(_WORD.findall(row.body.encode())):
            this = (draft.staff_id == row.staff_id, draft.kind == row.kind, draft.key == row.key)
            connection.execute(delete(t.drafts).where(*this))


# The record outside
def carried_out(connection: Connection) -> ErasureRecord:
    """Return every erasure this register knows of."""
    of_list, erased = t.erasure_lists, t.erasures
    lists = connection.execute(select(of_list).where(of_list.c.how == CARRIED_OUT)).all()
    return ErasureRecord(
        tuple(
            ErasedList(
                id=row.id,
                proposed_by=row.proposed_by,
                proposed=moment_text(row.proposed),
                approved_by=row.approved_by,
                approved=moment_text(row.approved),
                ended_by=row.ended_by,
                ended=moment_text(row.ended),
                taken_off=row.taken_off,
                last_backup=None if row.last_backup is None else moment_text(row.last_backup),
                log_before=None if row.log_before is None else row.log_before.isoformat(),
                log_rows=row.log_rows,
            )
            for row in lists
        ),
        tuple(
            Erased(row.token, row.case_token, row.list_id, row.rules, moment_text(row.erased))
            for row in connection.execute(select(erased))
        ),
    )


def settle(register: "Register", *, by: User) -> int:
    """Bring register and record outside in step: erase again what an older copy brought back. Returns how many files.

    A register whose log is broken is left as it is. A damaged record is named in ``register.doubts``.
    """
    if not {finding.code for finding in register.faults} <= {integrity.ROLLED_BACK}:
        return 0
    secret = register.secret("office_secret")
    paths = [record_path(anchor) for anchor in register.integrity_keys.anchors]
    known, damaged = _outside(paths, secret)
    if damaged and Finding(RECORD_DAMAGED) not in register.doubts:
        register.doubts = (*register.doubts, Finding(RECORD_DAMAGED))
    again = replay(register, known, by=by)
    with register.read() as reader:
        own = carried_out(reader.connection)
    if own.lists:
        for path in paths:
            _write_outside(path, secret, own, must=path is paths[0])
    return again


def _outside(paths: Iterable[Path], secret: bytes) -> tuple[ErasureRecord, bool]:
    known, damaged = ErasureRecord(), False
    for path in paths:
        try:
            known = known.joined(erasure_record.read_record(path, secret))
        except (OSError, ValueError, TypeError, KeyError):
            damaged = True
    return known, damaged


def _write_outside(path: Path, secret: bytes, own: ErasureRecord, *, must: bool) -> None:
    try:
        if _outside([path], secret) != (own, False):
            erasure_record.write_record(path, secret, own)
    except (OSError, EnvironmentFault):
        if must:
            raise EnvironmentFault("erasure.record_not_written") from None


def replay(register: "Register", known: ErasureRecord, *, by: User) -> int:
    """Erase again whoever ``known`` says was erased and who is back in the register. Returns how many there were."""
    with register.read() as reader:
        own = carried_out(reader.connection)
    missing = {one.token: one for one in known.erased} if known.joined(own) != own else {}
    for one in own.erased:
        missing.pop(one.token, None)
    logs = _missing_logs(known, own)
    if not missing and not logs:
        return 0
    secret = register.secret("office_secret")
    with standing_back(register), register.change(by=by) as tx:
        connection = tx.connection
        of_people = connection.execute(select(t.people.c.id)).scalars()
        back = {person: missing[token] for person in of_people if (token := token_of(secret, person)) in missing}
        _put_lists(connection, known, {one.list_id for one in missing.values()} | logs.keys())
        for person, one in back.items():
            connection.execute(delete(t.erasure_items).where(t.erasure_items.c.person_id == person))
            item = {"person_id": person, "list_id": one.list_id, "rules": one.rules, "stamp": ""}
            day = datetime.fromisoformat(one.erased).date()
            connection.execute(insert(t.erasure_items).values(**item, until=day, finish_by=day))
        review_comments.erase(tx, {person: one.list_id for person, one in back.items()})
        _erase_rows(tx, list(back))
        if missing:
            connection.execute(insert(t.erasures), [_row(one) for one in missing.values()])
        log_rows = log_retention.erase(tx, max(logs.values())) if logs else 0
        _end_lists(connection, known)
        mark_unswept(connection)
        facts = {"files": len(missing), "were_back": len(back), "log_rows": log_rows}
        tx.note(Event("erasure.replayed", register.info.register_id, facts))
        tx.commit()
    with register.raw_connection() as after:
        sweep(after)
    return len(back)


@contextmanager
def standing_back(register: "Register") -> Iterator[None]:
    """Let an older copy be written in although it is one, moving no anchor: what the law wants gone goes anyway."""
    kept = (register.faults, register._anchors)  # noqa: SLF001 - nobody else may take the anchors away
    register.faults, register._anchors = (), ()  # noqa: SLF001
    try:
        yield
    finally:
        register.faults, register._anchors = kept  # noqa: SLF001


def _missing_logs(known: ErasureRecord, own: ErasureRecord) -> dict[str, date]:
    """Return the lists with which a part of the log went that is back here, each with its day."""
    done = {one.id for one in own.lists}
    return {one.id: date.fromisoformat(one.log_before) for one in known.lists if one.log_before and one.id not in done}


def _row(one: Erased) -> dict[str, object]:
    return {
        "token": one.token,
        "case_token": one.case_token,
        "list_id": one.list_id,
        "rules": one.rules,
        "erased": datetime.fromisoformat(one.erased),
    }


def _put_lists(connection: Connection, known: ErasureRecord, wanted: set[str]) -> None:
    """Make the lists known again, as running ones: what lets go of notes asks for them."""
    listed = t.erasure_lists
    for one in known.lists:
        if one.id in wanted:
            values = _list_row(replace(one, ended_by="")) | {"ended": None, "how": ""}
            there = connection.execute(update(listed).where(listed.c.id == one.id).values(**values)).rowcount
            if not there:
                connection.execute(insert(listed).values(id=one.id, **values))


def _end_lists(connection: Connection, known: ErasureRecord) -> None:
    for one in known.lists:
        connection.execute(update(t.erasure_lists).where(t.erasure_lists.c.id == one.id).values(**_list_row(one)))


def _list_row(one: ErasedList) -> dict[str, object]:
    return {
        "proposed_by": one.proposed_by,
        "proposed": datetime.fromisoformat(one.proposed),
        "approved_by": one.approved_by,
        "approved": datetime.fromisoformat(one.approved),
        "ended_by": one.ended_by,
        "ended": datetime.fromisoformat(one.ended),
        "how": CARRIED_OUT,
        "taken_off": one.taken_off,
        "last_backup": None if one.last_backup is None else datetime.fromisoformat(one.last_backup),
        "log_before": None if one.log_before is None else date.fromisoformat(one.log_before),
        "log_rows": one.log_rows,
    }
