"""A list of a hundred thousand people: opened, tried and read in, each in seconds of wall clock."""

import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from caseworker.services import importing
from caseworker.store.register import Register
from tests.benchmarks.ledger import Row
from tests.services.conftest import KEY, MAJ, NOW, found

ROWS, SECONDS = 100_000, 60.0
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_TITLES = ("Namn", "Dossier", "Född", "K/M", "Tel", "Adress", "Postnr", "Ort", "Status", "Från")


def write_list(path: Path, count: int) -> None:
    """Write ``count`` made-up people, every tenth with a birth date that does not exist."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, _TITLES)
        for row in range(1, count + 1):
            born = date(1950, 1, 1) + timedelta(days=row * 3 % 20_000)
            name = f"{''.join(_ALPHABET[row // 26**at % 26] for at in range(5))}, {_ALPHABET[row % 7]}ina"
            told = "1990-11-31" if row % 10 == 0 else born.isoformat()
            number, phone = f"99-{row:06d}"[:9], f"070-174 06 {row % 100:02}"
            lives = ("Storgatan 1", "123 45", "Ort", "ASYL", "2025-06-01")
            sheet.write_row(row, 0, (name, number, told, "KM"[row % 2], phone, *lives))


def import_rows(count: int = ROWS) -> list[Row]:
    """Try and read in a list that fills an empty register; what reading it in takes is what was promised."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "list.xlsx"
        write_list(path, count)
        register = Register.open(found(Path(place) / "register.db", demo=True), key=KEY, clock=lambda: NOW)
        begun = time.monotonic()
        opened = importing.open_list(register, workbook=path, by=MAJ)
        trial = importing.try_list(register, opened=opened, by=MAJ)
        tried = time.monotonic() - begun
        begun = time.monotonic()
        report = importing.read_list(register, trial=trial, decisions={}, by=MAJ)
        read = time.monotonic() - begun
        register.close()
    if report.clean + report.doubts != count - count // 10:
        raise AssertionError("the list ended in other numbers")
    return [
        Row(f"trying a list of {count} people", f"{tried:.0f} s"),
        Row(f"reading it in as one batch, {report.clean} people", f"{read:.0f} s", bar=f"≤ {SECONDS:g} s",
            reached=read <= SECONDS),
    ]  # fmt: skip
