"""What must hold of any rules and any facts: order, silence about what is not asked, constancy, and no surprises."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker import lawbook, lawbook_rules
from caseworker.domain.conditions import Circumstance, Condition, Happened, OneOf, Since, together
from caseworker.domain.evaluation import Rules, evaluate
from caseworker.domain.facts import FactKind, Facts, Known
from caseworker.domain.profile import Daily, profile_of
from caseworker.domain.rights import Answer, RightAnswer, RightCode, RightRow
from caseworker.lawacts import cites_exist, cites_hold

FILES = lawbook_rules.load()
RULES = FILES.rules
BOOK = lawbook.load()
STATUSES = sorted({entry.code for entry in BOOK.statuses})
DAYS = sorted(word.code for word in RULES.words.values() if word.kind is FactKind.DAY)
CIRCUMSTANCES = sorted(word.code for word in RULES.words.values() if word.kind is FactKind.CIRCUMSTANCE)
ASKED = st.dates(date(2005, 1, 1), date(2035, 12, 31))
QUICK = settings(max_examples=25, deadline=None)


@st.composite
def lives(draw: st.DrawFn, days: st.SearchStrategy[date] = ASKED) -> Facts:
    """Facts about somebody, some of them left out, some of them contradicting each other."""
    status = draw(st.sampled_from(STATUSES))
    grounds = sorted({ground.code for entry in BOOK.statuses if entry.code == status for ground in entry.grounds})
    return Facts(
        status,
        draw(days),
        born=draw(st.none() | st.dates(date(1925, 1, 1), date(2030, 1, 1))),
        ends=draw(st.none() | days),
        ground=draw(st.sampled_from(["", *grounds])),
        permit=draw(st.sampled_from(["", "PUT", "TUT", "none"])),
        settlement=draw(st.sampled_from(["", "anvisad", "sjalvbosatt"])),
        accommodation=draw(st.sampled_from(["", "asylboende", "eget", "kommunens", "ovrigt"])),
        days=draw(st.dictionaries(st.sampled_from(DAYS), days, max_size=6)),
        circumstances=draw(st.dictionaries(st.sampled_from(CIRCUMSTANCES), st.booleans(), max_size=6)),
    )


def rights_of(facts: Facts, day: date) -> Mapping[RightCode, RightAnswer]:
    return {one.right: one for one in evaluate(facts, day, RULES).rights}


def conditions_of(status: str, right: RightCode) -> list[Condition]:
    return [condition for row in RULES.rights_of(status)[right] for condition in row.conditions]


def test_no_two_rows_of_a_right_meet_without_a_stated_order() -> None:
    for status in STATUSES:
        for rows in RULES.rights_of(status).values():
            for number, row in enumerate(rows):
                assert not [other.id for other in rows[number + 1 :] if met(row, other)]


def met(one: RightRow, other: RightRow) -> bool:
    apart = one.rule.last < other.rule.first or other.rule.last < one.rule.first
    return one.precedence == other.precedence and not apart


def test_every_paragraph_that_is_cited_stands_in_the_index() -> None:
    rules = [row.rule for row in (*RULES.rights, *FILES.proposed_rights)]
    rules += [row.rule for row in (*RULES.duties, *FILES.proposed_duties)]
    assert all(rule.cites and cites_hold(rule, FILES.acts) for rule in rules)
    entries = {entry.code: entry.rule for entry in BOOK.statuses}
    entries |= {entry.code: entry.rule for entry in (*BOOK.settlements, *BOOK.accommodations)}
    assert all(cites_exist(rule, FILES.acts) for rule in entries.values())
    assert {code for code, rule in entries.items() if not rule.cites} == {"OVR", "ovrigt"}


@QUICK
@given(facts=lives(), day=ASKED)
def test_the_same_facts_always_get_the_same_answer(facts: Facts, day: date) -> None:
    once, again = evaluate(facts, day, RULES), evaluate(replace(facts), day, lawbook_rules.load().rules)
    assert once == again
    assert [one.right for one in once.rights] == list(RightCode)


@QUICK
@given(facts=lives(), day=ASKED, data=st.data())
def test_who_was_answered_before_with_the_same_profile_changes_nothing(
    facts: Facts, day: date, data: st.DataObject
) -> None:
    other = replace(
        facts,
        begins=data.draw(ASKED),
        born=facts.born and data.draw(st.dates(date(1925, 1, 1), date(2030, 1, 1))),
        days={code: data.draw(ASKED) for code in facts.days},
    )
    assert profile_of(other) == profile_of(facts)
    shared, alone = (Rules(RULES.version, RULES.rights, RULES.duties, RULES.words) for _ in range(2))
    evaluate(other, data.draw(ASKED), shared)
    assert evaluate(facts, day, shared) == evaluate(facts, day, alone)


@QUICK
@given(facts=lives(), data=st.data())
def test_a_condition_decides_by_the_profile_or_counts_from_a_day_that_is_known(
    facts: Facts, data: st.DataObject
) -> None:
    row = data.draw(st.sampled_from([*RULES.rights, *RULES.duties]))
    known, daily = Known(facts), Daily()
    settled = daily.settle(row.conditions, known)
    first, last, asks = together(row.conditions, known)
    if settled is None:
        assert first > last
        return
    days = daily.days(known)[settled.place]
    assert days == (first, last) if first <= last else days[0] > days[1]
    assert first > last or settled.asks == asks


@QUICK
@given(facts=lives(st.dates()), day=st.dates())
def test_no_facts_and_no_day_are_too_strange_to_answer(facts: Facts, day: date) -> None:
    for one in evaluate(facts, day, RULES).rights:
        assert one.log
        assert one.begins is None or one.ends is None or one.begins <= day <= one.ends


@QUICK
@given(facts=lives(), day=ASKED, data=st.data())
def test_an_answer_is_the_same_on_every_day_from_its_first_to_its_last(
    facts: Facts, day: date, data: st.DataObject
) -> None:
    for right, found in rights_of(facts, day).items():
        if found.begins is None:
            continue
        last = found.known_to or found.ends or found.begins + timedelta(days=20_000)
        other = data.draw(st.dates(found.begins, max(last, found.begins)))
        assert rights_of(facts, other)[right].answer is found.answer
        if found.begins > facts.begins:
            assert rights_of(facts, found.begins - timedelta(days=1))[right].answer is not found.answer
        if found.known_to is not None:
            assert rights_of(facts, found.known_to + timedelta(days=1))[right].answer is Answer.MISSING
        elif found.ends is not None and found.ends != facts.ends:
            assert rights_of(facts, found.ends + timedelta(days=1))[right].answer is not found.answer


@QUICK
@given(facts=lives(), day=ASKED, moved=ASKED, data=st.data())
def test_a_fact_that_no_row_asks_about_changes_nothing(
    facts: Facts, day: date, moved: date, data: st.DataObject
) -> None:
    right = data.draw(st.sampled_from(list(RightCode)))
    found = conditions_of(facts.status, right)
    days = {one.fact for one in found if isinstance(one, Since | Happened)}
    circumstances = {one.code for one in found if isinstance(one, Circumstance)}
    axes = {one.axis for one in found if isinstance(one, OneOf)}
    other = replace(
        facts,
        days={**facts.days, **{code: moved for code in DAYS if code not in days and (facts.born or moved) <= moved}},
        circumstances={
            **facts.circumstances,
            **{code: not facts.circumstances.get(code, False) for code in CIRCUMSTANCES if code not in circumstances},
        },
        municipality="0380",
        settlement=facts.settlement if "settlement" in axes else "anvisad",
        permit=facts.permit if "permit" in axes else "TUT",
    )
    then, now = rights_of(other, day)[right], rights_of(facts, day)[right]
    assert then._replace(facts=facts) == now
    assert then.log == now.log


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (Facts("ASYL", date(2025, 5, 5), ends=date(2025, 5, 4)), "period.backwards"),
        (Facts("ASYL", date(2025, 5, 5), born=date(2025, 5, 6)), "facts.before_birth"),
    ],
)
def test_facts_that_cannot_all_be_true_are_said_and_never_guessed_about(facts: Facts, code: str) -> None:
    found = evaluate(facts, date(2025, 5, 5), RULES)
    assert {one.answer for one in found.rights} == {Answer.MISSING}
    assert found.duties == ()
    assert found.log[-1].code == code


def test_a_day_outside_the_status_is_no_day_of_it() -> None:
    facts = Facts("ASYL", date(2025, 5, 5), ends=date(2025, 6, 5), born=date(1988, 3, 14))
    for day in (date(2025, 5, 4), date(2025, 6, 6)):
        found = evaluate(facts, day, RULES)
        assert {line.code for one in found.rights for line in one.log} == {"no_status"}
        assert found.duties == ()
    assert rights_of(facts, date(2025, 6, 5))[RightCode.SFI].ends == date(2025, 6, 5)


def test_what_is_not_known_makes_it_depend_unless_every_possibility_says_the_same() -> None:
    known = Facts("NY-FLY", date(2025, 11, 9), born=date(1988, 3, 14), days={"registered_from": date(2025, 12, 1)})
    unknown = replace(known, days={}, born=None)
    day = date(2026, 2, 1)
    asks = rights_of(unknown, day)[RightCode.SFI].decided.asks
    assert set(asks) == {"registered_from", "born"}
    assert rights_of(known, day)[RightCode.SFI].decided.asks == ()
    assert rights_of(replace(known, born=None), day)[RightCode.ECONOMIC_AID].answer is Answer.YES
