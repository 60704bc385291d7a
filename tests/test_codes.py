"""The shipped code lists hold what they say they hold."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from caseworker import codes
from caseworker.domain import identity
from caseworker.domain.daycount import age_on
from caseworker.domain.law import cite
from caseworker.domain.person import Sex
from caseworker.domain.rights import RightCode
from caseworker.domain.rows import CodeRow
from caseworker.errors import EnvironmentFault, Refused
from caseworker.lawacts import read_acts
from caseworker.places import RESOURCES
from caseworker.rowfile import read

TODAY = date(2026, 11, 21)
# Municipalities per county, from 01 Stockholm to 25 Norrbotten
PER_COUNTY = [26, 8, 9, 13, 13, 8, 12, 1, 5, 33, 6, 49, 16, 12, 10, 15, 10, 7, 8, 15, 14]


def test_all_290_municipalities_in_swedish_order() -> None:
    rows = codes.municipalities()
    counted = Counter(row.code[:2] for row in rows)
    assert [counted[county] for county in sorted(counted)] == PER_COUNTY
    assert (rows[0].sv, rows[-1].sv) == ("Ale", "Övertorneå")
    assert codes.municipality("0380") == CodeRow("0380", "Uppsala", "Uppsala")
    assert {codes.county_of(row.code).code for row in rows} == set(counted)


@pytest.mark.parametrize(
    ("find", "known", "refusal"),
    [
        (codes.municipality, "1480", "code.unknown_municipality"),
        (codes.arrival_channel, "kvot", "code.unknown_arrival"),
        (codes.actor, "regionen", "intervention.unknown_actor"),
        (codes.intervention_type, "sfi-kurs", "intervention.unknown_type"),
        (codes.language, "prs", "code.unknown_language"),
    ],
)
def test_a_code_is_found_and_an_unknown_one_refused(find: Callable[[str], CodeRow], known: str, refusal: str) -> None:
    assert find(known).code == known
    with pytest.raises(Refused, match=refusal) as caught:
        find("x" * 99)
    assert caught.value.params == {"code": "x" * 40}


def test_a_language_is_found_by_its_swedish_or_english_name() -> None:
    assert codes.language("Dari").code == "prs"
    assert codes.language("Ukrainian").code == "uk"
    assert {"sv", "en", "ar", "prs", "so", "ti", "uk"} <= {row.code for row in codes.languages()}


def test_every_area_has_types_and_every_type_a_usual_actor() -> None:
    types = codes.intervention_types()
    assert {row.code for row in codes.intervention_areas()} == {kind.area for kind in types}
    assert len({kind.code for kind in types}) == len(types)
    assert all(codes.actor(kind.actor) for kind in types)
    for rows in (codes.intervention_areas(), codes.actors(), codes.arrival_channels(), types):
        assert all(row.code.isascii() and row.sv and row.en for row in rows)


def test_the_listed_test_numbers_are_valid_and_fill_the_gaps_of_the_rule() -> None:
    listed = codes.listed_test_numbers()
    people = [identity.parse("personnummer", number, today=TODAY) for number in listed.personnummer]
    assert {value.value for value in people} == listed.personnummer
    assert not [value.value for value in people if value.born and value.born.year in identity.RULE_YEARS]
    for sex in (Sex.WOMAN, Sex.MAN):
        ages = {age_on(value.born, TODAY) for value in people if value.sex is sex}
        assert {3, 7, 8, 10, 11, 72, 75, 80, 84} <= ages


def test_the_listed_coordination_numbers_have_both_sexes_and_unknown_dates() -> None:
    listed = codes.listed_test_numbers()
    values = [identity.parse("samordningsnummer", number, today=TODAY) for number in listed.samordningsnummer]
    assert {value.value for value in values} == listed.samordningsnummer
    assert len([value for value in values if value.value[4:6] == "00"]) > 9
    assert len([value for value in values if value.value[6:8] == "60"]) > 4
    assert {value.sex for value in values} == {Sex.WOMAN, Sex.MAN}


CATALOGUE = (
    codes.intervention_areas,
    codes.actors,
    codes.evidence_words,
    codes.outcome_words,
    codes.needed_facts,
    codes.intervention_types,
)


def test_the_catalogue_covers_the_field_and_every_paragraph_it_cites_exists() -> None:
    acts, types = read_acts(RESOURCES / "lawbook" / "acts.toml", fault="x"), codes.intervention_types()
    assert len(types) >= 60
    for law in {text for kind in types for text in kind.law}:
        assert acts[cite(law).act].has(cite(law)), law
    assert {kind.right for kind in types} - {""} == set(RightCode)
    assert {code for fact in codes.needed_facts() for code in fact.given_by} <= {kind.code for kind in types}
    assert {row.code for row in codes.intervention_areas()} < {row.code for row in codes.known_areas()}
    assert all(kind.evidence and kind.outcomes for kind in types)


def test_a_broken_catalogue_points_at_the_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "codes").mkdir()
    shipped = RESOURCES / "codes" / "interventions.toml"
    for old, new, field in (
        ('area = "barn", actor', 'area = "x", actor', "area"),
        ('actor = "regionen"', 'actor = "x"', "actor"),
        ('law = ["2016:38 5"]', 'law = ["2016:38 x:y"]', "law"),
        ('law = ["2016:38 5"]', "law = []", "payer"),
        ('right = "bostad"', 'right = "guld"', "right"),
        ('evidence = ["tid"', 'evidence = ["te"', "evidence"),
        ('outcomes = ["nasta-steg"', 'outcomes = ["x"', "outcomes"),
        ('requires = ["adress"]', 'requires = ["x"]', "requires"),
    ):
        text = shipped.read_text(encoding="utf-8").replace(old, new, 1)
        (tmp_path / "codes" / "interventions.toml").write_text(text, encoding="utf-8")
        with monkeypatch.context() as patched:
            patched.setattr(codes, "RESOURCES", tmp_path)
            for cached in CATALOGUE:
                cached.cache_clear()
            with pytest.raises(EnvironmentFault, match="codes.broken") as caught:
                codes.intervention_types()
        assert caught.value.params["field"] == field
    for cached in CATALOGUE:
        cached.cache_clear()


@pytest.mark.parametrize("text", ["", "words = 1", "words = {}", "words = {a = 1}"])
def test_a_table_of_words_must_hold_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentFault) as caught:
        read(path, fault="codes.broken").words("words")
    assert caught.value.params == {"file": "list.toml", "row": "", "field": "words"}


@pytest.mark.parametrize(("text", "field"), [("", "names"), ("names = [1]", "names"), ("names = [[1]]", "names")])
def test_a_list_of_names_must_hold_lists_of_texts(tmp_path: Path, text: str, field: str) -> None:
    path = tmp_path / "list.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentFault) as caught:
        read(path, fault="codes.broken").text_rows(field)
    assert caught.value.params["field"] == field


@pytest.mark.parametrize("text", ["", "weight = true", 'weight = "1"'])
def test_a_number_must_be_a_whole_number(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EnvironmentFault):
        read(path, fault="codes.broken").number("weight")
    path.write_text("weight = 3", encoding="utf-8")
    assert read(path, fault="codes.broken").number("weight") == 3
