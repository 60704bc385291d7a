"""Codes in words and days as typed: nothing the register may hold is without words, no day is read as another."""

import re
from dataclasses import replace
from datetime import date
from gettext import NullTranslations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.lawsheet import DutyShown
from caseworker.domain.person import BirthPrecision, InterpreterNeed, Sex
from caseworker.domain.rows import MemberRow
from caseworker.domain.status import PermitType
from caseworker.store.register import Register
from tests.ui.people_bench import desk_over
from ui import language
from ui.days import birth_text, read_day, read_full_day
from ui.log_words import log_words
from ui.person.kin_words import next_words
from ui.words import (
    birth_facts,
    interpreter_words,
    is_asylum,
    mid_sentence,
    permit_kind,
    permit_words,
    person_facts,
    status_look,
)

ROOT = Path(__file__).resolve().parents[2]
ABOUT_PEOPLE = ("person", "case", "identifier", "contact", "address", "status", "settlement", "accommodation",
                "intervention", "note")  # fmt: skip


@given(day=st.dates(min_value=date(1900, 1, 1)))
@settings(max_examples=80, deadline=None)
def test_a_day_is_read_back_as_it_is_written(day: date) -> None:
    assert read_full_day(day.isoformat()) == day
    assert read_full_day(f"{day:%Y%m%d}") == day
    for precision in (BirthPrecision.DAY, BirthPrecision.MONTH, BirthPrecision.YEAR):
        typed = read_day(birth_text(day, precision))
        assert typed is not None
        assert (typed.precision, typed.day.year) == (precision, day.year)


@pytest.mark.parametrize("text", ["", "93", "1993-1-1", "1993-13", "1993-02-30", "12 maj 1993", "0000", "1993-05-12-1"])
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    assert read_day(text) is None


def test_a_year_alone_is_no_full_day() -> None:
    assert read_full_day("1993") is None
    assert birth_text(None, "unknown") == ""


def test_every_event_about_a_person_has_words_in_the_log() -> None:
    language.choose("en", NullTranslations())
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "caseworker" / "services").glob("*.py")]
    actions = {action for source in sources for action in re.findall(r'Event\(\s*"([a-z_]+\.[a-z_]+)"', source)}
    about = {action for action in actions if action.partition(".")[0] in ABOUT_PEOPLE}
    assert len(about) > 10
    assert {action for action in about if "something else" in log_words(action)} == set()
    assert log_words("letter.printed") != log_words("letter.saved")
    assert log_words("moon.landed") == "Did something else (moon.landed)"


def test_every_code_a_form_offers_has_words_in_both_languages(register: Register) -> None:
    words = desk_over(register).words
    for code in ("en", "sv"):
        language.choose(code, NullTranslations())
        rows = (words.settlements, words.accommodations, words.languages, words.arrivals, words.actors,
                words.identifiers, words.interventions)  # fmt: skip
        for pairs in rows:
            assert pairs
            assert all(one and told and one != told for one, told in pairs)
        for rule in words.status_rows:
            assert words.status(rule.code) != rule.code
    language.choose("en", NullTranslations())
    assert words.status("") == "Not recorded"
    assert words.status("NY-FLY", unaccompanied=True).endswith(", unaccompanied")
    assert words.language("ar") == "Arabic"
    assert words.settlement("from a later version") == "from a later version"


def test_no_status_is_called_by_the_bare_word(register: Register) -> None:
    words = desk_over(register).words
    language.choose("sv", NullTranslations())
    told = [words.status(rule.code).casefold() for rule in words.status_rows] + [r.sv for r in words.status_rows]
    assert [text for text in told if re.search(r"\bflykting(ar)?\b", text)] == []


def test_facts_say_what_is_not_known() -> None:
    language.choose("en", NullTranslations())
    today = date(2026, 11, 21)
    assert person_facts("woman", date(1988, 3, 14), today) == "Woman, 38 years"
    assert person_facts("unknown", None, today) == "Sex not known"
    assert birth_facts(None, "unknown") == "Birth date not known"
    assert birth_facts(date(1988, 3, 1), "month") == "Born 1988-03"
    assert permit_words("", None) == "No residence permit"
    assert permit_words("TUT", None) == "Temporary permit, last day not recorded"
    assert permit_words("PUT", None) == "Permanent permit"
    assert permit_words("PUT", today).endswith("2026-11-21")
    assert all(permit_kind(kind) for kind in PermitType)
    assert len({interpreter_words(need) for need in InterpreterNeed}) == len(InterpreterNeed)
    assert len({person_facts(sex, None, today) for sex in Sex}) == len(Sex)


def test_looks_and_axes_follow_the_status() -> None:
    assert status_look("NY-FLY")[0] == "accent"
    assert status_look("") == ("neutral", "minus")
    assert status_look("SOMETHING-NEW")[0] == "neutral"
    assert (is_asylum("ASYL-EK"), is_asylum("NY-FLY"), is_asylum("")) == (True, False, False)


@pytest.mark.parametrize(
    ("words", "inside"),
    [("Personnummer", "personnummer"), ("LMA-kortets nummer", "LMA-kortets nummer"), ("T-nummer", "T-nummer"),
     ("EU/EES", "EU/EES"), ("Övrig", "övrig"), ("", "")],
)  # fmt: skip
def test_a_word_inside_a_sentence_keeps_its_abbreviation(words: str, inside: str) -> None:
    assert mid_sentence(words) == inside


def test_a_duty_that_depends_on_what_is_not_known_may_apply() -> None:
    day = date(2026, 12, 1)
    row = MemberRow("1", "Leila Haddad", "2026-0002", None, "woman", "NY-FLY", False, None, None, True, day, None)
    sure = DutyShown("a", "Gör det.", day, day, day, "Lag 1 §", "", "law", "", "in_force", None, (), short_en="Do it")
    assert next_words(row, day, sure) == "Do it, 1 Dec 2026"
    unsure = replace(sure, depends=("day of birth",), certainty="unverified")
    assert next_words(row, day, unsure) == "Do it · may apply · not verified, 1 Dec 2026"
