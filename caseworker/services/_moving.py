"""Moving one person to an address and asking for what the move calls for. Not a service."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import uuid_utils

from caseworker import moverules
from caseworker.domain import enrolment, moves
from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.household import Errand
from caseworker.domain.intake import EnteredAddress
from caseworker.domain.person import Person
from caseworker.domain.waiting import Waiting
from caseworker.roles import load
from caseworker.store import households
from caseworker.store.reading import Reader
from caseworker.store.register import Register
from caseworker.store.writing import Transaction

ONE, SEVERAL = "move.errand", "move.errands"


def new_id() -> str:
    """Return a new id."""
    return str(uuid_utils.uuid7())


def move(tx: Transaction, someone: Person, address: EnteredAddress, begins: date) -> None:
    """Let a person live at ``address`` from ``begins`` on; the earlier residence ends, and a move calls for errands.

    A first address is no move.
    """
    moved = any(earlier.ends is None for earlier in someone.addresses)
    for earlier in someone.addresses:
        if earlier.ends is None:
            earlier.ends = max(begins, earlier.begins)
    someone.addresses.append(enrolment.address(address, person=someone.id, new_id=new_id, begins=begins))
    if moved:
        _ask(tx, someone, begins)
    tx.note(Event("address.added", someone.id, {"address": address, "begins": begins}))
    tx.touched(person=someone.id)


def _ask(tx: Transaction, someone: Person, moved: date) -> None:
    """Add what the move asks for; an errand that is still open from an earlier move is about this one now."""
    status = someone.status_on(moved)
    asked = moves.asked_for(
        moverules.load(),
        status="" if status is None else status.code,
        born=someone.born,
        protected=someone.id in tx.sealed.marks,
        day=moved,
    )
    waiting = {errand.code: errand for errand in someone.errands if errand.done is None}
    for rule in asked:
        due = moves.last_day(rule, moved)
        if rule.code in waiting:
            waiting[rule.code].arose, waiting[rule.code].due = moved, due
        else:
            someone.errands.append(Errand(new_id(), someone.id, rule.code, moved, due))


def errands_of_moves(register: Register, reader: Reader, by: User) -> Iterator[Waiting]:
    """Yield what is still to be settled after moves of those the caller works with, for Idag.

    What has a last day comes by itself, the rest as one line for each person.
    """
    if load().reach(by, "household.record") is None:
        return
    undated = Counter[str]()
    for errand in households.open_errands(reader.connection, by.id, register.today()):
        if errand.due is None:
            undated[errand.person_id] += 1
            continue
        sv, en = moverules.words(errand.code)
        yield Waiting(ONE, errand.due, errand.person_id, (("sv", sv), ("en", en)), ("person", errand.person_id))
    for person, count in undated.items():
        yield Waiting(SEVERAL, None, person, (("n", str(count)),), ("person", person))
