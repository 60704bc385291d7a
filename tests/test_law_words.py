"""Every line the law engine can emit has words, in both languages, with the days written as the house writes them."""

import ast
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker import law_words, lawbook_rules
from caseworker.domain.conditions import Line
from caseworker.domain.daycount import Span
from caseworker.domain.happenings import Sign, Thing
from caseworker.domain.law import Certainty
from caseworker.domain.rights import Answer, RightCode
from caseworker.i18n import ui_translator

ENGINE = Path(lawbook_rules.__file__).parent / "domain"
WORDS = lawbook_rules.load().rules.words
SV, EN = ui_translator("sv").gettext, ui_translator("en").gettext
DAY, LATER = date(2025, 12, 1), date(2026, 12, 28)
# codes that are worked out: the axes of a condition, and a contradiction's own
WORKED_OUT = {
    "axis": {"ground", "permit", "settlement", "accommodation", "municipality"},
    "code": {"period.backwards", "facts.before_birth"},
}


def emitted() -> set[str]:
    """Return every code given to a ``Line`` in the engine."""
    found: set[str] = set()
    for name in ("conditions", "rights", "duties", "evaluation"):
        tree = ast.parse((ENGINE / f"{name}.py").read_text(encoding="utf-8"))
        values = {node.targets[0].id: node.value for node in ast.walk(tree)
                  if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)}  # fmt: skip
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Line":
                found.update(_codes(node.args[0], values))
    return found


def _codes(node: ast.expr, values: dict[str, ast.expr]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(code)):
            yield code
        case ast.IfExp(body=body, orelse=orelse):
            yield from _codes(body, values)
            yield from _codes(orelse, values)
        case ast.JoinedStr(values=[ast.Constant(value="certainty_"), _]):
            yield from (f"certainty_{one.value}" for one in Certainty)
        case ast.Attribute(attr=attr):
            yield from WORKED_OUT[attr]
        case ast.Name(id=name):
            yield from _codes(values[name], values)
        case _:
            raise AssertionError(ast.dump(node))


SAMPLES: dict[str, tuple[object, ...]] = {
    "lawbook": ("2026-11-22",),
    "period.backwards": (LATER, DAY),
    "facts.before_birth": (DAY, LATER),
    "no_status": (DAY,),
    "no_row": ("sfi", DAY),
    "status": ("NY-FLY", DAY),
    "asked": (DAY,),
    "age": (18, 24, date(1988, 3, 14)),
    "half_year": (16, 2004),
    "half_year_until": (16, 2004),
    "pension_before": (67, date(1988, 3, 14)),
    "pension_reached": (67, date(1988, 3, 14)),
    "ground": ("UtlL 4:1",),
    "permit": ("PUT",),
    "settlement": ("anvisad",),
    "accommodation": ("asylboende",),
    "municipality": ("0380",),
    "is": ("unaccompanied",),
    "is_not": ("unaccompanied",),
    "since": ("registered_from", DAY, Span(), DAY),
    "until": ("registered_from", DAY, Span(years=2), date(2027, 12, 1)),
    "before_day": ("registered_from", DAY, LATER),
    "from_day": ("registered_from", LATER, DAY),
    "row": ("sfi-folkbokford", DAY, None),
    "depends": ("registered_from",),
    "certainty_in_force": (),
    "certainty_transitional": (DAY,),
    "certainty_proposed": (DAY,),
    "certainty_unverified": (DAY,),
    "certainty_unknown": (DAY,),
    "local": ("2010:800 20:31",),
    "known_to": (DAY,),
    "event": ("assigned", DAY),
    "follows": (Sign(Thing.INTERVENTION, "sfi-kurs"), DAY, LATER),
    "put_off": (DAY, LATER),
    "quarter": (DAY,),
    "counted": (Span(months=2), date(2026, 2, 1)),
    "year_end": (date(2026, 12, 31),),
    "moved": (date(2026, 12, 26), LATER),
}


def test_every_code_of_the_engine_is_known_here() -> None:
    # a row in force says nothing of its certainty
    assert emitted() - {"certainty_in_force"} <= set(law_words.SAID)
    assert emitted() <= set(SAMPLES)
    assert set(law_words.SAID) <= set(SAMPLES)


@pytest.mark.parametrize("translate", [SV, EN], ids=["sv", "en"])
def test_every_line_is_a_whole_sentence(translate: Callable[[str], str]) -> None:
    for code in law_words.SAID:
        told = law_words.say(Line(code, SAMPLES[code]), WORDS, translate)
        assert told[0].isupper() or told[0].isdigit(), told
        assert told.endswith((".", "§).")), told
        assert "{" not in told
        assert "None" not in told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (Line("since", ("registered_from", DAY, Span(), DAY)), "Folkbokförd från: 1 dec 2025."),
        (
            Line("since", ("sfi_admitted", DAY, Span(years=3), date(2028, 12, 1))),
            "Antagen till sfi första gången: 1 dec 2025. 3 år senare: 1 dec 2028. Regeln gäller från 1 dec 2028.",
        ),
        (
            Line("until", ("sfi_admitted", DAY, Span(years=3), date(2028, 12, 1))),
            "Antagen till sfi första gången: 1 dec 2025. 3 år senare: 1 dec 2028. "
            "Regeln gäller till och med 30 nov 2028.",
        ),
        (
            Line("since", ("assigned", DAY, Span(months=-1), date(2025, 11, 1))),
            "Beslut om anvisning: 1 dec 2025. 1 månad tidigare: 1 nov 2025. Regeln gäller från 1 nov 2025.",
        ),
        (Line("since", ("assigned", None, Span(), None)), "Beslut om anvisning: ingen dag är antecknad."),
        (Line("before_day", ("assigned", None, DAY)), "Beslut om anvisning: ingen dag är antecknad."),
        (Line("half_year", (16, 2004)), "Rätten gäller från den 1 juli det år personen fyller 16: 2004."),
        (Line("half_year", (16, None)), "Det beror på åldern. Födelsedagen är inte känd."),
        (Line("age", (18, None, None)), "Det beror på åldern. Födelsedagen är inte känd."),
        (Line("age", (18, None, date(2008, 2, 29))), "Från 18 år: 28 feb 2026."),
        (Line("pension_before", (None, None)), "Det beror på åldern. Födelsedagen är inte känd."),
        (
            Line("moved", (date(2026, 12, 26), LATER)),
            "Sista dagen, 26 dec 2026, är en lördag. Den flyttas till 28 dec 2026 (1930:173 2 §).",
        ),
        (
            Line("moved", (date(2026, 12, 27), LATER)),
            "Sista dagen, 27 dec 2026, är en söndag. Den flyttas till 28 dec 2026 (1930:173 2 §).",
        ),
        (
            Line("moved", (date(2026, 12, 25), LATER)),
            "Sista dagen, 25 dec 2026, är en helgdag eller helgdagsafton. Den flyttas till 28 dec 2026 (1930:173 2 §).",
        ),
        (Line("depends", ("registered_from",)), "Beror på: folkbokförd från – uppgiften saknas."),
        (Line("depends", ("born", "ground")), "Beror på: födelsedag, tillståndsgrund – uppgifterna saknas."),
        (Line("settlement", ("",)), "Bosättningssätt: uppgiften saknas."),
        (Line("municipality", ("9999",)), "Kommun: 9999."),
        (Line("permit", ("?",)), "Slag av tillstånd: ?."),
        (Line("event", ("birthday 18", DAY)), "Fyller 18 år: 1 dec 2025."),
        (Line("event", ("born", DAY)), "Födelsedag: 1 dec 2025."),
        (Line("counted", (Span(), DAY)), "Sista dagen är 1 dec 2025."),
        (Line("counted", (Span(years=1, days=-2), DAY)), "1 år och 2 dagar tidigare: 1 dec 2025."),
        (Line("row", ("a", DAY, LATER)), "Regel a, gäller 1 dec 2025 – 28 dec 2026."),
        (
            Line("until", ("assigned", date.min, Span(), date.min)),
            "Beslut om anvisning: 1 jan 1. Regeln gäller till och med 1 jan 1.",
        ),
        (Line("something", (1,)), "something"),
        (Line("event", ("okänt", DAY)), "Okänt: 1 dec 2025."),
    ],
)  # fmt: skip
def test_what_is_said(line: Line, told: str) -> None:
    assert law_words.say(line, WORDS, SV) == told


def test_english_has_its_own_words_of_codes_and_facts() -> None:
    assert law_words.say(Line("status", ("NY-FLY", DAY)), WORDS, EN).endswith("(NY-FLY) since 1 Dec 2025.")
    assert law_words.say_all((Line("settlement", ("anvisad",)),), WORDS, EN) == (
        "Way of settlement: Assigned to the municipality.",
    )
    assert law_words.fact_name("assigned", WORDS, EN) == "decision on assignment"


def test_every_right_and_every_answer_has_a_name() -> None:
    assert set(law_words.RIGHTS) == set(RightCode)
    assert set(law_words.ANSWERS) == set(Answer)
    assert set(law_words.CERTAINTIES) == set(Certainty)
    told = (law_words.RIGHTS, law_words.ANSWERS, law_words.CERTAINTIES)
    assert all(SV(text) != text for words in told for text in words.values())
