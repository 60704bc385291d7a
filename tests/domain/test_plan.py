"""Two versions of a plan held against each other: words, days, what was reached, and the interventions of each."""

from dataclasses import replace
from datetime import date

from caseworker.domain.plan import ChangeKind, HeldIntervention, PlanChange, PlanRow, SubGoalRow, changes_between

DAY = date(2027, 6, 11)
COURSE = HeldIntervention("1", "sfi-kurs", "ongoing", date(2026, 3, 2))
GOAL = SubGoalRow("g", "key", "Sfi C", DAY, None)
BEFORE = PlanRow("p", 1, "replaced", date(2026, 1, 2), "Arbete", (GOAL,), held=(COURSE,))


def test_nothing_has_changed() -> None:
    assert changes_between(BEFORE, BEFORE, BEFORE.held) == ()


def test_every_change_of_a_sub_goal_is_told() -> None:
    now = replace(BEFORE, sub_goals=(replace(GOAL, text="Sfi D", due=None, reached=DAY),))
    assert changes_between(BEFORE, now, BEFORE.held) == (
        PlanChange(ChangeKind.SUB_GOAL_CHANGED, "Sfi D", "Sfi C", "Sfi D"),
        PlanChange(ChangeKind.SUB_GOAL_DUE, "Sfi D", "2027-06-11", ""),
        PlanChange(ChangeKind.SUB_GOAL_REACHED, "Sfi D", "", "2027-06-11"),
    )


def test_days_of_an_intervention_and_one_that_is_gone_are_told() -> None:
    moved = replace(COURSE, ends=DAY)
    assert changes_between(BEFORE, BEFORE, (moved,)) == (
        PlanChange(ChangeKind.INTERVENTION_DAYS, "sfi-kurs", "2026-03-02/", "2026-03-02/2027-06-11"),
    )
    assert changes_between(BEFORE, BEFORE, ()) == (PlanChange(ChangeKind.INTERVENTION_REMOVED, "sfi-kurs", "ongoing"),)
