"""What the register knows of each file for erasing (gallring), and the lists of files on their way to be erased.

Decides nothing: ``domain.erasure`` does. A file on an approved list is in quarantine: out of lists and searches.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, delete, func, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.sql.elements import ColumnElement, TextClause
from sqlalchemy.sql.schema import Column

from caseworker.domain.erasure import EnteredFacts, OfficeFacts, RetentionFacts, joined
from caseworker.domain.intervention import FINAL_STATES
from caseworker.domain.person import BirthPrecision, NameRole
from caseworker.store import linking
from caseworker.store import tables as t
from caseworker.store.log_retention import LogDue

_STOCKHOLM = ZoneInfo("Europe/Stockholm")
_SHOWN = (NameRole.LATIN, NameRole.MIGRATION_AGENCY, NameRole.ORIGINAL)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One person's file as erasing sees it. ``stamp`` changes with every change of the file."""

    person: str
    name: str
    case_number: str
    facts: RetentionFacts
    stamp: str
    list_id: str  # the list it is on, "" when on none


@dataclass(frozen=True, slots=True)
class ErasureList:
    """One list of files to erase, from proposal to end; who did what as ids of staff, "" = not yet."""

    id: str
    proposed_by: str
    proposed: datetime
    approved_by: str
    approved: datetime | None
    ended_by: str
    ended: datetime | None
    how: str  # "" while it runs, then "withdrawn" or "carried_out"
    taken_off: int
    last_backup: datetime | None
    log_before: date | None  # what the log from before this day says goes with the list
    log_rows: int


@dataclass(frozen=True, slots=True)
class ListedFile:
    """What was decided about a file when it was last looked at for its list."""

    person: str
    until: date
    finish_by: date
    rules: str
    stamp: str


def among(column: Column[Any], ids: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of ``ids``, however many they are."""
    chosen: TextClause = text("SELECT value FROM json_each(:ids)").bindparams(ids=json.dumps(list(ids)))
    return column.in_(chosen)


def kept_files(
    connection: Connection, office: OfficeFacts, today: date, people: Sequence[str] | None = None
) -> list[KeptFile]:
    """Return everybody's file, or those of ``people``, by case number."""
    someone = t.people.c
    query = select(someone.id, someone.born, someone.born_precision, someone.created, someone.version)
    rows = connection.execute(query if people is None else query.where(among(someone.id, people))).all()
    wanted = None if people is None else [row.id for row in rows]
    names, cases, done = _names(connection, wanted), _cases(connection, wanted), _interventions(connection, wanted)
    notes, entered, listed = _last_notes(connection, wanted), _entered(connection, wanted), _listed(connection)
    files = []
    for row in rows:
        own, tasks = cases[row.id], done[row.id]
        closed = [case.closed for case in own if case.closed is not None]
        ends = [task.ends or task.recorded for task in tasks]
        facts = RetentionFacts(
            registered=row.created.astimezone(_STOCKHOLM).date(),
            office=office,
            born=row.born if row.born_precision is BirthPrecision.DAY else None,
            last_note=notes.get(row.id),
            case_open=any(case.closed is None for case in own),
            last_case_closed=max(closed, default=None),
            intervention_open=any(
                task.state not in FINAL_STATES or (task.ends is not None and task.ends > today) for task in tasks
            ),
            last_intervention_end=max(ends, default=None),
            entered=entered.get(row.id, EnteredFacts()),
        )
        stamp = ".".join(map(str, (row.version, *(f"{case.id[-4:]}{case.version}" for case in own), len(tasks))))
        number = max((case.number for case in own), default="")
        files.append(KeptFile(row.id, names.get(row.id, ""), number, facts, stamp, listed.get(row.id, "")))
    return sorted(_together(connection, files), key=lambda file: (file.case_number, file.person))


def _together(connection: Connection, files: list[KeptFile]) -> list[KeptFile]:
    """Return the files, each of those that are linked with what is known of them all: they are one person's."""
    shown_in = linking.mains(connection)
    groups: dict[str, list[RetentionFacts]] = defaultdict(list)
    for file in files:
        groups[shown_in.get(file.person, file.person)].append(file.facts)
    return [replace(file, facts=joined(file.facts, groups[shown_in.get(file.person, file.person)])) for file in files]


def _names(connection: Connection, people: Sequence[str] | None) -> dict[str, str]:
    spelt = t.person_names.c
    query = select(spelt.person_id, spelt.role, spelt.full)
    found: dict[str, dict[NameRole, str]] = defaultdict(dict)
    for row in connection.execute(query if people is None else query.where(among(spelt.person_id, people))):
        found[row.person_id][row.role] = row.full
    return {id: next((names[role] for role in _SHOWN if role in names), "") for id, names in found.items()}


def _cases(connection: Connection, people: Sequence[str] | None) -> Mapping[str, list[Row[Any]]]:
    case = t.cases.c
    query = select(case.id, case.person_id, case.number, case.closed, case.version).order_by(case.number)
    return _grouped(connection.execute(query if people is None else query.where(among(case.person_id, people))))


def _interventions(connection: Connection, people: Sequence[str] | None) -> Mapping[str, list[Row[Any]]]:
    task = t.interventions.c
    query = select(task.person_id, task.state, task.ends, task.recorded)
    return _grouped(connection.execute(query if people is None else query.where(among(task.person_id, people))))


def _grouped(rows: Iterable[Row[Any]]) -> Mapping[str, list[Row[Any]]]:
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _last_notes(connection: Connection, people: Sequence[str] | None) -> dict[str, date]:
    case = t.cases.c
    query = select(case.person_id, func.max(t.notes.c.written)).join(t.notes, t.notes.c.case_id == case.id)
    if people is not None:
        query = query.where(among(case.person_id, people))
    return {
        person: last.astimezone(_STOCKHOLM).date()
        for person, last in connection.execute(query.group_by(case.person_id))
    }


def _entered(connection: Connection, people: Sequence[str] | None) -> dict[str, EnteredFacts]:
    kept = t.retention_facts
    query = select(kept) if people is None else select(kept).where(among(kept.c.person_id, people))
    return {row.person_id: _facts_of(row) for row in connection.execute(query)}


def _facts_of(row: Row[Any]) -> EnteredFacts:
    return EnteredFacts(
        parentage=row.parentage,
        child_placed=row.child_placed,
        child_inquiry=row.child_inquiry,
        custody=row.custody,
        about_other_child=row.about_other_child,
        youngest_child_born=row.youngest_child_born,
    )


def on_list(connection: Connection, person: str) -> bool:
    """Tell whether a file is on a list of files to erase that has not ended."""
    return person in _listed(connection)


def _listed(connection: Connection) -> dict[str, str]:
    item = t.erasure_items.c
    return {row.person_id: row.list_id for row in connection.execute(select(item.person_id, item.list_id))}


def entered_facts(connection: Connection, person: str) -> EnteredFacts:
    """Return what was entered by hand about a person's file; everything unknown when nothing was."""
    return _entered(connection, [person]).get(person, EnteredFacts())


def put_entered_facts(connection: Connection, person: str, facts: EnteredFacts) -> None:
    """Keep what was entered about a file in place of what was there."""
    values = {
        "parentage": facts.parentage,
        "child_placed": facts.child_placed,
        "child_inquiry": facts.child_inquiry,
        "custody": facts.custody,
        "about_other_child": facts.about_other_child,
        "youngest_child_born": facts.youngest_child_born,
    }
    row = upsert(t.retention_facts).values(person_id=person, **values)
    connection.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))


# Lists
def lists(connection: Connection) -> list[ErasureList]:
    """Return every list, newest first."""
    rows = connection.execute(select(t.erasure_lists).order_by(t.erasure_lists.c.proposed.desc()))
    return [ErasureList(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's own name for a row as a mapping


def listed_files(connection: Connection, list_id: str) -> dict[str, ListedFile]:
    """Return the files on a list by person."""
    item = t.erasure_items.c
    rows = connection.execute(select(t.erasure_items).where(item.list_id == list_id))
    return {row.person_id: ListedFile(row.person_id, row.until, row.finish_by, row.rules, row.stamp) for row in rows}


def quarantined_since(connection: Connection, person: str) -> datetime | None:
    """Return when the list was approved on which a person's file waits to be erased, None when it is on none."""
    listed, item = t.erasure_lists.c, t.erasure_items.c
    query = select(listed.approved).join(t.erasure_items, item.list_id == listed.id)
    return connection.execute(query.where(item.person_id == person, listed.ended.is_(None))).scalar()


def put_on_list(connection: Connection, list_id: str, files: Iterable[ListedFile]) -> None:
    """Put files on a list, or renew what was decided about them."""
    for file in files:
        values = {"list_id": list_id, "until": file.until, "finish_by": file.finish_by}
        values |= {"rules": file.rules, "stamp": file.stamp}
        row = upsert(t.erasure_items).values(person_id=file.person, **values)
        connection.execute(row.on_conflict_do_update(index_elements=["person_id"], set_=values))


def new_list(connection: Connection, list_id: str, *, by: str, at: datetime, log: LogDue | None = None) -> None:
    """Begin a list that ``by`` proposes; ``log`` is what of the log goes with it."""
    values = {"id": list_id, "proposed_by": by, "proposed": at, "approved_by": "", "ended_by": "", "how": ""}
    of_log = {"log_before": log.before, "log_rows": log.rows} if log else {"log_rows": 0}
    connection.execute(insert(t.erasure_lists).values(**values, **of_log, taken_off=0))


def approve_list(connection: Connection, list_id: str, *, by: str, at: datetime) -> None:
    """Note who approved a list: its files are in quarantine from then on."""
    this = update(t.erasure_lists).where(t.erasure_lists.c.id == list_id)
    connection.execute(this.values(approved_by=by, approved=at))


def end_list(
    connection: Connection,
    list_id: str,
    *,
    by: str,
    at: datetime,
    how: str,
    last_backup: datetime | None = None,
    log_rows: int = 0,
) -> None:
    """Note how a list ended. Files that are still on it come off it."""
    connection.execute(delete(t.erasure_items).where(t.erasure_items.c.list_id == list_id))
    this = update(t.erasure_lists).where(t.erasure_lists.c.id == list_id)
    connection.execute(this.values(ended_by=by, ended=at, how=how, last_backup=last_backup, log_rows=log_rows))


def take_off(connection: Connection, list_id: str, people: Sequence[str]) -> None:
    """Take files off a list, and count them there."""
    connection.execute(delete(t.erasure_items).where(among(t.erasure_items.c.person_id, people)))
    listed = t.erasure_lists
    counted = update(listed).where(listed.c.id == list_id).values(taken_off=listed.c.taken_off + len(people))
    connection.execute(counted)


def last_backup(connection: Connection) -> datetime | None:
    """Return when the last backup was made, as the log knows it."""
    made = select(func.max(t.audit.c.at)).where(t.audit.c.action == "backup.made")
    found = connection.execute(made).scalar()
    return None if found is None else datetime.fromisoformat(found)


def staff_names(connection: Connection) -> dict[str, str]:
    """Return the names of all who work or have worked here, by id."""
    return {row.id: row.name for row in connection.execute(select(t.staff.c.id, t.staff.c.name))}


def erased_files(connection: Connection, list_id: str) -> list[tuple[str, str]]:
    """Return the keyed hash of each erased file's case number and its rules, for one list."""
    gone = t.erasures.c
    rows = connection.execute(select(gone.case_token, gone.rules).where(gone.list_id == list_id))
    return sorted((row.case_token, row.rules) for row in rows)


def erased_on(connection: Connection, case_token: str) -> datetime | None:
    """Return when the file whose case number has this keyed hash was erased, None when it was not."""
    return connection.execute(select(t.erasures.c.erased).where(t.erasures.c.case_token == case_token)).scalar()
