"""Workbooks from outside: what is read, and forty ways to be refused without harm."""

import random
import subprocess
import sys
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from caseworker.errors import CaseworkerError
from caseworker.exchange import workbook
from caseworker.exchange.workbook import WorkbookRow, read_workbook
from caseworker.exchange.workbook_child import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from tests.exchange import books
from tests.exchange.books import book, cell, packed, parts, sheet
from tests.exchange.hostile_books import HOSTILE, many_strings


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_file_is_refused(tmp_path: Path, name: str) -> None:
    content, code = HOSTILE[name]
    path = tmp_path / "people.xlsx"
    path.write_bytes(content)
    with pytest.raises(CaseworkerError) as caught:
        read_workbook(path)
    assert caught.value.code == code
    assert [one.name for one in tmp_path.iterdir()] == ["people.xlsx"]


def test_a_plain_workbook_is_read_with_the_row_numbers_of_excel(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(book())
    assert read_workbook(path) == (
        WorkbookRow(1, ("Förnamn", "", "")),
        WorkbookRow(3, ("Samira", "", "سميرة")),
    )


@pytest.mark.parametrize("suffix", [".xlsm", ".XLSM", ".xltm", ".xlam"])
def test_a_macro_file_is_refused_by_its_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"people{suffix}"
    path.write_bytes(book())
    with pytest.raises(CaseworkerError, match="import.macro"):
        read_workbook(path)


@pytest.mark.parametrize("name", ["missing.xlsx", "."])
def test_a_file_that_cannot_be_opened_is_told_as_such(tmp_path: Path, name: str) -> None:
    with pytest.raises(CaseworkerError, match="import.unreadable"):
        read_workbook(tmp_path / name)


def test_a_reader_that_hangs_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(book())
    with pytest.raises(CaseworkerError, match="import.hung"):
        read_workbook(path, longest=0.001)


def test_a_missing_reader_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(book())
    monkeypatch.setattr(workbook, "child_command", lambda: [str(tmp_path / "gone")])
    with pytest.raises(CaseworkerError, match="import.reader_missing"):
        read_workbook(path)


def test_the_built_program_starts_itself_as_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert workbook.child_command() == [sys.executable, "--read-workbook"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"", "import.too_large"),
        (b'{"row": 1, "cells": []}\n[]\n', "import.too_large"),
        (b'{"fault": "import.password"}\n', "import.password"),
        (b'{"fault": "import.damaged"}\n', "import.damaged"),
        (b'{"fault": "rm -rf"}\n', "import.damaged"),
        (b"not json\n", "import.damaged"),
        (b'{"row": 1, "cells": ["a"]}\n{"rows": 2}\n', "import.damaged"),
        (b'{"row": "1", "cells": ["a"]}\n{"rows": 1}\n', "import.damaged"),
        (b'{"row": 1, "cells": [1]}\n{"rows": 1}\n', "import.damaged"),
        (b'{"row": 1, "cells": [{"day": "2026-99-99"}]}\n{"rows": 1}\n', "import.damaged"),
    ],
)
def test_what_the_reader_answers_is_not_trusted_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: bytes, code: str
) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(book())
    talk = f"import sys; sys.stdout.buffer.write({answer!r})"
    monkeypatch.setattr(workbook, "child_command", lambda: [sys.executable, "-c", talk])
    with pytest.raises(CaseworkerError) as caught:
        read_workbook(path)
    assert caught.value.code == code


def test_every_kind_of_cell_becomes_clean_text_or_a_day(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}) as written:
        page = written.add_worksheet()
        values = [198803202384, 1.5, True, False, "=cmd|' /C calc'!A0", " می\u200cخواهم\x0b ", datetime(1988, 3, 20)]
        for column, value in enumerate(values):
            page.write(0, column, value)
        page.write_datetime(0, 7, datetime(1988, 3, 20, 13, 2), written.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        page.write_datetime(0, 8, time(13, 2), written.add_format({"num_format": "hh:mm"}))
        page.write_formula(0, 9, "=1/0", value="#DIV/0!")
    (row,) = read_workbook(path)
    assert row.cells[:7] == (
        "198803202384", "1.5", "ja", "nej", "=cmd|' /C calc'!A0", "می\u200cخواهم", date(1988, 3, 20),
    )  # fmt: skip
    assert row.cells[7:9] == ("1988-03-20 13:02", "13:02:00")


def test_a_cell_longer_than_excel_allows_is_cut_where_excel_would(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(
        book(sheet((1, cell("A1", "å" * (LONGEST_CELL + 9))), (MOST_ROWS + 1, cell(f"CV{MOST_ROWS + 1}", "x"))))
    )
    first, last = read_workbook(path)
    assert first.cells[0] == "å" * LONGEST_CELL
    assert (last.number, len(last.cells)) == (MOST_ROWS + 1, MOST_COLUMNS)


def test_a_million_shared_strings_do_not_take_the_program_down(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(many_strings(1_000_000))
    with pytest.raises(CaseworkerError, match="import.too_large"):
        read_workbook(path)


def test_whatever_byte_is_wrong_the_file_is_read_or_refused(tmp_path: Path) -> None:
    rng = random.Random(7)
    path = tmp_path / "people.xlsx"
    for turn in range(60):
        inside = turn % 3 == 0  # a third of the faults lie behind a sound zip: the child has to meet them
        spoilt = bytearray(books.PLAIN.encode() if inside else book())
        for _ in range(rng.randint(1, 4)):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
        path.write_bytes(packed(parts() | {books.SHEET: bytes(spoilt)}) if inside else bytes(spoilt))
        rows: tuple[WorkbookRow, ...] = ()
        with suppress(CaseworkerError):
            rows = read_workbook(path)
        assert len(rows) <= 2


LIMITED = """
from caseworker.platform.limits import limit_this_process
limit_this_process(memory=200 * 1024 * 1024, seconds=1)
"""


@pytest.mark.parametrize(
    "act",
    [
        "bytearray(400 * 1024 * 1024)",
        "open('made-by-the-reader', 'wb', buffering=0).write(b'x')",
        "while True: pass",
    ],
)
def test_the_reader_cannot_take_memory_write_a_file_or_go_on_for_ever(tmp_path: Path, act: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LIMITED + act + "\nprint('did it')"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(Path(workbook.__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert ended.returncode != 0
    assert "did it" not in ended.stdout
    assert [one.stat().st_size for one in tmp_path.iterdir()] in ([], [0])
