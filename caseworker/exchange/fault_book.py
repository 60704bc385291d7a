"""The bad rows of a list as a workbook to mend and read in again: the faulty cells marked, each with its reason.

Texts stay texts: nothing that was written in the list becomes a formula or a link. Columns that may never be read are
not written. Made in memory: no part of it lies in a temporary file.
"""

import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from caseworker.exchange.people_columns import Certainty, Layout
from caseworker.exchange.people_sheet import BadRow
from caseworker.exchange.workbook import Cell, Unreadable, WorkbookRow

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_LONGEST_REASON = 500


def fault_book(
    rows: Sequence[WorkbookRow], layout: Layout, bad: Sequence[BadRow], words: Callable[[BadRow], str]
) -> bytes:
    """Return the rows that ``bad`` names under the headers of the list; ``words`` says why in the user's language."""
    import xlsxwriter

    faults: dict[int, list[BadRow]] = defaultdict(list)
    for one in bad:
        faults[one.row].append(one)
    columns = [column for column in layout.columns if column.certainty is not Certainty.FORBIDDEN]
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, _SAFE) as book:
        sheet = book.add_worksheet()
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "bad": book.add_format({"bg_color": "#FBE3E0", "font_color": "#8C1D18"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "why": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.title, formats["head"])
        number = 0
        for row in rows:
            if row.number in faults:
                number += 1
                _write(sheet, number, row, [column.place for column in columns], faults[row.number], words, formats)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(columns) - 1, 0), 18)
        sheet.set_column(len(columns), len(columns), 70)
    return content.getvalue()


def _write(
    sheet: "Worksheet",
    number: int,
    row: WorkbookRow,
    places: Sequence[int],
    faults: Sequence[BadRow],
    words: Callable[[BadRow], str],
    formats: dict[str, Any],
) -> None:
    """Write one row of the list, and after its last column why it could not be read in."""
    reasons = {fault.place: words(fault)[:_LONGEST_REASON] for fault in faults}
    for at, place in enumerate(places):
        cell = row.cells[place] if place < len(row.cells) else ""
        look = formats["bad"] if place in reasons else None
        if isinstance(cell, date):
            sheet.write_datetime(number, at, cell, look or formats["day"])
        else:
            sheet.write_string(number, at, _text(cell), look)
        if place in reasons:
            sheet.write_comment(number, at, reasons[place], {"author": "", "x_scale": 2})
    sheet.write_string(number, len(places), " ".join(dict.fromkeys(reasons.values())), formats["why"])


def _text(cell: Cell) -> str:
    return cell.written if isinstance(cell, Unreadable) else str(cell)
