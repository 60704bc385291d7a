"""Lists of people for tests of imports: workbooks with headers of one's own, and what is asked of the services."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from caseworker.services import importing
from caseworker.store.register import Register
from tests.services.conftest import MAJ

HEADERS = ("Namn", "Pnr/Samnr", "Född", "K/M", "Tel", "Dossier", "Adress", "Postnummer", "Ort")
Cell = str | int | float | date


def write(path: Path, *rows: Sequence[Cell], headers: Sequence[str] = HEADERS) -> Path:
    """Write a workbook with ``headers`` over ``rows``; a text that begins with ``=`` is a formula."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("Lista")
        for number, row in enumerate((headers, *rows)):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, value)
                else:
                    sheet.write(number, place, value)
    return path


def tried(register: Register, path: Path) -> importing.Trial:
    """Open and try a list."""
    opened = importing.open_list(register, workbook=path, by=MAJ)
    return importing.try_list(register, opened=opened, by=MAJ)


def read(register: Register, path: Path, decisions: dict[int, str] | None = None) -> importing.ImportReport:
    """Open, try and read in a list."""
    return importing.read_list(register, trial=tried(register, path), decisions=decisions or {}, by=MAJ)
