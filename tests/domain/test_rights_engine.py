"""The small parts the rows of law are answered with, one by one."""

from dataclasses import replace
from datetime import date

import pytest

from caseworker.domain.conditions import Bound, Circumstance, OneOf, Pension, Since, together
from caseworker.domain.daycount import Span
from caseworker.domain.evaluation import Rules, evaluate
from caseworker.domain.facts import ALWAYS, NEVER, Facts, Known, Stretch
from caseworker.domain.law import Certainty, Rule, cite, cited
from caseworker.domain.rights import Answer, Decided, RightCode, RightRow, as_local

DAY = date(2026, 2, 1)
FACTS = Facts("ASYL", date(2025, 1, 1))


def row(
    id: str, answer: Answer, precedence: int, *conditions: object, certainty: Certainty = Certainty.IN_FORCE
) -> RightRow:
    rule = Rule("Lag", "source", date(2020, 1, 1), None, DAY, certainty)
    return RightRow(
        id, RightCode.SFI, frozenset({"ASYL"}), answer, conditions, precedence, "sfi", "Så är det.", rule  # type: ignore[arg-type]
    )  # fmt: skip


def sfi(facts: Facts, *rows: RightRow) -> Decided:
    return evaluate(facts, DAY, Rules("1", rows, (), {})).rights[0].decided


def test_silence_about_an_axis_is_a_question_or_a_no() -> None:
    known = Known(FACTS)
    assert OneOf("accommodation", frozenset({"eget"})).stretch(known) == Stretch(asks="accommodation")
    assert OneOf("accommodation", frozenset({"eget"}), said=True).stretch(known) == NEVER
    lives = Known(Facts("ASYL", date(2025, 1, 1), accommodation="eget"))
    assert OneOf("accommodation", frozenset({"eget"}), said=True).stretch(lives) == ALWAYS
    assert OneOf("accommodation", frozenset({"eget"}), without=True).stretch(lives) == NEVER


def test_a_birth_that_is_not_known_is_asked_for_and_never_made_up() -> None:
    with pytest.raises(LookupError):
        _ = Known(FACTS).born
    assert together((Pension((Bound(date.min, date.max, 67),)),), Known(FACTS))[2] == ("born",)


def test_conditions_that_cannot_hold_together_ask_for_nothing() -> None:
    since = Since("registered_from", Span(), None)
    assert together((since, Circumstance("at_und", True, False)), Known(FACTS)) == (1, 0, ())


def test_a_row_that_may_hold_and_a_row_that_surely_does_agree_or_depend() -> None:
    maybe = Circumstance("at_und", True, None)
    sure = row("sure", Answer.NO, 1)
    assert sfi(FACTS, sure, row("maybe", Answer.YES, 2, maybe)).answer is Answer.CONDITIONAL
    assert sfi(FACTS, sure, row("maybe", Answer.NO, 2, maybe)).row == sure
    unread = row("unread", Answer.MISSING, 2, maybe, certainty=Certainty.UNKNOWN)
    assert sfi(FACTS, sure, unread) == Decided(Answer.MISSING, unread)
    only = sfi(FACTS, row("maybe", Answer.YES, 2, maybe))
    assert (only.answer, only.asks, only.certainty) == (Answer.CONDITIONAL, ("at_und",), Certainty.IN_FORCE)
    assert sfi(FACTS).certainty is Certainty.UNKNOWN


def test_where_it_depends_the_row_that_may_give_the_right_tells_why() -> None:
    maybe = Circumstance("at_und", True, None)
    gives, refuses = row("gives", Answer.YES, 1), row("refuses", Answer.NO, 2, maybe)
    assert sfi(FACTS, gives, refuses).row == gives
    assert sfi(FACTS, refuses).row == refuses


def test_the_municipalitys_own_row_goes_before_the_law() -> None:
    law, own = row("law", Answer.NO, 90), as_local(row("own", Answer.YES, 1))
    assert sfi(FACTS, law, own).row == own
    (found, *_) = evaluate(FACTS, DAY, Rules("1", (law, own), (), {})).rights
    assert [line.code for line in found.log][-1] == "local"


def test_a_citation_is_read_and_written_and_an_act_is_named_once() -> None:
    titles = {"2010:800": "Skollagen"}
    cites = [cite("2010:800 20:31 a"), cite("2010:800 29:2"), cite("1994:137 8 a"), cite("2016:38")]
    assert [str(one) for one in cites] == ["2010:800 20:31 a", "2010:800 29:2", "1994:137 8 a", "2016:38"]
    assert cited(cites, titles) == (
        "Skollagen (2010:800) 20 kap. 31 a §, 29 kap. 2 §, Författning (1994:137) 8 a §, Författning (2016:38)"
    )
    with pytest.raises(ValueError, match="LMA"):
        cite("LMA 8 a §")


def test_what_is_worked_out_for_a_profile_is_let_go_before_it_grows_without_end() -> None:
    rules = Rules("1", (row("sure", Answer.NO, 1),), (), {})
    kept = rules.prepared_for(Known(FACTS))
    assert rules.prepared_for(Known(replace(FACTS, begins=DAY))) is kept
    for number in range(2000):
        evaluate(replace(FACTS, municipality=str(number)), DAY, rules)
    assert rules.prepared_for(Known(FACTS)) is not kept
    assert evaluate(FACTS, DAY, rules).rights[0].answer is Answer.NO
