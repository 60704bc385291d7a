"""Is the register whole? The check every caseworker may run and every unlock starts; going on in a restored copy."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from caseworker import roles
from caseworker.domain.access import Employment, RecordClass, User, placed
from caseworker.domain.ids import PersonId, StaffId
from caseworker.errors import Refused
from caseworker.services._protecting_again import protect_again
from caseworker.services._review_check import SignedBy, check_reviews
from caseworker.services.registry import service
from caseworker.store import access, members, reviews
from caseworker.store.findings import Finding as Finding  # the window words it
from caseworker.store.integrity import ANCHOR_MISSING as ANCHOR_MISSING  # the window words it
from caseworker.store.integrity import PAGE_DAMAGED, ROLLED_BACK
from caseworker.store.left_pages import NOT_COMPARED as NOT_COMPARED
from caseworker.store.reading import Reader
from caseworker.store.register import Register
from caseworker.store.verify import Verification as Verification
from caseworker.store.verify import verify


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One colleague: her roles, whose files they let her see, and when she last signed the end of a day's work.

    ``assigned`` is with how many cases she works, ``protected`` how many protected persons she is appointed to read,
    ``counts`` whether she may send counts.
    """

    id: StaffId
    name: str
    roles: tuple[str, ...]
    sees: frozenset[RecordClass]
    assigned: int
    protected: int
    counts: bool
    unit: str
    until: date | None
    last: datetime | None
    own: bool


@dataclass(frozen=True, slots=True)
class SafetyView:
    """Who sees what, what the caller may do about it, and what is known to be wrong or cannot be shown.

    A caller who may neither review the log nor employ gets her own row only.
    """

    colleagues: tuple[AccessRow, ...]
    may_review: bool
    may_employ: bool
    may_accept: bool
    faults: tuple[Finding, ...]
    doubts: tuple[Finding, ...]

    @property
    def rolled_back(self) -> bool:
        """Tell whether the only fault is that this is an older copy."""
        return {fault.code for fault in self.faults} == {ROLLED_BACK}


@dataclass(frozen=True, slots=True)
class ProtectedRow:
    """A protected person as everybody may see her: the case number."""

    person: PersonId
    case_number: str


@service(needs="register.verify", record="none", retention="session", writes=False)
def show_safety(register: Register, *, by: User) -> SafetyView:
    """Return who may see what; for one who may neither review the log nor employ, what she may see herself."""
    matrix = roles.load()
    may_review, may_employ = (matrix.reach(by, needs) is not None for needs in ("log.review", "staff.employ"))
    today = register.today()
    with register.read() as reader:
        staff, last = reader.staff(), reviews.last_signed_heads(reader.connection)
        work = _employments(reader)
        assigned = members.running_cases(reader.connection, today)
        protected = _appointed(register, reader)
    shown = [one for one in staff if may_review or may_employ or one.id == by.id]
    shown = [placed(one, work.get(one.id, ()), today) for one in shown]
    return SafetyView(
        tuple(
            _access(one, matrix, by, (last.get(one.id), assigned.get(one.id, 0), protected[one.id])) for one in shown
        ),
        may_review,
        may_employ,
        matrix.reach(by, "register.accept_copy") is not None,
        register.faults,
        register.doubts,
    )


@service(needs="log.review", record="none", retention="session", writes=False)
def list_protected(register: Register, *, by: User) -> tuple[ProtectedRow, ...]:
    """Return the protected persons by case number; how each is protected is asked of ``protection``."""
    with register.read() as reader:
        return tuple(ProtectedRow(PersonId(id), number) for id, number in reviews.protected_cases(reader.connection))


def _access(one: User, matrix: roles.Matrix, by: User, known: tuple[datetime | None, int, int]) -> AccessRow:
    reach = matrix.reach(one, "person.read")
    order = [entry.role for entry in matrix.roles]
    last, assigned, protected = known
    return AccessRow(
        id=one.id,
        name=one.name,
        roles=tuple(role.value for role in sorted(one.roles, key=order.index)),
        sees=reach.classes if reach else frozenset(),
        assigned=assigned,
        protected=protected,
        counts=matrix.reach(one, "counts.send") is not None,
        unit=one.unit,
        until=one.until,
        last=last,
        own=one.id == by.id,
    )


def _employments(reader: Reader) -> Mapping[str, Sequence[Employment]]:
    """Return the employments of every member of staff: her unit and last day follow from them."""
    found: dict[str, list[Employment]] = defaultdict(list)
    for row in access.all_employments(reader.connection):
        found[row.staff].append(row.employment)
    return found


def _appointed(register: Register, reader: Reader) -> Counter[str]:
    """Return how many protected persons each member of staff is appointed to read; a vault tells, never a key."""
    keyring, counted = register.compartments.keyring, Counter[str]()
    for key_name, people in reviews.protected_by_key(reader.connection) if keyring is not None else ():
        for holder in keyring.holders(key_name) if keyring is not None else ():
            counted[holder] += people
    return counted


@service(needs="register.verify", record="register", retention="session", writes=False)
def verify_register(
    register: Register,
    *,
    signed_by: SignedBy,
    wanted: Callable[[], bool] = lambda: True,
    thorough: bool = True,
    by: User,
) -> Verification:
    """Check every page, the audit chain with its payloads, the signed heads and the anchor outside the file.

    ``signed_by(staff id, message, signature)`` tells whether that member of staff signed that head. At the first fault
    the register is closed for writing. ``thorough`` False leaves out the structure, the payloads and the signed
    reviews, as the check after each unlock does. Raises ``Refused("register.check_stopped")`` once ``wanted()`` is
    false.
    """

    def go_on(_done: int, _whole: int) -> None:
        if not wanted():
            raise Refused("register.check_stopped")

    found = verify(register, verify_signature=signed_by, progress=go_on, thorough=thorough)
    if thorough and all(finding.code != PAGE_DAMAGED for finding in found.findings):
        found = _with_reviews(register, found, signed_by)
    if not found.ok:
        register.stop_writing(found.findings)
    return found


def _with_reviews(register: Register, found: Verification, signed_by: SignedBy) -> Verification:
    with register.read() as reader:
        checked = check_reviews(reader.connection, register.info.register_id, signed_by)
    findings = (*found.findings, *checked.findings)
    return replace(found, ok=not findings, findings=findings, reviews=checked.signed, erased_comments=checked.erased)


@service(needs="register.verify", record="register", retention="session", writes=False)
def hold_against_anchors(register: Register, *, places: Sequence[Path], by: User) -> tuple[Finding, ...]:
    """Hold the log against the anchors in ``places`` (where backups lie), and anchor it there and here from now on.

    May wait for a network folder. At a fault the register is closed for writing and no anchor is moved.
    """
    found = tuple(finding for place in places for finding in register.anchor_in(place))
    if register.compartments.keyring is not None:  # the record beside those anchors may know of more protections
        protect_again(register, register.compartments.keyring, by=by)
    register.anchor()
    return found


@service(needs="register.accept_copy", record="register", retention="case")
def accept_older_copy(register: Register, *, by: User) -> None:
    """Go on in a copy that was restored on purpose, although its log once reached further; the log says who did it.

    Raises ``Refused("register.not_rolled_back")`` when that is not the register's only fault.
    """
    register.accept_rollback(by=by)
