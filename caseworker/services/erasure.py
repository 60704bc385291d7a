"""Erasing (gallring): a dry run anybody with the right may look at, then a list, a second person, thirty days, and out.

Nothing is erased that the rules do not bid, that was changed since it was approved, or that one person alone decided.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import uuid_utils
from sqlalchemy import Connection

from caseworker import codes, erasure_rules, logrules, roles
from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.erasure import (
    QUARANTINE,
    Board,
    Decision,
    EnteredFacts,
    OfficeFacts,
    Outcome,
    Provider,
    decide,
)
from caseworker.domain.ids import PersonId
from caseworker.errors import Refused
from caseworker.letters import erasure_protocol
from caseworker.letters.erasure_protocol import Protocol, ProtocolRule
from caseworker.services._office_facts import BOARD, PROVIDER, office_facts
from caseworker.services._settings import OFFICE
from caseworker.services.registry import service
from caseworker.store import erasing, erasure_record, linking, log_retention, retention, review_comments
from caseworker.store.log_retention import LogDue
from caseworker.store.register import STOCKHOLM, Register
from caseworker.store.retention import ErasureList, KeptFile, ListedFile
from caseworker.store.writing import Transaction

_WITHDRAWN = "withdrawn"
_RUNNING = ("proposed", "quarantine", "ready")


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One person's file in the dry run, and what is to be done with it."""

    person: str
    name: str
    case_number: str
    last_event: date
    decision: Decision
    list_id: str  # the list it is on, "" when on none


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """The dry run: everybody's file as decided on ``day``, those to erase first. Nothing is changed by it.

    ``log``: how many rows of the log say something that the log rule no longer keeps.
    """

    day: date
    office: OfficeFacts
    files: tuple[PlannedFile, ...]
    log: LogDue

    def with_outcome(self, outcome: Outcome) -> tuple[PlannedFile, ...]:
        """Return the files with this outcome."""
        return tuple(file for file in self.files if file.decision.outcome is outcome)


@dataclass(frozen=True, slots=True)
class ErasureListRow:
    """One list of files to erase. ``state``: proposed, quarantine, ready, carried_out or withdrawn."""

    id: str
    state: str
    files: int
    proposed_by: str
    proposed: datetime
    approved_by: str
    approved: datetime | None
    ready: datetime | None  # when thirty days have passed since it was approved
    ended_by: str
    ended: datetime | None
    taken_off: int
    log_before: date | None  # what the log from before this day says goes with the list
    log_rows: int
    can: frozenset[str]  # what the one who asks can do with it now: approve, withdraw, carry_out, protocol


@dataclass(frozen=True, slots=True)
class ErasureDone:
    """What carrying out a list did. ``swept`` False: the file is written anew when the register is closed."""

    erased: int
    kept: int
    swept: bool
    log_rows: int


# What the register cannot know by itself
@service(needs="erasure.record_fact", record="person", retention="case", undo="retention")
def record_retention_facts(register: Register, *, person: PersonId, facts: EnteredFacts, by: User) -> Changes:
    """Enter what decides how long a person's file is kept: parentage, placed children, inquiries, custody.

    Raises ``Refused("erasure.child_born")`` for a child's birth day in the future.
    """
    if facts.youngest_child_born is not None and facts.youngest_child_born > register.today():
        raise Refused("erasure.child_born")
    with register.change(by=by) as tx:
        id = tx.people.get(person).id
        retention.put_entered_facts(tx.connection, id, facts)
        tx.note(Event("erasure.facts_recorded", id, {"facts": facts}))
        tx.touched(person=id)
        return tx.commit()


@service(needs="erasure.record_fact", record="person", retention="session", writes=False)
def read_retention_facts(register: Register, *, person: PersonId, by: User) -> EnteredFacts:
    """Return what was entered about a person's file; everything is unknown until somebody has."""
    with register.read() as reader:
        reader.bounds.require(person)
        return retention.entered_facts(reader.connection, person)


@service(needs="erasure.propose", record="register", retention="register")
def record_office_facts(register: Register, *, board: Board, provider: Provider, by: User) -> Changes:
    """Say which board the register belongs to and who keeps it: that decides which rules it follows."""
    with register.change(by=by) as tx:
        tx.put_setting(OFFICE, BOARD, board.value)
        tx.put_setting(OFFICE, PROVIDER, provider.value)
        facts = {"board": board, "provider": provider}
        tx.note(Event("erasure.office_recorded", register.info.register_id, facts))
        return tx.commit()


# The dry run
@service(needs="erasure.read", record="register", retention="session", writes=False)
def plan_erasure(register: Register, *, by: User) -> ErasurePlan:
    """Return the dry run: what the rules say today of every file, and why. Nothing is changed."""
    with register.read() as reader:
        office = office_facts(register, reader)
        files = retention.kept_files(reader.connection, office, register.today())
        log = _log_due(register, reader.connection)
    planned = [_planned(register, file) for file in files]
    planned.sort(key=lambda file: (_ORDER.index(file.decision.outcome), file.decision.until or date.max))
    return ErasurePlan(register.today(), office, tuple(planned), log)


_ORDER = (Outcome.ERASE, Outcome.KEEP_UNTIL, Outcome.KEEP, Outcome.KEEP_FOR_EVER)


def _planned(register: Register, file: KeptFile) -> PlannedFile:
    return PlannedFile(
        person=file.person,
        name=file.name,
        case_number=file.case_number,
        last_event=file.facts.last_event,
        decision=decide(file.facts, register.today(), erasure_rules.load()),
        list_id=file.list_id,
    )


# The list
@service(needs="erasure.propose", record="register", retention="register")
def propose_erasure(register: Register, *, people: Sequence[PersonId], log: bool = False, by: User) -> Changes:
    """Put files on a list for somebody else to approve, with those that are linked to them. Nothing is hidden yet.

    ``log`` puts on it what the log says from before the time it is kept for, if anything.

    Raises ``Refused`` with ``erasure.alone`` where only one person works, ``erasure.nobody`` for an empty list,
    ``erasure.not_due`` for a file the rules keep and ``erasure.on_a_list`` for one that is on a list.
    """
    list_id = str(uuid_utils.uuid7())
    with register.change(by=by) as tx:
        if len(tx.reader.staff()) < 2:
            raise Refused("erasure.alone")
        files = _files(register, tx, linking.with_their_files(tx.connection, people))
        of_log = _log_due(register, tx.connection) if log else None
        if not files and (of_log is None or not of_log.rows):
            raise Refused("erasure.nobody")
        if any(file.list_id for file in files):
            raise Refused("erasure.on_a_list")
        due = _due(register, files)
        if len(due) < len(files):
            raise Refused("erasure.not_due", files=len(files) - len(due))
        retention.new_list(tx.connection, list_id, by=by.id, at=tx.at, log=of_log if of_log and of_log.rows else None)
        retention.put_on_list(tx.connection, list_id, due)
        tx.note(Event("erasure.proposed", list_id, {"people": [file.person for file in due]}))
        return tx.commit(created=list_id)


@service(needs="erasure.approve", record="register", retention="register")
def approve_erasure(register: Register, *, list_id: str, by: User) -> Changes:
    """Approve a list that somebody else proposed: its files leave lists and searches and wait for thirty days.

    A file the rules keep by now comes off the list. Raises ``Refused`` with ``erasure.same_person``,
    ``erasure.unknown_list`` or ``erasure.wrong_state``.
    """
    with register.change(by=by) as tx:
        listed = _list(tx, list_id, "proposed")
        if listed.proposed_by == by.id:
            raise Refused("erasure.same_person")
        files = _files(register, tx, list(retention.listed_files(tx.connection, list_id)))
        due = _due(register, files)
        kept = [file.person for file in files if file.person not in {one.person for one in due}]
        retention.take_off(tx.connection, list_id, kept)
        retention.put_on_list(tx.connection, list_id, due)
        retention.approve_list(tx.connection, list_id, by=by.id, at=tx.at)
        for one in due:
            tx.unindex(one.person)
            tx.touched(person=one.person)
        tx.note(Event("erasure.approved", list_id, {"files": len(due), "taken_off": kept}))
        return tx.commit()


@service(needs="erasure.propose", record="register", retention="register")
def restore_file(register: Register, *, person: PersonId, by: User) -> Changes:
    """Take one file, with those that are linked to it, off its list: it is back in lists and searches as it was.

    Raises ``Refused("erasure.not_listed")``.
    """
    with register.change(by=by) as tx:
        list_id = next((file.list_id for file in _files(register, tx, [person])), "")
        if not list_id:
            raise Refused("erasure.not_listed")
        _bring_back(tx, list_id, linking.files_of(tx.connection, person))
        tx.note(Event("erasure.restored", person, {"list": list_id}))
        return tx.commit()


@service(needs="erasure.propose", record="register", retention="register")
def withdraw_erasure(register: Register, *, list_id: str, by: User) -> Changes:
    """Withdraw a whole list: every file on it is back as it was.

    Raises ``Refused`` with ``erasure.unknown_list`` or ``erasure.wrong_state``.
    """
    with register.change(by=by) as tx:
        _list(tx, list_id, *_RUNNING)
        _bring_back(tx, list_id, list(retention.listed_files(tx.connection, list_id)))
        retention.end_list(tx.connection, list_id, by=by.id, at=tx.at, how=_WITHDRAWN)
        tx.note(Event("erasure.withdrawn", list_id))
        return tx.commit()


@service(needs="erasure.carry_out", record="register", retention="register")
def carry_out_erasure(register: Register, *, list_id: str, by: User) -> ErasureDone:
    """Erase the files of a list whose thirty days have passed: from every table, the search, the log's contents.

    A file that was changed in quarantine, or that the rules keep by now, is kept and back in the lists. Raises
    ``Refused`` with ``erasure.unknown_list`` or ``erasure.wrong_state``; ``EnvironmentFault`` with
    ``erasure.record_not_written`` once the files are erased but the record outside is not.
    """
    secret = register.secret("office_secret")
    with register.change(by=by) as tx:
        going = _list(tx, list_id, "ready")
        listed = retention.listed_files(tx.connection, list_id)
        due = {one.person: one.stamp for one in _due(register, _files(register, tx, list(listed)))}
        gone = [person for person, one in listed.items() if due.get(person) == one.stamp]
        kept = [person for person in listed if person not in gone]
        _bring_back(tx, list_id, kept)
        erased = erasing.erase(tx, list_id, gone, secret)
        log_rows = log_retention.erase(tx, going.log_before) if going.log_before is not None else 0
        backup = retention.last_backup(tx.connection)
        how = erasing.CARRIED_OUT
        retention.end_list(tx.connection, list_id, by=by.id, at=tx.at, how=how, last_backup=backup, log_rows=log_rows)
        facts = {"erased": erased, "kept": len(kept), "log_rows": log_rows}
        tx.note(Event("erasure.carried_out", list_id, facts))
        tx.commit()
    erasing.settle(register, by=by)
    with register.raw_connection() as connection:
        swept = erasure_record.sweep(connection)
    return ErasureDone(erased, len(kept), swept, log_rows)


@service(needs="erasure.read", record="register", retention="session", writes=False)
def list_erasures(register: Register, *, by: User) -> tuple[ErasureListRow, ...]:
    """Return every list and where it stands, newest first."""
    with register.read() as reader:
        names = retention.staff_names(reader.connection)
        rows = []
        for one in retention.lists(reader.connection):
            state = _state(one, register.clock())
            gone = retention.erased_files(reader.connection, one.id)
            rows.append(
                ErasureListRow(
                    id=one.id,
                    state=state,
                    files=len(gone) or len(retention.listed_files(reader.connection, one.id)),
                    proposed_by=names.get(one.proposed_by, one.proposed_by),
                    proposed=one.proposed,
                    approved_by=names.get(one.approved_by, one.approved_by),
                    approved=one.approved,
                    ready=None if one.approved is None else one.approved + QUARANTINE,
                    ended_by=names.get(one.ended_by, one.ended_by),
                    ended=one.ended,
                    taken_off=one.taken_off,
                    log_before=one.log_before,
                    log_rows=one.log_rows,
                    can=frozenset(_can(one, state, by)),
                )
            )
    return tuple(rows)


@service(needs="erasure.read", record="register", retention="session", writes=False)
def files_on_list(register: Register, *, list_id: str, by: User) -> tuple[PlannedFile, ...]:
    """Return the files on a running list, as the rules decide about them today."""
    with register.read() as reader:
        people = list(retention.listed_files(reader.connection, list_id))
        files = retention.kept_files(reader.connection, office_facts(register, reader), register.today(), people)
    return tuple(_planned(register, file) for file in files)


@service(needs="erasure.read", record="register", retention="session", writes=False)
def find_erased(register: Register, *, case_number: str, by: User) -> datetime | None:
    """Return when the file with this case number was erased, None when this register has erased none such."""
    token = erasure_record.token_of(register.secret("office_secret"), case_number.strip())
    with register.read() as reader:
        return retention.erased_on(reader.connection, token)


@service(needs="erasure.read", record="register", retention="session", writes=False)
def make_protocol(register: Register, *, list_id: str, by: User) -> bytes:
    """Return the protocol (gallringsprotokoll) of a list that was carried out, as PDF. It names no client.

    Raises ``Refused`` with ``erasure.unknown_list`` or ``erasure.wrong_state``.
    """
    with register.read() as reader:
        listed = _known(retention.lists(reader.connection), list_id)
        if listed.how != erasing.CARRIED_OUT or listed.approved is None or listed.ended is None:
            raise Refused("erasure.wrong_state")
        files = retention.erased_files(reader.connection, list_id)
        names = retention.staff_names(reader.connection)
        office = office_facts(register, reader)
        comments = review_comments.count(reader.connection, list_id)
    by_code = {rule.code: rule for rule in erasure_rules.load()}
    counts: dict[str, int] = {}
    for _, rules in files:
        for code in rules.split():
            counts[code] = counts.get(code, 0) + 1
    return erasure_protocol.protocol_pdf(
        Protocol(
            number=listed.id,
            municipality=codes.municipality(register.info.municipality_code).sv,
            office=register.info.office_name,
            board=office.board.value,
            erased=len(files),
            taken_off=listed.taken_off,
            rules=tuple(
                ProtocolRule(by_code[code].sv, by_code[code].law, number)
                for code, number in sorted(counts.items())
                if code in by_code
            ),
            proposed=(_day(listed.proposed), names.get(listed.proposed_by, listed.proposed_by)),
            approved=(_day(listed.approved), names.get(listed.approved_by, listed.approved_by)),
            carried_out=(_day(listed.ended), names.get(listed.ended_by, listed.ended_by)),
            last_backup=None if listed.last_backup is None else _day(listed.last_backup),
            tokens=tuple(token for token, _ in files),
            comments=comments,
            log_before=listed.log_before,
            log_rows=listed.log_rows,
            demo=register.info.demo,
        )
    )


def _log_due(register: Register, connection: Connection) -> LogDue:
    """Return what of the log no rule keeps and no running list has: the longest of the times the rules name counts."""
    today, years = register.today(), max(kept.years for _, kept in logrules.load().retention)
    found = log_retention.due(connection, today.replace(year=today.year - years, day=min(today.day, 28)))
    running = any(one.log_before is not None and not one.how for one in retention.lists(connection))
    return replace(found, rows=0) if running else found


def _day(moment: datetime) -> date:
    return moment.astimezone(STOCKHOLM).date()


def _files(register: Register, tx: Transaction, people: Iterable[str]) -> list[KeptFile]:
    return retention.kept_files(tx.connection, office_facts(register, tx.reader), register.today(), list(people))


def _due(register: Register, files: Iterable[KeptFile]) -> list[ListedFile]:
    """Return the files that are to be erased today, with the rules that say so."""
    due = []
    for file in files:
        found = decide(file.facts, register.today(), erasure_rules.load())
        if found.outcome is Outcome.ERASE and found.until is not None and found.finish_by is not None:
            codes_of = " ".join(rule.code for rule in found.rules)
            due.append(ListedFile(file.person, found.until, found.finish_by, codes_of, file.stamp))
    return due


def _bring_back(tx: Transaction, list_id: str, people: Sequence[str]) -> None:
    retention.take_off(tx.connection, list_id, people)
    for person in people:
        tx.index(tx.people.get(person))
        tx.touched(person=person)


def _can(listed: ErasureList, state: str, by: User) -> Iterator[str]:
    """Yield what ``by`` can do with a list where it stands."""
    able = roles.load()
    if state == "proposed" and listed.proposed_by != by.id and able.reach(by, "erasure.approve"):
        yield "approve"
    if state in _RUNNING and able.reach(by, "erasure.propose"):
        yield "withdraw"
    if state == "ready" and able.reach(by, "erasure.carry_out"):
        yield "carry_out"
    if state == erasing.CARRIED_OUT:
        yield "protocol"


def _known(lists: Iterable[ErasureList], list_id: str) -> ErasureList:
    found = next((one for one in lists if one.id == list_id), None)
    if found is None:
        raise Refused("erasure.unknown_list")
    return found


def _list(tx: Transaction, list_id: str, *states: str) -> ErasureList:
    """Return a list that stands in one of ``states``."""
    found = _known(retention.lists(tx.connection), list_id)
    if _state(found, tx.at) not in states:
        raise Refused("erasure.wrong_state")
    return found


def _state(listed: ErasureList, now: datetime) -> str:
    if listed.how:
        return listed.how
    if listed.approved is None:
        return "proposed"
    return "ready" if now >= listed.approved + QUARANTINE else "quarantine"
