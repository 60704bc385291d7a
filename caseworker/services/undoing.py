"""Taking back what one has done (ångra), and doing it again: each turn is a write of its own that the log shows.

A step is taken back only while every row it changed is as it left it. What services say ``undo`` are steps; signed
notes, what was sent or printed, protection, keys, accounts and erasure never are.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select

from caseworker import roles
from caseworker.domain.access import Reach, User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.undo import FieldPair, StandsInTheWay, Step, Steps
from caseworker.errors import Refused
from caseworker.services.registry import SERVICES, service
from caseworker.store import row_changes, undoing
from caseworker.store import tables as t
from caseworker.store.compartments import Opened
from caseworker.store.reach import within
from caseworker.store.reading import Reader
from caseworker.store.register import Register
from caseworker.store.row_changes import Differing
from caseworker.store.undoing import KeptStep

_SEALED = "sealed_fields"
_NOT_SHOWN = frozenset({"id", "version", "person_id", "case_id", "compartment_id"})


@service(needs="own.undo", record="person", retention="session", writes=False)
def list_steps(register: Register, *, by: User) -> Steps:
    """Return what the caller can take back and do again; nobody sees another's steps."""
    with register.read() as reader:
        kept = [one for one in _kept(register, reader, by) if one.service in SERVICES]
    steps = [(Step(one.id, SERVICES[one.service].undo, one.at, one.person, one.case_number), one) for one in kept]
    return Steps(
        tuple(step for step, one in steps if not one.undone),
        tuple(step for step, one in reversed(steps) if one.undone),
    )


@service(needs="own.undo", record="person", retention="case")
def undo_step(register: Register, *, step: str, by: User) -> Changes:
    """Take the caller's latest step back, if it is still ``step``.

    Raises ``Refused`` with ``undo.nothing``, ``undo.changed_since`` or ``undo.others_hang_on_it`` (``compare_step``
    tells what), ``access.out_of_reach``, ``protection.closed``, or what keeping the earlier rows is refused with.
    """
    return _turn(register, step, by, undone=False)


@service(needs="own.undo", record="person", retention="case")
def redo_step(register: Register, *, step: str, by: User) -> Changes:
    """Do again what the caller took back last, if it is still ``step``. Raises what ``undo_step`` raises."""
    return _turn(register, step, by, undone=True)


@service(needs="own.undo", record="person", retention="case")
def leave_step(register: Register, *, step: str, by: User) -> Changes:
    """Let a step of the caller stand as it is: it is no longer offered. Raises ``Refused("undo.nothing")``."""
    with register.change(by=by) as tx:
        kept = next((one for one in _kept(register, tx.reader, by) if one.id == step), None)
        if kept is None:
            raise Refused("undo.nothing")
        undoing.drop(tx.connection, kept)
        return tx.commit()


@service(needs="own.undo", record="person", retention="session", writes=False)
def compare_step(register: Register, *, step: str, by: User) -> StandsInTheWay:
    """Return what stands in the way of a step of the caller: both values of each field, and what hangs on it.

    Raises ``Refused`` with ``undo.nothing``, ``access.out_of_reach`` or ``protection.closed``.
    """
    with register.read() as found:
        kept = next((one for one in _kept(register, found, by) if one.id == step), None)
    if kept is None:
        raise Refused("undo.nothing")
    with within(_reach(kept, by)), register.read() as reader:
        _require(reader, kept)
        opened = _opened(register, reader, kept, by)
        changes = _oriented(kept)
        differing = [_with_stand_in(reader, one) for one in row_changes.differing(reader.connection, changes)]
        pairs = tuple(pair for one in differing for pair in _pairs(one, opened))
        who, when = _changed_by(reader, kept) if differing else ("", None)
        return StandsInTheWay(pairs, who, when, tuple(sorted(row_changes.hanging(reader.connection, changes))))


def _turn(register: Register, step: str, by: User, *, undone: bool) -> Changes:
    with register.read() as found:
        kept = _next(register, found, step, by, undone=undone)
    with within(_reach(kept, by)), register.change(by=by) as tx:
        kept = _next(register, tx.reader, step, by, undone=undone)
        _require(tx.reader, kept)
        _opened(register, tx.reader, kept, by)
        changes = _oriented(kept)
        if row_changes.differing(tx.connection, changes):
            raise Refused("undo.changed_since")
        if row_changes.hanging(tx.connection, changes):
            raise Refused("undo.others_hang_on_it")
        tx.put_back(changes, kept.people, kept.cases)
        undoing.mark(tx.connection, kept, undone=not undone)
        action = "undo.done_again" if undone else "undo.taken_back"
        tx.note(Event(action, kept.person, {"step": kept.id, "service": kept.service}))
        return tx.commit()


def _kept(register: Register, reader: Reader, by: User) -> list[KeptStep]:
    return undoing.steps_of(reader.connection, by.id, since=register.clock() - undoing.KEPT_FOR)


def _next(register: Register, reader: Reader, step: str, by: User, *, undone: bool) -> KeptStep:
    """Return the step whose turn it is. Raises ``Refused("undo.nothing")`` when that is not ``step``."""
    kept = [one for one in _kept(register, reader, by) if one.undone is undone and one.service in SERVICES]
    found = (kept[-1] if undone else kept[0]) if kept else None
    if found is None or found.id != step:
        raise Refused("undo.nothing")
    return found


def _reach(kept: KeptStep, by: User) -> Reach:
    """Return whose records the caller reaches with what the step itself needed."""
    needs = SERVICES[kept.service].needs
    reach = roles.load().reach(by, needs)
    if reach is None:
        raise Refused("access.not_granted", needs=needs)
    return reach


def _require(reader: Reader, kept: KeptStep) -> None:
    for person in kept.people:
        reader.bounds.require(person)


def _opened(register: Register, reader: Reader, kept: KeptStep, by: User) -> Opened | None:
    """Return the open compartment a step wrote into, None when it wrote into none."""
    compartments = {(one.after or one.before or {})["compartment_id"] for one in kept.changes if one.table == _SEALED}
    opened = None
    for compartment in compartments:
        opened = register.compartments.opened(compartment, by.id, register.clock())
        if opened is None:
            raise Refused("protection.closed")
    return opened


def _oriented(kept: KeptStep) -> list[row_changes.RowChange]:
    return [one if kept.undone else one.turned for one in kept.changes]


def _pairs(differing: Differing, opened: Opened | None) -> Iterator[FieldPair]:
    left, now = _shown(differing.table, differing.left, opened), _shown(differing.table, differing.now, opened)
    for field in sorted({*left, *now}):
        if left.get(field) != now.get(field):
            yield FieldPair(field, left.get(field), now.get(field))


def _with_stand_in(reader: Reader, differing: Differing) -> Differing:
    """Return what took the place of a row that is gone: the person's newest of the same kind, if there is one."""
    if differing.now is not None or differing.left is None:
        return differing
    return Differing(differing.table, differing.left, row_changes.stand_in(reader.connection, differing))


def _shown(table: str, row: row_changes.Row | None, opened: Opened | None) -> dict[str, str | int | None]:
    if row is None:
        return {}
    if table == _SEALED and opened is not None:
        values = opened.unseal(row["record"], row["field"], bytes.fromhex(row["body"]))
        return {f"{row['field']}.{name}": value for name, value in values.items() if name not in _NOT_SHOWN}
    return {f"{table}.{name}": value for name, value in row.items() if name not in _NOT_SHOWN}


def _changed_by(reader: Reader, kept: KeptStep) -> tuple[str, datetime | None]:
    """Return who wrote last about what the step touched, and when."""
    line = t.audit.c
    about = or_(line.subject.in_([*kept.people, *kept.cases]))
    query = select(t.staff.c.name, line.actor, line.at).outerjoin(t.staff, t.staff.c.id == line.actor)
    looks = ("case.opened", "identifier.revealed", "protection.revealed", "note.found", "client.shown")
    query = query.where(about, line.action.not_in(looks)).order_by(line.seq.desc()).limit(1)
    row = reader.connection.execute(query).first()
    return ("", None) if row is None else (row.name or row.actor, datetime.fromisoformat(row.at))
