"""Identity numbers: every form a document shows, every way to mistype one."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from personnummer import personnummer as oracle

from caseworker import codes
from caseworker.domain import identity
from caseworker.domain.identity import IdentifierType, parse
from caseworker.domain.ids import PersonId
from caseworker.domain.person import HeldIdentifier, Sex, WhyEnded
from caseworker.errors import Refused

TODAY = date(2026, 11, 21)
BORN = st.dates(min_value=date(1900, 1, 1), max_value=TODAY)
SERIAL = st.integers(min_value=1, max_value=999).map(lambda number: f"{number:03d}")
QUICK = settings(max_examples=100, deadline=None)


def made(born: date, serial: str, *, coordination: bool = False) -> str:
    six = f"{born:%y%m}{born.day + 60 * coordination:02d}"
    return f"{born:%Y}{six[2:]}-{serial}{identity.check_digit(six + serial)}"


def refused(type: str, text: str) -> str:
    with pytest.raises(Refused) as caught:
        parse(type, text, today=TODAY)
    assert not [value for value in caught.value.params.values() if text and text in str(value)]
    return caught.value.code


@QUICK
@given(BORN, SERIAL)
def test_every_well_formed_personnummer_is_read_with_birth_date_and_sex(born: date, serial: str) -> None:
    number = made(born, serial)
    value = parse("personnummer", number, today=TODAY)
    assert (value.value, value.born) == (number, born)
    assert value.sex is (Sex.MAN if int(serial) % 2 else Sex.WOMAN)
    theirs = oracle.parse(number.replace("-", ""))
    assert (theirs.get_date(), theirs.is_male()) == (value.born, value.sex is Sex.MAN)


@QUICK
@given(BORN, SERIAL)
def test_every_well_formed_samordningsnummer_is_read(born: date, serial: str) -> None:
    number = made(born, serial, coordination=True)
    value = parse("samordningsnummer", number, today=TODAY)
    assert (value.value, value.born) == (number, born)
    theirs = oracle.parse(number.replace("-", ""))
    assert theirs.is_coordination_number()
    assert theirs.get_date() == born


@QUICK
@given(BORN, SERIAL, st.sampled_from(range(10)), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_never_accepted_as_the_same_birth_date(
    born: date, serial: str, place: int, step: int
) -> None:
    number = made(born, serial)
    digits = list(number[2:].replace("-", ""))
    digits[place] = str((int(digits[place]) + step) % 10)
    with pytest.raises(Refused):
        parse("personnummer", number[:2] + "".join(digits), today=TODAY)


@QUICK
@given(st.dates(min_value=date(1927, 1, 1), max_value=TODAY), SERIAL)
def test_ten_digits_belong_to_the_latest_century_that_is_not_in_the_future(born: date, serial: str) -> None:
    number = made(born, serial)
    assert parse("personnummer", number[2:], today=TODAY).born == born
    assert parse("personnummer", number[2:].replace("-", ""), today=TODAY).born == born


@QUICK
@given(st.dates(min_value=date(1830, 1, 1), max_value=date(1926, 12, 31)), SERIAL)
def test_a_plus_means_a_hundred_years_or_older(born: date, serial: str) -> None:
    number = made(born, serial)
    if born > date(1826, 12, 31) and born.year > 1926 - 100:
        assert parse("personnummer", number[2:].replace("-", "+"), today=TODAY).born == born


def test_day_after_today_in_ten_digits_is_taken_a_century_back() -> None:
    tomorrow = TODAY + timedelta(days=1)
    number = made(tomorrow, "238")
    assert parse("personnummer", number[2:], today=TODAY).born == tomorrow.replace(year=1926)


@pytest.mark.parametrize(
    "written",
    [
        "19880320-2384", "198803202384", "8803202384", "880320-2384", " 880320 - 2384 ", "880320–2384", "880320−2384",
        "\u2067880320-2384\u2069", "٨٨٠٣٢٠-٢٣٨٤", "۸۸۰۳۲۰۲۳۸۴", "19880320 2384", "1988 03 20-2384",
    ],
)  # fmt: skip
def test_spaces_dashes_digits_of_other_scripts_and_isolates_do_not_matter(written: str) -> None:
    assert parse("personnummer", written, today=TODAY).value == "19880320-2384"


@pytest.mark.parametrize(
    ("type", "text", "code"),
    [
        ("personnummer", "880320-2385", "identity.check_digit"),
        ("personnummer", "881320-2384", "identity.month"),
        ("personnummer", "880020-2384", "identity.month"),
        ("personnummer", "880332-2384", "identity.day"),
        ("personnummer", "880300-2384", "identity.day"),
        ("personnummer", "880359-2384", "identity.day"),
        ("personnummer", "880231-2384", "identity.day"),
        ("personnummer", "19890229-2385", "identity.day"),
        ("personnummer", "880320-238", "identity.length"),
        ("personnummer", "", "identity.length"),
        ("personnummer", "119880320-2384", "identity.length"),
        ("personnummer", "88032O-2384", "identity.characters"),
        ("personnummer", "8803-202384", "identity.characters"),
        ("personnummer", "170320192384", "identity.century"),
        ("personnummer", "880320-0008", "identity.serial"),
        ("personnummer", "701063-2391", "identity.type_mismatch"),
        ("personnummer", "880320-T980", "identity.type_mismatch"),
        ("samordningsnummer", "880320-2384", "identity.type_mismatch"),
        ("samordningsnummer", "880392-2384", "identity.day"),
        ("samordningsnummer", "881363-2384", "identity.month"),
        ("t_number", "880320-2384", "identity.characters"),
        ("t_number", "880320-T984", "identity.check_digit"),
        ("dossier", "12-34567", "identity.length"),
        ("dossier", "12-34567a", "identity.characters"),
        ("dossier", "12-345678/1", "identity.type_mismatch"),
        ("lma", "12-345678/x", "identity.characters"),
        ("lma", "12-345678/", "identity.characters"),
        ("reserve", "a*b", "identity.characters"),
        ("reserve", "abc", "identity.length"),
        ("migration_reference", "1" * 21, "identity.length"),
        ("passport", "12345678", "identity.unknown_type"),
    ],
)
def test_each_fault_has_its_own_code(type: str, text: str, code: str) -> None:
    assert refused(type, text) == code


def test_a_birth_date_after_today_is_refused() -> None:
    assert refused("personnummer", made(TODAY + timedelta(days=1), "238")) == "identity.future"


def test_29_february_of_the_wrong_century_is_refused() -> None:
    """0229 of a ten-digit number is read in 2000, written with a plus in 1900, which had no such day."""
    number = made(date(2000, 2, 29), "238")
    assert parse("personnummer", number[2:], today=TODAY).born == date(2000, 2, 29)
    assert refused("personnummer", number[2:].replace("-", "+")) == "identity.day"


@pytest.mark.parametrize("number", ["19150072-2390", "19171160-2399", "19120091-0000"])
def test_unknown_month_and_day_are_real_in_a_samordningsnummer(number: str) -> None:
    six = number[2:8]
    number = f"{number[:9]}239{identity.check_digit(six + '239')}"
    value = parse("samordningsnummer", number, today=TODAY)
    assert (value.value, value.born, value.sex) == (number, None, Sex.MAN)


def test_a_samordningsnummer_may_hold_the_31st_of_a_short_month() -> None:
    nine = "850291238"
    value = parse("samordningsnummer", f"19{nine[:6]}-238{identity.check_digit(nine)}", today=TODAY)
    assert value.born is None


@pytest.mark.parametrize("letter", "TRSUWXJKLMN")
def test_interim_numbers_count_their_letter_as_one(letter: str) -> None:
    number = f"19880320-{letter}98{identity.check_digit('880320198')}"
    value = parse("t_number", number.lower(), today=TODAY)
    assert (value.value, value.born, value.sex) == (number, date(1988, 3, 20), Sex.WOMAN)


@pytest.mark.parametrize(
    ("type", "text", "value"),
    [
        ("dossier", "99123456", "99-123456"),
        ("dossier", "99 - 123456", "99-123456"),
        ("lma", "99123456/01", "99-123456/1"),
        ("lma", "99-123456", "99-123456"),
        ("reserve", "demo 1234", "DEMO1234"),
        ("migration_reference", "51-123456", "51-123456"),
    ],
)
def test_numbers_without_check_digit_get_one_normal_form(type: str, text: str, value: str) -> None:
    assert parse(type, text, today=TODAY).value == value


@QUICK
@given(st.sampled_from(IdentifierType), st.text(max_size=24))
def test_any_text_is_either_refused_or_has_a_normal_form_that_parses_to_itself(type: IdentifierType, text: str) -> None:
    value = None
    with suppress(Refused):
        value = parse(type, text, today=TODAY)
    assert value is None or parse(type, value.value, today=TODAY) == value


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("880320-2384", "personnummer"),
        ("19701063-2391", "samordningsnummer"),
        ("880320-T980", "t_number"),
        ("99-123456/1", "lma"),
        ("99 123456", "dossier"),
        ("880320-Q980", None),
        ("Karim", None),
    ],
)
def test_the_shape_of_a_number_suggests_its_type(text: str, type: str | None) -> None:
    assert identity.guess_type(text) == type


@pytest.mark.parametrize(
    ("value", "masked"),
    [("19880320-2384", "••••-2384"), ("99-123456/1", "••••-3456"), ("19880320-T980", "••••-T980"), ("", "")],
)
def test_masking_leaves_the_last_four(value: str, masked: str) -> None:
    assert identity.mask(value) == masked


def held(type: str, value: str, begins: date) -> HeldIdentifier:
    return HeldIdentifier("i", PersonId("p"), type, value, begins)


def test_a_personnummer_ends_the_samordningsnummer_the_day_before() -> None:
    before = held("samordningsnummer", "19701063-2391", date(2025, 1, 7))
    dossier = held("dossier", "99-123456", date(2025, 1, 7))
    new = identity.generate(date(1978, 10, 3), Sex.MAN)
    identity.succeed_number([before, dossier], new, date(2026, 3, 1))
    assert (before.ends, dossier.ends) == (date(2026, 2, 28), None)


def test_a_number_replaced_on_its_first_day_ends_that_day() -> None:
    before = held("dossier", "99-123456", date(2026, 3, 1))
    identity.succeed_number([before], parse("dossier", "99-654321", today=TODAY), date(2026, 3, 1))
    assert before.ends == date(2026, 3, 1)


def test_the_same_number_again_is_refused_and_changes_nothing() -> None:
    before = held("dossier", "99-123456", date(2026, 3, 1))
    with pytest.raises(Refused, match="identity.already_held"):
        identity.succeed_number([before], parse("dossier", "99-123456", today=TODAY), date(2026, 4, 1))
    assert before.ends is None


def test_a_number_cannot_follow_one_that_began_later() -> None:
    before = held("dossier", "99-123456", date(2026, 3, 1))
    with pytest.raises(Refused, match="period.overlap"):
        identity.succeed_number([before], parse("dossier", "99-654321", today=TODAY), date(2026, 2, 1))


@QUICK
@given(st.sampled_from(sorted(identity.RULE_YEARS)), st.integers(0, 364), st.sampled_from([Sex.WOMAN, Sex.MAN]))
def test_generated_numbers_are_official_test_numbers(year: int, day: int, sex: Sex) -> None:
    listed = codes.listed_test_numbers()
    value = identity.generate(date(year, 1, 1) + timedelta(days=day), sex)
    assert parse("personnummer", value.value, today=TODAY) == value
    identity.require_allowed(value, demo=True, listed=listed)
    with pytest.raises(Refused, match="identity.test_number_in_production"):
        identity.require_allowed(value, demo=False, listed=listed)


@pytest.mark.parametrize(("born", "sex"), [(date(1980, 1, 1), Sex.MAN), (date(1988, 1, 1), Sex.UNKNOWN)])
def test_no_number_is_made_outside_the_rule(born: date, sex: Sex) -> None:
    with pytest.raises(Refused, match="identity.no_test_number"):
        identity.generate(born, sex)


@pytest.mark.parametrize("sex", [Sex.WOMAN, Sex.MAN])
def test_made_up_interim_numbers_stay_in_the_demo(sex: Sex) -> None:
    value = identity.generate_interim(date(1988, 3, 20), sex)
    assert parse("t_number", value.value, today=TODAY) == value
    assert identity.is_official_test_number(value, codes.listed_test_numbers())


@pytest.mark.parametrize(
    ("type", "text", "demo"),
    [
        ("personnummer", "19820107-1237", False),
        ("samordningsnummer", "19500191-2384", True),
        ("samordningsnummer", "19701063-2391", False),
        ("dossier", "99-123456", True),
        ("dossier", "12-345678", False),
        ("lma", "99-123456/2", True),
        ("reserve", "DEMO12", True),
        ("reserve", "AB1234", False),
        ("migration_reference", "DEMO1234", True),
        ("t_number", "19880320-T980", True),
    ],
)
def test_a_demo_register_takes_test_numbers_only_and_a_real_one_none(type: str, text: str, demo: bool) -> None:
    if type == "personnummer":
        text = f"19820107-123{identity.check_digit('820107123')}"
    value = parse(type, text, today=TODAY)
    listed = codes.listed_test_numbers()
    identity.require_allowed(value, demo=demo, listed=listed)
    with pytest.raises(Refused, match="identity.not_test_number|identity.test_number_in_production"):
        identity.require_allowed(value, demo=not demo, listed=listed)


@pytest.mark.parametrize(
    ("begins", "renewed_on", "dormant"),
    [
        (date(2025, 3, 1), None, date(2031, 1, 1)),
        (date(2025, 12, 31), None, date(2031, 1, 1)),
        (date(2019, 5, 1), date(2024, 2, 1), date(2030, 1, 1)),
        (date(2024, 5, 1), date(2019, 2, 1), date(2030, 1, 1)),
    ],
)
def test_a_samordningsnummer_goes_dormant_after_five_calendar_years(
    begins: date, renewed_on: date | None, dormant: date
) -> None:
    assert identity.dormant_from("samordningsnummer", begins, renewed_on) == dormant
    assert identity.dormant_from("personnummer", begins, renewed_on) is None
    assert identity.dormancy_near("samordningsnummer", begins, renewed_on, dormant - timedelta(days=183))
    assert not identity.dormancy_near("samordningsnummer", begins, renewed_on, dormant - timedelta(days=184))
    assert not identity.dormancy_near("personnummer", begins, renewed_on, dormant)


def test_a_mistyped_number_was_hers_on_no_day_and_a_withdrawn_one_until_today() -> None:
    mistyped, withdrawn = (HeldIdentifier("1", PersonId("p"), "dossier", "99-123456", date(2026, 1, 1)) for _ in "ab")
    identity.end_number(mistyped, WhyEnded.MISTYPED, "två siffror bytte plats", TODAY)
    identity.end_number(withdrawn, WhyEnded.WITHDRAWN, "Skatteverkets beslut", TODAY)
    assert (mistyped.ends, mistyped.why_ended, mistyped.reason) == (
        date(2026, 1, 1), WhyEnded.MISTYPED, "två siffror bytte plats",
    )  # fmt: skip
    assert (withdrawn.ends, withdrawn.why_ended) == (TODAY, WhyEnded.WITHDRAWN)
    for held, why in ((mistyped, WhyEnded.MISTYPED), (withdrawn, WhyEnded.WITHDRAWN)):
        with pytest.raises(Refused, match=r"identity\.already_ended"):
            identity.end_number(held, why, "igen", TODAY)


def test_a_number_ends_with_a_reason_and_never_before_it_began() -> None:
    held = HeldIdentifier("1", PersonId("p"), "dossier", "99-123456", date(2026, 1, 1))
    with pytest.raises(Refused, match=r"identity\.reason_missing"):
        identity.end_number(held, WhyEnded.MISTYPED, "", TODAY)
    with pytest.raises(Refused, match=r"identity\.reason_missing"):
        identity.end_number(held, WhyEnded.REPLACED, "ersatt", TODAY)
    with pytest.raises(Refused, match=r"period\.backwards"):
        identity.end_number(held, WhyEnded.WITHDRAWN, "återkallat", date(2025, 12, 31))
    assert held.ends is None
