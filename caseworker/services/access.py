"""Who works with which case and from when to when, and looks in need (nödåtkomst) at a case that is not one's own."""

from datetime import date

import uuid_utils

from caseworker import codes, roles
from caseworker.domain import identity
from caseworker.domain.access import (
    Employment,
    EmploymentRow,
    HiddenPerson,
    LookInNeed,
    Reach,
    RecordClass,
    Role,
    User,
    look_length,
    require_reason,
)
from caseworker.domain.case import Assignment, AssignmentKind
from caseworker.domain.changes import Changes, Event
from caseworker.domain.identity import IdentifierType
from caseworker.domain.ids import PersonId, StaffId
from caseworker.errors import Refused
from caseworker.letters import preview
from caseworker.letters.appendix import Appendix, AppendixRole, AppendixRow, appendix_pdf
from caseworker.letters.compose import Letterhead
from caseworker.letters.preview import PageImage
from caseworker.services.registry import service
from caseworker.store import access as kept
from caseworker.store import compartments
from caseworker.store.reach import within
from caseworker.store.register import Register
from caseworker.store.writing import Transaction

_CLASS_WORDS = {
    RecordClass.OWN: "egna",
    RecordClass.UNIT: "enhetens",
    RecordClass.OTHER: "andras",
    RecordClass.PROTECTED: "skyddade",
}
_OPENING = (
    "Bilagan är tryckt ur den fil som programmet följer. Det som inte står här får ingen göra.",
    "Egna = ärenden som medarbetaren är tilldelad. Enhetens = ärenden i hennes enhet. Andras = andra enheters ärenden. "
    "Skyddade = även personer med skyddade personuppgifter bland dem; det förseglade läses bara av utsedda läsare. "
    "– = nej. Den som har flera roller får det som någon av dem får.",
)


@service(needs="staff.employ", record="register", retention="register")
def employ(
    register: Register, *, staff: StaffId, unit: str = "", begins: date, ends: date | None = None, by: User
) -> Changes:
    """Give a member of staff a unit from a day on; ``unit`` "" is the register's own. The earlier employment ends.

    Raises ``Refused`` with ``access.own_employment``, ``access.unknown_staff``, ``access.locum_needs_end`` (a locum is
    always let in for a time) or ``period.backwards``.
    """
    if staff == by.id:
        raise Refused("access.own_employment")
    if ends is not None and ends < begins:
        raise Refused("period.backwards", begins=begins, ends=ends)
    employment = Employment(" ".join(unit.split()) or register.info.unit, begins, ends)
    with register.change(by=by) as tx:
        if Role.LOCUM in _colleague(tx, staff).roles and ends is None:
            raise Refused("access.locum_needs_end")
        kept.put_employment(tx.connection, _new_id(), staff, employment)
        tx.note(Event("staff.employed", staff, {"employment": employment}))
        return tx.commit()


@service(needs="staff.read", record="register", retention="register", writes=False)
def list_employments(register: Register, *, by: User) -> tuple[EmploymentRow, ...]:
    """Return in which unit every active member of staff works from when to when, by name."""
    with register.read() as reader:
        return kept.all_employments(reader.connection)


@service(needs="case.assign", record="person", retention="case", undo="assignment")
def assign(
    register: Register,
    *,
    person: PersonId,
    staff: StaffId,
    kind: AssignmentKind,
    begins: date,
    ends: date | None = None,
    by: User,
) -> Changes:
    """Let a member of staff work with a person's case, as responsible or beside the responsible.

    Raises ``Refused`` with ``access.unknown_staff``, ``access.already_assigned`` or ``period.backwards``.
    """
    with register.change(by=by) as tx:
        case = tx.cases.of_person(person)
        _colleague(tx, staff)
        case.assign(Assignment(_new_id(), case.id, staff, kind, begins, ends))
        facts = {"staff": staff, "kind": kind.value, "begins": begins, "ends": ends}
        tx.note(Event("case.assigned", person, facts))
        tx.touched(person=person)
        return tx.commit()


@service(needs="case.assign", record="person", retention="case", undo="release")
def release(register: Register, *, person: PersonId, staff: StaffId, by: User) -> Changes:
    """Let a co-assigned member of staff leave a person's case from today on.

    Raises ``Refused("access.not_assigned" | "access.responsible_stays")``.
    """
    with register.change(by=by) as tx:
        tx.cases.of_person(person).release(staff, register.today())
        tx.note(Event("case.released", person, {"staff": staff}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="person.open_in_need", record="none", retention="session", writes=False)
def find_hidden(register: Register, *, text: str, by: User) -> tuple[HiddenPerson, ...]:
    """Return who has this very case number or identity number and lies beyond the caller's reach; no name, no number.

    What a search finds is left out: it needs no look in need.
    """
    numbers = []
    for kind in IdentifierType:
        try:
            numbers.append(identity.parse(kind, text, today=register.today()).value)
        except Refused:
            continue
    reading = roles.load().permissions["person.read"]
    with within(Reach(by, reading.classes(by.roles), reading.in_need)), register.read() as reader:
        found = kept.holders_of(reader.connection, text.strip(), numbers)
        return tuple(one for one in found if not reader.bounds.sees(one.person))


@service(needs="person.open_in_need", record="person", retention="case")
def open_in_need(register: Register, *, person: PersonId, reason: str, minutes: int = 60, by: User) -> Changes:
    """Let the caller read one person's file for a limited time although the case is not within her reach.

    The reason is logged, and the unit manager sees that it happened. A protected person is opened by her readers alone,
    also in need. Raises ``Refused`` with ``access.reason_short``, ``access.reason_long``, ``access.look_length``,
    ``access.protected`` (who can) or ``person.unknown``.
    """
    why, opened = require_reason(reason), register.clock()
    closes = opened + look_length(minutes)
    with register.read() as reader:
        mark = compartments.mark_of(reader.connection, person)
        if mark is not None:
            named = compartments.readers_of(reader.connection, mark.compartment)
            readers = [one.name for one in reader.staff() if one.id in named]
            raise Refused("access.protected", readers=", ".join(readers) or "–")
    with register.change(by=by) as tx:
        look, someone = _new_id(), tx.people.get(person)
        kept.add_look(tx.connection, look, staff=by.id, person=someone.id, opened=opened, closes=closes)
        tx.note(Event(kept.OPENED_IN_NEED, person, {"look": look, "reason": why, "closes": closes}))
        tx.touched(person=person)
        return tx.commit(created=look)


@service(needs="looks.review", record="register", retention="case", writes=False)
def list_looks_in_need(register: Register, *, by: User) -> tuple[LookInNeed, ...]:
    """Return the looks in need, those nobody has seen yet first."""
    with register.read() as reader:
        return kept.looks(reader.connection)


@service(needs="looks.review", record="register", retention="case")
def see_look_in_need(register: Register, *, look: str, by: User) -> Changes:
    """Say that the caller has seen a colleague's look in need.

    Raises ``Refused("access.unknown_look" | "access.own_look")``.
    """
    with register.change(by=by) as tx:
        looker = kept.looker(tx.connection, look)
        if looker is None:
            raise Refused("access.unknown_look")
        if looker == by.id:
            raise Refused("access.own_look")
        kept.mark_seen(tx.connection, look, by=by.id, at=tx.at)
        tx.note(Event("access.look_seen", look, {"looker": looker}))
        return tx.commit()


@service(needs="codes.read", record="none", retention="session", writes=False)
def roles_appendix(register: Register, *, by: User) -> bytes:
    """Return the matrix of permissions as PDF: the municipality's appendix (behörighetsbilaga), as the program acts."""
    matrix = roles.load()
    printed = Appendix(
        opening=_OPENING,
        roles=tuple(AppendixRole(entry.sv, entry.purpose, entry.source) for entry in matrix.roles),
        rows=tuple(
            AppendixRow(one.sv, one.why, tuple(_reach_in_words(one, entry.role) for entry in matrix.roles))
            for one in matrix.permissions.values()
        ),
        dated=register.today(),
    )
    municipality = codes.municipality(register.info.municipality_code).sv
    head = Letterhead(municipality=municipality, office=register.info.office_name)
    return appendix_pdf(printed, head, demo=register.info.demo)


@service(needs="codes.read", record="none", retention="session", writes=False)
def appendix_pages(register: Register, *, scale: float, by: User) -> tuple[PageImage, ...]:
    """Return the pages of the appendix as pictures, ``scale`` dots a point: what is shown, and what a printer gets."""
    return preview.page_images(roles_appendix(register, by=by), scale=scale)


def _reach_in_words(permission: roles.Permission, role: Role) -> str:
    classes = permission.classes([role])
    if not permission.about_people:
        return "ja" if classes else ""
    words = [word for record, word in _CLASS_WORDS.items() if record in classes]
    return ", ".join(words)


def _colleague(tx: Transaction, staff: StaffId) -> User:
    found = next((one for one in tx.reader.staff() if one.id == staff), None)
    if found is None:
        raise Refused("access.unknown_staff")
    return found


def _new_id() -> str:
    return str(uuid_utils.uuid7())
