"""People from a workbook: tried first, every bad row told, clean rows in one transaction."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from caseworker.errors import CaseworkerError
from caseworker.services import importing, people
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.services.conftest import MAJ, SAMIRA

HEADERS = ("Förnamn", "Efternamn", "Född", "Personnummer", "Läser", "Hit kom personen via", "Skonummer")
SAMIRAS_ROW = ("Samira", "Haddad", "1988-03-14", "19880314-2382", "arabiska", "", "38")
GOOD = (SAMIRAS_ROW, ("Sara", "Berhane", "1990-01-02", "", "tigrinja", "", "40"))


def workbook(folder: Path, *rows: tuple[str, ...]) -> Path:
    path = folder / "people.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Personer")
        for number, row in enumerate((HEADERS, *rows)):
            sheet.write_row(number, 0, row)
    return path


def test_a_trial_changes_nothing_and_says_what_reading_would_do(register: Register, tmp_path: Path) -> None:
    path = workbook(tmp_path, *GOOD)
    tried = importing.try_workbook(register, workbook=path, by=MAJ)
    assert (tried.dry_run, tried.clean, tried.bad, tried.created) == (True, 2, (), ())
    assert people.count_people(register, by=MAJ) == 0
    read = importing.read_workbook(register, workbook=path, by=MAJ)
    assert (read.dry_run, read.clean, read.bad, len(read.created)) == (False, 2, (), 2)
    assert read.skipped_columns == ("Skonummer",)
    assert people.count_people(register, by=MAJ) == 2
    assert verify(register).ok


def test_words_become_codes(register: Register, tmp_path: Path) -> None:
    read = importing.read_workbook(register, workbook=workbook(tmp_path, SAMIRAS_ROW), by=MAJ)
    file = people.open_file(register, person=read.created[0], by=MAJ)  # type: ignore[arg-type]  # an id as text
    assert (file.reads, file.born) == ("ar", date(1988, 3, 14))


def test_bad_rows_are_told_and_clean_ones_are_read(register: Register, tmp_path: Path) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    rows = (
        SAMIRAS_ROW,  # she has this number already
        ("Sara", "Berhane", "1990-01-02", "", "klingonska", "", ""),
        ("Sara", "Berhane", "1990-01-02", "", "", "med rymdskepp", ""),
        ("Ali", "Berhane", "1990-01-02", "19880314-2383", "", "", ""),
        ("Musa", "Berhane", "1990-01-02", "", "", "", ""),
    )
    report = importing.read_workbook(register, workbook=workbook(tmp_path, *rows), by=MAJ)
    assert [(bad.row, bad.code) for bad in report.bad] == [
        (3, "code.unknown_language"),
        (4, "code.unknown_arrival"),
        (5, "identity.check_digit"),
    ]
    assert (report.clean, report.known, people.count_people(register, by=MAJ)) == (1, 1, 2)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("people.xlsx", b"hej", "import.not_xlsx"),
        ("people.xlsm", b"PK", "import.macro"),
        ("people.xlsx", b"PK\x03\x04" + bytes(200), None),
    ],
)
def test_a_broken_workbook_changes_nothing(
    register: Register, tmp_path: Path, name: str, content: bytes, code: str | None
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CaseworkerError) as refused:
        importing.read_workbook(register, workbook=tmp_path / name, by=MAJ)
    assert refused.value.code.startswith("import.")
    assert code is None or refused.value.code == code
    assert people.count_people(register, by=MAJ) == 0
