"""Thousands of rows of every kind: each is registered or told with row, column and reason, and none of it twice."""

import csv
import io
import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter

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

IN_ONE_BOOK = 500
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
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
    assert report.clean + report.updated + report.doubts + report.known == len(made) - len(faults)
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
    for _ in range(cases(2000, 10_000, 100_000) // IN_ONE_BOOK):
        shutil.copy(empty, path)
        register = Register.open(path, key=KEY, clock=lambda: NOW)
        people.register_person(register, intake=SAMIRA, by=MAJ)
        made = rows(IN_ONE_BOOK, chance)
        content, first = workbook(made, chance)
        file.write_bytes(content)
        opened = importing.open_list(register, workbook=file, by=MAJ)
        doubted = {doubt.row for doubt in importing.try_list(register, opened=opened, by=MAJ).doubts}
        report = importing.read_workbook(register, workbook=file, by=MAJ)
        expect(made, first, report)
        assert len(set(report.created)) == report.clean
        assert people.count_people(register, by=MAJ) == 1 + report.clean
        whole = [(number, row) for number, row in enumerate(made, first) if not row.wild and not row.column]
        # some are like the one who is registered already: those wait for somebody to decide
        assert [number for number, row in whole if not held(register, row) and number not in doubted] == []
        assert len([number for number, _row in whole if number in doubted]) < len(whole) // 10
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
    path = tmp_path / "people.xlsx"
    register = Register.open(found(tmp_path / "register.db", demo=True), key=KEY, clock=lambda: NOW)
    for code, lists in HEADERS.items():
        for titles in lists[: cases(1, 4, 4)]:
            below = [(2, cell("A2", "Samira"))] if code != "import.no_rows" else []
            line = "".join(cell(f"{letter}1", title) for letter, title in zip("ABC", titles, strict=False))
            path.write_bytes(book(sheet((1, line), *below)))
            assert refused(register, path) == code
            tally.count()
    for number in range(cases(2, 20, 500)):
        text = "\r\n".join(";".join(line) for line in (COLUMNS, ("Samira",)))
        named = tmp_path / f"list{number % 2}.{('xlsx', 'xls')[number % 2]}"
        named.write_bytes(text.encode(ENCODINGS[number % len(ENCODINGS)], "replace"))
        assert refused(register, named) == "import.not_xlsx"
        tally.count()
    assert people.count_people(register, by=MAJ) == 0
    assert verify(register).ok
    register.close()


@pytest.mark.campaign(id="F1", what="lists in text, in many encodings and with many dividers")
def test_every_row_of_a_text_table_is_registered_or_told(tmp_path: Path, tally: Tally) -> None:
    empty, path, chance = found(tmp_path / "empty.db", demo=True), tmp_path / "register.db", random.Random(5)
    for number in range(cases(5, 50, 1000)):
        shutil.copy(empty, path)
        register = Register.open(path, key=KEY, clock=lambda: NOW)
        made = rows(chance.randrange(1, 30), chance)
        named = tmp_path / f"list.{chance.choice(('csv', 'txt', 'tsv'))}"
        encoding, divider = ENCODINGS[number % len(ENCODINGS)], chance.choice(";,\t")
        out = io.StringIO()
        written = csv.writer(out, delimiter=divider)
        written.writerow(COLUMNS)
        for row in made:
            written.writerow([str(row.cells.get(title, "")) for title in COLUMNS])
        named.write_bytes(out.getvalue().encode(encoding, "replace"))
        report = importing.read_workbook(register, workbook=named, by=MAJ)
        assert all(told(bad) for bad in report.bad)
        faulty = {bad.row for bad in report.bad}
        assert report.clean + report.doubts + report.known + report.updated == len(made) - len(faulty)
        assert people.count_people(register, by=MAJ) == report.clean
        assert importing.read_workbook(register, workbook=named, by=MAJ).clean == 0
        assert verify(register).ok
        register.close()
        for part in tmp_path.glob("register.db*"):
            part.unlink()
        tally.count(len(made))


@pytest.mark.campaign(id="F1", what="one list of five thousand rows, every tenth of them wrong (cases: rows)")
def test_a_long_list_with_every_tenth_row_wrong_ends_in_the_right_numbers_twice(tmp_path: Path, tally: Tally) -> None:
    register = Register.open(found(tmp_path / "register.db", demo=True), key=KEY, clock=lambda: NOW)
    count = cases(1000, 5000, 5000)
    titles = ("Namn", "Dossier", "Född", "K/M")
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet_ = made.add_worksheet()
        sheet_.write_row(0, 0, titles)
        for row in range(1, count + 1):
            born = date(1950, 1, 1) + timedelta(days=row * 3 % 20_000)
            wrong = row % 10 == 0
            name = f"{''.join(ALPHABET[row // 26**at % 26] for at in range(5))}, {ALPHABET[row % 7]}ina"
            sheet_.write_row(
                row, 0, (name, f"99-{row:06d}", "1990-11-31" if wrong else born.isoformat(), "KM"[row % 2])
            )
    report = importing.read_workbook(register, workbook=path, by=MAJ)
    assert (len(report.bad), report.clean + report.doubts) == (count // 10, count - count // 10)
    assert people.count_people(register, by=MAJ) == report.clean
    again = importing.read_workbook(register, workbook=path, by=MAJ)
    assert (again.clean, again.known, len(again.bad)) == (0, report.clean, count // 10)
    assert importing.undo_batch(register, batch=report.batch, by=MAJ).taken_away == report.clean
    assert people.count_people(register, by=MAJ) == 0
    assert verify(register).ok
    register.close()
    tally.count(count)
