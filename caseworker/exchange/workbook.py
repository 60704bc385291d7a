"""Reads rows from an Excel workbook or a text table that came from outside, without trusting it.

A workbook's zip directory is checked first; the sheet itself is parsed in a child process with limited memory and time,
which gets the bytes over a pipe and answers with text. Nothing is unpacked to disk, no formula is computed, no link
followed.
"""

import hashlib
import json
import os
import subprocess  # noqa: S404 - starts this program's own reader only
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from caseworker.errors import EnvironmentFault, Refused
from caseworker.exchange.text_table import SUFFIXES
from caseworker.exchange.zip_check import LARGEST_FILE, MIB, check_workbook
from caseworker.platform.programs import Helper, helper_command

LONGEST_READING = 30.0  # seconds; the largest sheet that is taken, 100 000 rows, needs about eight
_ROOT = Path(__file__).resolve().parents[2]
_REFUSALS = frozenset({"import.too_large", "import.password", "import.no_rows", "import.no_sheet", "import.not_xlsx"})


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose contents are not taken: a formula (``written`` shows it) or one under a merged cell.

    ``code`` is the refusal it is told with.
    """

    code: str
    written: str = field(default="", repr=False)


Cell = str | date | Unreadable  # a text (numbers too, as written), a day, or neither; "" is an empty cell


@dataclass(frozen=True, slots=True)
class WorkbookRow:
    """One row: its number as Excel shows it, and its cells from column A on."""

    number: int
    cells: tuple[Cell, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook; a hidden one is read only when it is asked for."""

    name: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Book:
    """What was read: the sheets there are (none in a text table), the one read, its rows, and the file's SHA-256."""

    sheets: tuple[Sheet, ...]
    sheet: str
    rows: tuple[WorkbookRow, ...] = field(repr=False)
    sha256: str


def read_book(path: Path, *, sheet: str = "", longest: float = LONGEST_READING) -> Book:
    """Return the rows of ``sheet`` that have anything in them; "" is the first that is not hidden.

    Raises ``Refused`` with ``import.not_xlsx | too_large | password | macro | no_rows | no_sheet`` and
    ``EnvironmentFault`` with ``import.unreadable | damaged | hung | reader_missing``.
    """
    if path.suffix.casefold() in (".xlsm", ".xltm", ".xlam"):
        raise Refused("import.macro")
    try:
        with path.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
    except OSError:
        raise EnvironmentFault("import.unreadable") from None
    kind = "text" if path.suffix.casefold() in SUFFIXES and not content.startswith(b"PK\x03\x04") else "xlsx"
    if kind == "xlsx":
        check_workbook(content)
    elif len(content) > LARGEST_FILE:
        raise Refused("import.too_large", limit=LARGEST_FILE // MIB)
    asked = json.dumps({"kind": kind, "sheet": sheet}).encode() + b"\n"
    return _book(_ask_child(asked + content, longest), hashlib.sha256(content).hexdigest())


def read_workbook(path: Path, *, longest: float = LONGEST_READING) -> tuple[WorkbookRow, ...]:
    """Return the rows of the first sheet, as ``read_book`` does."""
    return read_book(path, longest=longest).rows


def child_command() -> list[str]:
    """Return the command that starts the reader: the built program itself, or this Python."""
    return helper_command(Helper.WORKBOOK_READER)


def _ask_child(asked: bytes, longest: float) -> bytes:
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "PYTHONPATH") if name in os.environ}
    try:
        answer = subprocess.run(  # noqa: S603 - our own module, no shell, nothing from the file on the command line
            child_command(),
            input=asked,
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


def _book(answer: bytes, sha256: str) -> Book:
    """Turn the child's lines into rows. An answer without its last line comes from a child that was stopped."""
    lines = answer.splitlines()
    try:
        last = json.loads(lines[-1]) if lines else None
        if not isinstance(last, dict):
            raise Refused("import.too_large", limit=LARGEST_FILE // MIB)
        fault = last.get("fault")
        if fault in _REFUSALS:
            raise Refused(fault, limit=LARGEST_FILE // MIB)
        if fault is not None or last.get("rows") != len(lines) - 2:
            raise EnvironmentFault("import.damaged")
        head = json.loads(lines[0])
        sheets = tuple(Sheet(str(one["name"]), bool(one["hidden"])) for one in head["sheets"])
        return Book(sheets, str(head["sheet"]), tuple(_row(json.loads(line)) for line in lines[1:-1]), sha256)
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
        if "formula" in cell:
            return Unreadable("import.formula", str(cell["formula"]))
        return Unreadable("import.merged") if "merged" in cell else date.fromisoformat(str(cell["day"]))
    raise TypeError
