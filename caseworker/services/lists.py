"""Lists that leave the register: chosen columns, a purpose that is logged, and nothing of a protected person's.

Not for the municipality's record system (that is the file's own export) and not for counts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseworker.domain.access import User
from caseworker.domain.changes import Changes, Event
from caseworker.domain.daycount import age_on
from caseworker.domain.handing_out import require_purpose
from caseworker.domain.ids import PersonId
from caseworker.domain.listing import (
    OPEN_OF_PROTECTED,
    FileKind,
    ListColumn,
    ListedPerson,
    ListHead,
    Value,
    require_columns,
)
from caseworker.domain.person import Sex
from caseworker.errors import Refused
from caseworker.exchange.list_file import list_file
from caseworker.lawbook import Lawbook
from caseworker.services import _active_law
from caseworker.services._out_files import free_name, write_all
from caseworker.services._record_words import shipped_word
from caseworker.services.registry import service
from caseworker.store.listing import listed
from caseworker.store.register import Register

# The list is for Swedish offices: its words are Swedish whatever the window speaks.
TITLES: Mapping[ListColumn, str] = {
    ListColumn.CASE: "Akt",
    ListColumn.NAME: "Namn",
    ListColumn.ORIGINAL_NAME: "Namn i egen skrift",
    ListColumn.BORN: "Född",
    ListColumn.AGE: "Ålder",
    ListColumn.SEX: "Kön",
    ListColumn.NUMBER: "Nummer",
    ListColumn.STATUS: "Rättslig ställning",
    ListColumn.PERMIT_UNTIL: "Tillstånd till och med",
    ListColumn.SETTLEMENT: "Bosättningssätt",
    ListColumn.PHONE: "Telefon",
    ListColumn.STREET: "Adress",
    ListColumn.POSTCODE: "Postnummer",
    ListColumn.CITY: "Ort",
    ListColumn.CASEWORKER: "Handläggare",
    ListColumn.UNIT: "Enhet",
}
_SEXES = {Sex.WOMAN: "kvinna", Sex.MAN: "man", Sex.UNKNOWN: "okänt"}
_PROTECTED = "skyddade uppgifter"
_NOT_WRITTEN = "list.not_written"


@dataclass(frozen=True, slots=True)
class ListWritten:
    """What was written: where, how many people stand in it, and how many of them without what is protected."""

    changes: Changes
    path: Path
    people: int
    protected: int


@service(needs="people.export_list", record="register", retention="register", fresh=True)
def export_list(
    register: Register,
    *,
    columns: Sequence[ListColumn],
    kind: FileKind,
    purpose: str,
    folder: Path,
    people: Sequence[PersonId] | None = None,
    by: User,
) -> ListWritten:
    """Write everybody within the caller's reach, or those of ``people``, as a list into ``folder``; log it first.

    Protected people stand there by case number only. An existing file is never written over. Raises ``Refused`` with
    ``list.no_columns``, ``list.nobody`` or ``purpose.*`` and ``EnvironmentFault("list.not_written")``.
    """
    chosen, purpose = require_columns(columns), require_purpose(purpose)
    with register.read() as reader:
        everybody = people is None
        rows = reader.person_rows(offset=0, limit=reader.person_count()) if everybody else reader.rows_of(people or ())
        found, book = list(listed(reader.connection, rows, register.today())), _active_law.statuses(reader)
    if not found:
        raise Refused("list.nobody")
    today = register.today()
    cells = [[_cell(column, one, today, book) for column in chosen] for one in found]
    head = ListHead(register.info.office_name, today, by.name, purpose)
    content = list_file(kind, head, [TITLES[one] for one in chosen], [one.value for one in chosen], cells)
    name = free_name(folder, f"lista-{today.isoformat()}", (kind.value,), fault=_NOT_WRITTEN)
    with register.change(by=by) as tx:
        facts = {"columns": [one.value for one in chosen], "kind": kind.value, "purpose": purpose}
        told = {**facts, "people": [one.id for one in found]}
        tx.note(Event("people.listed", register.info.register_id, told))
        changes = tx.commit()
    (path,) = write_all(folder, name, {kind.value: content}, fault=_NOT_WRITTEN)
    return ListWritten(changes, path, len(found), sum(one.protected for one in found))


def _cell(column: ListColumn, one: ListedPerson, today: date, book: Lawbook) -> Value:
    if one.protected and column not in OPEN_OF_PROTECTED:
        return _PROTECTED if column is ListColumn.NAME else ""
    if column is ListColumn.STATUS:
        return _status(one, book)
    if column is ListColumn.SETTLEMENT:
        return shipped_word(lambda: book.settlement(one.settlement).sv, one.settlement) if one.settlement else ""
    return _CELLS[column](one, today)


def _status(one: ListedPerson, book: Lawbook) -> Value:
    words = shipped_word(lambda: book.status(one.status).short_sv, one.status) if one.status else ""
    return f"{words}, ensamkommande" if one.unaccompanied else words


_CELLS: Mapping[ListColumn, Callable[[ListedPerson, date], Value]] = {
    ListColumn.CASE: lambda one, _today: one.case,
    ListColumn.NAME: lambda one, _today: one.name,
    ListColumn.ORIGINAL_NAME: lambda one, _today: one.original_name,
    ListColumn.BORN: lambda one, _today: one.born,
    ListColumn.AGE: lambda one, today: age_on(one.born, today),
    ListColumn.SEX: lambda one, _today: _SEXES[Sex(one.sex)],
    ListColumn.NUMBER: lambda one, _today: one.number,
    ListColumn.PERMIT_UNTIL: lambda one, _today: one.permit_until,
    ListColumn.PHONE: lambda one, _today: one.phone,
    ListColumn.STREET: lambda one, _today: one.street,
    ListColumn.POSTCODE: lambda one, _today: one.postcode,
    ListColumn.CITY: lambda one, _today: one.city,
    ListColumn.CASEWORKER: lambda one, _today: one.caseworker,
    ListColumn.UNIT: lambda one, _today: one.unit,
}
