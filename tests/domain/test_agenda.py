"""What is to be done: keys, times, putting off, and how the list is chosen, grouped and put in order."""

from datetime import date, timedelta

import pytest

from caseworker.domain.agenda import (
    ThingKind,
    duty_key,
    kind_of,
    next_step,
    overdue_days,
    raised_step,
    require_later,
    settle_time,
)
from caseworker.domain.duties import Loss
from caseworker.domain.tasks import Filter, Horizon, Order, Task, horizon, order_of, severity, sort_key
from caseworker.domain.waiting import Waiting
from caseworker.errors import Refused

TODAY = date(2026, 11, 19)


def task(days: int | None, loss: Loss = Loss.QUALITY, **how: bool) -> Task:
    due = None if days is None else TODAY + timedelta(days=days)
    return Task(Waiting("x", due, "p", key=f"{loss} {days}", loss=loss), **how)  # type: ignore[arg-type]


def test_a_key_tells_its_kind_and_an_event_makes_it_another_thing() -> None:
    assert kind_of(duty_key("bostad-anvisad", date(2026, 9, 24))) == (ThingKind.DUTY, "bostad-anvisad 2026-09-24")
    for strange in ("", "duty", "duty ", "dance x"):
        with pytest.raises(Refused, match=r"agenda\.unknown"):
            kind_of(strange)


@pytest.mark.parametrize(
    ("typed", "time"), [("", ""), (" 9:30 ", "09:30"), ("09.05", "09:05"), ("23:59", "23:59"), ("0:00", "00:00")]
)
def test_a_time_is_read(typed: str, time: str) -> None:
    assert settle_time(typed) == time


@pytest.mark.parametrize("typed", ["24:00", "9", "9:5", "nio", "09:60", "-1:00"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match=r"agenda\.bad_time"):
        settle_time(typed)


def test_nothing_is_put_off_past_its_last_day_or_to_a_day_that_is_not_later() -> None:
    last = TODAY + timedelta(days=3)
    require_later(last, today=TODAY, last_day=last)
    require_later(last + timedelta(days=400), today=TODAY, last_day=None)
    with pytest.raises(Refused, match=r"agenda\.not_later"):
        require_later(TODAY, today=TODAY, last_day=last)
    with pytest.raises(Refused) as refused:
        require_later(last + timedelta(days=1), today=TODAY, last_day=last)
    assert refused.value.params == {"last_day": last}


@pytest.mark.parametrize(
    ("left", "step", "following"),
    [(91, None, 90), (90, 90, 60), (84, 90, 60), (83, None, 60), (60, 60, None), (0, None, None), (-1, None, None)],
)
def test_a_last_day_reminds_for_a_week_at_each_of_its_steps(left: int, step: int | None, following: int | None) -> None:
    last, steps = TODAY + timedelta(days=left), (90, 60)
    assert raised_step(last, steps, TODAY) == step
    assert next_step(last, steps, TODAY) == (None if following is None else last - timedelta(days=following))
    assert raised_step(TODAY + timedelta(days=6), (14, 7), TODAY) == 7  # the nearest of two


def test_of_what_loses_the_same_what_reminds_now_comes_first() -> None:
    money, soon, reminds = task(1, Loss.MONEY), task(2, Loss.LAW), task(90, Loss.LAW, raised=True)
    assert sorted((money, soon, reminds), key=lambda one: sort_key(one, Order.LOSS)) == [reminds, soon, money]
    assert sorted((reminds, soon, money), key=lambda one: sort_key(one, Order.DAY)) == [money, soon, reminds]


@pytest.mark.parametrize(
    ("days", "group"),
    [
        (-400, Horizon.NOW),
        (0, Horizon.NOW),
        (1, Horizon.SOON),
        (7, Horizon.SOON),
        (8, Horizon.LATER),
        (60, Horizon.LATER),
        (61, Horizon.AHEAD),
    ],
)
def test_the_group_of_a_last_day(days: int, group: Horizon) -> None:
    assert horizon(TODAY + timedelta(days=days), TODAY) is group
    assert horizon(None, TODAY) is Horizon.UNDATED


def test_protection_and_law_come_before_money_before_quality_then_the_day() -> None:
    assert [severity(loss) for loss in Loss] == [3, 3, 2, 1]
    money, law, safe, late = task(-5, Loss.MONEY), task(3, Loss.LAW), task(2, Loss.PROTECTION), task(None)
    given = [late, money, law, safe]
    assert sorted(given, key=lambda one: sort_key(one, Order.LOSS)) == [safe, law, money, late]
    assert sorted(given, key=lambda one: sort_key(one, Order.DAY)) == [money, safe, law, late]


def test_each_filter_lets_its_own_pass() -> None:
    one = task(0, Loss.MONEY, mine=False, nobodys=True, child=False)
    assert [chosen for chosen in Filter if one.passes(chosen)] == [Filter.ALL, Filter.NOBODY, Filter.MONEY]
    child = task(0, child=True)
    assert [chosen for chosen in Filter if child.passes(chosen)] == [Filter.ALL, Filter.MINE, Filter.CHILDREN]


def test_a_clock_that_jumps_back_gives_no_negative_days() -> None:
    assert overdue_days(TODAY, TODAY - timedelta(days=9)) == 0
    assert overdue_days(TODAY, TODAY + timedelta(days=34)) == 34


def test_one_persons_things_are_put_in_order_as_on_idag_and_far_away_by_day() -> None:
    things = [
        ("far promise", timedelta(days=90), Loss.QUALITY),
        ("far duty", timedelta(days=91), Loss.LAW),
        ("promise soon", timedelta(days=8), Loss.QUALITY),
        ("duty soon", timedelta(days=60), Loss.LAW),
        ("today", timedelta(), Loss.QUALITY),
    ]
    found = sorted(things, key=lambda one: order_of(TODAY + one[1], one[2], TODAY))
    assert [name for name, _days, _loss in found] == ["today", "duty soon", "promise soon", "far promise", "far duty"]
    assert order_of(None, Loss.LAW, TODAY) > order_of(TODAY + timedelta(days=500), Loss.LAW, TODAY)
