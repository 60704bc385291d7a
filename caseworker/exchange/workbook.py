"""Reads rows from an Excel workbook that came from outside, without trusting it.

The zip directory is checked first; the sheet itself is parsed in a child process with limited memory and time, which
gets the bytes over a pipe and answers with text. Nothing is unpacked to disk, no formula is computed, no link followed.
"""

import json
import os
import subprocess  # noqa: S404 - starts this program's own reader only
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from caseworker.errors import EnvironmentFault, Refused
from caseworker.exchange.zip_check import LARGEST_FILE, MIB, check_workbook
from caseworker.platform.programs import Helper, helper_command

LONGEST_READING = 30.0  # seconds; the largest sheet that is taken, 20 000 rows, needs about three
_ROOT = Path(__file__).resolve().parents[2]
_REFUSALS = frozenset({"import.too_large", "import.password", "import.no_rows"})

Cell = str | date  # a text (numbers too, as written), or a day; "" is an empty cell


@dataclass(frozen=True, slots=True)
class WorkbookRow:
    """One row: its number as Excel shows it, and its cells from column A on."""

    number: int
    cells: tuple[Cell, ...]


def read_workbook(path: Path, *, longest: float = LONGEST_READING) -> tuple[WorkbookRow, ...]:
    """Return the rows of the first sheet that have anything in them.

    Raises ``Refused`` with ``import.not_xlsx | too_large | password | macro | no_rows`` and ``EnvironmentFault`` with
    ``import.unreadable | damaged | hung``.
    """
    if path.suffix.casefold() in (".xlsm", ".xltm", ".xlam"):
        raise Refused("import.macro")
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
    except OSError:
        raise EnvironmentFault("import.unreadable") from None
    check_workbook(content)
    return _rows(_ask_child(content, longest))


def child_command() -> list[str]:
    """Return the command that starts the reader: the built program itself, or this Python."""
    return helper_command(Helper.WORKBOOK_READER)


def _ask_child(content: bytes, longest: float) -> bytes:
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "PYTHONPATH") if name in os.environ}
    try:
        answer = subprocess.run(  # noqa: S603 - our own module, no shell, nothing from the file on the command line
            child_command(),
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=kept | {"PYTHONIOENCODING": "utf-8"},
            timeout=longest,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise EnvironmentFault("import.hung", seconds=round(longest)) from None
    except OSError:
        raise EnvironmentFault("import.reader_missing") from None
    return answer.stdout


def _rows(answer: bytes) -> tuple[WorkbookRow, ...]:
    """Turn the child's lines into rows. An answer without its last line comes from a child that was stopped."""
    lines = answer.splitlines()
    try:
        last = json.loads(lines[-1]) if lines else None
        if not isinstance(last, dict):
            raise Refused("import.too_large", limit=LARGEST_FILE // MIB)
        fault = last.get("fault")
        if fault in _REFUSALS:
            raise Refused(fault, limit=LARGEST_FILE // MIB)
        if fault is not None or last.get("rows") != len(lines) - 1:
            raise EnvironmentFault("import.damaged")
        return tuple(_row(json.loads(line)) for line in lines[:-1])
    except (ValueError, TypeError, KeyError):
        raise EnvironmentFault("import.damaged") from None


def _row(fields: dict[str, object]) -> WorkbookRow:
    number, cells = fields["row"], fields["cells"]
    if not isinstance(number, int) or not isinstance(cells, list):
        raise TypeError
    return WorkbookRow(number, tuple(_cell(cell) for cell in cells))


def _cell(cell: object) -> Cell:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, dict):
        return date.fromisoformat(str(cell["day"]))
    raise TypeError
