"""Several files of one person (sammanförda akter): linking them, looking at what was written since, taking them apart.

No row changes its file when files are linked. Of a protected person and one whose details lie open both are protected.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import uuid_utils
from sqlalchemy import select

from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.contact import Address, ContactPoint
from caseworker.domain.identity import mask
from caseworker.domain.ids import PersonId
from caseworker.domain.intervention import Intervention
from caseworker.domain.links import (
    LinkGround,
    PersonLink,
    SplitGround,
    WrittenRow,
    withdraw,
)
from caseworker.domain.notes import JournalNote
from caseworker.domain.person import HeldIdentifier, Person, PersonName
from caseworker.domain.status import Accommodation, Settlement, StatusPeriod
from caseworker.errors import Refused
from caseworker.services._linking import join
from caseworker.services.registry import service
from caseworker.store import linking
from caseworker.store import tables as t
from caseworker.store.register import Register
from caseworker.store.writing import Transaction

LONGEST_WORDS = 80
# what hangs on a person and may be moved: the collection it stands in, what it is called, and what is shown of it
_PARTS: dict[type[object], tuple[str, str, str]] = {
    PersonName: ("names", "name", "full"),
    HeldIdentifier: ("identifiers", "number", "value"),
    Address: ("addresses", "address", "street"),
    ContactPoint: ("contacts", "contact", "value"),
    StatusPeriod: ("statuses", "status", "code"),
    Settlement: ("settlements", "settlement", "code"),
    Accommodation: ("accommodations", "accommodation", "code"),
}


@service(needs="person.link", record="person", retention="case", undo="link")
def link_people(
    register: Register,
    *,
    person: PersonId,
    other: PersonId,
    ground: LinkGround,
    number_changed: bool = False,
    by: User,
) -> Changes:
    """Say that two files are one person's, from today on: one is shown in the other, and lists show her once.

    ``number_changed`` states that one of two different personnummer took the other's place. When one of them is
    protected, the other is sealed for the same readers. Raises ``Refused`` with ``link.same_file``,
    ``link.two_numbers``, ``link.fictitious``, ``link.other_readers``, ``link.in_quarantine`` or ``protection.closed``.
    """
    with register.change(by=by) as tx:
        joined = join(register, tx, person, other, ground=ground, number_changed=number_changed, by=by)
        changes = tx.commit(created=joined.link)
    joined.settle(register)
    return changes


@service(needs="person.link", record="person", retention="case")
def written_since(register: Register, *, person: PersonId, by: User) -> tuple[WrittenRow, ...]:
    """Return what was written in either file since ``person``'s was linked to the other. The look is logged.

    Raises ``Refused("link.not_linked" | "protection.closed")``.
    """
    with register.change(by=by) as tx:
        link = _link(tx, person)
        found = tuple(_shown(tx, row, owner) for row, owner in _written(tx, link))
        for file in (link.main_id, link.part_id):
            tx.note(Event("person.link_looked", file, {"link": link.id}))
        tx.commit()
    return found


@service(needs="person.link", record="person", retention="case", undo="unlink")
def unlink(
    register: Register, *, person: PersonId, ground: SplitGround, moved: Sequence[str] = (), by: User
) -> Changes:
    """Take ``person``'s file apart from the one it is shown in; only the rows ``moved`` change file.

    Notes stay where they were written. Both stay protected if they were. Raises ``Refused`` with ``link.not_linked``,
    ``protection.closed`` or ``period.overlap`` when a moved period does not fit the other file's.
    """
    with register.change(by=by) as tx:
        link = _link(tx, person)
        chosen = [(row, owner) for row, owner in _written(tx, link) if row.id in moved and _movable(tx, row)]
        for row, owner in chosen:
            _move(tx, row, owner, link.part_id if owner.id == link.main_id else link.main_id)
        link.ends, link.end_ground = register.today(), ground.value
        for file in (link.main_id, link.part_id):
            tx.note(Event("person.unlinked", file, {"link": link.id, "ground": ground.value, "moved": len(chosen)}))
        return tx.commit()


# Taking apart
def _link(tx: Transaction, person: PersonId) -> PersonLink:
    tx.people.get(person)
    tx.sealed.opened_for(person)
    link = linking.link_of(tx.session, person)
    if link is None:
        raise Refused("link.not_linked")
    return link


def _written(tx: Transaction, link: PersonLink) -> Iterator[tuple[Any, Person]]:
    """Yield the rows of both files that are younger than the link, and whose they are. Ids tell what came first."""
    for owner in (tx.people.get(link.main_id), tx.people.get(link.part_id)):
        for collection, _kind, _shown in _PARTS.values():
            yield from ((row, owner) for row in list(getattr(owner, collection)) if row.id > link.id)
        cases = select(t.cases.c.id).where(t.cases.c.person_id == owner.id)
        done, note = t.interventions.c, t.notes.c
        for query in (
            select(Intervention).where(done.person_id == owner.id, done.id > link.id).order_by(done.id),
            select(JournalNote).where(note.case_id.in_(cases), note.id > link.id).order_by(note.id),
        ):
            yield from ((row, owner) for row in tx.session.scalars(query))


def _shown(tx: Transaction, row: Any, owner: Person) -> WrittenRow:
    number = tx.cases.of_person(owner.id).number
    if isinstance(row, JournalNote):
        return WrittenRow(row.id, "note", row.text[:LONGEST_WORDS], row.happened_on, number, movable=False)
    if isinstance(row, Intervention):
        return WrittenRow(row.id, "intervention", row.type, row.recorded, number, movable=_movable(tx, row))
    _collection, kind, shown = _PARTS[type(row)]
    what = getattr(row, shown)
    day = getattr(row, "begins", None)
    return WrittenRow(row.id, kind, mask(what) if kind == "number" else what, day, number, movable=True)


def _movable(tx: Transaction, row: object) -> bool:
    """A note stays where it was written and signed; so does what was sealed of a protected person's intervention."""
    if isinstance(row, Intervention):
        return row.person_id not in tx.sealed.marks
    return not isinstance(row, JournalNote)


def _move(tx: Transaction, row: Any, owner: Person, receiver: PersonId) -> None:
    if isinstance(row, Intervention):
        row.person_id, row.case_id = receiver, tx.cases.of_person(receiver).id
        row.move_parts(receiver)
        tx.touched(person=owner.id)
        return
    someone, collection = tx.people.get(receiver), _PARTS[type(row)][0]
    copy = replace(row, id=str(uuid_utils.uuid7()), person_id=receiver)
    if isinstance(row, StatusPeriod | Settlement | Accommodation):
        withdraw(getattr(owner, collection), row)
    else:
        getattr(owner, collection).remove(row)
    tx.flush()  # a number has one holder: it is let go of before it is taken up
    if isinstance(copy, StatusPeriod):
        someone.enter(copy)
    elif isinstance(copy, Settlement):
        someone.settle(copy)
    elif isinstance(copy, Accommodation):
        someone.accommodate(copy)
    else:
        getattr(someone, collection).append(copy)
