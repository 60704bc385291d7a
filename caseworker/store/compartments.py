"""Compartments: what is kept of protected persons under a key of their own, which the register key does not open.

A value leaves its open column in the transaction that seals it and lies in ``sealed_fields``, bound to register,
compartment, record and field. Sealing and opening are callables handed in with the key; who holds it is decided
elsewhere.
"""

import json
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any, Protocol

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, delete, insert, select, update

from caseworker.domain.person import BirthPrecision
from caseworker.domain.protection import ProtectionKind, ProtectionMark
from caseworker.domain.rows import NoteRow, PersonFile
from caseworker.errors import EnvironmentFault
from caseworker.store import attachment_rows, audit, intervention_rows, lines, linking, note_words, personfile, undoing
from caseworker.store import tables as t
from caseworker.store.engine import cursor_of, raw_of, read_rows
from caseworker.store.lines import Part
from caseworker.store.sealable import (
    ADDRESS,
    ATTACHMENT,
    BIRTH,
    BLANKED,
    BODY,
    CONTACT,
    DISPUTE,
    DRAFT,
    ENDING,
    IDENTIFIER,
    KIND,
    NAME,
    NOTE,
    PAYLOAD,
    PERSON,
    WHOLE,
    WITHHELD,
    WORDS,
    Values,
    bound,
    typed_values,
)

_RUNNING = "SELECT person_id, kind, begins, compartment_id, age_from FROM protections WHERE ends IS NULL"
# without the bodies of documents: many of them would not find room in memory at once
_SEALED = f"SELECT field, record, body FROM sealed_fields WHERE person_id = ? AND field <> '{BODY}' ORDER BY record"  # noqa: S608 - a word of ours

Sealing = Callable[[bytes, bytes, Sequence[str]], bytes]
Opening = Callable[[bytes, bytes, Sequence[str]], bytes | None]


class Keyring(Protocol):
    """Who can open what, as the vault of this register knows it for the user at the keyboard."""

    def seal(self, name: str, key: bytes, staff: Iterable[str]) -> None:
        """Seal ``key`` to these members of staff and to recovery."""

    def unseal(self, name: str) -> bytes | None:
        """Return the key when it is sealed to the user, else None. ``Refused`` when a PIN let her in."""

    def holders(self, name: str) -> tuple[str, ...]:
        """Return the ids of the staff the key is sealed to."""

    def able(self, staff: Iterable[str]) -> tuple[str, ...]:
        """Return those of ``staff`` a key can be sealed to; where nobody is left, whoever must stand in for them."""

    def drop(self, name: str) -> None:
        """Take the key from everybody: nothing opens it any more."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A compartment's key in the hands of one member of staff until an instant."""

    register_id: str
    compartment: str
    staff: str
    until: datetime
    key: bytes = field(repr=False)
    sealing: Sealing
    opening: Opening

    def seal(self, record: str, name: str, values: Mapping[str, Any]) -> bytes:
        """Return the values of one field, sealed for exactly this place."""
        plain = json.dumps(values, ensure_ascii=False, sort_keys=True).encode()
        return self.sealing(self.key, plain, self._place(record, name))

    def unseal(self, record: str, name: str, body: bytes) -> Values:
        """Return the values. Raises ``EnvironmentFault("protection.tampered")`` for what was altered or moved here."""
        plain = self.opening(self.key, body, self._place(record, name))
        if plain is None:
            raise EnvironmentFault("protection.tampered")
        values: Values = json.loads(plain)
        return values

    def _place(self, record: str, name: str) -> Sequence[str]:
        return self.register_id, self.compartment, record, name


class Compartments:
    """What this process holds: the keyring of its user, and the compartments that are open just now."""

    def __init__(self) -> None:
        """Hold nothing."""
        self.keyring: Keyring | None = None
        self._opened: dict[tuple[str, str], Opened] = {}

    def hold(self, opened: Opened) -> None:
        """Keep a compartment open until its time is over."""
        self._opened[opened.compartment, opened.staff] = opened

    def close(self, compartment: str) -> None:
        """Forget a compartment's key."""
        for place in [place for place in self._opened if place[0] == compartment]:
            del self._opened[place]

    def any_opened(self, compartment: str, now: datetime) -> Opened | None:
        """Return a compartment that somebody has open, for checks."""
        held = [place for place in self._opened if place[0] == compartment]
        return next((opened for place in held if (opened := self.opened(*place, now))), None)

    def opened(self, compartment: str, staff: str, now: datetime) -> Opened | None:
        """Return the open compartment of this member of staff; one whose time is over is forgotten."""
        held = self._opened.get((compartment, staff))
        if held is not None and held.until <= now:
            del self._opened[compartment, staff]
            return None
        return held


# Who is protected
def marks(connection: Connection) -> dict[str, ProtectionMark]:
    """Return every running protection by person."""
    return {
        person: ProtectionMark(ProtectionKind(kind), date.fromisoformat(begins), compartment, age_from)
        for person, kind, begins, compartment, age_from in read_rows(connection, _RUNNING)
    }


def mark_of(connection: Connection, person: str) -> ProtectionMark | None:
    """Return the running protection of ``person``, if any."""
    return marks(connection).get(person)


def members(connection: Connection, compartment: str) -> list[str]:
    """Return the people whose protection in this compartment runs."""
    return [person for person, mark in marks(connection).items() if mark.compartment == compartment]


def key_name(connection: Connection, compartment: str) -> str:
    """Return the name that the compartment's present key has in the vault."""
    name = select(t.compartments.c.key_name).where(t.compartments.c.id == compartment)
    return str(connection.execute(name).scalar_one())


def key_names(connection: Connection) -> tuple[str, ...]:
    """Return the names of all keys that open something in this register."""
    return tuple(name for (name,) in read_rows(connection, "SELECT key_name FROM compartments WHERE key_name <> ''"))


def readers_of(connection: Connection, compartment: str) -> tuple[str, ...]:
    """Return the ids of the staff the compartment's present key was ever sealed to."""
    told = select(t.compartments.c.sealed_to).where(t.compartments.c.id == compartment)
    return tuple(str(connection.execute(told).scalar_one()).split())


def lived_in(connection: Connection) -> list[str]:
    """Return the compartments in which somebody is protected, the oldest first."""
    query = "SELECT id FROM compartments WHERE id IN (SELECT compartment_id FROM protections WHERE ends IS NULL)"
    return [id for (id,) in read_rows(connection, f"{query} ORDER BY created, id")]


def case_numbers(connection: Connection, compartment: str) -> tuple[str, ...]:
    """Return the case numbers of those who are protected in a compartment."""
    query = (
        "SELECT max(number) FROM cases JOIN protections ON protections.person_id = cases.person_id "
        "WHERE compartment_id = ? AND ends IS NULL GROUP BY cases.person_id ORDER BY 1"
    )
    return tuple(number for (number,) in read_rows(connection, query, (compartment,)))


def put_key(connection: Connection, compartment: str, name: str, readers: Iterable[str]) -> None:
    """Keep under which name a compartment's new key lies and whom it is sealed to; the file is due to be swept."""
    kept = update(t.compartments).where(t.compartments.c.id == compartment)
    connection.execute(kept.values(key_name=name, sealed_to=" ".join(readers), swept=False))
    gone = t.reader_proposals.c.compartment_id == compartment
    connection.execute(delete(t.reader_proposals).where(gone))


def forget_key(connection: Connection, compartment: str) -> None:
    """Keep that nobody is protected in a compartment any more: its key is dropped."""
    emptied = update(t.compartments).where(t.compartments.c.id == compartment)
    connection.execute(emptied.values(key_name="", sealed_to=""))
    gone = t.reader_proposals.c.compartment_id == compartment
    connection.execute(delete(t.reader_proposals).where(gone))


def drop_orphans(connection: Connection) -> None:
    """Take away the compartments that nobody is left of, with what was proposed about them."""
    cursor = cursor_of(connection)
    orphans = "SELECT id FROM compartments WHERE id NOT IN (SELECT compartment_id FROM protections)"
    for table, column in (("reader_proposals", "compartment_id"), ("sealed_fields", "compartment_id")):
        cursor.execute(f"DELETE FROM {table} WHERE {column} IN ({orphans})")  # noqa: S608 - tables of ours
    cursor.execute("DELETE FROM compartments WHERE id NOT IN (SELECT compartment_id FROM protections)")


# Sealing and unsealing a person
def put(connection: Connection, opened: Opened, person: str, record: str, name: str, values: Mapping[str, Any]) -> None:
    """Keep one sealed field in place of the one before."""
    cursor_of(connection).execute(
        "INSERT INTO sealed_fields (record, field, person_id, compartment_id, body) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (record, field) DO UPDATE SET body = excluded.body",
        (record, name, person, opened.compartment, opened.seal(record, name, values)),
    )


def drop(connection: Connection, record: str, name: str) -> None:
    """Take one sealed field away."""
    sealed = t.sealed_fields.c
    connection.execute(delete(t.sealed_fields).where(sealed.record == record, sealed.field == name))


def fields_of(connection: Connection, opened: Opened, person: str) -> dict[str, dict[str, Values]]:
    """Return every sealed field of ``person`` by name and record, but what the log says and bodies of documents."""
    found: dict[str, dict[str, Values]] = defaultdict(dict)
    for name, record, body in read_rows(connection, _SEALED, (person,)):
        if name != PAYLOAD:
            found[name][record] = opened.unseal(record, name, body)
    return found


def seal_person(connection: Connection, opened: Opened, person: str) -> None:
    """Move everything that is sealed of a protected person out of the open columns, lists, searches and drafts."""
    cases = _ids(connection, "SELECT id FROM cases WHERE person_id = ?", person)
    telling = _telling(connection, person)
    drop_drafts(connection, [person, *cases], telling)
    undoing.drop_about(connection, [person, *cases], telling)
    _seal_bodies(connection, opened, person)
    for name, table in WHOLE.items():
        for row in connection.exec_driver_sql(f"SELECT * FROM {table.name} WHERE person_id = ?", (person,)).mappings():  # noqa: S608 - a table of ours
            put(connection, opened, person, row["id"], name, dict(row))
        connection.execute(delete(table).where(table.c.person_id == person))
    someone = connection.execute(select(t.people).where(t.people.c.id == person)).one()
    values = {name: bound(t.people.c[name].type, getattr(someone, name)) for name in BLANKED}
    put(connection, opened, person, person, PERSON, values)
    changed = update(t.people).where(t.people.c.id == person)
    connection.execute(changed.values({**BLANKED, "version": t.people.c.version + 1}))
    _seal_words(connection, opened, person)
    _seal_payloads(connection, opened, person, [person, *cases])
    linking.forget_thoughts(connection, person)
    note_words.purge(connection, person)
    lines.purge(connection, person)
    lines.refresh(connection, person, Part, make=True)


def unseal_person(connection: Connection, opened: Opened, person: str) -> None:
    """Put everything back where it lay before the protection."""
    undoing.drop_about(connection, [person])
    cursor = cursor_of(connection)
    _restore_bodies(connection, opened, person)
    for name, record, body in read_rows(connection, _SEALED, (person,)):
        values = opened.unseal(record, name, body)
        if name in WHOLE:
            connection.execute(insert(WHOLE[name]), typed_values(WHOLE[name], values))
        elif name == PERSON:
            restored = {**typed_values(t.people, values), "version": t.people.c.version + 1}
            connection.execute(update(t.people).where(t.people.c.id == person).values(restored))
        elif name in (WITHHELD, KIND):
            continue  # the first belongs to others' rows (``ties.give_back``), the second to nothing that lies open
        elif name in WORDS:
            connection.execute(update(WORDS[name].table).where(WORDS[name].table.c.id == record).values(values))
        elif name == PAYLOAD:
            kept = (int(record), bytes.fromhex(values["salt"]), values["body"].encode())
            cursor.execute("INSERT INTO audit_payloads (seq, salt, body) VALUES (?, ?, ?)", kept)
        else:  # a draft: whose and about what stands in its record
            body_text = json.dumps(values, ensure_ascii=False)
            place = record.split("/")
            cursor.execute(
                "UPDATE drafts SET body = ? WHERE staff_id = ? AND kind = ? AND key = ?", (body_text, *place)
            )
    connection.execute(delete(t.sealed_fields).where(t.sealed_fields.c.person_id == person))
    lines.purge(connection, person)
    lines.refresh(connection, person, Part, make=True)
    note_words.refresh(connection, person)


def reseal(connection: Connection, old: Opened, new: Opened) -> None:
    """Seal every field of a compartment anew, under another key; steps that could be undone go with the old one."""
    undoing.drop_about(connection, members(connection, old.compartment))
    cursor = cursor_of(connection)
    kept = read_rows(connection, "SELECT record, field FROM sealed_fields WHERE compartment_id = ?", (old.compartment,))
    for record, name in kept:
        query = "SELECT body FROM sealed_fields WHERE record = ? AND field = ?"
        ((body,),) = read_rows(connection, query, (record, name))
        sealed = new.seal(record, name, old.unseal(record, name, body))
        cursor.execute("UPDATE sealed_fields SET body = ? WHERE record = ? AND field = ?", (sealed, record, name))


# Bodies of documents, one at a time
def put_body(connection: Connection, opened: Opened, person: str, attachment: str, body: bytes) -> None:
    """Keep the bytes of a document, sealed."""
    put(connection, opened, person, attachment, BODY, {"base64": b64encode(body).decode()})


def body_in(connection: Connection, opened: Opened, attachment: str) -> bytes | None:
    """Return the sealed bytes of a document; None for one that was erased for good."""
    found = read_rows(connection, "SELECT body FROM sealed_fields WHERE record = ? AND field = ?", (attachment, BODY))
    return b64decode(opened.unseal(attachment, BODY, found[0][0])["base64"]) if found else None


def _seal_bodies(connection: Connection, opened: Opened, person: str) -> None:
    bodies = t.attachment_bodies.c
    for attachment in _ids(connection, "SELECT id FROM attachment_bodies WHERE person_id = ?", person):
        one = connection.execute(select(bodies.body).where(bodies.id == attachment)).scalar_one()
        put_body(connection, opened, person, attachment, one)
    connection.execute(delete(t.attachment_bodies).where(bodies.person_id == person))


def _restore_bodies(connection: Connection, opened: Opened, person: str) -> None:
    query = f"SELECT record FROM sealed_fields WHERE field = '{BODY}' AND person_id = ?"  # noqa: S608 - a word of ours
    for attachment in _ids(connection, query, person):
        body = body_in(connection, opened, attachment)
        connection.execute(insert(t.attachment_bodies), {"id": attachment, "person_id": person, "body": body})


def _seal_words(connection: Connection, opened: Opened, person: str) -> None:
    for name, words in WORDS.items():
        told = " || ".join(words.columns)
        query = f"SELECT id, {', '.join(words.columns)} FROM {words.table.name} WHERE {words.theirs} AND {told} <> ''"  # noqa: S608 - names of ours
        for record, *texts in read_rows(connection, query, (person,)):
            put(connection, opened, person, record, name, dict(zip(words.columns, texts, strict=True)))
            emptied = update(words.table).where(words.table.c.id == record)
            connection.execute(emptied.values(dict.fromkeys(words.columns, "")))


def _seal_payloads(connection: Connection, opened: Opened, person: str, subjects: Sequence[str]) -> None:
    """Seal what the audit says of her, salt and all: a commitment without its salt tells nothing to who guesses."""
    told = "SELECT p.seq, p.salt, p.body FROM audit AS a JOIN audit_payloads AS p ON p.seq = a.seq WHERE a.subject = ?"
    cursor = cursor_of(connection)
    for subject in subjects:
        for seq, salt, body in read_rows(connection, told, (subject,)):
            put_payload(connection, opened, person, seq, salt, body)
            cursor.execute("DELETE FROM audit_payloads WHERE seq = ?", (seq,))


def put_payload(connection: Connection, opened: Opened, person: str, seq: int, salt: bytes, body: bytes) -> None:
    """Keep what one row of the audit says, sealed."""
    put(connection, opened, person, str(seq), PAYLOAD, {"salt": salt.hex(), "body": body.decode()})


def draft_in(connection: Connection, opened: Opened, record: str) -> Values | None:
    """Return a sealed draft, None when there is none."""
    query = "SELECT body FROM sealed_fields WHERE record = ? AND field = ?"
    found = read_rows(connection, query, (record, DRAFT))
    return opened.unseal(record, DRAFT, found[0][0]) if found else None


# What the audit says of protected persons
def payload_rows(connection: Connection) -> list[tuple[int, bytes, str]]:
    """Return number, sealed body and compartment of every audit row whose payload is sealed."""
    query = "SELECT record, body, compartment_id FROM sealed_fields WHERE field = ?"
    return [(int(record), body, compartment) for record, body, compartment in read_rows(connection, query, (PAYLOAD,))]


def sealed_payloads(connection: Connection, people: Iterable[str] | None = None) -> set[int]:
    """Return the numbers of the audit rows whose payload is sealed, for all or for these people."""
    theirs = "SELECT record, person_id FROM sealed_fields WHERE field = ?"
    wanted = None if people is None else set(people)
    rows = read_rows(connection, theirs, (PAYLOAD,))
    return {int(record) for record, person in rows if wanted is None or person in wanted}


def drop_payloads(connection: Connection, last: int) -> None:
    """Forget the sealed payloads of the log up to row ``last``."""
    gone = [str(seq) for seq in sealed_payloads(connection) if seq <= last]
    query = "DELETE FROM sealed_fields WHERE field = ? AND record IN (SELECT value FROM json_each(?))"
    cursor_of(connection).execute(query, (PAYLOAD, json.dumps(gone)))


def commitment_in(opened: Opened, seq: int, body: bytes) -> bytes:
    """Return the commitment that a sealed payload makes, b"" for one that was altered."""
    try:
        values = opened.unseal(str(seq), PAYLOAD, body)
    except EnvironmentFault:
        return b""
    return audit.commitment_to(bytes.fromhex(values["salt"]), values["body"].encode())


def chained(connection: Connection, seq: int) -> bytes:
    """Return the commitment that the chain holds for row ``seq``, b"" when there is no such row."""
    found = read_rows(connection, "SELECT commitment FROM audit WHERE seq = ?", (seq,))
    return bytes(found[0][0]) if found else b""


def drop_drafts(connection: Connection, keys: Iterable[str], telling: Sequence[str]) -> None:
    """Forget every draft about one of these records, and every other one that holds one of the ``telling`` texts."""
    about = set(keys)
    kept = "SELECT staff_id, kind, key, body FROM drafts"
    for staff, kind, key, body in read_rows(connection, kept):
        if key in about or any(text in body for text in telling):
            gone = "DELETE FROM drafts WHERE staff_id = ? AND kind = ? AND key = ?"
            cursor_of(connection).execute(gone, (staff, kind, key))


def _telling(connection: Connection, person: str) -> list[str]:
    """Return what gives a person away wherever it stands: her whole names and her numbers."""
    names = _ids(connection, 'SELECT "full" FROM person_names WHERE person_id = ?', person)
    numbers = _ids(connection, "SELECT value FROM identifiers WHERE person_id = ?", person)
    reached = _ids(connection, "SELECT value FROM contacts WHERE person_id = ?", person)
    plain = [number.replace("-", "") for number in numbers]
    return [text for text in (*names, *numbers, *plain, *reached) if text]


def _ids(connection: Connection, query: str, person: str) -> list[str]:
    return [found for (found,) in read_rows(connection, query, (person,))]


# Reading
def opened_file(connection: Connection, file: PersonFile, opened: Opened) -> PersonFile:
    """Return ``file`` with everything that is sealed of her filled in, in memory only."""
    found = fields_of(connection, opened, file.id)

    def parts(name: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(**typed_values(WHOLE[name], values)) for values in found[name].values()]

    def in_time(name: str) -> list[SimpleNamespace]:
        return sorted(parts(name), key=lambda part: (part.begins, part.id))

    facts = typed_values(t.people, found[PERSON].get(file.id, {}))
    mark = None if file.protected is None else replace(file.protected, open_until=opened.until)
    if mark is not None and file.id in found[KIND]:
        mark = replace(mark, kind=ProtectionKind(found[KIND][file.id]["kind"].strip()))
    return replace(
        file,
        protected=mark,
        born=facts.get("born"),
        born_precision=facts.get("born_precision", BirthPrecision.UNKNOWN).value,
        arrived_through=facts.get("arrived_through", ""),
        born_source=facts.get("born_source", ""),
        births=tuple(personfile.birth_row(one) for one in sorted(parts(BIRTH), key=lambda one: (one.recorded, one.id))),
        endings=tuple(replace(one, **found[ENDING].get(one.id, {})) for one in file.endings),
        names=tuple(personfile.name_row(name) for name in parts(NAME)),
        identifiers=tuple(personfile.identifier_row(one) for one in in_time(IDENTIFIER)),
        addresses=tuple(personfile.address_row(one) for one in reversed(in_time(ADDRESS))),
        contacts=tuple(personfile.contact_row(one) for one in in_time(CONTACT)),
        notes=tuple(_opened_note(note, found) for note in file.notes),
        attachments=attachment_rows.sealed_rows(connection, found[ATTACHMENT].values()),
        interventions=intervention_rows.opened(file.interventions, found),
    )


def _opened_note(note: NoteRow, found: Mapping[str, Mapping[str, Values]]) -> NoteRow:
    disputes = tuple(replace(one, **found[DISPUTE].get(one.id, {})) for one in note.disputes)
    return replace(note, disputes=disputes, **found[NOTE].get(note.id, {}))


# What lies in the file besides the rows
def sweep(connection: Connection) -> bool:
    """Write the file anew without anything that was there before and empty the WAL; tell whether it was possible.

    Deleted rows leave words behind in pages that were split or freed: only a new file is sure to hold none. The
    connection must not be in a transaction.
    """
    raw = raw_of(connection)
    try:
        raw.execute("VACUUM")
        raw.execute("UPDATE compartments SET swept = 1 WHERE swept = 0")
        return not raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlcipher.OperationalError:  # somebody reads or writes, or the disk fails: it stays due and is tried again
        return False


def sweep_if_due(connection: Connection) -> None:
    """Sweep when a protection was begun and the file could not be swept then."""
    if sweep_due(connection):
        sweep(connection)


def sweep_due(connection: Connection) -> bool:
    """Tell whether a protection was begun and the file was not swept since."""
    found = raw_of(connection).execute("SELECT 1 FROM compartments WHERE swept = 0 LIMIT 1")
    return found.fetchone() is not None
