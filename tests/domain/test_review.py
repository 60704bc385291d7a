"""What a review draws: by chance that can be repeated, and by rules that say why."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.review import (
    Drawn,
    Facts,
    Flag,
    LogRow,
    Outcome,
    ReviewRules,
    counted,
    draw,
    due,
    flagged,
    out_of_hours,
    sample,
    surnames_in,
    surnames_of_staff,
)

RULES = ReviewRules(
    sample=3,
    opens=6,
    closes=20,
    bulk_people=3,
    bulk_minutes=15,
    letters=2,
    letter_minutes=60,
    looks=frozenset({"case.opened", "letter.printed"}),
    letter_actions=frozenset({"letter.printed"}),
    unsampled=("review.",),
)
TEN = datetime(2026, 11, 19, 10, 0)  # noqa: DTZ001 - as a Swedish clock showed it; a Thursday
ALL_ASSIGNED = Facts(assigned={("maj", f"p{n}"): ((date(2026, 1, 1), None),) for n in range(200)})


def look(
    seq: int, person: str = "p1", *, at: datetime = TEN, actor: str = "maj", action: str = "case.opened"
) -> LogRow:
    return LogRow(seq, at, actor, action, person)


def test_the_same_seed_draws_the_same_rows_and_another_seed_others() -> None:
    seqs = range(1, 2000)
    assert sample(seqs, 20, "a") == sample(list(reversed(seqs)), 20, "a")
    assert sample(seqs, 20, "a") != sample(seqs, 20, "b")
    assert sample((5, 3), 20, "a") == (3, 5)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(1, 10**6), max_size=60), st.integers(1, 30), st.text(max_size=20))
def test_a_sample_is_of_the_rows_in_order_and_of_the_right_size(seqs: set[int], size: int, seed: str) -> None:
    drawn = sample(seqs, size, seed)
    assert list(drawn) == sorted(set(drawn))
    assert set(drawn) <= seqs
    assert len(drawn) == min(size, len(seqs))


def test_chance_comes_first_and_the_review_itself_is_never_drawn() -> None:
    rows = [look(1), look(2), LogRow(3, TEN, "maj", "review.signed"), look(4)]
    drawn = draw(rows, ALL_ASSIGNED, RULES, "seed")
    assert [(one.flag, one.seqs) for one in drawn] == [(Flag.RANDOM, (1,)), (Flag.RANDOM, (2,)), (Flag.RANDOM, (4,))]


@pytest.mark.parametrize(
    ("facts", "flag"),
    [
        (Facts(close=frozenset({("maj", "p1")}), protected=frozenset({"p1"})), Flag.CLOSE),
        (
            Facts(
                staff_surnames={"maj": frozenset({"lind"})},
                surnames={"p1": frozenset({"lind"})},
                protected=frozenset({"p1"}),
            ),
            Flag.SURNAME,
        ),
        (Facts(protected=frozenset({"p1"})), Flag.PROTECTED),
        (Facts(), Flag.NO_CASE),
        (Facts(assigned={("maj", "p1"): ((date(2026, 1, 1), date(2026, 11, 18)),)}), Flag.NO_CASE),
        (Facts(assigned={("maj", "p1"): ((date(2026, 11, 20), None),)}), Flag.NO_CASE),
    ],
)
def test_the_gravest_reason_about_a_person_is_told_once(facts: Facts, flag: Flag) -> None:
    assert flagged([look(1), look(2)], facts, RULES) == (Drawn(flag, "maj", (1, 2)),)


def test_one_who_works_with_the_case_and_what_shows_nobody_raise_no_flag() -> None:
    rows = [look(1), look(2, "", action="case.opened"), look(3, "p9", action="search.settled")]
    assert flagged(rows, ALL_ASSIGNED, RULES) == ()
    ended_that_day = Facts(assigned={("maj", "p1"): ((date(2026, 1, 1), TEN.date()),)})
    assert flagged([look(1)], ended_that_day, RULES) == ()


def test_looks_without_a_case_are_one_item_for_each_colleague_and_one_person_is_one_item() -> None:
    rows = [look(1, "p1"), look(2, "p2"), look(3, "p1", actor="eva")]
    assert [(one.actor, one.seqs) for one in flagged(rows, Facts(), RULES)] == [("maj", (1, 2)), ("eva", (3,))]
    protected = Facts(protected=frozenset({"p1", "p2"}))
    assert [one.seqs for one in flagged(rows, protected, RULES)] == [(1,), (2,), (3,)]


@pytest.mark.parametrize(
    ("at", "outside"),
    [
        ((2026, 11, 19, 5, 59), True),
        ((2026, 11, 19, 6, 0), False),
        ((2026, 11, 19, 19, 59), False),
        ((2026, 11, 19, 20, 0), True),
        ((2026, 11, 21, 10, 0), True),
        ((2026, 11, 22, 10, 0), True),
    ],
)
def test_office_hours(at: tuple[int, int, int, int, int], outside: bool) -> None:
    assert out_of_hours(datetime(*at), RULES) is outside  # noqa: DTZ001 - a Swedish clock


def test_a_night_is_one_item_also_after_midnight() -> None:
    evening = datetime(2026, 11, 19, 22, 14)  # noqa: DTZ001 - a Swedish clock
    rows = [look(1, at=evening), look(2, at=evening + timedelta(hours=3)), look(3, at=evening + timedelta(days=1))]
    assert [one.seqs for one in flagged(rows, ALL_ASSIGNED, RULES) if one.flag is Flag.HOURS] == [(1, 2), (3,)]


def test_many_people_in_a_short_time_are_one_burst_and_the_same_person_again_is_not_many() -> None:
    minute = timedelta(minutes=1)
    rows = [look(n, f"p{n}", at=TEN + n * minute) for n in range(1, 6)]
    rows += [look(n, "p7", at=TEN + n * minute) for n in range(40, 50)]
    rows += [look(n, f"p{n}", at=TEN + n * minute) for n in range(80, 83)]
    bursts = [one.seqs for one in flagged(rows, ALL_ASSIGNED, RULES) if one.flag is Flag.BULK]
    assert bursts == [(1, 2, 3, 4, 5), (80, 81, 82)]


def test_many_letters_count_letters_not_people() -> None:
    rows = [look(n, "p1", action="letter.printed") for n in (1, 2)] + [look(3, "p1", actor="eva")]
    assert [one.seqs for one in flagged(rows, ALL_ASSIGNED, RULES) if one.flag is Flag.LETTERS] == [(1, 2)]


def test_the_gravest_flags_come_first() -> None:
    night = TEN.replace(hour=23)
    rows = [look(1, at=night), look(2, "p2", at=night)]
    facts = Facts(close=frozenset({("maj", "p2")}))
    assert [one.flag for one in flagged(rows, facts, RULES)] == [Flag.CLOSE, Flag.NO_CASE, Flag.HOURS]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["maj", "eva"]), st.sampled_from(["p1", "p2", "p3", "p4"]), st.integers(0, 40)),
        max_size=40,
    )
)
def test_every_flag_points_at_rows_of_its_actor(steps: list[tuple[str, str, int]]) -> None:
    at, rows = TEN, []
    for seq, (actor, person, minutes) in enumerate(steps, 1):
        at += timedelta(minutes=minutes)
        rows.append(look(seq, person, at=at, actor=actor))
    by_seq = {row.seq: row for row in rows}
    for one in flagged(rows, Facts(), RULES):
        assert list(one.seqs) == sorted(set(one.seqs))
        assert {by_seq[seq].actor for seq in one.seqs} == {one.actor}
    without_case = [seq for one in flagged(rows, Facts(), RULES) if one.flag is Flag.NO_CASE for seq in one.seqs]
    assert sorted(without_case) == [row.seq for row in rows]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Lind", {"lind"}),
        ("Åkerlund-Öz", {"akerlund"}),
        ("al-Haddad", {"haddad"}),
        ("von Essen", {"essen"}),
        ("", set()),
        ("حداد", {"حداد"}),
    ],
)
def test_surnames_are_compared_without_accents_and_particles(words: str, expected: set[str]) -> None:
    assert surnames_in(words) == expected


def test_the_surnames_of_staff_are_all_names_but_the_first() -> None:
    assert surnames_of_staff("Petra Lind Berg") == {"lind", "berg"}
    assert surnames_of_staff("Petra") == frozenset()


@pytest.mark.parametrize(
    ("today", "signed", "expected"),
    [
        (date(2026, 11, 19), None, date(2026, 11, 30)),
        (date(2026, 11, 19), date(2026, 10, 31), date(2026, 11, 30)),
        (date(2026, 11, 19), date(2026, 11, 2), date(2026, 12, 31)),
        (date(2026, 12, 1), date(2026, 12, 1), date(2027, 1, 31)),
        (date(2027, 1, 1), date(2026, 12, 1), date(2027, 1, 31)),
        (date(2028, 2, 1), None, date(2028, 2, 29)),
    ],
)
def test_a_review_is_due_every_month(today: date, signed: date | None, expected: date) -> None:
    assert due(today, signed) == expected


def test_outcomes_are_counted_also_where_there_are_none() -> None:
    assert counted([Outcome.ASK, Outcome.ASK]) == {"acceptable": 0, "ask": 2, "report": 0}
