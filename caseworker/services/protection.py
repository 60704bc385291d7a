"""Protected persons (skyddade personuppgifter): sealing a household, opening it for five minutes, deciding who may.

Her case number, sex, age band, status, municipality and caseworker stay open for everybody who may see the case; all
else lies under a key that only the named readers and the recovery sheets open.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import delete, insert, select, update

from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.daycount import age_on
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.protection import (
    Leftover,
    Look,
    ProtectionKind,
    ProtectionMark,
    ProtectionView,
    ReaderProposal,
    UnsettledCompartment,
    age_edge,
    require_readers,
    require_reason,
)
from caseworker.domain.rows import PersonFile
from caseworker.errors import CaseworkerError, Refused
from caseworker.services import _compartment_keys as keys
from caseworker.services._protecting_again import protect_again
from caseworker.services._united import whole_file
from caseworker.services.registry import service
from caseworker.store import access, compartments, linking, protection_record, sealable, sealed_kind, sealing, ties
from caseworker.store import tables as t
from caseworker.store.compartments import Opened
from caseworker.store.reading import Reader
from caseworker.store.register import Register
from caseworker.store.writing import Transaction

REVEALED = "protection.revealed"
RENEWED = "protection.renewed"
_LEFT_ON_PAPER = {
    "letter.printed": "printed",
    "letter.saved": "saved",
    "calculation.printed": "printed",
    "plan.printed": "printed",
}


@dataclass(frozen=True, slots=True)
class Protection:
    """What came of protecting: what changed, what cannot be recalled, and whether the file was written anew already."""

    changes: Changes
    leftovers: tuple[Leftover, ...]
    swept: bool


@service(needs="person.protect", record="person", retention="case")
def protect(
    register: Register,
    *,
    person: PersonId,
    kind: ProtectionKind,
    readers: Sequence[StaffId],
    household: Sequence[PersonId] = (),
    by: User,
) -> Protection:
    """Seal everything that tells who ``person`` and her ``household`` are, for these readers and the recovery sheets.

    One transaction seals; then the file is written anew and its WAL emptied, so that nothing readable is left, and the
    copy that a migration kept beside it is removed. Raises
    ``Refused`` with ``protection.two_readers``, ``.already``, ``.no_keys``, ``account.unknown``,
    ``account.not_approved`` or, for fictitious personal data (fingerade), ``.not_a_new_person``.
    """
    named = require_readers(readers)
    keyring = keys.require_keyring(register)
    with register.read() as reader:
        for one in (person, *household):
            reader.bounds.require(one)
        people = linking.with_their_files(reader.connection, (person, *household))
        if kind is ProtectionKind.FICTITIOUS and len(people) > len({person, *household}):
            raise Refused("protection.not_a_new_person")  # a linked file leads to who she was
        leftovers = _leftovers(reader, people, register.today())
    if any(register.path.parent.glob(f"*/{register.path.name}")):
        leftovers = (Leftover("set_aside", register.today()), *leftovers)
    name, key = keys.new_key()
    opened = keys.opened_with(register, keys.new_id(), key, by)
    keyring.seal(name, key, named)
    try:
        with register.change(by=by) as tx:
            row = {"id": opened.compartment, "key_name": name, "sealed_to": " ".join(named), "swept": False}
            tx.connection.execute(insert(t.compartments), {**row, "created": register.clock()})
            for one in people:
                keys.seal_member(register, tx, PersonId(one), kind, opened)
            told = {"kind": kind.value, "readers": named, "household": people}
            for one in people:
                tx.note(Event("protection.begun", one, told))
                tx.touched(person=one)
            tx.index_changed = True
            changes = tx.commit()
    except BaseException:
        keyring.drop(name)
        raise
    for copy in register.path.parent.glob(f"{register.path.stem}.schema-*.db*"):
        copy.unlink(missing_ok=True)  # what a migration kept, under the same key, has done its service
    protection_record.keep(register)
    return Protection(changes, leftovers, keys.sweep(register))


@service(needs="person.protect", record="person", retention="case")
def unprotect(register: Register, *, person: PersonId, reason: str, by: User) -> Changes:
    """End the protection of one person: everything of hers lies open again, in every file. The log keeps the reason.

    Only who has her file open may do it. Raises ``Refused`` with ``protection.reason_missing``, ``.not_protected`` or
    ``.closed``.
    """
    reason = require_reason(reason)
    with register.change(by=by) as tx:
        tx.reader.bounds.require(person)
        mark = _require_mark(tx.reader, person)
        opened = tx.sealed.require_open(person)
        for file in linking.files_of(tx.connection, person):
            _lay_open(tx, opened, file, register.today())
            tx.note(Event("protection.ended", file, {"reason": reason}))
            tx.touched(person=file)
        left = compartments.members(tx.connection, mark.compartment)
        name = compartments.key_name(tx.connection, mark.compartment)
        if not left:
            compartments.forget_key(tx.connection, mark.compartment)
        tx.sealed.renew()
        tx.index_changed = True
        changes = tx.commit()
    if not left:
        register.compartments.close(mark.compartment)
        keys.require_keyring(register).drop(name)
    protection_record.keep(register)
    return changes


@service(needs="person.reveal", record="person", retention="case")
def reveal(register: Register, *, person: PersonId, reason: str, by: User) -> PersonFile:
    """Return a protected person's whole file for five minutes. The look and its reason are logged first.

    What she writes about her meanwhile is sealed at once. Where one who could read cannot any more, everything gets a
    new key first. Raises ``Refused`` with ``protection.reason_missing``, ``.not_protected``, ``.no_keys``,
    ``.not_reader`` (who can) or ``.no_reader_left``, ``EnvironmentFault("protection.tampered")``.
    """
    reason = require_reason(reason)
    with register.read() as reader:
        reader.bounds.require(person)
        opened = keys.unseal(register, reader, _require_mark(reader, person), by)
    with suppress(CaseworkerError):  # what keeps the key from being renewed must not keep a reader from her: it waits
        opened = _renewed(register, opened, by)
    with register.change(by=by) as tx:
        tx.sealed.lend(opened)
        _refresh_age(register, tx, person, opened)
        tx.note(Event(REVEALED, person, {"reason": reason}))
        tx.commit()
    register.compartments.hold(opened)
    with register.read() as reader:
        return whole_file(register, reader, person, by)


@service(needs="person.reveal", record="person", retention="session", writes=False)
def hide(register: Register, *, person: PersonId, by: User) -> None:
    """Close what was opened, before its time is over."""
    with register.read() as reader:
        reader.bounds.require(person)
        mark = compartments.mark_of(reader.connection, person)
    if mark is not None:
        register.compartments.close(mark.compartment)


@service(needs="person.read", record="person", retention="session", writes=False)
def read_protection(register: Register, *, person: PersonId, by: User) -> ProtectionView | None:
    """Return how a person is protected, who may read, who looked last and what waits; None when she is not."""
    with register.read() as reader:
        reader.bounds.require(person)
        mark = compartments.mark_of(reader.connection, person)
        if mark is None:
            return None
        stands = keys.standing(register, reader.connection, mark.compartment)
        opened = register.compartments.opened(mark.compartment, by.id, register.clock())
        return ProtectionView(
            mark=_seen_mark(reader, person, mark, opened),
            readers=keys.names_of(reader.connection, stands.readers),
            reader_ids=stands.readers,
            may_read=by.id in stands.readers,
            last_look=_last_look(reader, person),
            proposal=_proposal(reader, mark.compartment),
            lost=keys.names_of(reader.connection, stands.lost),
            household=compartments.case_numbers(reader.connection, mark.compartment),
            case_number=reader.person_file(person).case_number,
        )


def _seen_mark(reader: Reader, person: PersonId, mark: ProtectionMark, opened: Opened | None) -> ProtectionMark:
    """Return the mark as it is shown: the true kind only while it is open."""
    if opened is None:
        return mark
    kind = sealed_kind.read(reader.connection, opened, person)
    return replace(mark, open_until=opened.until, kind=kind or mark.kind)


@service(needs="person.protect", record="person", retention="case", fresh=True)
def propose_readers(register: Register, *, person: PersonId, readers: Sequence[StaffId], by: User) -> Changes:
    """Propose who may read from now on; nothing changes until another reader confirms it.

    The only reader who is left has nobody to ask: what she proposes holds at once, and the log says so. Raises
    ``Refused`` with ``protection.two_readers``, ``.not_protected`` or ``.not_reader``.
    """
    named = require_readers(readers)
    with register.read() as reader:
        reader.bounds.require(person)
        mark = _require_mark(reader, person)
        opened = keys.unseal(register, reader, mark, by)
        alone = keys.standing(register, reader.connection, mark.compartment).readers == (by.id,)
    if alone:
        return _change_readers(register, person, opened, named, by=by, alone=True)
    with register.change(by=by) as tx:
        tx.people.get(person)
        tx.connection.execute(delete(t.reader_proposals).where(t.reader_proposals.c.compartment_id == mark.compartment))
        tx.connection.execute(
            insert(t.reader_proposals),
            {
                "compartment_id": mark.compartment,
                "readers": " ".join(named),
                "proposed_by": by.id,
                "proposed": register.clock(),
            },
        )
        tx.note(Event("protection.readers_proposed", person, {"readers": named}))
        tx.touched(person=person)
        return tx.commit()


@service(needs="person.protect", record="person", retention="case", fresh=True)
def confirm_readers(register: Register, *, person: PersonId, by: User) -> Changes:
    """Make the proposed change of readers, as another reader than the one who proposed it: everything gets a new key.

    Raises ``Refused`` with ``protection.nothing_proposed``, ``.same_person``, ``.not_protected``, ``.not_reader``,
    ``account.unknown`` or ``account.not_approved``.
    """
    with register.read() as reader:
        reader.bounds.require(person)
        mark = _require_mark(reader, person)
        opened = keys.unseal(register, reader, mark, by)
        proposal = _proposal(reader, mark.compartment)
    if proposal is None:
        raise Refused("protection.nothing_proposed")
    if proposal.proposed_by == by.id:
        raise Refused("protection.same_person")
    return _change_readers(register, person, opened, proposal.readers, by=by)


@service(needs="protection.recover", record="register", retention="case")
def name_readers_by_sheets(
    register: Register,
    *,
    person: PersonId,
    held: Mapping[str, bytes],
    readers: Sequence[StaffId],
    reason: str,
    by: User,
) -> Changes:
    """Name new readers where too few are left: ``held`` are the keys that two recovery sheets opened, by name.

    Everything gets a new key. It stands among the looks in need until somebody else has seen it. Raises ``Refused``
    with ``protection.reason_missing``, ``.two_readers``, ``.not_protected``, ``.readers_left`` (who), ``.no_keys`` or
    ``.sheets_do_not_open``, ``account.unknown``, ``account.not_approved``.
    """
    reason, named = require_reason(reason), require_readers(readers)
    with register.read() as reader:
        mark = _require_mark(reader, person)
        stands = keys.standing(register, reader.connection, mark.compartment)
        if not stands.too_few:
            names = keys.names_of(reader.connection, stands.readers)
            raise Refused("protection.readers_left", readers=", ".join(names))
        key = held.get(compartments.key_name(reader.connection, mark.compartment))
    if key is None:
        raise Refused("protection.sheets_do_not_open")
    look = keys.new_id()

    def note(tx: Transaction) -> None:
        access.add_look(tx.connection, look, staff=by.id, person=person, opened=tx.at, closes=tx.at)
        tx.note(Event("protection.readers_by_sheets", person, {"readers": named, "reason": reason, "look": look}))
        tx.touched(person=person)

    _, changes = keys.exchange(register, keys.opened_with(register, mark.compartment, key, by), named, note, by=by)
    keys.sweep(register)
    return changes


@service(needs="register.rekey", record="register", retention="case")
def renew_compartments(register: Register, *, by: User) -> int:
    """Give a new key to every compartment the caller can open and that somebody can open no longer; to who can now.

    Returns how many still wait, because the caller cannot open them: the next of their readers who looks renews them.
    """
    if register.compartments.keyring is None:
        return 0
    keyring, waiting = register.compartments.keyring, 0
    with register.read() as reader:
        due = [one for one, stands in keys.unsettled(register, reader.connection).items() if stands.due]
        names = {one: compartments.key_name(reader.connection, one) for one in due}
    for compartment, name in names.items():
        key = keyring.unseal(name)
        if key is None:
            waiting += 1
        else:
            _renewed(register, keys.opened_with(register, compartment, key, by), by)
    return waiting


@service(needs="own.keys", record="register", retention="session", writes=False)
def settle_protections(register: Register, *, beside: Sequence[Path] = (), by: User) -> int:
    """Seal whom an older copy shows in the open although they were protected since; return how many there were.

    Asked before the first row is shown. The record beside the anchors tells, and beside those in ``beside``.
    """
    sealer = register.compartments.keyring
    return 0 if sealer is None else protect_again(register, sealer, by=by, beside=beside)


@service(needs="staff.end", record="register", retention="session", writes=False)
def list_unsettled(register: Register, *, by: User) -> tuple[UnsettledCompartment, ...]:
    """Return the compartments whose key waits to be renewed, or that fewer than two can open."""
    with register.read() as reader:
        connection = reader.connection
        return tuple(
            UnsettledCompartment(
                compartments.case_numbers(connection, compartment),
                keys.names_of(connection, stands.readers),
                keys.names_of(connection, stands.lost),
            )
            for compartment, stands in keys.unsettled(register, connection).items()
        )


@service(needs="register.verify", record="none", retention="session", writes=False)
def count_unsettled(register: Register, *, by: User) -> int:
    """Return how many compartments wait for a new key or another reader; for the check of the register."""
    with register.read() as reader:
        return len(keys.unsettled(register, reader.connection))


# Inside
def _lay_open(tx: Transaction, opened: Opened, person: str, day: date) -> None:
    withheld = compartments.fields_of(tx.connection, opened, person)[sealable.WITHHELD]
    sealing.unseal_person(tx.connection, opened, person)
    running = t.protections.c.person_id == person, t.protections.c.ends.is_(None)
    tx.connection.execute(update(t.protections).where(*running).values(ends=day))
    ties.give_back(tx.connection, opened, person, withheld)


def _change_readers(
    register: Register, person: PersonId, opened: Opened, readers: Sequence[str], *, by: User, alone: bool = False
) -> Changes:
    def note(tx: Transaction) -> None:
        tx.note(Event("protection.readers_changed", person, {"readers": readers, "alone": alone}))
        tx.touched(person=person)

    _, changes = keys.exchange(register, opened, readers, note, by=by)
    keys.sweep(register)
    return changes


def _renewed(register: Register, opened: Opened, by: User) -> Opened:
    """Return the compartment under a new key when somebody who had the old one can open it no more, else as it is."""
    with register.read() as reader:
        stands = keys.standing(register, reader.connection, opened.compartment)
        people = compartments.members(reader.connection, opened.compartment)
    if not stands.due:
        return opened

    def note(tx: Transaction) -> None:
        for one in people:
            tx.note(Event(RENEWED, one, {"readers": stands.readers, "lost": stands.lost}))
            tx.touched(person=one)

    renewed, _ = keys.exchange(register, opened, stands.readers, note, by=by)
    keys.sweep(register)
    return renewed


def _refresh_age(register: Register, tx: Transaction, person: str, opened: Opened) -> None:
    """Bring the open age band up to date: only a reader's process knows the birth date."""
    facts = compartments.fields_of(tx.connection, opened, person)[sealable.PERSON].get(person, {})
    born = facts.get("born")
    edge = age_edge(age_on(date.fromisoformat(born), register.today())) if born else None
    running = t.protections.c.person_id == person, t.protections.c.ends.is_(None)
    tx.connection.execute(update(t.protections).where(*running).values(age_from=edge))


def _require_mark(reader: Reader, person: str) -> ProtectionMark:
    mark = compartments.mark_of(reader.connection, person)
    if mark is None:
        raise Refused("protection.not_protected")
    return mark


def _last_look(reader: Reader, person: str) -> Look | None:
    line = t.audit.c
    query = (
        select(line.at, line.actor, t.staff.c.name)
        .outerjoin(t.staff, t.staff.c.id == line.actor)
        .where(line.subject == person, line.action == REVEALED)
        .order_by(line.seq.desc())
        .limit(1)
    )
    found = reader.connection.execute(query).first()
    return None if found is None else Look(datetime.fromisoformat(found.at), found.name or found.actor)


def _proposal(reader: Reader, compartment: str) -> ReaderProposal | None:
    proposed = t.reader_proposals
    found = reader.connection.execute(select(proposed).where(proposed.c.compartment_id == compartment)).first()
    return None if found is None else ReaderProposal(tuple(found.readers.split()), found.proposed_by, found.proposed)


def _leftovers(reader: Reader, people: Sequence[str], today: date) -> tuple[Leftover, ...]:
    """Return what left the program before, from the log, and until when a backup may hold her in the open."""
    line = t.audit.c
    printed = (
        select(line.at, line.actor, line.action, t.staff.c.name)
        .outerjoin(t.staff, t.staff.c.id == line.actor)
        .where(line.subject.in_(people), line.action.in_(_LEFT_ON_PAPER))
        .order_by(line.seq)
    )
    found = [
        Leftover(_LEFT_ON_PAPER[row.action], datetime.fromisoformat(row.at).date(), row.name or row.actor)
        for row in reader.connection.execute(printed)
    ]
    return (*found, Leftover("backups", _in_a_year(today)))


def _in_a_year(today: date) -> date:
    # the oldest backup that is kept is twelve months old; 29 February counts as the day after
    try:
        return today.replace(year=today.year + 1)
    except ValueError:
        return date(today.year + 1, 3, 1)
