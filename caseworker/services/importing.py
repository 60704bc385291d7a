"""Reading people from a workbook with Swedish headers: try first, then read the clean rows in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from caseworker import codes, lawbook
from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.exchange.people_sheet import TITLES, BadRow, PeopleSheet, Resolvers, read_people
from caseworker.exchange.workbook import read_workbook as read_rows
from caseworker.services._entering import enter
from caseworker.services._numbers import check_number
from caseworker.services.registry import service
from caseworker.store.register import Register


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was (``dry_run``: would be) read: ``clean`` rows, every ``bad`` cell, columns passed over, ids made."""

    dry_run: bool
    clean: int
    bad: tuple[BadRow, ...]
    skipped_columns: tuple[str, ...]
    created: tuple[str, ...]


@service(needs="people.import", record="person", retention="case", writes=False)
def try_workbook(register: Register, *, workbook: Path, by: User) -> ImportReport:
    """Return what reading ``workbook`` would do; nothing is changed. Raises the ``import.*`` codes of its reader."""
    good, bad, sheet = _checked(register, workbook)
    return ImportReport(True, len(good.rows), bad, sheet.skipped_columns, ())


@service(needs="people.import", record="person", retention="case")
def read_workbook(register: Register, *, workbook: Path, by: User) -> ImportReport:
    """Register every clean row of ``workbook`` in one transaction; bad rows are reported and change nothing."""
    good, bad, sheet = _checked(register, workbook)
    made: list[str] = []
    with register.change(by=by) as tx:
        for row in good.rows:
            made.append(enter(register, tx, row.intake, by=by))
        tx.note(Event("people.imported", "", {"rows": len(made), "bad": len(bad)}))
        tx.commit()
    return ImportReport(False, len(made), bad, sheet.skipped_columns, tuple(made))


def _checked(register: Register, workbook: Path) -> tuple[PeopleSheet, tuple[BadRow, ...], PeopleSheet]:
    """Return the rows that can be registered, every fault, and the sheet as read.

    A number that somebody in the register holds already makes its row bad: the caseworker decides who it is.
    """
    resolvers = Resolvers(
        language=lambda written: codes.language(written).code,
        arrival=lambda written: codes.arrival_channel(written).code,
        settle=lawbook.load().settle_intake,
        check=partial(check_number, register),
    )
    sheet = read_people(read_rows(workbook), today=register.today(), resolvers=resolvers)
    held = tuple(_already_held(register, sheet))
    taken = {bad.row for bad in held}
    rows = tuple(row for row in sheet.rows if row.row not in taken)
    good = PeopleSheet(rows, (), (), ())
    return good, tuple(sorted((*sheet.bad, *held), key=lambda bad: bad.row)), sheet


def _already_held(register: Register, sheet: PeopleSheet) -> Iterable[BadRow]:
    with register.read() as reader:
        for row in sheet.rows:
            for number in row.intake.numbers:
                value = check_number(register, number)
                if reader.identifier_owner(value.type.value, value.value) is not None:
                    yield BadRow(row.row, TITLES[number.type][0], number.text, "identity.same_number_other_person")
