"""Joining two files inside an open transaction, by hand or from a pair that was judged. Not a service."""

from dataclasses import dataclass

import uuid_utils
from sqlalchemy import update

from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId
from caseworker.domain.links import LinkGround, LinkSide, PersonLink, main_and_part, require_linkable
from caseworker.errors import Refused
from caseworker.services import _compartment_keys as keys
from caseworker.store import compartments, linking, protection_record, retention, sealed_kind
from caseworker.store import tables as t
from caseworker.store.register import Register
from caseworker.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Joined:
    """Two files that were joined: the id of their link, and whether one was sealed because the other is protected."""

    link: str
    sealed: bool

    def settle(self, register: Register) -> None:
        """After COMMIT: keep outside who is protected, and write the file anew so that nothing of hers lies open."""
        if self.sealed:
            protection_record.keep(register)
            keys.sweep(register)


def join(
    register: Register,
    tx: Transaction,
    person: PersonId,
    other: PersonId,
    *,
    ground: LinkGround,
    number_changed: bool,
    by: User,
) -> Joined:
    """Link two files, noted in both; the caller commits and then settles. Raises what ``link_people`` raises."""
    one, two = (_side(tx, one) for one in (person, other))
    require_linkable(one, two, number_changed=number_changed)
    sealed = _protect_both(register, tx, one.person, two.person)
    main, part = main_and_part(one, two)
    id = str(uuid_utils.uuid7())
    tx.add(PersonLink(id, part, main, register.today(), by.id, ground, number_changed=number_changed))
    # neither row of the log names the other file: one of them may be sealed one day and the other not
    for file in (main, part):
        tx.note(Event("person.linked", file, {"link": id, "ground": ground.value}))
    return Joined(id, sealed)


def _side(tx: Transaction, person: PersonId) -> LinkSide:
    """Return the file in which ``person``'s is shown, as linking sees it."""
    tx.people.get(person)
    someone = tx.people.get(linking.main_of(tx.connection, person))
    tx.sealed.opened_for(someone.id)
    if retention.on_list(tx.connection, someone.id):
        raise Refused("link.in_quarantine")
    case = tx.cases.of_person(someone.id)
    held = (one.value for one in someone.identifiers if one.type == "personnummer" and one.ends is None)
    return LinkSide(someone.id, case.number, case.closed is None, frozenset(held))


def _protect_both(register: Register, tx: Transaction, one: PersonId, other: PersonId) -> bool:
    """Seal whichever of the two lies open when the other is protected; tell whether anything was sealed."""
    for file in (one, other):
        sealed_kind.require_not_fictitious(tx, file, "link.fictitious")
    marks = compartments.marks(tx.connection)
    mine, theirs = marks.get(one), marks.get(other)
    if mine is None and theirs is None:
        return False
    if mine is not None and theirs is not None:
        if mine.compartment != theirs.compartment:
            raise Refused("link.other_readers")
        return False
    protected, lies_open = (other, one) if mine is None else (one, other)
    mark = marks[protected]
    opened = tx.sealed.require_open(protected)
    for file in linking.files_of(tx.connection, lies_open):
        keys.seal_member(register, tx, file, mark.kind, opened)
        tx.note(Event("protection.begun", file, {"kind": mark.kind.value}))
    tx.connection.execute(update(t.compartments).where(t.compartments.c.id == mark.compartment).values(swept=False))
    return True
