"""The child that parses a workbook: reads its bytes from standard input, writes one JSON line a row, ends.

Runs with little memory and time and may not write a file. Whatever goes wrong here is at worst a dead child; it must
not import the register, keys or settings. The last line is ``{"rows": n}`` or ``{"fault": code}``.
"""

import io
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from caseworker.platform.limits import limit_this_process

MEMORY = 640 * 1024 * 1024
SECONDS = 20
MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 32_767  # Excel's own limit: anything longer did not come from Excel
LONGEST_ANSWER = 64 * 1024 * 1024
TOO_LARGE = "import.too_large"


class _Stop(Exception):
    """Ends the reading with a fault code."""


def main() -> None:
    """Read standard input, answer on standard output."""
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    limit_this_process(memory=MEMORY, seconds=SECONDS)
    count = 0
    try:
        for line in read_rows(content):
            out.write(line)
            count += 1
        last: dict[str, object] = {"rows": count} if count else {"fault": "import.no_rows"}
    except _Stop as stop:
        last = {"fault": str(stop)}
    except MemoryError:
        last = {"fault": TOO_LARGE}
    except PasswordError:
        last = {"fault": "import.password"}
    except (CalamineError, ValueError, OSError):
        last = {"fault": "import.damaged"}
    out.write(json.dumps(last).encode() + b"\n")
    out.flush()


def read_rows(content: bytes) -> Iterator[bytes]:
    """Walk the first sheet and give each row that has anything in it as a JSON line."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheet = workbook.get_sheet_by_index(0)
    last_row, last_column = sheet.end or (0, 0)  # counted from 0; None for an empty sheet
    if last_row > MOST_ROWS or last_column >= MOST_COLUMNS:
        raise _Stop(TOO_LARGE)
    left = LONGEST_ANSWER
    for number, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        if not any(row):
            continue
        cells = [cell(value) for value in row]
        if not any(cells):
            continue
        line = json.dumps({"row": number, "cells": cells}, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
        left -= len(line)
        if left < 0:
            raise _Stop(TOO_LARGE)
        yield line


def cell(value: object) -> str | dict[str, str]:
    """Return a cell as text without control characters, or as a day."""
    if isinstance(value, datetime):
        return {"day": value.date().isoformat()} if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, time | timedelta | int | float):
        return str(value)
    return _clean(value[:LONGEST_CELL]) if isinstance(value, str) else ""


def _clean(text: str) -> str:
    if text.isprintable():
        return text.strip()
    return "".join(sign if sign.isprintable() or sign in _KEPT else " " for sign in text).strip()


_KEPT = "\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\u00ad"  # joiners and direction marks belong to names


if __name__ == "__main__":
    main()
