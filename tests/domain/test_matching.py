"""Names across scripts, and why a registered person may be the one being entered."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker import linkage
from caseworker.domain import matching
from caseworker.domain.intake import EnteredAddress, EnteredNumber, Intake
from caseworker.domain.matching import CandidateFacts, Entered
from caseworker.domain.naming import distance, fold, sort_key
from caseworker.domain.person import BirthPrecision, Sex
from caseworker.domain.rows import Candidate, NameRow, PersonRow
from caseworker.domain.scoring import Facts
from caseworker.domain.sounding import likeness, name_keys, sounds_alike

SPELLINGS = [
    ("Mohammed", "Muhammad", "Mohamad", "محمد", "መሐመድ"),
    ("Yousef", "Youssef", "Yusuf", "يوسف", "یوسف"),
    ("Qasim", "Kasim", "Qassem", "قاسم"),
    ("Khadija", "Hadija", "Khadijeh", "خديجة", "خدیجه"),
    ("Oleksandr", "Олександр"),
    ("Shevchenko", "Шевченко"),
    ("Abdi", "Cabdi"),
    ("al-Hassan", "Al Hassan", "الحسن", "Hasan"),
    ("Tesfay", "ተስፋይ"),
    ("Selam", "ሰላም"),
    ("Sharifi", "شریفی", "Shareefi"),
    ("Ghulam", "Gulam", "غلام"),
    ("Marwan", "مروان"),
    ("Zahra", "زهرا", "Zahraa"),
]


@pytest.mark.parametrize("spellings", SPELLINGS, ids=lambda group: group[0])
def test_spellings_of_one_name_share_a_sounding_key(spellings: tuple[str, ...]) -> None:
    first = set(name_keys(spellings[0]))
    assert [other for other in spellings[1:] if not first & set(name_keys(other))] == []


@pytest.mark.parametrize(
    ("one", "other"), [("Karin", "Samira"), ("Ahmed", "Fatima"), ("Олександр", "Іван"), ("Ali", "Omar")]
)
def test_different_names_do_not_share_a_key(one: str, other: str) -> None:
    assert not set(name_keys(one)) & set(name_keys(other))
    assert not sounds_alike(one, other)


def test_a_name_in_its_own_script_is_also_found_letter_by_letter() -> None:
    assert "شریفی" in name_keys("شریفی")
    assert name_keys("  - ' ") == ()
    assert name_keys("ь") == ("ь",)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_any_text_has_keys_and_an_order_without_failing(text: str) -> None:
    assert all(key for key in name_keys(text))
    assert sort_key(text) == sort_key(text.casefold()) or not text.isascii()
    assert fold(fold(text)) == fold(text)


def test_swedish_letters_come_last_and_other_marks_do_not_count() -> None:
    names = ["Östberg", "Zorn", "Ärlig", "Åberg", "Évert", "Everin", "Müller", "Mylén", "O'Brien", "Obrien"]
    assert sorted(names, key=sort_key)[:4] == ["Everin", "Évert", "Mylén", "Müller"]
    assert sorted(names, key=sort_key)[-4:] == ["Zorn", "Åberg", "Ärlig", "Östberg"]


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("", "", 0), ("abc", "", 3), ("", "ab", 2), ("karin", "karni", 1), ("karin", "carin", 1), ("abc", "ca", 3)],
)
def test_distance_counts_changes_and_swapped_neighbours(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == distance(other, one) == steps


def test_longer_names_may_be_a_letter_apart() -> None:
    assert sounds_alike("Gebremedhin", "Gebremehdim")
    assert sounds_alike("Bashir", "Bachir")
    assert not sounds_alike("Ann", "Abn")
    assert likeness("ßæø", "ssaeo") == 0.99


def row(name: str = "Samira Haddad", **fields: object) -> PersonRow:
    values: dict[str, object] = {
        "id": "p1", "name": name, "original_name": "", "born": date(1988, 3, 20), "born_precision": "day",
        "sex": "woman", "number": "••••-2384", "case_number": "2026-0001", "status": "", "unaccompanied": False,
        "permit": "none", "settlement": "", "caseworker": "",
    }  # fmt: skip
    return PersonRow(**{**values, **fields})  # type: ignore[arg-type]  # every field is given above


def facts(
    *names: tuple[str, str], numbers: tuple[tuple[str, str], ...] = (), person: PersonRow | None = None
) -> CandidateFacts:
    spelt = tuple(NameRow(role, full, full.split()[0], full.split()[-1]) for role, full in names)
    held = person or row()
    compared = Facts(spelt, held.born, BirthPrecision(held.born_precision), Sex(held.sex), numbers)
    return CandidateFacts(held, compared)


def candidates(new: Entered, against: Iterable[CandidateFacts]) -> list[Candidate]:
    return matching.candidates(new, against, linkage.weights())


SAMIRA = facts(
    ("latin", "Samira Haddad"),
    ("original", "سميرة حداد"),
    ("migration_agency", "Samirah Haddad"),
    numbers=(("personnummer", "19880320-2384"), ("dossier", "99-123456")),
)


def only(new: Entered, *against: CandidateFacts) -> Candidate:
    (found,) = candidates(new, against)
    return found


def codes_of(candidate: Candidate) -> list[str]:
    return [reason.sign + reason.code for reason in candidate.reasons]


def test_same_number_is_the_same_person_whatever_the_name() -> None:
    found = only(Entered(given="Sara", family="Lind", numbers=(("personnummer", "8803202384"),)), SAMIRA)
    assert (found.likeness, found.same_number) == ("same", True)
    assert codes_of(found) == ["=same_number", "≠other_name"]


def test_one_digit_off_and_the_same_name_is_likely_the_same_person() -> None:
    new = Entered(given="Samira", family="Haddad", numbers=(("personnummer", "198803202394"),))
    found = only(new, SAMIRA)
    assert codes_of(found) == ["≈number_one_digit_off", "=same_name"]
    assert (found.likeness, found.same_number) == ("same", False)


def test_another_personnummer_speaks_against() -> None:
    new = Entered(given="Samira", family="Haddad", numbers=(("personnummer", "199201012383"),))
    assert candidates(new, [SAMIRA]) == []
    half_typed = Entered(given="Samira", family="Haddad", numbers=(("personnummer", "1992"), ("lma", "99123456")))
    assert codes_of(only(half_typed, SAMIRA)) == ["=same_name"]


def test_another_dossier_number_says_nothing() -> None:
    new = Entered(given="Samira", family="Haddad", numbers=(("dossier", "99654321"),))
    assert codes_of(only(new, SAMIRA)) == ["=same_name"]


@pytest.mark.parametrize(
    ("new", "codes"),
    [
        (Entered(original="سَميرة  حداد"), ["=same_original_name"]),
        (Entered(migration="SAMIRAH HADDAD"), ["=same_migration_spelling"]),
        (Entered(given="Haddad", family="Samira"), ["=same_name"]),
        (Entered(given="Sameera", family="Hadad"), ["≈similar_name"]),
        (Entered(original="Самира Хаддад"), ["≈similar_name"]),
        (Entered(given="Samira", family="Haddad", sex=Sex.MAN), ["=same_name", "≠other_sex"]),
        (Entered(given="Samira", family="Haddad", born=date(1988, 3, 20)), ["=same_name", "=same_birth_date"]),
        (Entered(given="Samira", family="Haddad", born=date(1988, 3, 2)), ["=same_name", "≈birth_date_one_off"]),
        (Entered(given="Samira", family="Haddad", born=date(1989, 3, 2)), ["=same_name", "≈near_birth_year"]),
        (Entered(given="Samira", family="Haddad", born=date(1988, 7, 12)), ["=same_name", "≠other_birth_day"]),
        (Entered(given="Samira", family="Haddad", born=date(1992, 7, 12)), ["=same_name", "≠birth_years_apart"]),
        (Entered(given="Samira", family="Haddad", born=date(1988, 1, 1)), ["=same_name", "≈birth_year_agrees"]),
    ],
)
def test_each_likeness_is_named(new: Entered, codes: list[str]) -> None:
    assert codes_of(only(new, SAMIRA)) == codes


def test_swapped_day_and_month_is_noticed() -> None:
    person = facts(("latin", "Samira Haddad"), person=row(born=date(1988, 3, 7)))
    found = only(Entered(given="Samira", family="Haddad", born=date(1988, 7, 3)), person)
    assert codes_of(found) == ["=same_name", "≈swapped_day_month"]
    assert found.likeness == "same"


def test_another_birth_year_weakens_a_shared_name() -> None:
    assert candidates(Entered(given="Samira", family="Haddad", born=date(1960, 3, 7)), [SAMIRA]) == []


def test_a_birth_date_known_to_the_year_is_never_the_same_day() -> None:
    new = Entered(given="Samira", family="Haddad", born=date(1988, 3, 20), born_precision=BirthPrecision.YEAR)
    assert codes_of(only(new, SAMIRA)) == ["=same_name", "≈same_birth_year"]


def test_two_mohammeds_born_on_1_january_are_only_perhaps_one() -> None:
    other = facts(("latin", "Mohammed Ali"), person=row("Mohammed Ali", born=date(1990, 1, 1)))
    assert only(Entered(given="Mohammed", family="Ali", born=date(1990, 1, 1)), other).likeness == "maybe"


def test_a_shared_family_name_is_kin_at_most() -> None:
    found = only(Entered(given="Omar", family="Haddad"), SAMIRA)
    assert (found.likeness, codes_of(found)) == ("related", ["≈family_only"])
    assert candidates(Entered(given="Omar", family="Haddad", born=date(1960, 1, 1)), [SAMIRA]) == []


def test_nobody_is_named_for_a_birthday_or_one_common_word_alone() -> None:
    assert candidates(Entered(born=date(1988, 3, 20)), [SAMIRA]) == []
    assert candidates(Entered(given="Samira"), [SAMIRA]) == []
    assert candidates(Entered(given="Samira", family="Nilsson"), [SAMIRA]) == []
    assert candidates(Entered(given="Sandra", family="Blom"), [facts(person=row("", born=None))]) == []


def test_an_unknown_birth_date_is_no_reason() -> None:
    unborn = facts(("latin", "Samira Haddad"), person=row(born=None, sex="unknown"))
    assert codes_of(only(Entered(given="Samira", family="Haddad", born=date(1988, 3, 20)), unborn)) == ["=same_name"]


def test_the_likeliest_come_first_then_by_name() -> None:
    kin = facts(("latin", "Omar Haddad"), person=row("Omar Haddad"))
    kin_too = facts(("latin", "Åsa Haddad"), person=row("Åsa Haddad"))
    found = candidates(Entered(given="Samira", family="Haddad"), [kin_too, kin, SAMIRA])
    assert [one.person.name for one in found] == ["Samira Haddad", "Omar Haddad", "Åsa Haddad"]


def test_telephones_and_addresses_are_compared_however_they_are_written() -> None:
    assert matching.phone_digits("+46 (0)70-123 45 67") == matching.phone_digits("070-1234567") == "0701234567"
    assert matching.phone_digits("٠٧٠ ١٢٣ ٤٥ ٦٧") == "0701234567"
    address = EnteredAddress("Storgatan 1 A", "751 40", "Uppsala")
    assert matching.place_of(address) == matching.place_of(EnteredAddress(" STORGATAN  1 a", "75140", ""))
    assert matching.place_of(EnteredAddress("Storgatan 1", "", "Uppsala")) == matching.place_of(None) == ""


def test_what_is_entered_is_compared_before_it_is_valid() -> None:
    intake = Intake(
        given=" Samira ", family="Haddad", original_name="سميرة حداد",
        numbers=(EnteredNumber("lma", "99-123456/1"), EnteredNumber("dossier", " ")),
    )  # fmt: skip
    new = matching.entered(intake)
    assert new.numbers == (("lma", "99123456"),)
    assert new.given == "Samira"
    assert set(new.keys) >= {"smr", "ht", "حداد"}
