"""The Swedish source of the letters: readable, careful with promises, and in the shape the letter engine reads."""

import re
import tomllib
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from caseworker import lawbook_rules
from caseworker.domain.law import cite, cited
from caseworker.letters.contacts import read_contacts
from caseworker.letters.sheet import GROUPS, PLACEHOLDERS

LETTERS = Path(__file__).resolve().parents[2] / "resources" / "letters"
SHEETS = tuple(
    path for path in sorted(LETTERS.glob("*.toml")) if "block" in tomllib.loads(path.read_text(encoding="utf-8"))
)
MADE = {"rights", "next_steps"}
KINDS = {"heading", "paragraph", "fields", "step", "note"} | MADE
# names and terms a reader must meet as they are are not counted as long words
LONGEST_LIX = 30

every_sheet = pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def texts(sheet: dict[str, Any]) -> list[str]:
    """Every Swedish text of the sheet: title, block texts and field labels."""
    found = [sheet["title"]]
    for block in sheet["block"]:
        found += [block["text"]] if "text" in block else [field["label"] for field in block.get("fields", ())]
    return found


def running_texts(sheet: dict[str, Any]) -> list[str]:
    return [block["text"] for block in sheet["block"] if block["kind"] in ("paragraph", "step", "note")]


def lix(running: list[str], terms: tuple[str, ...] = ()) -> float:
    """Läsbarhetsindex (Björnsson 1968): words per sentence + per cent of words over six letters; terms are not long."""
    text = " ".join(running)
    words = re.findall(r"[^\W\d_]+", text)
    sentences = len(re.findall(r"[.?!]", text))
    long = [word for word in words if len(word) > 6 and not word.lower().startswith(terms)]
    return len(words) / sentences + 100 * len(long) / len(words)


def known_terms() -> tuple[str, ...]:
    return tuple(start for term in load(LETTERS / "terms.toml")["term"] for start in term["match"])


def test_the_sheets_are_those_handed_out_most() -> None:
    assert {path.stem for path in SHEETS} == {
        "valkommen", "kallelse", "nasta-steg", "din-status", "folkbokforing", "personnummer", "id-kort", "bank",
        "forsakringskassan", "arbetsformedlingen", "ekonomiskt-bistand", "lma", "sfi", "samhallsorientering", "skola",
        "vard", "nodnummer", "boende", "barn", "god-man", "vald", "overklaga", "forlangning", "tolk", "uppgifter",
    }  # fmt: skip


@every_sheet
def test_the_sheet_is_easy_to_read(path: Path) -> None:
    assert lix(running_texts(load(path)), known_terms()) <= LONGEST_LIX


@every_sheet
def test_the_sheet_is_easy_to_read_even_when_terms_count_as_long_words(path: Path) -> None:
    assert lix(running_texts(load(path))) <= 35


def test_the_readability_measure_tells_easy_from_heavy() -> None:
    easy = lix(["Du får hjälp. Ring oss."])
    heavy = lix(
        ["Handläggningen av ansökningshandlingarna förutsätter kompletterande utredningsåtgärder från myndigheten."]
    )
    assert easy == pytest.approx(2.5)
    assert heavy > 80


@every_sheet
def test_no_sentence_is_long(path: Path) -> None:
    sentences = [part for text in running_texts(load(path)) for part in re.split(r"(?<=[.?!])\s", text)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 18] == []


@every_sheet
def test_the_tone_is_plain_and_promises_nothing(path: Path) -> None:
    whole = " ".join(texts(load(path))).lower()
    unwanted = r"tyvärr|vänligen|\bflykting\b|\bflyktingar\b|!|\bgaranter|\balltid\b|\blovar\b|\bsnart får\b|\bska få\b"
    assert re.findall(unwanted, whole) == []


@every_sheet
def test_the_sheet_says_that_it_is_not_a_decision(path: Path) -> None:
    assert any("Det här är information. Det är inte ett beslut." in text for text in running_texts(load(path)))


@every_sheet
def test_headings_ask_a_question(path: Path) -> None:
    headings = [block["text"] for block in load(path)["block"] if block["kind"] == "heading"]
    assert headings
    assert [heading for heading in headings if not heading.endswith("?")] == []


@every_sheet
def test_the_sheet_has_the_shape_the_letter_engine_reads(path: Path) -> None:
    sheet = load(path)
    assert sheet["id"] == path.stem
    assert sheet["version"] >= 1
    for block in sheet["block"]:
        assert block["kind"] in KINDS
        assert ("fields" in block) == (block["kind"] == "fields")
        assert ("text" in block) == (block["kind"] not in MADE | {"fields"})
        assert block.get("when", "person") in PLACEHOLDERS


@every_sheet
def test_the_law_a_sheet_rests_on_stands_in_the_index(path: Path) -> None:
    acts = lawbook_rules.load().acts
    cites = [cite(one) for one in load(path).get("law", ())]
    assert all(one.act in acts and acts[one.act].has(one) for one in cites)
    assert cited(cites, {}).count("(") <= 3, "small print"


@every_sheet
def test_a_sheet_says_what_it_is_about_and_where_more_is_told(path: Path) -> None:
    sheet = load(path)
    assert sheet["group"] in GROUPS
    assert re.fullmatch(r"https://www\.[a-z0-9.]+\.se", sheet.get("url", "https://www.x.se"))


@every_sheet
def test_no_sheet_holds_a_number_to_call(path: Path) -> None:
    assert not re.search(r"\b(112|1177|114\W14|116\W111|020)\b", " ".join(texts(load(path))))


def test_every_number_to_call_is_dated_and_named_by_a_sheet() -> None:
    named = " ".join(path.read_text(encoding="utf-8") for path in SHEETS)
    for contact in read_contacts():
        assert contact.id in PLACEHOLDERS
        assert f"{{{contact.id}}}" in named
        assert contact.source
        assert contact.certainty in ("seen", "unverified")
        assert contact.read.year >= 2026


@every_sheet
def test_every_placeholder_is_one_the_program_fills_in(path: Path) -> None:
    sheet = load(path)
    values = [field["value"] for block in sheet["block"] for field in block.get("fields", ())]
    used = {name for text in [*texts(sheet), *values] for _, name, *_ in Formatter().parse(text) if name is not None}
    assert used <= PLACEHOLDERS


@every_sheet
def test_the_sheet_prints_no_identity_number(path: Path) -> None:
    assert "{personnummer}" not in path.read_text(encoding="utf-8")


@every_sheet
def test_a_block_that_needs_a_meeting_is_left_out_without_one(path: Path) -> None:
    for block in load(path)["block"]:
        if "{next_meeting}" in str(block):
            assert block["when"] == "next_meeting"


@every_sheet
def test_the_sheet_fits_one_paper_in_two_columns(path: Path) -> None:
    blocks = load(path)["block"]
    words = sum(len(text.split()) for text in texts(load(path)))
    assert len(blocks) <= 18
    assert words <= 260


def test_the_frame_holds_the_fixed_words_and_a_comment_for_each() -> None:
    frame = load(LETTERS / "frame.toml")
    comments = frame.pop("comment")
    told = {"to", "about", "not_a_decision", "draft", "reviewed", "version", "page", "demo", "law", "read_more"}
    assert set(frame) == told
    assert set(comments) == set(frame)
    used = {name for text in frame.values() for _, name, *_ in Formatter().parse(text) if name is not None}
    assert used == {"person", "reviewed", "version", "date", "page", "pages", "law", "url"}
