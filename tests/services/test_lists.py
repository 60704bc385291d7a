"""Lists that leave: chosen columns of those within reach, a purpose in the log, protected people by number only."""

import csv
import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from caseworker.domain.access import User
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredAddress, EnteredStatus, Intake
from caseworker.domain.listing import OPEN_OF_PROTECTED, FileKind, ListColumn
from caseworker.domain.person import Sex
from caseworker.domain.status import PermitType
from caseworker.errors import CaseworkerError
from caseworker.services import lists, people
from caseworker.services.lists import ListWritten
from caseworker.store.engine import read_rows
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_access import JONAS, OMAR, SARA, employed, entered
from tests.services.test_protection import ALI, Desk, desk

__all__ = ["desk"]

EVERYTHING = tuple(ListColumn)
PURPOSE = "Kallelse till möte i januari"
DAWIT = Intake(
    given="Dawit",
    sex=Sex.MAN,
    status=EnteredStatus("NY-FLY", date(2026, 2, 1), permit=PermitType.TEMPORARY, permit_until=date(2029, 2, 1)),
    settlement="anvisad",
    address=EnteredAddress("Provvägen 1", "123 45", "Lövåsa"),
)


def write(
    register: Register,
    folder: Path,
    *,
    columns: Sequence[ListColumn] = EVERYTHING,
    kind: FileKind = FileKind.JSON,
    purpose: str = PURPOSE,
    people: Sequence[PersonId] | None = None,
    by: User = MAJ,
) -> ListWritten:
    return lists.export_list(register, columns=columns, kind=kind, purpose=purpose, folder=folder, people=people, by=by)


def told(written: ListWritten) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(written.path.read_text(encoding="utf-8"))["people"]
    return found


def test_everybody_within_reach_stands_on_the_list_with_all_that_may_be_chosen(
    register: Register, tmp_path: Path
) -> None:
    for intake in (SAMIRA, DAWIT):
        people.register_person(register, intake=intake, by=MAJ)
    written = write(register, tmp_path / "ut")
    dawit, samira = told(written)
    assert (written.people, written.protected) == (2, 0)
    assert samira == {
        "case": "2025-0001", "name": "Samira Haddad", "original_name": "سميرة حداد", "born": "1988-03-14", "age": 38,
        "sex": "kvinna", "number": "19880314-2382", "status": "Asylsökande", "permit_until": None, "settlement": "",
        "phone": "070-174 06 11", "street": "", "postcode": "", "city": "", "caseworker": "Maj Ekholm",
        "unit": "Mottagningsenheten",
    }  # fmt: skip
    assert (dawit["permit_until"], dawit["settlement"], dawit["street"]) == ("2029-02-01", "Anvisad", "Provvägen 1")
    assert (dawit["age"], dawit["number"], dawit["sex"]) == (None, "", "man")


def test_the_log_says_who_took_what_out_and_why_before_it_is_there(register: Register, tmp_path: Path) -> None:
    person = people.register_person(register, intake=SAMIRA, by=MAJ).created
    write(register, tmp_path, columns=[ListColumn.NUMBER, ListColumn.CASE])
    with register.raw_connection() as connection:
        query = "SELECT actor, body FROM audit JOIN audit_payloads USING (seq) WHERE action = 'people.listed'"
        ((actor, body),) = read_rows(connection, query)
    assert actor == MAJ.id
    assert json.loads(body) == {"columns": ["case", "number"], "kind": "json", "people": [person], "purpose": PURPOSE}


def test_an_unaccompanied_child_is_told_with_the_status(register: Register, tmp_path: Path) -> None:
    status = EnteredStatus("ASYL-EK", date(2026, 2, 1), unaccompanied=True)
    people.register_person(register, intake=Intake(given="Omid", status=status), by=MAJ)
    (omid,) = told(write(register, tmp_path, columns=[ListColumn.STATUS]))
    assert str(omid["status"]).endswith(", ensamkommande")


def test_only_those_asked_for_and_within_reach(register: Register, tmp_path: Path) -> None:
    employed(register)
    samira, omar = entered(register, SAMIRA, MAJ), entered(register, OMAR, SARA)
    written = write(register, tmp_path, people=[samira, omar, PersonId("nobody")], by=JONAS)
    assert [one["name"] for one in told(written)] == ["Samira Haddad"]
    assert refused(partial(write, register, tmp_path, people=[omar], by=JONAS)) == "list.nobody"


def test_a_protected_person_stands_there_by_case_number_also_for_her_readers(desk: Desk, tmp_path: Path) -> None:
    desk.protect()
    desk.sit(ALI)
    (row,) = told(write(desk.register, tmp_path))
    assert row["name"] == "skyddade uppgifter"
    known = {column.value for column in OPEN_OF_PROTECTED} | {"name"}
    assert not [value for key, value in row.items() if value and key not in known]
    assert row["case"]


def test_a_file_that_is_there_is_never_written_over(register: Register, tmp_path: Path) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    names = [write(register, tmp_path, kind=FileKind.CSV).path.name for _ in range(2)]
    assert names == ["lista-2026-11-21.csv", "lista-2026-11-21-2.csv"]
    with (tmp_path / names[0]).open(encoding="utf-8-sig", newline="") as opened:
        head, _row = csv.reader(opened, delimiter=";")
    assert head == list(lists.TITLES.values())


def refused(act: partial[ListWritten]) -> str:
    with pytest.raises(CaseworkerError) as fault:
        act()
    return fault.value.code


def test_what_cannot_be_a_list_is_refused_and_writes_nothing(register: Register, tmp_path: Path) -> None:
    assert refused(partial(write, register, tmp_path, people=[])) == "list.nobody"
    people.register_person(register, intake=SAMIRA, by=MAJ)
    assert refused(partial(write, register, tmp_path, columns=[])) == "list.no_columns"
    assert refused(partial(write, register, tmp_path, purpose="  x ")) == "purpose.short"
    assert refused(partial(write, register, tmp_path, purpose="x" * 301)) == "purpose.long"
    assert list(tmp_path.glob("lista-*")) == []
    taken = tmp_path / "en fil"
    taken.write_text("")
    assert refused(partial(write, register, taken / "under")) == "list.not_written"


def test_no_column_carries_what_a_compilation_must_not_hold() -> None:
    """SoLPuL 7 a §: there is nothing to choose health, religion, origin, languages or free text with."""
    assert {column.value for column in ListColumn} == {
        "case", "name", "original_name", "born", "age", "sex", "number", "status", "permit_until", "settlement",
        "phone", "street", "postcode", "city", "caseworker", "unit",
    }  # fmt: skip
    assert set(lists.TITLES) == set(ListColumn)
