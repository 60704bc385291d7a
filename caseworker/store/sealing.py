"""Moving what tells who a protected person is out of the open columns into her compartment, and back; reading it.

What is sealed is listed in ``store.sealable``; how one field is sealed stands in ``store.compartments``.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace

from sqlalchemy import Connection, delete, insert, select, update

from caseworker.domain.person import BirthPrecision
from caseworker.domain.protection import ProtectionKind
from caseworker.domain.rows import NoteRow, PersonFile
from caseworker.store import (
    attachment_rows,
    compartments,
    intervention_rows,
    lines,
    linking,
    note_words,
    personfile,
    undoing,
)
from caseworker.store import tables as t
from caseworker.store.compartments import SEALED_FIELDS, Opened
from caseworker.store.engine import cursor_of, read_rows
from caseworker.store.lines import Part
from caseworker.store.sealable import (
    ADDRESS,
    ATTACHMENT,
    BIRTH,
    BLANKED,
    BODY,
    CONTACT,
    DISPUTE,
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


def seal_person(connection: Connection, opened: Opened, person: str) -> None:
    """Move everything that is sealed of a protected person out of the open columns, lists, searches and drafts."""
    cases = _ids(connection, "SELECT id FROM cases WHERE person_id = ?", person)
    telling = _telling(connection, person)
    _drop_drafts(connection, [person, *cases], telling)
    undoing.drop_about(connection, [person, *cases], telling)
    _seal_bodies(connection, opened, person)
    for name, table in WHOLE.items():
        for row in connection.exec_driver_sql(f"SELECT * FROM {table.name} WHERE person_id = ?", (person,)).mappings():  # noqa: S608 - a table of ours
            compartments.put(connection, opened, person, row["id"], name, dict(row))
        connection.execute(delete(table).where(table.c.person_id == person))
    someone = connection.execute(select(t.people).where(t.people.c.id == person)).one()
    values = {name: bound(t.people.c[name].type, getattr(someone, name)) for name in BLANKED}
    compartments.put(connection, opened, person, person, PERSON, values)
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
    for name, record, body in read_rows(connection, SEALED_FIELDS, (person,)):
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
    undoing.drop_about(connection, compartments.members(connection, old.compartment))
    cursor = cursor_of(connection)
    kept = read_rows(connection, "SELECT record, field FROM sealed_fields WHERE compartment_id = ?", (old.compartment,))
    for record, name in kept:
        query = "SELECT body FROM sealed_fields WHERE record = ? AND field = ?"
        ((body,),) = read_rows(connection, query, (record, name))
        sealed = new.seal(record, name, old.unseal(record, name, body))
        cursor.execute("UPDATE sealed_fields SET body = ? WHERE record = ? AND field = ?", (sealed, record, name))


def _seal_bodies(connection: Connection, opened: Opened, person: str) -> None:
    bodies = t.attachment_bodies.c
    for attachment in _ids(connection, "SELECT id FROM attachment_bodies WHERE person_id = ?", person):
        one = connection.execute(select(bodies.body).where(bodies.id == attachment)).scalar_one()
        compartments.put_body(connection, opened, person, attachment, one)
    connection.execute(delete(t.attachment_bodies).where(bodies.person_id == person))


def _restore_bodies(connection: Connection, opened: Opened, person: str) -> None:
    query = f"SELECT record FROM sealed_fields WHERE field = '{BODY}' AND person_id = ?"  # noqa: S608 - a word of ours
    for attachment in _ids(connection, query, person):
        body = compartments.body_in(connection, opened, attachment)
        connection.execute(insert(t.attachment_bodies), {"id": attachment, "person_id": person, "body": body})


def _seal_words(connection: Connection, opened: Opened, person: str) -> None:
    for name, words in WORDS.items():
        told = " || ".join(words.columns)
        query = f"SELECT id, {', '.join(words.columns)} FROM {words.table.name} WHERE {words.theirs} AND {told} <> ''"  # noqa: S608 - names of ours
        for record, *texts in read_rows(connection, query, (person,)):
            compartments.put(connection, opened, person, record, name, dict(zip(words.columns, texts, strict=True)))
            emptied = update(words.table).where(words.table.c.id == record)
            connection.execute(emptied.values(dict.fromkeys(words.columns, "")))


def _seal_payloads(connection: Connection, opened: Opened, person: str, subjects: Sequence[str]) -> None:
    """Seal what the audit says of her, salt and all: a commitment without its salt tells nothing to who guesses."""
    told = "SELECT p.seq, p.salt, p.body FROM audit AS a JOIN audit_payloads AS p ON p.seq = a.seq WHERE a.subject = ?"
    cursor = cursor_of(connection)
    for subject in subjects:
        for seq, salt, body in read_rows(connection, told, (subject,)):
            compartments.put_payload(connection, opened, person, seq, salt, body)
            cursor.execute("DELETE FROM audit_payloads WHERE seq = ?", (seq,))


def _drop_drafts(connection: Connection, keys: Iterable[str], telling: Sequence[str]) -> None:
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
    found = compartments.fields_of(connection, opened, file.id)

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
