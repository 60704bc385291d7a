"""Households (hushåll), relations (närstående), who must not be told ("får inte nå"), and what a move asks for.

What looks wrong in a family is told and never stops a saving. Relations answer what erasing asks, where nobody has
answered otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from caseworker import moverules
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.enrolment import tidy
from caseworker.domain.household import (
    EnteredNoContact,
    EnteredRelation,
    HouseholdMember,
    NoContact,
    Relation,
    end_on,
    inverse,
    oddities,
    require_other,
)
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress
from caseworker.domain.moves import MoveRule
from caseworker.domain.periods import current
from caseworker.errors import Refused
from caseworker.services import _kinship
from caseworker.services._moving import move, new_id
from caseworker.services.registry import service
from caseworker.store import households
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class RelationRecorded:
    """What came of recording a relation: ``oddities`` look wrong and were kept all the same (``household.Oddity``).

    ``contradicted``: what erasing asks and somebody has answered otherwise; that answer stands.
    """

    changes: Changes
    oddities: tuple[str, ...]
    contradicted: tuple[str, ...]


# Households
@service(needs="household.record", record="person", retention="case", undo="household")
def join_household(register: Register, *, person: PersonId, other: PersonId, begins: date, by: User) -> Changes:
    """Let a person live with ``other`` from ``begins`` on; whoever has no household yet gets one with her.

    Raises ``Refused`` with ``household.herself``, ``household.already_together`` or ``period.overlap``.
    """
    require_other(person, other, "")
    with register.change(by=by) as tx:
        joins, host = tx.people.get(person), tx.people.get(other)
        home = current(host.memberships, begins)
        if home is None:
            home = HouseholdMember(new_id(), other, new_id(), begins)
            _kinship.live_in(host, home)
            tx.note(Event("household.joined", other, {"household": home.household_id, "begins": begins}))
            tx.touched(person=other)
        now = current(joins.memberships, begins)
        if now is not None and now.household_id == home.household_id:
            raise Refused("household.already_together")
        _kinship.live_in(joins, HouseholdMember(new_id(), person, home.household_id, begins))
        tx.note(Event("household.joined", person, {"household": home.household_id, "begins": begins}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="household.record", record="person", retention="case", undo="household")
def leave_household(register: Register, *, person: PersonId, ends: date, by: User) -> Changes:
    """Let a person leave her household; ``ends`` is her last day in it.

    Raises ``Refused`` with ``household.none`` or ``period.backwards``.
    """
    with register.change(by=by) as tx:
        member = next((one for one in tx.people.get(person).memberships if one.ends is None), None)
        if member is None:
            raise Refused("household.none")
        end_on(member, ends)
        tx.note(Event("household.left", person, {"household": member.household_id, "ends": ends}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="household.record", record="person", retention="case", undo="move")
def move_household(
    register: Register,
    *,
    person: PersonId,
    address: EnteredAddress,
    begins: date,
    along: Sequence[PersonId] = (),
    by: User,
) -> Changes:
    """Let a person and those of her household who move ``along`` live at ``address`` from ``begins`` on.

    Each gets the errands a move asks for. Where somebody stays behind, those who move are a household of their own.
    Raises ``Refused`` with ``household.no_street`` or ``household.not_together``.
    """
    if not tidy(address.street):
        raise Refused("household.no_street")
    with register.change(by=by) as tx:
        movers = [tx.people.get(one) for one in dict.fromkeys((person, *along))]
        homes = [current(one.memberships, begins) for one in movers]
        if len(movers) > 1 and (None in homes or len({home.household_id for home in homes if home}) > 1):
            raise Refused("household.not_together")
        staying = set(households.household_of(tx.connection, person, begins)) - {one.id for one in movers}
        if staying:
            _kinship.part(movers, begins, new_id)
        for one in movers:
            move(tx, one, address, begins)
        return tx.commit()


# Relations
@service(needs="household.record", record="person", retention="case", undo="relation")
def record_relation(register: Register, *, person: PersonId, relation: EnteredRelation, by: User) -> RelationRecorded:
    """Record what another is to a person, registered or not; what erasing asks is answered by it.

    Raises ``Refused`` with ``household.nobody``, ``household.herself``, ``household.already_related`` or
    ``protection.closed`` when one of them is protected and nobody has opened her.
    """
    name, contact, source = tidy(relation.name), tidy(relation.contact), tidy(relation.source)
    require_other(person, relation.other, name)
    with register.change(by=by) as tx:
        someone = tx.people.get(person)
        other = None if relation.other is None else tx.people.get(relation.other)
        made = Relation(
            new_id(),
            person,
            relation.kind,
            relation.begins or register.today(),
            relation.ground,
            relation.other,
            "" if other else name,
            contact,
            source,
        )
        family = _kinship.family(tx, someone, other)
        if any(_kinship.same(one, made) for one in family):
            raise Refused("household.already_related")
        born = _kinship.born(tx, family, someone, other)
        told = oddities(made, family, born, register.today())
        contradicted = _kinship.answer_erasing(tx, made, someone, other)
        if other is not None and other.id in tx.sealed.marks and person not in tx.sealed.marks:
            made.person_id, made.other_id, made.kind = other.id, person, inverse(made.kind)
        tx.add(made)
        for side in (someone, other):
            if side is not None:
                tx.note(Event("relation.recorded", side.id, {"relation": made.id, "ground": relation.ground}))
                tx.touched(person=side.id)
        return RelationRecorded(tx.commit(created=made.id), told, contradicted)


@service(needs="household.record", record="person", retention="case", undo="relation")
def end_relation(register: Register, *, person: PersonId, tie: str, ends: date, by: User) -> Changes:
    """Let a relation end, seen from either side; ``ends`` is its last day.

    Raises ``Refused`` with ``household.unknown``, ``household.ended`` or ``period.backwards``.
    """
    with register.change(by=by) as tx:
        relation = _kinship.relation(tx, _kinship.files(tx, person), tie)
        end_on(relation, ends)
        for side in (relation.person_id, relation.other_id):
            if side is not None:
                tx.note(Event("relation.ended", side, {"relation": tie, "ends": ends}))
                tx.touched(person=side)
        return tx.commit()


# Who must not be told
@service(needs="household.record", record="person", retention="case", undo="no_contact")
def record_no_contact(register: Register, *, person: PersonId, entered: EnteredNoContact, by: User) -> Changes:
    """Record that somebody must not be told about a person nor reach her; every print and address view warns of it.

    Raises ``Refused`` with ``household.nobody``, ``household.herself`` or ``protection.closed``.
    """
    name, reason = tidy(entered.name), tidy(entered.reason)
    require_other(person, entered.other, name)
    with register.change(by=by) as tx:
        someone = tx.people.get(person)
        if entered.other is not None:
            tx.people.get(entered.other)
        begins = entered.begins or register.today()
        warning = NoContact(new_id(), someone.id, begins, entered.other, "" if entered.other else name, reason)
        tx.add(warning)
        tx.note(Event("no_contact.recorded", person, {"no_contact": warning.id, "begins": begins}))
        tx.touched(person=person)
        return tx.commit(created=warning.id)


@service(needs="household.record", record="person", retention="case", undo="no_contact")
def end_no_contact(register: Register, *, person: PersonId, tie: str, ends: date, by: User) -> Changes:
    """Let a warning end; ``ends`` is its last day.

    Raises ``Refused`` with ``household.unknown``, ``household.ended`` or ``period.backwards``.
    """
    with register.change(by=by) as tx:
        warnings = (one for file in _kinship.files(tx, person) for one in file.no_contacts)
        warning = next((one for one in warnings if one.id == tie), None)
        if warning is None:
            raise Refused("household.unknown")
        end_on(warning, ends)
        tx.note(Event("no_contact.ended", warning.person_id, {"no_contact": tie, "ends": ends}))
        tx.touched(person=warning.person_id)
        return tx.commit()


# What a move asks for
@service(needs="household.record", record="person", retention="case", undo="errand")
def settle_errand(
    register: Register, *, person: PersonId, errand: str, done: bool, note: str = "", by: User
) -> Changes:
    """Say that an errand of a move is settled today by the caller, or that it is not after all.

    Raises ``Refused("household.unknown")``.
    """
    note = tidy(note)
    with register.change(by=by) as tx:
        errands = (one for file in _kinship.files(tx, person) for one in file.errands)
        settled = next((one for one in errands if one.id == errand), None)
        if settled is None:
            raise Refused("household.unknown")
        settled.done, settled.done_by = (register.today(), by.id) if done else (None, "")
        if note:
            settled.note = note
        tx.note(Event("errand.settled", settled.person_id, {"errand": errand, "done": done}))
        tx.touched(person=settled.person_id)
        return tx.commit()


@service(needs="person.read", record="none", retention="session", writes=False)
def list_move_rules(register: Register, *, by: User) -> tuple[MoveRule, ...]:
    """Return what a move may ask for, in words and with the law it rests on."""
    return moverules.load()
