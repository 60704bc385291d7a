"""Lists as files: nothing in them is a formula, also when another program reads them; CSV as offices open it."""

import csv
import io
import json
import zipfile
from datetime import date
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from caseworker.domain.listing import FileKind, ListHead
from caseworker.exchange.list_file import list_file, safe_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = ListHead("Mottagningsenheten", date(2026, 11, 21), "Maj Ekholm", "Kallelse till möte")
TITLES, KEYS = ["Namn", "Född", "Ålder"], ["name", "born", "age"]
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+46 70",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "https://example.se",
    "=HYPERLINK(1)",
)


def test_a_workbook_holds_texts_where_formulas_and_links_were_written() -> None:
    rows: list[Sequence[str | date | int]] = [[text, date(1988, 3, 14), 38] for text in HOSTILE]
    book = list_file(FileKind.XLSX, HEAD, TITLES, KEYS, rows)
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/"))
        assert b"<f>" not in sheets
        assert b"hyperlink" not in sheets
    read = CalamineWorkbook.from_filelike(io.BytesIO(book))
    first, about = (read.get_sheet_by_name(name).to_python() for name in ("Lista", "Om listan"))
    assert first[0] == TITLES
    assert [str(row[0]).strip() for row in first[1:]] == [text.strip() for text in HOSTILE]
    assert first[1][1:] == [date(1988, 3, 14), 38.0]
    assert ["Ändamål", "Kallelse till möte"] in about


def test_csv_disarms_what_a_spreadsheet_would_run() -> None:
    content = list_file(FileKind.CSV, HEAD, TITLES, KEYS, [[text, None, 1] for text in HOSTILE])
    assert content.startswith("\ufeff".encode())
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == TITLES
    cells = [row[0] for row in rows[1:]]
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert [cell.removeprefix("'") for cell in cells] == list(HOSTILE)


@pytest.mark.parametrize("harmless", ["Åsa", "19880314-2382", "2026-0147", "سميرة", ""])
def test_an_ordinary_cell_is_left_as_it_is(harmless: str) -> None:
    assert safe_cell(harmless) == harmless


def test_json_says_what_it_is_and_keeps_every_script() -> None:
    told = json.loads(list_file(FileKind.JSON, HEAD, TITLES, KEYS, [["سميرة حداد", date(1988, 3, 14), None]]))
    assert told["schema"] == "caseworker.list/1"
    assert told["purpose"] == "Kallelse till möte"
    assert told["people"] == [{"name": "سميرة حداد", "born": "1988-03-14", "age": None}]
