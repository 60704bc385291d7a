"""The child that parses a list: reads its bytes from standard input, writes one JSON line a row, ends.

Runs with little memory and time and may not write a file. Whatever goes wrong here is at worst a dead child; it must
not import the register, keys or settings. Standard input begins with one JSON line, ``{"kind": "xlsx" | "text",
"sheet": name}``. The first line of the answer is ``{"sheets": …, "sheet": name}``, the last ``{"rows": n}`` or
``{"fault": code}``.
"""

import codecs
import csv
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import unescape

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from caseworker.exchange.text_table import NotText, rows_of
from caseworker.platform.limits import limit_this_process

MEMORY = 640 * 1024 * 1024
SECONDS = 20
MOST_ROWS = 100_100  # a hundred thousand people, and what stands above them
MOST_COLUMNS = 100
LONGEST_CELL = 32_767  # Excel's own limit: anything longer did not come from Excel
LONGEST_ANSWER = 192 * 1024 * 1024
MOST_SHEETS = 200
TOO_LARGE = "import.too_large"
_SHOWN = 80
_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)<)', re.ASCII
)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_TARGET = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_READ_AT_ONCE = 1 << 20

# looked up now: once it has limited itself the child opens no file, not even a codec
_CODECS = [codecs.lookup(name) for name in ("cp437", "cp1252", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")]

Cell = str | dict[str, str]


class _Stop(Exception):
    """Ends the reading with a fault code."""


def main() -> None:
    """Read standard input, answer on standard output."""
    asked = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    limit_this_process(memory=MEMORY, seconds=SECONDS)
    count = -1  # the line about the sheets is none of the rows
    try:
        for line in read_text(content) if asked["kind"] == "text" else read_rows(content, asked["sheet"]):
            out.write(line)
            count += 1
        last: dict[str, object] = {"rows": count} if count > 0 else {"fault": "import.no_rows"}
    except _Stop as stop:
        last = {"fault": str(stop)}
    except MemoryError:
        last = {"fault": TOO_LARGE}
    except PasswordError:
        last = {"fault": "import.password"}
    except NotText:
        last = {"fault": "import.not_xlsx"}
    except (CalamineError, ValueError, OSError, KeyError, zipfile.BadZipFile, csv.Error):
        last = {"fault": "import.damaged"}
    out.write(json.dumps(last).encode() + b"\n")
    out.flush()


def read_text(content: bytes) -> Iterator[bytes]:
    """Walk a text table and give each row that has anything in it as a JSON line."""
    yield _told({"sheets": [], "sheet": ""})

    def rows() -> Iterator[tuple[int, list[Cell]]]:
        for number, row in rows_of(content, longest=LONGEST_CELL):
            if len(row) > MOST_COLUMNS or number > MOST_ROWS:
                raise _Stop(TOO_LARGE)
            cells = [_clean(text) for text in row]
            yield number, [{"formula": text[:_SHOWN]} if text.startswith("=") else text for text in cells]

    yield from _lines(rows())


def read_rows(content: bytes, wanted: str) -> Iterator[bytes]:
    """Walk the sheet ``wanted``, or the first that is not hidden, and give each row with anything in it."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [one for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet][:MOST_SHEETS]
    shown = [one.name for one in sheets if one.visible == SheetVisibleEnum.Visible]
    if not sheets:
        raise _Stop("import.no_rows")
    name = wanted or next(iter(shown), sheets[0].name)
    if name not in [one.name for one in sheets]:
        raise _Stop("import.no_sheet")
    sheet = workbook.get_sheet_by_name(name)
    told = [{"name": one.name[:_SHOWN], "hidden": one.visible != SheetVisibleEnum.Visible} for one in sheets]
    yield _told({"sheets": told, "sheet": name})
    last_row, last_column = sheet.end or (0, 0)  # counted from 0; None for an empty sheet
    if last_row > MOST_ROWS or last_column >= MOST_COLUMNS:
        raise _Stop(TOO_LARGE)
    place = [one.name for one in workbook.sheets_metadata].index(name)
    yield from _lines(_rows(sheet, _formulas(content, place), _covered(sheet)))


Marked = dict[int, dict[int, dict[str, str]]]  # row from 1, column from 0


def _rows(sheet: CalamineSheet, formulas: Marked, covered: Marked) -> Iterator[tuple[int, list[Cell]]]:
    left = [""] * (sheet.start or (0, 0))[1]  # the walk leaves out the empty columns before the first
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells: list[Cell] = [*left, *map(cell, row)]
        for marks in (covered.get(number), formulas.get(number)):
            for place, mark in (marks or {}).items():
                if place < MOST_COLUMNS:
                    cells += [""] * (place + 1 - len(cells))
                    cells[place] = mark
        yield number, cells


def _lines(rows: Iterator[tuple[int, list[Cell]]]) -> Iterator[bytes]:
    left = LONGEST_ANSWER
    for number, cells in rows:
        if not any(cells):
            continue
        line = _told({"row": number, "cells": cells})
        left -= len(line)
        if left < 0:
            raise _Stop(TOO_LARGE)
        yield line


def _told(what: object) -> bytes:
    return json.dumps(what, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def cell(value: object) -> Cell:
    """Return a cell as text without control characters, or as a day."""
    if isinstance(value, str):
        return _clean(value[:LONGEST_CELL])
    if isinstance(value, datetime):
        return {"day": value.date().isoformat()} if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, time | timedelta | int | float) else ""


def _clean(text: str) -> str:
    if text.isprintable():
        return text.strip()
    return "".join(sign if sign.isprintable() or sign in _KEPT else " " for sign in text).strip()


_KEPT = "\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\u00ad"  # joiners and direction marks belong to names


# What calamine does not tell: which cells are formulas, and which lie under a merged one
def _covered(sheet: CalamineSheet) -> Marked:
    """Return the cells that a merged cell lies over, but for its own first one."""
    found: Marked = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        for row in range(top, min(bottom, MOST_ROWS) + 1):
            for column in range(left, min(right, MOST_COLUMNS) + 1):
                if (row, column) != (top, left):
                    found.setdefault(row + 1, {})[column] = {"merged": ""}
    return found


def _formulas(content: bytes, place: int) -> Marked:
    """Return the formulas of the sheet at ``place`` of the book, as they are written."""
    found: Marked = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = _part_of(archive, place)
        if part is None:
            return found
        with archive.open(part) as opened:
            left = b""
            while chunk := opened.read(_READ_AT_ONCE):
                text = left + chunk
                end = 0
                for match in _FORMULA.finditer(text):
                    end = match.end()
                    written = "=" + unescape((match[3] or b"").decode("utf-8", "replace"), {"&quot;": '"'})
                    found.setdefault(int(match[2]), {})[_column(match[1])] = {"formula": _clean(written)[:_SHOWN]}
                left = text[max(end, len(text) - 2048) :]
    return found


def _part_of(archive: zipfile.ZipFile, place: int) -> str | None:
    """Return the name of the part that holds a sheet, None when the book does not lead there."""
    names = {name.casefold(): name for name in archive.namelist()}
    book, relations = names.get("xl/workbook.xml"), names.get("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return None
    tags = _SHEET.findall(archive.read(book))
    mark = re.search(rb'\b\w+:id="([^"]*)"', tags[place]) if place < len(tags) else None
    for relation in _TARGET.findall(archive.read(relations)):
        id, target = re.search(rb'\bId="([^"]*)"', relation), re.search(rb'\bTarget="([^"]*)"', relation)
        if mark is not None and id is not None and target is not None and id[1] == mark[1]:
            path = target[1].decode("utf-8", "replace").lstrip("/")
            return names.get(path.casefold()) or names.get(f"xl/{path}".casefold())
    return None


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


if __name__ == "__main__":
    main()
