"""The lawbook: dated rows, nothing proposed applied, nothing unread taken for law, a broken file pointed out."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from caseworker import lawbook
from caseworker.domain.intake import EnteredStatus, Intake
from caseworker.domain.law import Certainty
from caseworker.domain.status import PermitType
from caseworker.errors import EnvironmentFault, Refused
from caseworker.places import RESOURCES

CODES = {
    *("ASYL", "ASYL-EK", "MASSF", "MASSF-FB", "TILLST", "NY-FLY", "NY-ALT", "NY-OMM", "NY-KVOT", "NY-VH-511"),
    *("NY-VH-1218", "NY-ANK", "NY-INT", "GYM", "BEVIS", "AVSLAG-FAM", "AVSLAG-VUX", "PAPPERSL", "EU", "MEDB", "OVR"),
}
MARCH = date(2026, 3, 1)
NONE, PUT, TUT = PermitType.NONE, PermitType.PERMANENT, PermitType.TEMPORARY
BOOK = lawbook.load()


def test_every_status_of_the_field_is_there() -> None:
    assert {entry.code for entry in BOOK.statuses} == CODES
    assert all(code.isascii() for code in CODES)


def test_no_word_of_a_status_is_the_bare_word_that_means_everybody_and_nobody() -> None:
    words = [word for entry in BOOK.statuses for word in (entry.sv, entry.short_sv, *(g.sv for g in entry.grounds))]
    assert [word for word in words if re.search(r"\bflykting(ar|en|arna)?\b", word, re.IGNORECASE)] == []
    assert all(entry.sv and entry.en and entry.short_sv and entry.short_en for entry in BOOK.statuses)


@pytest.mark.parametrize(
    ("alias", "code"), [("NY-ÖMM", "NY-OMM"), ("ny-omm", "NY-OMM"), ("ÖVR", "OVR"), (" asyl ", "ASYL")]
)
def test_aliases_and_case_lead_to_the_code(alias: str, code: str) -> None:
    assert BOOK.status(alias).code == code


def test_an_unknown_code_is_refused_on_each_axis() -> None:
    for find, code in (
        (BOOK.status, "status.unknown_code"),
        (BOOK.settlement, "settlement.unknown_code"),
        (BOOK.accommodation, "accommodation.unknown_code"),
    ):
        with pytest.raises(Refused, match=code):
            find("flykting")


@pytest.mark.parametrize(
    ("code", "day", "certainty"),
    [
        ("NY-FLY", date(2019, 5, 1), Certainty.UNVERIFIED),
        ("NY-FLY", date(2021, 7, 20), Certainty.IN_FORCE),
        ("NY-FLY", date(2026, 7, 11), Certainty.IN_FORCE),
        ("NY-FLY", date(2026, 7, 12), Certainty.UNKNOWN),
        ("ASYL", date(2026, 9, 30), Certainty.IN_FORCE),
        ("ASYL", date(2026, 10, 1), Certainty.UNKNOWN),
        ("MASSF", date(2026, 10, 1), Certainty.UNKNOWN),
        ("AVSLAG-VUX", date(2026, 10, 1), Certainty.UNKNOWN),
        ("NY-VH-1218", date(2026, 7, 12), Certainty.UNKNOWN),
    ],
)
def test_a_status_is_as_sure_as_the_law_of_its_day(code: str, day: date, certainty: Certainty) -> None:
    entry = BOOK.status(code, day)
    assert entry.rule.certainty is certainty
    assert certainty is not Certainty.UNKNOWN or entry.rule.notes


def test_the_upper_secondary_act_is_history_only() -> None:
    assert BOOK.status("GYM", date(2024, 5, 1)).code == "GYM"
    with pytest.raises(Refused, match="status.not_in_force") as caught:
        BOOK.status("GYM", MARCH)
    assert caught.value.params == {"code": "GYM", "day": MARCH}
    assert "GYM" not in {entry.code for entry in BOOK.statuses_on(MARCH)}


def test_each_status_has_one_rule_a_day() -> None:
    for day in (date(2019, 1, 1), MARCH, date(2026, 7, 11), date(2026, 7, 12), date(2026, 10, 1), date(2027, 1, 1)):
        codes = [entry.code for entry in BOOK.statuses_on(day)]
        assert len(codes) == len(set(codes))
    assert CODES - {entry.code for entry in BOOK.statuses_on(date(2026, 11, 21))} == {"GYM"}


def test_rules_that_follow_each_other_leave_no_gap() -> None:
    for code in sorted(CODES):
        rules = [entry.rule for entry in BOOK.statuses if entry.code == code]
        for before, after in zip(rules, rules[1:], strict=False):
            assert before.valid_to == after.valid_from - timedelta(days=1)


@pytest.mark.parametrize(
    ("code", "permit", "ground", "refusal"),
    [
        ("NY-FLY", TUT, "UtlL 4:1", None),
        ("NY-FLY", PUT, "UtlL 5:7", None),
        ("NY-FLY", PUT, "", None),
        ("NY-FLY", PUT, "UtlL 4:1", "status.permit"),
        ("NY-FLY", NONE, "", "status.permit"),
        ("NY-FLY", TUT, "UtlL 5:6", "status.ground"),
        ("NY-KVOT", TUT, "", "status.permit"),
        ("ASYL", NONE, "", None),
        ("ASYL", PUT, "", "status.permit"),
        ("NY-VH", TUT, "", "status.unknown_code"),
    ],
)
def test_permit_and_ground_must_fit_the_status(code: str, permit: PermitType, ground: str, refusal: str | None) -> None:
    if refusal is None:
        assert BOOK.require_recordable(code, begins=MARCH, permit=permit, ground=ground).code == code
    else:
        with pytest.raises(Refused, match=refusal):
            BOOK.require_recordable(code, begins=MARCH, permit=permit, ground=ground)


@pytest.mark.parametrize(
    ("entered", "permit"),
    [
        (EnteredStatus("NY-FLY", MARCH, ground="UtlL 4:1"), TUT),
        (EnteredStatus("NY-KVOT", MARCH), PUT),
        (EnteredStatus("ASYL", MARCH), NONE),
        (EnteredStatus("MASSF", MARCH, permit=TUT), TUT),
        (EnteredStatus("NY-FLY", MARCH, permit=PUT), PUT),
    ],
)
def test_a_permit_left_out_is_filled_in_only_where_one_is_possible(entered: EnteredStatus, permit: PermitType) -> None:
    assert BOOK.settle_status(entered).permit is permit


def test_a_permit_cannot_end_before_the_status_begins() -> None:
    with pytest.raises(Refused, match="period.backwards"):
        BOOK.settle_status(EnteredStatus("NY-ALT", MARCH, permit=TUT, permit_until=MARCH - timedelta(days=1)))


def test_an_intake_gets_lawbook_codes_on_all_three_axes() -> None:
    intake = Intake(
        given="Yonas", status=EnteredStatus("asyl-ek", MARCH), settlement="Självbosatt", accommodation="EBO"
    )
    settled = BOOK.settle_intake(intake)
    assert settled.status == EnteredStatus("ASYL-EK", MARCH, unaccompanied=True)
    assert (settled.settlement, settled.accommodation) == ("sjalvbosatt", "eget")
    assert BOOK.settle_intake(Intake(given="Yonas")) == Intake(given="Yonas")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RESOURCES / "lawbook", tmp_path / "lawbook"))


def replaced(folder: Path, old: str, new: str, *, file: str = "statuses.toml") -> Path:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_a_proposed_status_is_shown_nowhere_and_recorded_never(folder: Path) -> None:
    book = lawbook.read_folder(replaced(folder, 'certainty = "in_force"', 'certainty = "proposed"'))
    assert "ASYL" not in {entry.code for entry in book.statuses_on(MARCH)}
    with pytest.raises(Refused, match="status.proposed"):
        book.require_recordable("ASYL", begins=MARCH, permit=NONE)


@pytest.mark.parametrize(
    ("old", "new", "row", "field"),
    [
        ('law = "LMA', 'lag = "LMA', "status 1, rows 1", "law"),
        ('code = "ASYL"', 'code = ""', "status 1", "code"),
        ('permits = ["none"]', 'permits = ["visa"]', "status 1, rows 1", "permits"),
        ('permits = ["none"]', "permits = []", "status 1, rows 1", "permits"),
        ('permits = ["none"]', 'permits = "none"', "status 1, rows 1", "permits"),
        ('certainty = "in_force"', 'certainty = "sure"', "status 1, rows 1", "certainty"),
        ("valid_from = 1994-07-01", 'valid_from = "1994"', "status 1, rows 1", "valid_from"),
        ("valid_from = 1994-07-01", "valid_from = 1994-07-01T00:00:00", "status 1, rows 1", "valid_from"),
        ("valid_to = 2026-09-30", "valid_to = 1990-01-01", "status 1, rows 1", "valid_to"),
        ("valid_to = 2026-09-30", "valid_to = 2026-10-01", "status 1, rows 2", "valid_from"),
        ("valid_to = 2026-09-30\n", "", "status 1, rows 2", "valid_from"),
        ('aliases = ["NY-ÖMM"]', 'aliases = ["NY-ALT"]', "status 8, rows 1", "aliases"),
        ("unaccompanied = true", 'unaccompanied = "ja"', "status 2", "unaccompanied"),
        ('Flyktingstatusförklaring", en = "Recognised refugee status", permits = ["PUT", "TUT"]',
         'Flyktingstatusförklaring", en = "Recognised refugee status", permits = ["none"]',
         "status 6, rows 1, grounds 1", "permits"),
        ("[[status.rows]]", "[status.rows]", "status 1", "rows"),
        ("schema = 1", "schema = ", "", ""),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_file_row_and_field(
    folder: Path, old: str, new: str, row: str, field: str
) -> None:
    if new == "[status.rows]":
        (folder / "statuses.toml").write_text('[[status]]\ncode = "A"\n[status.rows]\nlaw = "x"\n', encoding="utf-8")
    else:
        replaced(folder, old, new)
    with pytest.raises(EnvironmentFault, match="lawbook.broken") as caught:
        lawbook.read_folder(folder)
    assert caught.value.params == {"file": "statuses.toml", "row": row, "field": field}


def test_a_missing_or_empty_file_is_refused(folder: Path) -> None:
    (folder / "settlements.toml").write_text("schema = 1\n", encoding="utf-8")
    with pytest.raises(EnvironmentFault) as caught:
        lawbook.read_folder(folder)
    assert caught.value.params["file"] == "settlements.toml"
    (folder / "settlements.toml").unlink()
    with pytest.raises(EnvironmentFault, match="lawbook.broken"):
        lawbook.read_folder(folder)
