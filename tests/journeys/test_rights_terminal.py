"""``caseworker rights``: what somebody described on the command line, or in a file of lines, may have by law."""

import io
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseworker import lawbook, lawbook_rules
from caseworker.domain.rights import Answer, RightCode
from caseworker.i18n import ui_translator
from caseworker.law_answers import LONGEST_LINE, LawAnswers
from tests.journeys.terminals import Run, in_this_process

SAMIRA = ("--status", "NY-FLY", "--born", "1988-03-14", "--from", "2025-11-09", "--on", "2026-02-01")
LINE = {"status": "NY-FLY", "born": "1988-03-14", "from": "2025-11-09", "on": "2026-02-01"}
TODAY = date(2026, 2, 1)
ANSWERS = LawAnswers(lawbook_rules.load(), lawbook.load(), ui_translator("sv").gettext, TODAY)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    return in_this_process(monkeypatch, capfdbinary)


def answered(*lines: object) -> list[dict[str, object]]:
    """Answer lines as ``--batch`` does; what is no text is written as JSON first."""
    raw = [one if isinstance(one, bytes) else json.dumps(one).encode() for one in lines]
    return [json.loads(told) for told, _good in ANSWERS.lines(io.BytesIO(b"\n".join(raw)))]


def right(answer: dict[str, object], code: str = "sfi") -> dict[str, object]:
    found = answer["rights"]
    assert isinstance(found, list)
    return next(one for one in found if one["right"] == code)


def test_the_contract_of_one_answer(run: Run) -> None:
    status, facts, text = run("rights", *SAMIRA, "--registered-from", "2025-12-01", "--settlement", "anvisad")
    assert status == 0, text
    assert list(facts) == ["lawbook", "on", "rights", "duties"]
    assert facts["on"] == "2026-02-01"
    rights, duties = facts["rights"], facts["duties"]
    assert isinstance(rights, list)
    assert isinstance(duties, list)
    assert [one["right"] for one in rights] == [code.value for code in RightCode]
    for one in rights:
        assert list(one)[:8] == ["right", "answer", "law", "from", "to", "responsible", "certainty", "log"]
        assert one["answer"] in set(Answer)
        assert one["log"]
    for one in duties:
        assert list(one)[:4] == ["duty", "last_day", "law", "loss"]
    sfi = right(facts)
    assert (sfi["answer"], sfi["from"], sfi["to"]) == ("yes", "2025-12-01", None)
    assert "(2010:800)" in str(sfi["law"])


def test_what_is_not_given_makes_the_answer_conditional(run: Run) -> None:
    _status, facts, _text = run("rights", *SAMIRA)
    assert (right(facts)["answer"], right(facts)["asks"]) == ("conditional", ["registered_from"])


def test_every_way_of_naming_things_is_understood(run: Run) -> None:
    for more in (
        ("--ground", "5:1", "--permit", "TUT", "--accommodation", "eget_boende", "--municipality", "0380"),
        ("--accommodation", "kommunens_boende", "--settlement", "sjalvbosatt", "--to", "2028-11-08"),
        ("--accommodation", "ovrigt", "--unaccompanied"),
        ("--fact", "assigned=2026-01-02", "--fact", "eea_citizen=nej", "--fact", "in_upper_secondary=ja"),
    ):
        status, _facts, text = run("rights", *SAMIRA, *more)
        assert status == 0, text


def test_in_words_it_says_the_same(run: Run) -> None:
    status, _facts, text = run("rights", *SAMIRA, "--registered-from", "2025-12-01", plain=True)
    assert status == 0
    assert "(NY-FLY)  2026-02-01" in text
    assert "Svenska för invandrare (sfi)" in text
    assert "Har rätt" in text
    assert "Vad som ska göras, och sista dagen:" in text
    status, _facts, text = run("rights", *SAMIRA, plain=True)
    assert "Beror på: folkbokförd från" in text
    status, _facts, text = run("rights", "--status", "MEDB", "--from", "2024-01-01", "--on", "2024-02-01", plain=True)
    assert "Inget som kan räknas av det som angavs." in text
    assert "[inte kontrollerad]" in text


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        (("--status", "NY-XYZ", "--from", "2025-11-09"), 3, "status.unknown_code"),
        (("--status", "NY-FLY"), 2, "facts.bad_value"),
        (("--from", "2025-11-09"), 2, "facts.bad_value"),
        (("--status", "NY-FLY", "--from", "9 nov"), 2, "facts.bad_value"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--on", "2026-02-30"), 2, "facts.bad_value"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--born", "2025-11-10"), 3, "facts.before_birth"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--to", "2025-11-08"), 3, "period.backwards"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--ground", "99:1"), 3, "status.ground"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--permit", "EVIG"), 2, "facts.bad_value"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--settlement", "tält"), 3, "settlement.unknown_code"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--accommodation", "tält"), 3, "accommodation.unknown_code"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--municipality", "9999"), 3, "code.unknown_municipality"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--fact", "assigned"), 2, "rights.fact_form"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--fact", "assigned="), 2, "rights.fact_form"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--fact", "hair=ja"), 2, "facts.unknown_field"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--fact", "eea_citizen=kanske"), 2, "facts.bad_value"),
        (("--status", "NY-FLY", "--from", "2025-11-09", "--fact", "assigned=igår"), 2, "facts.bad_value"),
        (("--batch", "-", "--status", "NY-FLY"), 2, "rights.batch_alone"),
        (("--batch", "saknas.jsonl"), 4, "rights.file_unreadable"),
        (("--batch", "a\0b"), 4, "rights.file_unreadable"),
    ],
)
def test_bad_input_is_told_by_name(run: Run, more: tuple[str, ...], status: int, code: str) -> None:
    found, facts, text = run("rights", *more)
    assert (found, facts["error"]) == (status, code), text
    assert facts["message"]


def test_a_batch_answers_line_by_line_and_a_bad_line_stops_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.jsonl"
    lines = [LINE, {**LINE, "status": "NY-XYZ"}, {**LINE, "registered_from": "2025-12-01", "unaccompanied": False}]
    file.write_text("\ufeff" + "\n".join(json.dumps(line) for line in lines) + "\n\n", encoding="utf-8")
    status, _facts, text = run("rights", "--batch", str(file))
    assert status == 3
    first, second, third, *told = text.splitlines()
    assert right(json.loads(first))["answer"] == "conditional"
    assert {name: json.loads(second)[name] for name in ("error", "line")} == {"error": "status.unknown_code", "line": 2}
    assert right(json.loads(third))["answer"] == "yes"
    assert told == [
        "1 rader kunde inte besvaras; alla andra är besvarade. Rätta de raderna och kör igen. (rights.bad_lines)"
    ]
    file.write_text(json.dumps(LINE), encoding="utf-8")
    status, _facts, text = run("rights", "--batch", str(file), plain=True)
    assert status == 0
    assert len(text.splitlines()) == 1


def test_one_answer_and_a_line_of_a_batch_are_the_same(run: Run) -> None:
    _status, facts, _text = run("rights", *SAMIRA, "--registered-from", "2025-12-01", "--unaccompanied")
    (line,) = answered({**LINE, "registered_from": "2025-12-01", "unaccompanied": True})
    assert line == facts


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "rights.not_json"),
        (b"[]", "rights.not_json"),
        (b'"NY-FLY"', "rights.not_json"),
        (b"\xff\xfe{}", "rights.not_json"),
        (b"\0", "rights.not_json"),
        (b"[" * 30_000, "rights.not_json"),
        (b'{"status": NaN}', "rights.not_json"),
        (b'{"born": ' + b"9" * 5000 + b"}", "rights.not_json"),
        (b'{"status": "NY-FLY", "status": "ASYL"}', "rights.same_field_twice"),
        (b'{"a\\u0000b": 1, "a\\u0000b": 2}', "rights.same_field_twice"),
        (b'{"status": "' + b"x" * 1_000_000 + b'"}', "rights.line_too_long"),
        ({}, "facts.bad_value"),
        ({**LINE, "status": "NY\0FLY"}, "facts.bad_value"),
        ({**LINE, "status": 7}, "facts.bad_value"),
        ({**LINE, "born": 19880314}, "facts.bad_value"),
        ({**LINE, "born": "1988-13-14"}, "facts.bad_value"),
        ({**LINE, "born": "1988-W11-1"}, "facts.bad_value"),
        ({**LINE, "on": ["2026-02-01"]}, "facts.bad_value"),
        ({**LINE, "on": "0000-01-01"}, "facts.bad_value"),
        ({**LINE, "unaccompanied": "ja"}, "facts.bad_value"),
        ({**LINE, "shoe_size": 38}, "facts.unknown_field"),
        ({**LINE, "municipality": "Uppsala"}, "code.unknown_municipality"),
        ({**LINE, "born": "2025-11-10"}, "facts.before_birth"),
    ],
)
def test_a_line_that_cannot_be_answered(line: object, code: str) -> None:
    bad, good = answered(line, LINE)
    assert (bad["error"], bad["line"]) == (code, 1)
    assert str(bad["message"])[0].isupper()
    assert "rights" in good


def test_a_line_that_is_too_long_is_skipped_to_its_end() -> None:
    just = b'{"status": "' + b"x" * (LONGEST_LINE - 15) + b'"}'
    long = b'{"status": "' + b'","' * LONGEST_LINE + b'"}'
    assert [line.get("error") for line in answered(just, long, LINE, long)] == [
        "facts.bad_value", "rights.line_too_long", None, "rights.line_too_long",
    ]  # fmt: skip


def test_without_a_day_the_answer_is_for_today() -> None:
    (answer,) = answered({name: value for name, value in LINE.items() if name != "on"})
    assert answer["on"] == "2026-02-01"


def test_a_day_before_the_status_or_before_any_rule_is_missing() -> None:
    for answer in answered(
        {**LINE, "on": "2025-11-08"}, {**LINE, "from": "1900-01-01", "born": None, "on": "1900-01-02"}
    ):
        assert {one["answer"] for one in answer["rights"]} == {"missing"}  # type: ignore[attr-defined]  # a list


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12), st.dates().map(str), st.just("NY-FLY"),
    st.lists(st.none(), max_size=2),
)  # fmt: skip
NAMES = st.sampled_from((*LINE, "to", "ground", "settlement", "accommodation", "registered_from", "unaccompanied"))


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=80), st.dictionaries(NAMES | st.text(max_size=8), VALUES, max_size=9)))
@example({**LINE, "on": "9999-12-31", "born": "0001-01-01", "from": "0001-01-01"})
@example({**LINE, "on": "0001-01-01", "from": "0001-01-01", "born": None, "to": "9999-12-31"})
@example({**LINE, "born": "2008-02-29", "from": "9999-12-31", "on": "9999-12-31"})
def test_whatever_a_line_holds_it_is_answered_or_refused_by_name(line: object) -> None:
    for told in answered(line):
        assert ("rights" in told) != ("error" in told)


def test_no_register_is_needed_and_none_of_what_reads_one_is_loaded() -> None:
    script = (
        "import sys; from caseworker import cli; sys.argv = ['caseworker', 'rights', '--batch', '-']\n"
        "try: cli.main()\n"
        "except SystemExit as end: print(end.code, sorted({'sqlalchemy', 'sqlcipher3', 'babel'} & set(sys.modules)))"
    )
    line = json.dumps(LINE).encode()
    said = subprocess.run([sys.executable, "-c", script], input=line, capture_output=True, check=True)
    answer, end = said.stdout.splitlines()
    assert "rights" in json.loads(answer)
    assert end == b"0 []"
