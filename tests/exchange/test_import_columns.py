"""What columns are taken to hold, and what text tables, hidden sheets, formulas and merged cells become."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from caseworker.errors import CaseworkerError, Refused
from caseworker.exchange.people_columns import Certainty, Layout, lay_out
from caseworker.exchange.text_table import NotText, decoded, divider_of, rows_of
from caseworker.exchange.workbook import Cell, Unreadable, WorkbookRow, read_book
from tests.exchange.test_import_people_sheet import one, read, rows


def laid(*cells: tuple[Cell, ...], remembered: dict[str, str] | None = None) -> Layout:
    return lay_out(rows(*cells), remembered or {})


@pytest.mark.parametrize(
    ("title", "value", "field", "certainty"),
    [
        ("Pnr/Samnr", "19880314-2382", "number", "sure"),
        ("K/M", "K", "sex", "sure"),
        ("Spr", "ARA", "speaks", "sure"),
        ("Ank.datum", "12/1 2026", "opened", "guessed"),
        ("Telefon hem", "", "phone", "guessed"),
        ("Nr", "8803142382", "number", "guessed"),
        ("Kontakt", "a@example.org", "email", "guessed"),
        ("Nås på", "070-174 06 05", "phone", "guessed"),
        ("Kod", "k", "sex", "guessed"),
        ("Kod", "blå", "", "unknown"),
        ("Anm.", "ringde", "", "free_text"),
        ("Religion", "x", "", "forbidden"),
        ("Personens namn", "Ada", "", "double"),
        ("Skola", "s", "street", "remembered"),
        ("Klass", "s", "", "remembered"),
    ],
)
def test_a_column_is_known_guessed_remembered_or_left(title: str, value: str, field: str, certainty: str) -> None:
    layout = laid(("Namn", title), ("Ada", value), remembered={"skola": "street", "klass": "", "kod": "shoe"})
    column = layout.columns[1]
    assert (column.field, column.certainty) == (field, certainty)
    assert column.example == ("" if certainty == "forbidden" else value)


def test_a_guess_never_takes_what_a_title_says() -> None:
    layout = laid(("Telefon hem", "Mobil", "Namn"), ("070-174 06 05", "070-174 06 06", "Ada"))
    assert [column.field for column in layout.columns] == ["", "phone", "name"]
    layout = laid(("Personnummer", "Nr", "Namn"), ("8803142382", "8803142382", "Ada"))
    assert [column.field for column in layout.columns] == ["personnummer", "", "name"]


def test_a_double_is_settled_by_choosing() -> None:
    layout = laid(("Namn", "Personens namn"), ("Ada", "Bo"))
    with pytest.raises(Refused, match=r"import\.two_columns"):
        _ = layout.fields
    assert layout.chosen({1: ""}).fields == {"name": 0}
    assert layout.chosen({0: "", 1: "name"}).fields == {"name": 1}
    assert layout.chosen({0: "name", 1: ""}).columns[0].certainty is Certainty.SURE
    assert laid(("Namn", "Religion"), ("A", "x")).chosen({1: ""}).columns[1].certainty is Certainty.FORBIDDEN


@pytest.mark.parametrize(
    ("written", "given", "family"),
    [("Haddad, Samira", "Samira", "Haddad"), ("Samira Haddad", "Samira Haddad", ""), ("Haddad,", "", "Haddad")],
)
def test_a_name_is_divided_at_its_comma_and_nowhere_else(written: str, given: str, family: str) -> None:
    intake = read(rows(("Namn",), (written,))).rows[0].intake
    assert (intake.given, intake.family) == (given, family)


@pytest.mark.parametrize(
    ("written", "type", "text"),
    [
        ("19880314-2382", "personnummer", "19880314-2382"),
        ("19500484-2398", "samordningsnummer", "19500484-2398"),
        ("99-123456/1", "lma", "99-123456/1"),
        ("99-123456", "dossier", "99-123456"),
    ],
)
def test_one_column_may_hold_numbers_of_several_kinds(written: str, type: str, text: str) -> None:
    (number,) = read(rows(("Pnr/Samnr",), (written,))).rows[0].intake.numbers
    assert (number.type, number.text) == (type, text)


def test_noughts_that_excel_dropped_come_back() -> None:
    sheet = read(rows(("Namn", "Pnr", "Tel"), ("Ada", "803202384", "701740605"), ("Bo", "20010203", "")))
    assert [bad.code for bad in sheet.bad][:1] != ["identity.length"]
    assert one(phone="701740605").rows[0].intake.phone == "0701740605"
    assert one(phone="46701740605").rows[0].intake.phone == "46701740605"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("12/1 2026", date(2026, 1, 12)),
        ("31.12.1988", date(1988, 12, 31)),
        ("31/12/1988", date(1988, 12, 31)),
        ("5/5/1988", date(1988, 5, 5)),
        ("14 mars 1988", date(1988, 3, 14)),
        ("1 maj. 1988", date(1988, 5, 1)),
    ],
)
def test_days_as_swedish_lists_write_them(written: str, day: date) -> None:
    assert one(born=written).rows[0].intake.born == day


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("3/4/1988", "import.day_or_month"),
        ("30/2 1988", "import.no_such_day"),
        ("14 smars 1988", "import.not_a_date"),
        ("40/1 1988", "import.not_a_date"),
    ],
)
def test_a_day_that_may_be_two_or_none_is_refused(written: str, code: str) -> None:
    assert [bad.code for bad in one(born=written).bad] == [code]


def test_a_status_begins_with_the_day_of_reception_when_no_other_is_given() -> None:
    titles = ("Namn", "Status", "Ank.datum")
    sheet = read(rows(titles, ("Ada", "ASYL", "2026-01-12"), ("Bo", "ASYL", "igår"), ("Cy", "ASYL", "")))
    status = sheet.rows[0].intake.status
    assert status is not None
    assert status.begins == date(2026, 1, 12)
    assert [(bad.row, bad.code) for bad in sheet.bad] == [(3, "import.not_a_date"), (4, "import.status_without_day")]


def test_a_cell_that_cannot_be_read_is_told_with_its_place() -> None:
    sheet = read(rows(("Förnamn", "Dossier"), ("Ada", Unreadable("import.formula", "=A1")), ("Bo", "99-100001")))
    (bad,) = sheet.bad
    assert (bad.row, bad.code, bad.written, bad.place, bad.who) == (2, "import.formula", "=A1", 1, "Ada")
    assert len(sheet.rows) == 1


# Text tables
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("divider", [";", ",", "\t"])
def test_a_text_table_is_read_in_every_usual_dress(tmp_path: Path, encoding: str, divider: str) -> None:
    path = tmp_path / "people.csv"
    lines = (f"Förnamn{divider}Efternamn", f'"Åsa{divider} Ö"{divider}Ek', "", f"Bo{divider}=A1")
    path.write_bytes("\r\n".join(lines).encode(encoding))
    book = read_book(path)
    assert book.sheets == ()
    assert book.rows == (
        WorkbookRow(1, ("Förnamn", "Efternamn")),
        WorkbookRow(2, (f"Åsa{divider} Ö" if divider != "\t" else "Åsa  Ö", "Ek")),
        WorkbookRow(4, ("Bo", Unreadable("import.formula", "=A1"))),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x00\x01\x02" * 9 + b"a" * 60, "import.not_xlsx"),
        (b"\xff\xfe\x00", "import.not_xlsx"),
        (b"", "import.no_rows"),
        (b"a;" * 101, "import.too_large"),
        (b"a\n" * 100_200, "import.too_large"),
        (b"x" * (21 * 1024 * 1024), "import.too_large"),
    ],
)
def test_what_is_no_text_table_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(CaseworkerError) as caught:
        read_book(path)
    assert caught.value.code == code


def test_the_divider_excel_names_is_used_and_kept_noughts_are_unwrapped() -> None:
    found = list(rows_of(b'sep=|\nA|B\n="0123"|2;3', longest=9))
    assert found == [(2, ["A", "B"]), (3, ["0123", "2;3"])]
    assert divider_of("utan") == ";"
    assert decoded(b"\x00A\x00B") == "AB"
    with pytest.raises(NotText):
        decoded(b"\xd8\x00" * 9 + b"\x00A" * 20)


# Workbooks
def test_hidden_sheets_are_named_and_read_only_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as made:
        hidden, shown = made.add_worksheet("Gömt"), made.add_worksheet("Synligt")
        hidden.write(0, 0, "Namn")
        shown.write(3, 2, "Namn")
        shown.activate()
        hidden.hide()
    book = read_book(path)
    assert (book.sheet, book.rows) == ("Synligt", (WorkbookRow(4, ("", "", "Namn")),))
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("Gömt", True), ("Synligt", False)]
    assert read_book(path, sheet="Gömt").rows == (WorkbookRow(1, ("Namn",)),)
    with pytest.raises(Refused, match=r"import\.no_sheet"):
        read_book(path, sheet="Borta")


def test_formulas_and_what_lies_under_merged_cells_are_told(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ("Namn", "Nr", "Ort"))
        sheet.write_formula(1, 1, '=A41&"-2"', value="x")
        sheet.merge_range(1, 2, 3, 2, "Lövåsa")
        sheet.write_column(1, 0, ("Ada", "Bo", "Cy"))
    rows_ = read_book(path).rows
    assert rows_[1].cells == ("Ada", Unreadable("import.formula", '=A41&"-2"'), "Lövåsa")
    assert [row.cells[2] for row in rows_[2:]] == [Unreadable("import.merged")] * 2
