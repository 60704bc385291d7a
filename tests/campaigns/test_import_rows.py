"""Thousands of rows of every kind: each is registered or told with row, column and reason, and none of it twice."""

import random
import shutil
from pathlib import Path

import pytest

from caseworker.errors import CaseworkerError, Refused
from caseworker.exchange.people_sheet import BadRow
from caseworker.i18n import ui_translator
from caseworker.messages import SENTENCES, describe
from caseworker.services import importing, people
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.import_rows import COLUMNS, UNREAD, Row, rows, workbook
from tests.campaigns.tally import Tally, cases
from tests.exchange.books import book, cell, sheet
from tests.services.conftest import KEY, MAJ, NOW, SAMIRA, found

IN_ONE_BOOK = 200
SWEDISH = ui_translator("sv").gettext
HEADERS = {
    "import.no_headers": (("Kön", "Född"), ("Samira", "Haddad"), ("\u202eFörnamn1",), ("Religion", "Hälsa")),
    "import.two_columns": (("Förnamn", "Tilltalsnamn"), ("Personnummer", "PNR", "Förnamn")),
    "import.no_rows": (("Förnamn",), ("Personnummer", "Född")),
}
ENCODINGS = ("cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-16-le")


def refused(register: Register, path: Path) -> str:
    """Return the code with which a whole file is refused."""
    with pytest.raises(CaseworkerError) as fault:
        importing.read_workbook(register, workbook=path, by=MAJ)
    return fault.value.code


def held(register: Register, row: Row) -> bool:
    """Tell whether somebody holds the number of ``row``."""
    with register.read() as reader:
        return reader.identifier_owner(*row.number) is not None


def told(bad: BadRow) -> bool:
    """Tell whether a fault is said in words, with row and column, and what is written there not at length."""
    said = describe(Refused(bad.code, **dict(bad.params)), SWEDISH)
    return bad.code in SENTENCES and bool(said.happened and said.do) and bool(bad.column) and len(bad.written) <= 80


def expect(made: list[Row], first: int, report: importing.ImportReport) -> None:
    """Hold a report against what its rows were made for."""
    faults: dict[int, list[BadRow]] = {}
    for bad in report.bad:
        assert told(bad), bad.code
        faults.setdefault(bad.row, []).append(bad)
    assert faults.keys() <= set(range(first, first + len(made)))
    assert report.clean == len(made) - len(faults)
    for number, row in enumerate(made, first):
        found = [(bad.column, bad.code) for bad in faults.get(number, [])]
        if row.column:
            assert any(column == row.column and code in row.codes for column, code in found), (row.column, found)
        elif not row.wild:
            assert found == []
    assert sorted(report.skipped_columns) == sorted(UNREAD)


@pytest.mark.campaign(id="F1", what="rows of workbooks, whole, faulty and wild (cases: rows)")
def test_every_row_is_registered_or_told_and_none_twice(tmp_path: Path, tally: Tally) -> None:
    empty, path, file = found(tmp_path / "empty.db", demo=True), tmp_path / "register.db", tmp_path / "people.xlsx"
    chance = random.Random(1)
    for _ in range(cases(200, 10_000, 100_000) // IN_ONE_BOOK):
        shutil.copy(empty, path)
        register = Register.open(path, key=KEY, clock=lambda: NOW)
        people.register_person(register, intake=SAMIRA, by=MAJ)
        made = rows(IN_ONE_BOOK, chance)
        content, first = workbook(made, chance)
        file.write_bytes(content)
        report = importing.read_workbook(register, workbook=file, by=MAJ)
        expect(made, first, report)
        assert len(set(report.created)) == report.clean
        assert people.count_people(register, by=MAJ) == 1 + report.clean
        assert all(held(register, row) for row in made if not row.wild and not row.column)
        again = importing.read_workbook(register, workbook=file, by=MAJ)
        assert again.clean == 0
        assert people.count_people(register, by=MAJ) == 1 + report.clean
        assert verify(register).ok
        register.close()
        for part in tmp_path.glob("register.db*"):
            part.unlink()
        tally.count(IN_ONE_BOOK)


@pytest.mark.campaign(id="F1", what="lists with other headers, and text files")
def test_a_list_without_its_headers_or_in_text_is_refused_whole(tmp_path: Path, tally: Tally) -> None:
    path, chance = tmp_path / "people.xlsx", random.Random(4)
    register = Register.open(found(tmp_path / "register.db", demo=True), key=KEY, clock=lambda: NOW)
    for code, lists in HEADERS.items():
        for titles in lists[: cases(1, 4, 4)]:
            below = [(2, cell("A2", "Samira"))] if code != "import.no_rows" else []
            line = "".join(cell(f"{letter}1", title) for letter, title in zip("ABC", titles, strict=False))
            path.write_bytes(book(sheet((1, line), *below)))
            assert refused(register, path) == code
            tally.count()
    for number in range(cases(5, 100, 2500)):
        made = rows(chance.randrange(5), chance)
        lines = [COLUMNS, *(tuple(str(row.cells.get(title, "")) for title in COLUMNS) for row in made)]
        text = "\r\n".join(chance.choice(";,\t").join(line) for line in lines)
        named = tmp_path / f"list.{chance.choice(('csv', 'txt', 'xlsx', 'xls'))}"
        named.write_bytes(text.encode(ENCODINGS[number % len(ENCODINGS)], "replace"))
        assert refused(register, named) == "import.not_xlsx"
        tally.count()
    assert people.count_people(register, by=MAJ) == 0
    assert verify(register).ok
    register.close()
