"""Workbooks from outside: what is read, and forty ways to be refused without harm."""

import random
import struct
import subprocess
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from caseworker.errors import CaseworkerError
from caseworker.exchange import workbook
from caseworker.exchange.workbook import WorkbookRow, read_workbook
from caseworker.exchange.workbook_child import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS
from caseworker.exchange.zip_check import LARGEST_FILE, MOST_PARTS
from tests.exchange import books
from tests.exchange.books import XML, book, cell, central_entries, packed, parts, patched, sheet, with_part

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
LAUGHS = (
    f'{XML}<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "&{a};&{a};">' for a, b in zip("abcd", "bcde", strict=True))
    + "]>"
)
XXE = f'{XML}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + books.PLAIN.removeprefix(XML)
BIG = b"0" * (5 * 1024 * 1024)


def encrypted_entry(content: bytes) -> bytes:
    return patched(content, central_entries(content)[0] + 8, "<H", 1)


def lying_about_size(content: bytes) -> bytes:
    """The directory says that the sheet is a hundred bytes long."""
    entry = next(place for place in central_entries(content) if books.SHEET.encode() in content[place : place + 90])
    return patched(content, entry + 24, "<I", 100)


def sharing_bytes(content: bytes) -> bytes:
    """Two entries of the directory point at the same data."""
    first, second = central_entries(content)[:2]
    (offset,) = struct.unpack_from("<I", content, first + 42)
    return patched(content, second + 42, "<I", offset)


def twice(name: str, again: str) -> bytes:
    return packed(parts() | {again: books.PLAIN}).replace(again.encode(), name.encode())


def many_strings(count: int) -> bytes:
    strings = f'{XML}<sst xmlns="{books.MAIN}">' + "<si><t>a</t></si>" * count + "</sst>"
    return packed(parts() | {"xl/sharedStrings.xml": strings})


HOSTILE: dict[str, tuple[bytes, str]] = {
    "an empty file": (b"", "import.not_xlsx"),
    "a text": (b"Namn;Efternamn\r\n", "import.not_xlsx"),
    "an old xls": (OLE, "import.not_xlsx"),
    "an encrypted workbook": (OLE + "EncryptedPackage".encode("utf-16-le"), "import.password"),
    "a zip with a password": (encrypted_entry(book()), "import.password"),
    "another zip": (packed({"a.txt": "x"}), "import.not_xlsx"),
    "a Word document": (packed({"[Content_Types].xml": books.TYPES, "word/document.xml": "x"}), "import.not_xlsx"),
    "macros": (with_part("xl/vbaProject.bin"), "import.macro"),
    "macros in capitals": (with_part("xl/VBAPROJECT.BIN"), "import.macro"),
    "macros declared": (
        packed(parts() | {"[Content_Types].xml": books.TYPES.replace("sheet.main", "sheet.macroEnabled.main")}),
        "import.macro",
    ),
    "half a file": (book()[:400], "import.damaged"),
    "a file without its last byte": (book()[:-1], "import.damaged"),
    "only the beginning": (b"PK\x03\x04", "import.damaged"),
    "a part twice": (twice(books.SHEET, "xl/worksheets/sheet2.xml"), "import.damaged"),
    "a part twice in capitals": (with_part("XL/Workbook.xml"), "import.damaged"),
    "a way out": (with_part("../../evil.xml"), "import.damaged"),
    "a way out further in": (with_part("xl/../../evil.xml"), "import.damaged"),
    "a path from the root": (with_part("/etc/cron.d/evil"), "import.damaged"),
    "a Windows path": (with_part("C:evil.xml"), "import.damaged"),
    "a backslash": (with_part("xl\\..\\evil.xml"), "import.damaged"),
    "a line break in a name": (with_part("xl/a\nb.xml"), "import.damaged"),
    "another packing": (packed(parts(), method=zipfile.ZIP_LZMA), "import.damaged"),
    "parts that share their bytes": (sharing_bytes(book()), "import.damaged"),
    "a lie about a size": (lying_about_size(book()), "import.damaged"),
    "a wrong checksum": (patched(book(), central_entries(book())[0] + 16, "<I", 7), "import.damaged"),
    "a bomb": (with_part("xl/media/a.xml", BIG), "import.too_large"),
    "many bombs": (packed(parts() | {f"xl/m{n}.xml": BIG[:4_000_000] for n in range(40)}), "import.too_large"),
    "a very long part": (
        patched(book(), central_entries(book())[0] + 24, "<I", 120 * 1024 * 1024),
        "import.too_large",
    ),
    "countless parts": (packed(parts() | {f"xl/m{n}.xml": "" for n in range(MOST_PARTS)}), "import.too_large"),
    "a file that is too large": (b"PK\x03\x04" + bytes(LARGEST_FILE), "import.too_large"),
    "a file named as text": (book(XXE), "import.damaged"),
    "billion laughs": (book(LAUGHS + books.PLAIN.removeprefix(XML)), "import.damaged"),
    "laughs in UTF-16": (
        packed(parts() | {books.SHEET: XXE.replace("UTF-8", "UTF-16").encode("utf-16")}),
        "import.damaged",
    ),
    "a document type in the list of parts": (with_part("xl/styles.xml", LAUGHS), "import.damaged"),
    "a cell at the end of the world": (
        book(sheet((1, cell("A1", "x")), (1048576, cell("XFD1048576", "x")))),
        "import.too_large",
    ),
    "one row too many": (book(sheet((1, cell("A1", "x")), (MOST_ROWS + 2, cell("A20002", "x")))), "import.too_large"),
    "too many columns": (book(sheet((1, cell("A1", "x") + cell("CW1", "x")))), "import.too_large"),
    "a torn sheet": (book(books.PLAIN[:-30]), "import.damaged"),
    "a sheet of noise": (book("\x01\x02<<<>>>&&&"), "import.damaged"),
    "no sheet at all": (packed({k: v for k, v in parts().items() if k != books.SHEET}), "import.damaged"),
    "an empty sheet": (book(sheet()), "import.no_rows"),
    "a sheet of blanks": (book(sheet((1, cell("A1", " \x0b".replace("\x0b", "\u00a0"))))), "import.no_rows"),
}  # fmt: skip


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
    path.write_bytes(book(sheet((1, cell("A1", "å" * (LONGEST_CELL + 9))), (MOST_ROWS + 1, cell("CV20001", "x")))))
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
