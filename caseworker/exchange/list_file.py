"""Writes a list as a workbook, as CSV or as JSON. No cell is ever a formula or a link, whatever stands in it.

Pure: rows in, bytes out. In CSV, where a spreadsheet decides by itself what is a formula, a text that begins like one
gets an apostrophe before it (OWASP, CSV injection); in a workbook texts are written as texts.
"""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date

from caseworker.domain.listing import FileKind, ListHead, Value

_BEGINS_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_WIDTH = 20
Rows = Sequence[Sequence[Value]]


def list_file(kind: FileKind, head: ListHead, titles: Sequence[str], keys: Sequence[str], rows: Rows) -> bytes:
    """Return the file. ``titles`` are the heads people read, ``keys`` the names that JSON uses."""
    if kind is FileKind.XLSX:
        return _workbook(head, titles, rows)
    return _csv(titles, rows) if kind is FileKind.CSV else _json(head, keys, rows)


def safe_cell(value: Value) -> str:
    """Return a value as a CSV cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINS_LIKE_A_FORMULA) else text


def _csv(titles: Sequence[str], rows: Rows) -> bytes:
    """Semicolons and a byte-order mark: what Swedish spreadsheets open rightly."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _json(head: ListHead, keys: Sequence[str], rows: Rows) -> bytes:
    about = {"office": head.office, "made_on": head.made_on.isoformat(), "made_by": head.made_by}
    people = [
        {key: value.isoformat() if isinstance(value, date) else value for key, value in zip(keys, row, strict=True)}
        for row in rows
    ]
    document = {"schema": "caseworker.list/1", **about, "purpose": head.purpose, "people": people}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _workbook(head: ListHead, titles: Sequence[str], rows: Rows) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _SAFE) as workbook:
        bold, day = workbook.add_format({"bold": True}), workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("Lista")
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, int):
                    sheet.write_number(number, column, value)
                elif value:
                    sheet.write_string(number, column, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(titles) - 1)
        sheet.set_column(0, len(titles) - 1, _WIDTH)
        about = workbook.add_worksheet("Om listan")
        facts = (("Kontor", head.office), ("Framtagen", head.made_on.isoformat()), ("Av", head.made_by))
        for number, (what, value) in enumerate((*facts, ("Ändamål", head.purpose), ("Personer", str(len(rows))))):
            about.write_string(number, 0, what, bold)
            about.write_string(number, 1, value)
        about.set_column(0, 1, _WIDTH * 2)
    return out.getvalue()
