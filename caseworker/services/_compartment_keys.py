"""How the key of a compartment stands, and giving it a new one. Not a service.

A new key has a new name in the vault: whichever of two keys the register names opens what lies in it, wherever a change
is cut off. The old one is dropped when everything is sealed anew, and the file is written anew after that.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import uuid_utils
from sqlalchemy import Connection, insert, select

from caseworker.domain.access import User
from caseworker.domain.changes import Changes
from caseworker.domain.daycount import age_on
from caseworker.domain.enrolment import require_new_person
from caseworker.domain.ids import PersonId
from caseworker.domain.protection import OPEN_FOR, KeyStanding, ProtectionKind, ProtectionMark, age_edge
from caseworker.errors import Refused
from caseworker.services._birth_days import undate
from caseworker.store import compartments, protection_record, sealed_kind, sealing, ties
from caseworker.store import tables as t
from caseworker.store.compartments import Keyring, Opened
from caseworker.store.reading import Reader
from caseworker.store.register import Register
from caseworker.store.writing import Transaction
from caseworker.vault.values import open_value, seal_value

KEY_BYTES = 32


def new_id() -> str:
    """Return a new id."""
    return str(uuid_utils.uuid7())


def require_keyring(register: Register) -> Keyring:
    """Return the keys of whoever sits here. Raises ``Refused("protection.no_keys")``."""
    if register.compartments.keyring is None:
        raise Refused("protection.no_keys")
    return register.compartments.keyring


def new_key() -> tuple[str, bytes]:
    """Return the name and the bytes of a new key."""
    return f"compartment/{new_id()}", secrets.token_bytes(KEY_BYTES)


def opened_with(register: Register, compartment: str, key: bytes, by: User) -> Opened:
    """Return a compartment opened with ``key`` for the usual time."""
    until = register.clock() + OPEN_FOR
    return Opened(register.info.register_id, compartment, by.id, until, key, seal_value, open_value)


def unseal(register: Register, reader: Reader, mark: ProtectionMark, by: User) -> Opened:
    """Open a compartment with the user's own keys.

    Raises ``Refused("protection.not_reader")`` with those who can, or ``Refused("protection.no_reader_left")``.
    """
    keyring = require_keyring(register)
    name = compartments.key_name(reader.connection, mark.compartment)
    key = keyring.unseal(name)
    if key is None:
        readers = names_of(reader.connection, keyring.holders(name))
        if not readers:
            raise Refused("protection.no_reader_left")
        raise Refused("protection.not_reader", readers=", ".join(readers))
    return opened_with(register, mark.compartment, key, by)


def standing(register: Register, connection: Connection, compartment: str) -> KeyStanding:
    """Return who can open a compartment and who no longer can; without a vault nothing is known to be lost."""
    keyring, sealed_to = register.compartments.keyring, compartments.readers_of(connection, compartment)
    if keyring is None:
        return KeyStanding(sealed_to, ())
    return KeyStanding.of(sealed_to, keyring.holders(compartments.key_name(connection, compartment)))


def unsettled(register: Register, connection: Connection) -> dict[str, KeyStanding]:
    """Return the compartments whose key is to be renewed or that too few can open."""
    found = {one: standing(register, connection, one) for one in compartments.lived_in(connection)}
    return {one: stands for one, stands in found.items() if stands.due or stands.too_few}


def exchange(
    register: Register, old: Opened, readers: Sequence[str], note: Callable[[Transaction], None], *, by: User
) -> tuple[Opened, Changes]:
    """Seal a compartment anew under a new key for ``readers`` and the sheets, in one transaction; return it open.

    ``note`` says in that transaction why. The caller sweeps the file. Raises ``Refused("account.unknown" |
    "account.not_approved" | "account.swapped" | …)``: nothing is changed then.
    """
    keyring, (name, key) = require_keyring(register), new_key()
    new = replace(old, key=key)
    keyring.seal(name, key, readers)
    try:
        with register.change(by=by) as tx:
            former = compartments.key_name(tx.connection, old.compartment)
            tx.sealed.lend(new)
            sealing.reseal(tx.connection, old, new)
            compartments.put_key(tx.connection, old.compartment, name, readers)
            note(tx)
            changes = tx.commit()
    except BaseException:
        keyring.drop(name)
        raise
    register.compartments.close(old.compartment)
    keyring.drop(former)
    protection_record.keep(register)
    return new, changes


def seal_member(
    register: Register,
    tx: Transaction,
    person: PersonId,
    kind: ProtectionKind,
    opened: Opened,
    *,
    id: str = "",
    since: date | None = None,
) -> None:
    """Seal one person into a compartment; ``id`` and ``since`` are those of a protection that was known before.

    Raises ``Refused("protection.already" | "protection.not_a_new_person")``.
    """
    someone = tx.people.get(person)
    born = someone.born
    if kind is ProtectionKind.FICTITIOUS:
        require_new_person(someone)
    if compartments.mark_of(tx.connection, person) is not None:
        raise Refused("protection.already")
    tx.session.expunge_all()
    tx.connection.execute(
        insert(t.protections),
        {
            "id": id or new_id(),
            "person_id": person,
            "compartment_id": opened.compartment,
            "kind": kind.shown.value,
            "begins": since or register.today(),
            "age_from": age_edge(age_on(born, register.today())),
        },
    )
    ties.take(tx.connection, opened, person)
    sealing.seal_person(tx.connection, opened, person)
    undate(tx, person, since or register.today())
    sealed_kind.put(tx.connection, opened, person, kind)
    tx.sealed.lend(opened)


def sweep(register: Register) -> bool:
    """Write the file anew so that nothing of what was sealed before lies in it; tell whether it was possible."""
    with register.raw_connection() as connection:
        return compartments.sweep(connection)


def names_of(connection: Connection, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the names of members of staff, in order."""
    named = select(t.staff.c.name).where(t.staff.c.id.in_(ids)).order_by(t.staff.c.name)
    return tuple(connection.execute(named).scalars())
