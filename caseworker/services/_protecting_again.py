"""Sealing again whom an older copy of the register shows in the open, before its first row is shown. Not a service.

The record outside names who was protected since. Sealing needs public keys only, so that whoever puts a copy back need
not be one of the readers.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Protocol

from sqlalchemy import insert

from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId
from caseworker.domain.protection import ProtectionKind
from caseworker.services import _compartment_keys as keys
from caseworker.store import erasing, integrity, protection_record
from caseworker.store import tables as t
from caseworker.store.protection_record import Protected
from caseworker.store.register import Register

AGAIN = "protection.sealed_again"


class Sealer(Protocol):
    """Seals keys to public keys."""

    def able(self, staff: Iterable[str]) -> tuple[str, ...]:
        """Return those of ``staff`` a key can be sealed to; where nobody is left, whoever must stand in for them."""

    def seal(self, name: str, key: bytes, staff: Iterable[str]) -> None:
        """Seal ``key`` to these members of staff and to recovery."""


def protect_again(register: Register, sealer: Sealer, *, by: User, beside: Iterable[Path] = ()) -> int:
    """Seal whoever the records outside tell of and this register shows in the open. Returns how many there were.

    A register whose log is broken is left as it is. ``beside`` are further anchors to look beside.
    """
    if not {finding.code for finding in register.faults} <= {integrity.ROLLED_BACK}:
        return 0
    households = defaultdict[str, list[Protected]](list)
    for one in protection_record.missing(register, beside):
        households[one.compartment].append(one)
    for household in households.values():
        with erasing.standing_back(register):
            _seal(register, sealer, household, by)
    if households:
        keys.sweep(register)
    protection_record.keep(register)
    return sum(map(len, households.values()))


def _seal(register: Register, sealer: Sealer, household: list[Protected], by: User) -> None:
    readers = sealer.able(dict.fromkeys(reader for one in household for reader in one.readers))
    name, key = keys.new_key()
    opened = keys.opened_with(register, keys.new_id(), key, by)
    sealer.seal(name, key, readers)
    with register.change(by=by) as tx:
        row = {"id": opened.compartment, "key_name": name, "sealed_to": " ".join(readers), "swept": False}
        tx.connection.execute(insert(t.compartments), {**row, "created": register.clock()})
        for one in household:
            since = date.fromisoformat(one.begins)
            keys.seal_member(
                register, tx, PersonId(one.person), ProtectionKind(one.kind), opened, id=one.id, since=since
            )
        for one in household:
            tx.note(Event(AGAIN, one.person, {"readers": readers}))
            tx.touched(person=one.person)
        tx.index_changed = True
        tx.commit()
