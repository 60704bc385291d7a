"""Reading a tried list in: chunk after chunk in transactions of their own, all of one batch. Not a service.

A short list is one transaction. A longer one that is cut off leaves a batch that says so: it can be taken back, or the
same file is read again and goes on where it stopped.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import uuid_utils

from caseworker.domain import enrolment
from caseworker.domain.access import User
from caseworker.domain.case import Assignment, AssignmentKind, Case
from caseworker.domain.changes import Event
from caseworker.domain.ids import CaseId, PersonId
from caseworker.domain.imports import Batch, Outcome
from caseworker.exchange.people_columns import Certainty, Layout, fold
from caseworker.exchange.people_sheet import IntakeRow
from caseworker.services._import_trial import Trial
from caseworker.services._import_updates import update
from caseworker.services._settings import OFFICE
from caseworker.store import bulk, importing
from caseworker.store.importing import KeptRow
from caseworker.store.register import Register
from caseworker.store.writing import Transaction

AT_ONCE = 1000
COLUMNS = "import.columns"  # the office's setting: fields by folded title
_MOST_REMEMBERED = 300


@dataclass(frozen=True, slots=True)
class Task:
    """One row to read in, and the person it updates; ``adds`` nothing and nobody: she is new."""

    row: IntakeRow
    person: str = ""
    adds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What was read in: the batch, the people made, how many were updated, rows whose number was taken meanwhile."""

    batch: str
    created: tuple[str, ...]
    updated: int
    taken: tuple[IntakeRow, ...]


def tasks_of(trial: Trial, decisions: Mapping[int, str]) -> list[Task]:
    """Return what is to be read in, in the order of the sheet: new people, and doubts that somebody has decided."""
    tasks = [Task(row) for row in trial.new]
    for doubt in trial.doubts:
        row = trial.doubtful[doubt.row]
        decided = "same" if doubt.settled else decisions.get(doubt.row, "")
        if decided == "same":
            tasks.append(Task(row, doubt.person.id, doubt.adds))
        elif decided == "other":
            tasks.append(Task(row))
    return sorted(tasks, key=lambda task: task.row.row)


def read_in(register: Register, trial: Trial, tasks: Sequence[Task], told: Callable[[int], None], by: User) -> Done:
    """Write ``tasks`` in the name of ``by``; ``told`` hears before each chunk how many are done and may stop it."""
    batch, going_on = _batch(register, trial, tasks, by)
    created: list[str] = []
    taken: list[IntakeRow] = []
    updated = 0
    chunks = list(_chunks(tasks))
    for place, chunk in enumerate(chunks):
        told(place * AT_ONCE)
        with register.change(by=by) as tx:
            if place == 0:
                _begin(tx, trial, batch, going_on=going_on)
            known = importing.known_among(tx.connection, [trial.marks[task.row.row] for task in chunk])
            fresh = [task for task in chunk if trial.marks[task.row.row] not in known]
            held = _held_meanwhile(tx, fresh)
            free = [task for task in fresh if task.row.row not in held]
            taken += [task.row for task in fresh if task.row.row in held]
            made = _register_new(register, tx, trial, [task for task in free if not task.person], by)
            changed = [_update(register, tx, trial, task) for task in free if task.person]
            importing.keep_rows(tx, batch.id, [*made, *changed])
            created += [row.person for row in made]
            updated += sum(row.outcome is Outcome.UPDATED for row in changed)
            if place == len(chunks) - 1:
                importing.end(tx, batch.id)
                tx.note(Event("people.imported", "", {"rows": len(created), "updated": updated, "bad": trial.bad_rows}))
            tx.commit()
    return Done(batch.id, tuple(created), updated, tuple(taken))


def _chunks(tasks: Sequence[Task]) -> Iterator[Sequence[Task]]:
    for start in range(0, len(tasks), AT_ONCE):
        yield tasks[start : start + AT_ONCE]


def _batch(register: Register, trial: Trial, tasks: Sequence[Task], by: User) -> tuple[Batch, bool]:
    """Return the batch of this list that was cut off and goes on, or a new one."""
    opened = trial.opened
    for one in opened.earlier:
        if one.ended is None and one.undone is None and one.sheet == opened.sheet and one.belongs_to(by):
            return one, True
    now = register.clock()
    unended = (now, None, len(tasks), trial.bad_rows, 0, 0, None, "", 0)
    return Batch(_new_id(), opened.file, opened.sheet, opened.sha256, by.id, by.name, *unended), False


def _begin(tx: Transaction, trial: Trial, batch: Batch, *, going_on: bool) -> None:
    if not going_on:
        importing.begin(tx, batch)
    kept = remembered(tx.reader.setting(OFFICE, COLUMNS)) | _chosen(trial.opened.layout)
    newest = dict(list(kept.items())[-_MOST_REMEMBERED:])
    tx.put_setting(OFFICE, COLUMNS, json.dumps(newest, ensure_ascii=False))


def _chosen(layout: Layout) -> dict[str, str]:
    """Return what the user chose or let stand; what every list is known by need not be remembered."""
    told = {Certainty.CHOSEN, Certainty.GUESSED, Certainty.REMEMBERED}
    return {fold(column.title): column.field for column in layout.columns if column.certainty in told}


def remembered(setting: str) -> dict[str, str]:
    """Read the setting; one that cannot be read is forgotten."""
    try:
        kept = json.loads(setting or "{}")
    except ValueError:
        return {}
    return {str(title): str(field) for title, field in kept.items()} if isinstance(kept, dict) else {}


def _held_meanwhile(tx: Transaction, tasks: Sequence[Task]) -> set[int]:
    """Return the rows a number of which somebody else has got since the list was tried."""
    wanted = {(value.type.value, value.value): task for task in tasks for value in task.row.checked}
    owners = importing.owners_among(tx.connection, wanted)
    return {wanted[number].row.row for number, owner in owners.items() if owner != wanted[number].person}


def _register_new(register: Register, tx: Transaction, trial: Trial, tasks: Sequence[Task], by: User) -> list[KeptRow]:
    today = register.today()
    days = [min(task.row.intake.opened or today, today) for task in tasks]
    years = [day.year for day in days]
    numbers = {year: bulk.reserve_case_numbers(tx.connection, year, years.count(year)) for year in dict.fromkeys(years)}
    kinds, case_kind, tie = bulk.plain_kinds(), bulk.plain(Case), bulk.plain(Assignment)
    people = [
        enrolment.enrol(task.row.intake, new_id=_new_id, today=today, now=tx.at, check=task.row.value_of, kinds=kinds)
        for task in tasks
    ]
    cases: list[Case] = []
    made: list[KeptRow] = []
    for task, person, day in zip(tasks, people, days, strict=True):
        intake = task.row.intake
        case = case_kind(CaseId(_new_id()), next(numbers[day.year]), person.id, by.unit or register.info.unit, day)
        case.assignments = [tie(_new_id(), case.id, by.id, AssignmentKind.RESPONSIBLE, day)]
        cases.append(case)
        source = {"file": trial.opened.file, "row": task.row.row}
        tx.note(Event("person.registered", person.id, {"case": case.number, "intake": intake, "import": source}))
        made.append(KeptRow(task.row.row, person.id, trial.marks[task.row.row], Outcome.NEW, person.version, {}))
    bulk.add(tx, people, cases)
    return made


def _update(register: Register, tx: Transaction, trial: Trial, task: Task) -> KeptRow:
    someone = tx.people.get(PersonId(task.person))
    made = update(someone, task.row.intake, task.adds, check=task.row.value_of, today=register.today())
    if made:
        source = {"file": trial.opened.file, "row": task.row.row}
        tx.note(Event("person.updated_by_import", someone.id, {"fields": list(task.adds), "import": source}))
        tx.index(someone)
    tx.flush()
    outcome = Outcome.UPDATED if made else Outcome.SAME
    return KeptRow(task.row.row, someone.id, trial.marks[task.row.row], outcome, someone.version, made)


def _new_id() -> str:
    return str(uuid_utils.uuid7())
