"""Rows to people: Swedish headers in every dress, forbidden columns unread, every fault told with row and column."""

import random
from datetime import date
from functools import partial

import pytest

from caseworker import codes, lawbook
from caseworker.domain import identity
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import BirthPrecision, InterpreterNeed, Sex
from caseworker.domain.status import PermitType
from caseworker.errors import Refused
from caseworker.exchange.people_columns import TITLES
from caseworker.exchange.people_sheet import PeopleSheet, Resolvers, read_people
from caseworker.exchange.workbook import Cell, WorkbookRow

TODAY = date(2026, 11, 21)


def check(number: EnteredNumber) -> identity.IdentifierValue:
    value = identity.parse(number.type, number.text, today=TODAY)
    identity.require_allowed(value, demo=True, listed=codes.listed_test_numbers())
    return value


RESOLVERS = Resolvers(
    language=lambda name: codes.language(name).code,
    arrival=lambda name: codes.arrival_channel(name).code,
    settle=lawbook.load().settle_intake,
    check=check,
)
read = partial(read_people, today=TODAY, resolvers=RESOLVERS)


def rows(*cells: tuple[Cell, ...]) -> list[WorkbookRow]:
    return [WorkbookRow(number, row) for number, row in enumerate(cells, 1)]


def one(**fields: Cell) -> PeopleSheet:
    written: dict[str, Cell] = {"given": "Samira", **fields}
    return read(rows(tuple(TITLES[name][0] for name in written), tuple(written.values())))


def intake_of(**fields: Cell) -> Intake:
    sheet = one(**fields)
    assert sheet.bad == ()
    return sheet.rows[0].intake


def test_a_full_row_becomes_what_the_terminal_would_enter() -> None:
    intake = intake_of(
        family="Al Haddad", original_name="سميرة الحداد", migration_name="SAMIRA ALHADDAD", born=date(1988, 3, 20),
        sex="Kvinna", personnummer="8803202384", dossier="99-123456", speaks="arabiska", reads="ar", interpreter="Ja",
        phone="070-174 06 05", email="s@example.org", care_of="Öberg", street="Provvägen 1", postcode="753 20",
        city="Uppsala", status="NY-FLY", begins="2025-02-01", ground="UtlL 4:1", permit="tidsbegränsat",
        permit_until="2028-01-31", settlement="Anvisad", accommodation="", arrived_through="Vidarebosättning (kvot)",
    )  # fmt: skip
    assert intake == Intake(
        given="Samira", family="Al Haddad", original_name="سميرة الحداد", migration_name="SAMIRA ALHADDAD",
        born=date(1988, 3, 20), born_precision=BirthPrecision.DAY, sex=Sex.WOMAN, speaks="ar", reads="ar",
        interpreter=InterpreterNeed.NEEDED, arrived_through="kvot",
        numbers=(EnteredNumber("personnummer", "8803202384"), EnteredNumber("dossier", "99-123456")),
        status=EnteredStatus("NY-FLY", date(2025, 2, 1), "UtlL 4:1", PermitType.TEMPORARY, date(2028, 1, 31)),
        settlement="anvisad", phone="070-174 06 05", email="s@example.org",
        address=EnteredAddress("Provvägen 1", "753 20", "Uppsala", "Öberg"),
    )  # fmt: skip


@pytest.mark.parametrize("title", ["Förnamn", "FÖRNAMN", " förnamn ", "Fornamn", "För-namn:", "Tilltalsnamn"])
def test_headers_are_known_whatever_their_case_spaces_and_marks(title: str) -> None:
    assert read(rows((title,), ("Samira",))).rows[0].intake.given == "Samira"


def test_every_title_leads_to_one_field() -> None:
    for name, titles in TITLES.items():
        for title in titles:
            sheet = read(rows(("Förnamn", title), ("Samira", ""))) if name != "given" else None
            assert sheet is None or sheet.skipped_columns == ()


def test_headers_may_stand_under_a_title() -> None:
    sheet = read(rows(("Lista 2026",), ("",), ("Förnamn", "Kön"), ("Samira", "k"), ("", "")))
    assert [(row.row, row.intake.given, row.intake.sex) for row in sheet.rows] == [(4, "Samira", Sex.WOMAN)]


@pytest.mark.parametrize(
    "title",
    [
        "Religion", "Trosuppfattning", "Etnicitet", "Etniskt ursprung", "Folkgrupp", "Hälsa", "Hälsotillstånd",
        "Diagnos", "Politisk åsikt", "Parti", "Sexuell läggning", "Fackligt medlemskap", "Brottslighet",
        "FUNKTIONSNEDSÄTTNING",
    ],
)  # fmt: skip
def test_a_forbidden_column_is_named_and_its_cells_are_nowhere(title: str) -> None:
    sheet = read(rows(("Förnamn", title, "Handläggning"), ("Samira", "hemligt", "klar")))
    assert (sheet.forbidden_columns, sheet.unknown_columns) == ((title,), ("Handläggning",))
    assert sheet.skipped_columns == (title, "Handläggning")
    assert "hemligt" not in repr(sheet)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([], "import.no_headers"),
        ([("Kön", "Född"), ("k", "1988")], "import.no_headers"),
        ([("Samira", "Haddad")], "import.no_headers"),
        ([("",)] * 10 + [("Förnamn",), ("Samira",)], "import.no_headers"),
        ([("Förnamn", "Tilltalsnamn"), ("Samira", "Samira")], "import.two_columns"),
        ([("Förnamn",)], "import.no_rows"),
        ([("Förnamn",), ("",)], "import.no_rows"),
    ],
)
def test_a_sheet_without_people_is_refused(cells: list[tuple[Cell, ...]], code: str) -> None:
    with pytest.raises(Refused, match=code):
        read(rows(*cells))


@pytest.mark.parametrize(
    ("written", "born", "precision"),
    [
        (date(1988, 3, 20), date(1988, 3, 20), BirthPrecision.DAY),
        ("1988-03-20", date(1988, 3, 20), BirthPrecision.DAY),
        ("19880320", date(1988, 3, 20), BirthPrecision.DAY),
        ("1988/3/20", date(1988, 3, 20), BirthPrecision.DAY),
        ("1988-03", date(1988, 3, 1), BirthPrecision.MONTH),
        ("1988", date(1988, 1, 1), BirthPrecision.YEAR),
        ("", None, BirthPrecision.UNKNOWN),
    ],
)
def test_a_birth_date_keeps_the_precision_it_was_written_with(
    written: Cell, born: date | None, precision: BirthPrecision
) -> None:
    intake = intake_of(born=written)
    assert (intake.born, intake.born_precision) == (born, precision)


def test_a_number_alone_is_a_person_and_an_unaccompanied_child_is_marked() -> None:
    sheet = read(rows(("LMA-nummer", "Status", "Från"), ("99-123456/1", "ASYL-EK", date(2026, 3, 1))))
    status = sheet.rows[0].intake.status
    assert status is not None
    assert status.unaccompanied


def test_an_address_needs_a_street() -> None:
    assert intake_of(city="Uppsala").address is None


FAULTS: list[tuple[dict[str, Cell], str, str]] = [
    ({"personnummer": "880320-2385"}, "Personnummer", "identity.check_digit"),
    ({"personnummer": "19701063-2391"}, "Personnummer", "identity.type_mismatch"),
    ({"samordningsnummer": "880320-2384"}, "Samordningsnummer", "identity.type_mismatch"),
    ({"dossier": "1"}, "Dossiernummer", "identity.length"),
    ({"dossier": "12-345678"}, "Dossiernummer", "identity.not_test_number"),
    ({"lma": "abc"}, "LMA-nummer", "identity.characters"),
    ({"born": "20 mars"}, "Född", "import.not_a_date"),
    ({"born": "1988-02-30"}, "Född", "import.no_such_day"),
    ({"born": "1788-02-03"}, "Född", "import.not_a_date"),
    ({"born": date(2027, 1, 1)}, "Född", "person.born_in_future"),
    ({"sex": "hen"}, "Kön", "import.unknown_sex"),
    ({"sex": "жінка"}, "Kön", "import.unknown_sex"),
    ({"sex": date(2020, 1, 1)}, "Kön", "import.unknown_sex"),
    ({"interpreter": "kanske"}, "Tolk", "import.not_yes_or_no"),
    ({"speaks": "klingon"}, "Språk", "code.unknown_language"),
    ({"reads": "\u202eشش"}, "Läser", "code.unknown_language"),
    ({"arrived_through": "flyg"}, "Hit kom personen via", "code.unknown_arrival"),
    ({"status": "flykting", "begins": "2025-01-01"}, "Rättslig ställning", "status.unknown_code"),
    ({"status": "ASYL"}, "Från", "import.status_without_day"),
    ({"status": "ASYL", "begins": "i går"}, "Från", "import.not_a_date"),
    ({"status": "GYM", "begins": "2026-01-01", "permit": "TUT"}, "Rättslig ställning", "status.not_in_force"),
    ({"status": "NY-FLY", "begins": "2026-01-01"}, "Rättslig ställning", "status.permit"),
    ({"status": "ASYL", "begins": "2026-01-01", "permit": "visum"}, "Tillstånd", "import.unknown_permit"),
    ({"status": "ASYL", "begins": "2026-01-01", "unaccompanied": "да"}, "Ensamkommande", "import.not_yes_or_no"),
    (
        {"status": "NY-ALT", "begins": "2026-01-01", "permit": "TUT", "permit_until": "2025-01-01"},
        "Tillstånd till",
        "period.backwards",
    ),
    ({"settlement": "hotell"}, "Bosättningssätt", "settlement.unknown_code"),
    ({"accommodation": "tält"}, "Boendeform", "accommodation.unknown_code"),
    ({"family": "a" * 201}, "Efternamn", "field.too_long"),
    ({"street": "Provvägen\x001"}, "Adress", "field.control_character"),
    ({"given": "", "sex": "k"}, "Förnamn", "person.name_or_number"),
]


@pytest.mark.parametrize(("fields", "column", "code"), FAULTS)
def test_each_fault_is_told_with_row_column_and_reason(fields: dict[str, Cell], column: str, code: str) -> None:
    sheet = one(**fields)
    assert sheet.rows == ()
    assert [(bad.row, bad.column, bad.code) for bad in sheet.bad] == [(2, column, code)]
    assert all(bad.written not in repr(bad) for bad in sheet.bad if len(bad.written) > 3)


def test_all_faults_of_a_row_are_told_at_once() -> None:
    sheet = one(sex="hen", born="?", personnummer="1")
    assert {bad.column for bad in sheet.bad} == {"Kön", "Född", "Personnummer"}


def test_a_number_that_stands_twice_is_told_with_the_first_row() -> None:
    titles = ("Förnamn", "Personnummer")
    sheet = read(rows(titles, ("Samira", "19880320-2384"), ("Sara", "8803202384"), ("Lina", "19880320-2384")))
    assert [row.row for row in sheet.rows] == [2]
    assert [(bad.row, bad.code, bad.params) for bad in sheet.bad] == [
        (3, "import.same_number_twice", (("first", 2),)),
        (4, "import.same_number_twice", (("first", 2),)),
    ]


def test_a_number_in_other_digits_is_the_same_and_another_serial_of_a_family_is_not() -> None:
    titles = ("Förnamn", "Dossiernummer", "LMA-nummer")
    sheet = read(
        rows(
            titles,
            ("Samira", "99-123456", "99-123456/1"),
            ("Sara", "", "99-123456/2"),
            ("Lina", "٩٩-١٢٣٤٥٦", ""),
            ("Musa", "٩٩-٦٥٤٣٢١", ""),
        )
    )
    assert [row.row for row in sheet.rows] == [2, 3, 5]
    assert [(bad.row, bad.column, bad.params) for bad in sheet.bad] == [(4, "Dossiernummer", (("first", 2),))]


def test_of_a_thousand_rows_every_bad_one_is_told_and_every_good_one_kept() -> None:
    rng = random.Random(11)
    titles = tuple(titles[0] for titles in TITLES.values())
    cells: list[tuple[Cell, ...]] = [titles]
    expected: list[tuple[int, str, str]] = []
    for number in range(2, 1002):
        person: dict[str, Cell] = {"given": "Samira", "family": f"Prov{number}", "sex": "k"}
        if number % 2:
            fault, column, code = rng.choice(FAULTS[:-1])
            person |= fault
            expected.append((number, column, code))
        cells.append(tuple(person.get(name, "") for name in TITLES))
    sheet = read(rows(*cells))
    assert [(bad.row, bad.column, bad.code) for bad in sheet.bad] == expected
    assert [row.row for row in sheet.rows] == list(range(2, 1002, 2))
