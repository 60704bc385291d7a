"""How much speaks for two records being one person: families, dates, numbers, and the many who share a name."""

import random
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker import linkage
from caseworker.domain.matching import score
from caseworker.domain.person import BirthPrecision, NameRole, Sex
from caseworker.domain.rows import NameRow
from caseworker.domain.scoring import REASONS, Facts, Scored, Scorer, bare_number

WEIGHTS = linkage.weights()
REVIEW = WEIGHTS.of("review")
BORN = date(1988, 3, 20)


def named(full: str, *, given: str = "", family: str = "", role: NameRole = NameRole.LATIN) -> NameRow:
    return NameRow(role, full, given, family)


def someone(full: str = "Samira Haddad", born: date | None = BORN, **fields: object) -> Facts:
    given, _, family = full.partition(" ")
    names = (named(full, given=given, family=family),) if full else ()
    return replace(Facts(names, born), **fields)  # type: ignore[arg-type]  # fields of Facts


def scored(one: Facts, other: Facts) -> Scored:
    found = score(one, other, WEIGHTS)
    assert found.weight == pytest.approx(score(other, one, WEIGHTS).weight)  # the order does not matter
    assert found.codes <= set(REASONS)
    return found


def above(one: Facts, other: Facts) -> bool:
    return scored(one, other).weight > REVIEW


# One person, written in two ways
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Samira Haddad", "Sameera Hadad"),
        ("Samira Haddad", "Haddad Samira"),
        ("Samira Haddad", "سميرة حداد"),
        ("Samira Haddad", "Самира Хаддад"),
        ("Selam Tesfay", "ሰላም ተስፋይ"),
        ("Ahmad Hassan Ali Warsame", "Ahmad Warsame"),  # a shortened chain of fathers
        ("Axmed Cali Warsame", "Ahmed Ali Varsame"),
        ("Nour al-Khatib", "Noor Khatib"),
        ("Mohammad Reza Karimi", "Mohammadreza Karimi"),
        ("Mohammad-Reza Karimi", "Mohammad Reza Karimi"),
        ("Gebre Meskel Haile", "Gebremeskel Haile"),
        ("Abd al-Rahman Said", "Abdulrahman Said"),
        ("عبد الرحمن سعيد", "Abderrahmane Saïd"),
        ("Ali bin Said al Masri", "Ali Said Almasri"),
        ("Zoë Ångström", "Zoe\u0308 A\u030angstro\u0308m"),  # NFC and NFD
        ("رحمت\u200cالله کریمی", "Rahmatullah Karimi"),  # a joiner inside the word
        ("Olena Petrivna Shevchenko", "Олена Шевченко"),
    ],
)
def test_one_person_is_found_however_she_is_written(one: str, other: str) -> None:
    assert above(someone(one), someone(other))


def test_who_has_no_surname_is_found_by_her_own_and_her_fathers_name() -> None:
    both = someone("Rahel Tesfay Woldu", numbers=(("lma", "50-123456"),))
    assert above(both, someone("Rahel Tesfay"))
    assert not above(someone("Rahel Tesfay"), someone("Selam Tesfay"))  # sisters: the father's name is the same


def test_a_fathers_name_in_place_of_the_surname_is_no_other_person() -> None:
    found = scored(someone("Samira Haddad"), someone("Samira Omar"))
    assert "other_family_name" in found.codes
    assert found.weight > REVIEW  # with the same birthday
    assert not above(someone("Samira Haddad", None), someone("Samira Omar", None))


# Kin
@pytest.mark.parametrize(("phone", "home"), [("", ""), ("0701234567", ""), ("", "household")])
def test_twins_are_not_above_the_line_whatever_the_house_shares(phone: str, home: str) -> None:
    one, other = (
        someone(
            name,
            sex=Sex.WOMAN,
            languages=frozenset({"ar"}),
            phones=frozenset({phone}) - {""},
            places=frozenset({home}) - {""},
        )
        for name in ("Amina Haddad", "Salma Haddad")
    )
    found = scored(one, other)
    assert found.kin
    assert found.weight <= REVIEW


def test_siblings_and_a_father_of_the_same_name_are_not_above_the_line() -> None:
    home = frozenset({"household"})
    assert not above(someone(places=home), someone("Yousef Haddad", date(1990, 5, 1), places=home))
    elder = someone("Mohammed Haddad", date(1960, 4, 2), places=home)
    assert not above(someone("Mohammed Haddad", date(1991, 7, 9), places=home), elder)


def test_kin_with_one_number_are_one_person_all_the_same() -> None:
    number = (("personnummer", "19880320-2384"),)
    found = scored(someone("Amina Haddad", numbers=number), someone("Salma Haddad", numbers=number))
    assert found.weight > REVIEW


# The many of one name and one 1 January
def test_a_common_name_weighs_little_and_a_rare_one_much() -> None:
    assert WEIGHTS.of_name("Mohammed") == WEIGHTS.of_name("محمد") == WEIGHTS.of_name("Maxamed") == 2
    assert WEIGHTS.of_name("Shevchenko") == 4
    assert WEIGHTS.of_name("Kakar") == WEIGHTS.of("rare_name") == 8


def test_mohammeds_of_one_1_january_are_never_above_the_line_on_name_and_date_alone() -> None:
    fathers = [
        "Ali",
        "Ahmadi",
        "Hussein",
        "Karimi",
        "Rezaei",
        "Haddad",
        "Kakar",
        "Nazari",
        "Omar Hassan",
        "Ali Abdi Nur",
    ]
    people = [
        someone(f"Mohammed {father}", date(1990, 1, 1), sex=Sex.MAN, languages=frozenset({"prs"})) for father in fathers
    ]
    assert not any(above(one, other) for one, other in combinations(people, 2))
    assert not any(above(one, one) for one in people)  # somebody else of the very same name


def test_a_fifth_of_an_office_born_on_1_january_makes_no_pairs() -> None:
    chance = random.Random(5)
    given = ["Mohammed", "Ahmad", "Ali", "Hassan", "Omar", "Fatima", "Maryam", "Zahra", "Amina", "Abdullah"]
    family = ["Ahmadi", "Hosseini", "Karimi", "Ali", "Hassan", "Ibrahim", "Mohamud", "Rahimi", "Khan", "Osman"]
    people = [
        someone(
            f"{chance.choice(given)} {chance.choice(family)}",
            date(chance.randrange(1960, 2010), 1, 1) if number % 5 == 0 else _some_day(chance),
        )
        for number in range(300)
    ]
    first_of_january = [one for one in people if one.born and (one.born.month, one.born.day) == (1, 1)]
    scorer = Scorer(WEIGHTS)
    assert len(first_of_january) >= 60
    assert all(scorer.score(one, other).weight <= REVIEW for one, other in combinations(first_of_january, 2))


def _some_day(chance: random.Random) -> date:
    return date(chance.randrange(1960, 2010), chance.randrange(1, 13), chance.randrange(2, 28))


def test_1_january_is_a_birthday_where_births_are_registered() -> None:
    day = date(1990, 1, 1)
    olena, other = (someone("Olena Shevchenko", day, languages=frozenset({"uk"})) for _ in range(2))
    assert "same_birth_date" in scored(olena, other).codes
    assert "same_birth_year" in scored(olena, replace(other, languages=frozenset({"ti"}))).codes


# Birth
@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (BORN, BORN, "same_birth_date"),
        (date(1988, 3, 7), date(1988, 7, 3), "swapped_day_month"),
        (date(1988, 3, 12), date(1988, 3, 21), "birth_date_one_off"),
        (date(1988, 3, 12), date(1989, 3, 12), "birth_date_one_off"),
        (date(1988, 1, 1), date(1988, 1, 1), "same_birth_year"),
        (date(1988, 1, 1), date(1988, 5, 9), "birth_year_agrees"),
        (date(1988, 2, 3), date(1988, 11, 29), "other_birth_day"),
        (date(1988, 2, 3), date(1989, 11, 29), "near_birth_year"),
        (date(1988, 2, 3), date(1992, 11, 29), "birth_years_apart"),
        (date(1988, 2, 3), date(1999, 11, 29), "other_birth_date"),
    ],
)
def test_birth_dates_are_compared_as_far_as_they_are_known(one: date, other: date, code: str) -> None:
    found = scored(someone(born=one), someone(born=other))
    assert code in found.codes
    year = replace(someone(born=one), born_precision=BirthPrecision.YEAR)
    assert "same_birth_date" not in scored(year, someone(born=other)).codes


def test_nothing_is_said_of_a_birth_that_is_not_known() -> None:
    assert scored(someone(born=None), someone()).codes == {"same_name"}


# Numbers
PNR = ("personnummer", "19880320-2384")


def test_one_number_speaks_loudest() -> None:
    found = scored(someone(numbers=(PNR,)), someone("Helt Annorlunda", date(1950, 5, 5), numbers=(PNR,)))
    assert {"same_number", "other_name", "other_birth_date"} <= found.codes


def test_two_valid_numbers_of_a_kind_nobody_has_two_of_are_a_veto() -> None:
    elsewhere = ("personnummer", "19910502-2399")
    found = scored(someone(numbers=(PNR,)), someone(numbers=(elsewhere,), phones=frozenset({"070"})))
    assert "other_number" in found.codes
    assert found.weight < 0
    recorded = someone(numbers=(elsewhere,), former=(PNR,))
    assert "same_number" in scored(someone(numbers=(PNR,)), recorded).codes  # a number change
    assert "other_number" not in scored(someone(), someone(numbers=(elsewhere,))).codes


def test_a_digit_off_and_digits_of_another_script_are_seen() -> None:
    assert (
        "number_one_digit_off"
        in scored(someone(numbers=(("lma", "50-123456"),)), someone(numbers=(("lma", "50-123457"),))).codes
    )
    assert bare_number("٥٠-١٢٣٤٥٦/1") == "50123456"
    assert scored(someone(numbers=(("lma", "12"),)), someone(numbers=(("lma", "12"),))).codes.isdisjoint(
        {"same_number"}
    )
    other_dossier = scored(someone(numbers=(("dossier", "111111"),)), someone(numbers=(("dossier", "999999"),)))
    assert other_dossier.codes.isdisjoint({"other_number"})


# The rest
def test_small_things_weigh_little_and_a_shared_telephone_or_home_the_same() -> None:
    plain = scored(someone(sex=Sex.WOMAN), someone(sex=Sex.WOMAN)).weight
    assert plain - scored(someone(), someone()).weight == WEIGHTS.of("same_sex")
    assert "other_sex" in scored(someone(sex=Sex.MAN), someone(sex=Sex.WOMAN)).codes
    assert "other_language" in scored(someone(languages=frozenset({"ar"})), someone(languages=frozenset({"ti"}))).codes
    home = replace(someone(), places=frozenset({"household"}))
    called = replace(home, phones=frozenset({"0701"}))
    both = scored(called, called)
    assert both.weight == scored(home, home).weight
    assert "same_phone" in both.codes


def test_names_nobody_gave_and_names_with_nothing_in_common() -> None:
    assert scored(someone(""), someone("")).codes == {"same_birth_date"}
    assert "other_name" in scored(someone("Samira Haddad"), someone("Dmytro Boyko")).codes
    assert "same_common_name" in scored(someone("Mohammed Ali"), someone("Mohammed Ali")).codes


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=25), st.text(max_size=25))
def test_any_names_are_compared_without_failing(one: str, other: str) -> None:
    scored(someone(one), someone(other))
