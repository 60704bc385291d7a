"""Reading people from a list (Excel or text) with Swedish headers: opened, tried, read in as one batch, taken back.

Opening and trying save nothing. What is read in is marked with its source and can be taken back whole for thirty days.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path

from caseworker import codes
from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.imports import Batch, Outcome
from caseworker.domain.rows import PersonRow
from caseworker.errors import Refused
from caseworker.exchange.fault_book import fault_book
from caseworker.exchange.people_columns import Column, lay_out
from caseworker.exchange.people_sheet import BadRow as BadRow
from caseworker.exchange.people_sheet import Resolvers, read_people
from caseworker.exchange.workbook import read_book
from caseworker.services import _active_law
from caseworker.services._garbage import garbage_left
from caseworker.services._import_reading import COLUMNS, read_in, remembered, tasks_of
from caseworker.services._import_trial import Doubt as Doubt
from caseworker.services._import_trial import Heads as Heads
from caseworker.services._import_trial import OpenedList as OpenedList
from caseworker.services._import_trial import Trial as Trial
from caseworker.services._import_trial import tried, who
from caseworker.services._import_updates import put_back
from caseworker.services._numbers import number_check
from caseworker.services._settings import OFFICE
from caseworker.services.registry import service
from caseworker.store import importing as kept
from caseworker.store.importing import KeptRow
from caseworker.store.register import Register

SheetColumn = Column  # for the window, where a column is something else too
Told = Callable[[int, int], bool]  # how many rows of how many are done; False stops
_UNDONE_AT_ONCE = 500
_REMEMBERED = 1000  # words that were looked up


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was (``dry_run``: would be) read: ``clean`` rows, every ``bad`` cell, columns passed over, ids made.

    ``doubts`` rows may be people who are registered and were not read in, ``known`` ones are there already as they
    are, ``updated`` people got what was missing. ``batch`` is what can be taken back, "" when nothing was written.
    """

    dry_run: bool
    clean: int
    bad: tuple[BadRow, ...]
    skipped_columns: tuple[str, ...]
    created: tuple[str, ...]
    doubts: int = 0
    known: int = 0
    updated: int = 0
    batch: str = ""


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """Somebody an undoing left as she is, because the file was worked with since: her row in the list, and who."""

    row: int
    person: PersonRow | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of taking a batch back."""

    taken_away: int
    put_back: int
    kept: tuple[KeptPerson, ...]


def _go_on(_done: int, _of: int) -> bool:
    return True


@service(needs="people.import", record="person", retention="session", writes=False)
def report_trial(register: Register, *, trial: Trial, by: User) -> ImportReport:
    """Return what a trial found, as reading it in would report it."""
    doubts = sum(not doubt.settled for doubt in trial.doubts)
    updated = sum(doubt.settled for doubt in trial.doubts)
    new, skipped = len(trial.new), trial.skipped_columns
    return ImportReport(True, new, trial.bad, skipped, (), doubts=doubts, known=trial.known, updated=updated)


@service(needs="people.import", record="person", retention="case", writes=False)
def open_list(register: Register, *, workbook: Path, sheet: str = "", by: User) -> OpenedList:
    """Read a list and say what its columns hold; ``sheet`` "" is the first that is not hidden.

    What was chosen at an earlier import is chosen again. Raises the ``import.*`` codes of the reader.
    """
    book = read_book(workbook, sheet=sheet)
    with register.read() as reader:
        layout = lay_out(book.rows, remembered(reader.setting(OFFICE, COLUMNS)))
        earlier = tuple(one for one in kept.batches(reader.connection) if one.sha256 == book.sha256)
    return OpenedList(workbook.name, book.sha256, book.sheets, book.sheet, book.rows, layout, earlier)


@service(needs="people.import", record="person", retention="case", writes=False)
def choose_columns(register: Register, *, opened: OpenedList, fields: Mapping[int, str], by: User) -> OpenedList:
    """Return the list with other fields for the columns at these places; "" is not read. Nothing is saved.

    Raises ``Refused("import.forbidden_column" | "import.two_columns" | "import.unknown_field" | "import.no_headers")``.
    """
    return replace(opened, layout=opened.layout.chosen(fields))


@service(needs="people.import", record="person", retention="case", writes=False)
def try_list(register: Register, *, opened: OpenedList, told: Told = _go_on, by: User) -> Trial:
    """Return what reading the list in would do, row by row; nothing is changed.

    Raises ``Refused("import.two_columns")``, and ``Refused("import.stopped")`` when ``told`` says stop.
    """
    of = 2 * opened.count
    with garbage_left():
        sheet = read_people(
            opened.rows,
            today=register.today(),
            resolvers=_resolvers(register),
            layout=opened.layout,
            told=partial(_tell, told, 0, of),
        )
        return tried(register, opened, sheet, partial(_tell, told, opened.count, of), by)


@service(needs="people.import", record="person", retention="case")
def read_list(
    register: Register, *, trial: Trial, decisions: Mapping[int, str], told: Told = _go_on, by: User
) -> ImportReport:
    """Read in what ``trial`` found new, and the doubts that ``decisions`` settle, by row: ``same`` or ``other``.

    Everything is one batch. When ``told`` says stop, what is read in stays, as a batch that says so:
    ``Refused("import.stopped_half")``. Rows whose number somebody got meanwhile are left and told.
    """
    tasks = tasks_of(trial, decisions)
    report = ImportReport(False, 0, trial.bad, trial.skipped_columns, (), doubts=len(trial.doubts), known=trial.known)
    if not tasks:
        with register.change(by=by) as tx:
            tx.note(Event("people.imported", "", {"rows": 0, "updated": 0, "bad": trial.bad_rows}))
            tx.commit()
        return report
    with garbage_left():
        done = read_in(register, trial, tasks, partial(_tell_half, told, len(tasks)), by)
    taken = tuple(
        BadRow(row.row, "", "", "identity.same_number_other_person", who=who(row.intake)) for row in done.taken
    )
    return replace(
        report,
        clean=len(done.created),
        bad=tuple(sorted((*trial.bad, *taken), key=lambda bad: bad.row)),
        created=done.created,
        doubts=sum(not doubt.settled and not decisions.get(doubt.row) for doubt in trial.doubts),
        updated=done.updated,
        batch=done.batch,
    )


@service(needs="people.import", record="person", retention="case", writes=False)
def try_workbook(register: Register, *, workbook: Path, by: User) -> ImportReport:
    """Return what reading ``workbook`` would do; nothing is changed. Raises the ``import.*`` codes of its reader."""
    trial = try_list(register, opened=open_list(register, workbook=workbook, by=by), by=by)
    return report_trial(register, trial=trial, by=by)


@service(needs="people.import", record="person", retention="case")
def read_workbook(register: Register, *, workbook: Path, by: User) -> ImportReport:
    """Register every clean row of ``workbook`` as one batch; bad rows and doubts are reported and change nothing."""
    trial = try_list(register, opened=open_list(register, workbook=workbook, by=by), by=by)
    return read_list(register, trial=trial, decisions={}, by=by)


@service(needs="people.import", record="person", retention="session", writes=False)
def save_faults(register: Register, *, trial: Trial, words: Callable[[BadRow], str], by: User) -> bytes:
    """Return the bad rows as a workbook: the faulty cells marked, each with ``words`` for why. Saves nothing."""
    return fault_book(trial.opened.rows, trial.opened.layout, trial.bad, words)


@service(needs="people.import_undo", record="person", retention="session", writes=False)
def list_batches(register: Register, *, by: User) -> tuple[Batch, ...]:
    """Return the imports of this register, newest first."""
    with register.read() as reader:
        return kept.batches(reader.connection)


@service(needs="people.import_undo", record="person", retention="case")
def undo_batch(register: Register, *, batch: str, told: Told = _go_on, by: User) -> Undone:
    """Take a whole import back: people nobody has gone on with are taken away, what others got is put back.

    Rows of people who were changed since are kept and told. The log keeps all. Raises ``Refused`` with
    ``import.unknown_batch | not_yours | already_undone | too_late | stopped_half``.
    """
    with register.read() as reader:
        found = kept.batch(reader.connection, batch)
        rows = kept.rows_of(reader.connection, batch)
    _require_undoable(register, found, by)
    away, back = 0, 0
    left: list[KeptRow] = []
    for start in range(0, len(rows), _UNDONE_AT_ONCE):
        _tell_half(told, len(rows), start)
        gone, returned, stayed = _undo(register, found, rows[start : start + _UNDONE_AT_ONCE], by)
        away, back = away + gone, back + returned
        left += stayed
    with register.change(by=by) as tx:
        kept.end_undoing(tx, batch, kept=len(left))
        facts = {"taken_away": away, "put_back": back, "kept": len(left)}
        tx.note(Event("people.import_undone", "", facts))
        tx.commit()
    return Undone(away, back, _shown(register, left))


def _require_undoable(register: Register, found: Batch, by: User) -> None:
    if not found.belongs_to(by):
        raise Refused("import.not_yours", who=found.staff_name)
    if found.undone is not None:
        raise Refused("import.already_undone")
    if register.clock() > found.undone_until:
        raise Refused("import.too_late")


def _undo(register: Register, found: Batch, rows: tuple[KeptRow, ...], by: User) -> tuple[int, int, list[KeptRow]]:
    """Take some rows back in one transaction; return how many people went, how many were put back, and the rest."""
    away: list[KeptRow] = []
    back: list[KeptRow] = []
    left: list[KeptRow] = []
    with register.change(by=by) as tx:
        free = kept.untouched(tx.connection, [row for row in rows if row.outcome is Outcome.NEW])
        for row in rows:
            if row.outcome is Outcome.SAME:
                continue
            if not tx.reader.bounds.sees(row.person) or (row.outcome is Outcome.NEW and row.person not in free):
                left.append(row)
            elif row.outcome is Outcome.NEW:
                away.append(row)
            else:
                someone = tx.people.get(row.person)
                (back if someone.version == row.version else left).append(row)
                if someone.version == row.version:
                    put_back(someone, row.made)
                    tx.index(someone)
        kept.take_away(tx, [row.person for row in away])
        kept.drop_rows(tx.connection, found.id, [row.no for row in (*away, *back)])
        for row in (*away, *back):
            tx.note(Event("person.import_undone", row.person, {"file": found.file, "row": row.no}))
        tx.commit()
    return len(away), len(back), left


def _shown(register: Register, left: list[KeptRow]) -> tuple[KeptPerson, ...]:
    with register.read() as reader:
        found = {row.id: row for row in reader.rows_of([row.person for row in left])}
    return tuple(KeptPerson(row.no, found.get(row.person)) for row in left)


def _tell(told: Told, before: int, of: int, done: int) -> None:
    if not told(before + done, of):
        raise Refused("import.stopped")


def _tell_half(told: Told, of: int, done: int) -> None:
    if not told(done, of):
        raise Refused("import.stopped_half" if done else "import.stopped")


def _resolvers(register: Register) -> Resolvers:
    with register.read() as reader:
        statuses = _active_law.statuses(reader)
    return Resolvers(
        language=lru_cache(_REMEMBERED)(lambda written: codes.language(written).code),
        arrival=lru_cache(_REMEMBERED)(lambda written: codes.arrival_channel(written).code),
        settle=statuses.settler(),
        check=number_check(register),
    )
