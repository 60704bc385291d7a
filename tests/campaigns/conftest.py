"""What several campaigns work with: a workbook of three people and a centre on this computer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from tests.services.centres import running_centre


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook of three people."""
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((("Förnamn", "Efternamn"), *(("Inläst", f"Rad {row}") for row in range(3)))):
            sheet.write_row(number, 0, row)
    return path


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[str]:
    """The address of a real demo centre."""
    with running_centre(tmp_path / "centre.db") as (address, _app):
        yield address
