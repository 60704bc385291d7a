"""Idag: what waits for whom, in which order, and nothing of people beyond reach."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseworker.domain.access import User
from caseworker.domain.conditions import Circumstance
from caseworker.domain.daycount import Span
from caseworker.domain.duties import Counting, Loss
from caseworker.domain.evaluation import Rules
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus
from caseworker.domain.law import Certainty
from caseworker.domain.standing import DERIVED
from caseworker.domain.tasks import Filter, Order
from caseworker.domain.waiting import Waiting
from caseworker.errors import EnvironmentFault, Refused
from caseworker.services import _active_law, access, agenda, cases, derived, status, today, trust, undoing
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA, Open
from tests.services.duty_rules import duty, let_rules_be
from tests.services.test_access import INGER, JONAS, OLLE, OMAR, REASON, SARA, employed, entered


@pytest.fixture
def staffed(register: Register) -> Register:
    return employed(register)


@pytest.fixture
def samira(staffed: Register) -> PersonId:
    return entered(staffed, SAMIRA, MAJ)


@pytest.fixture
def omar(staffed: Register) -> PersonId:
    return entered(staffed, OMAR, SARA)


def codes(register: Register, by: User) -> list[tuple[str, str]]:
    return [(row.waiting.code, row.waiting.person) for row in today.read_today(register, by=by).rows]


def test_a_look_in_need_waits_for_the_head_until_it_is_seen(staffed: Register, samira: PersonId) -> None:
    access.open_in_need(staffed, person=samira, reason=REASON, by=SARA)
    (row,) = [row for row in today.read_today(staffed, by=INGER).rows if row.waiting.code == "look.unseen"]
    assert row.person is not None
    assert row.person.name == "Samira Haddad"
    assert (row.waiting.due, dict(row.waiting.params)) == (date(2026, 11, 22), {"who": "Sara Lind"})
    assert ("look.unseen", samira) not in codes(staffed, JONAS)  # a caseworker does not review looks

    (look,) = access.list_looks_in_need(staffed, by=INGER)
    access.see_look_in_need(staffed, look=look.id, by=INGER)
    assert ("look.unseen", samira) not in codes(staffed, INGER)


def test_nobody_is_asked_to_see_her_own_look(staffed: Register, omar: PersonId) -> None:
    access.open_in_need(staffed, person=omar, reason=REASON, by=INGER)
    assert ("look.unseen", omar) not in codes(staffed, INGER)


def test_what_is_about_people_beyond_reach_is_left_out(
    staffed: Register, omar: PersonId, samira: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    things = (Waiting("a", None, omar), Waiting("b", None, samira), Waiting("c", None))
    monkeypatch.setattr(today, "SOURCES", (lambda register, reader, by: things,))
    assert codes(staffed, MAJ) == [("c", ""), ("b", samira)]


def test_who_may_read_no_file_is_told_nothing(staffed: Register) -> None:
    with pytest.raises(Refused, match=r"access\.not_granted"):
        today.read_today(staffed, by=OLLE)


# Duties worked out
FARID = replace(OMAR, numbers=(), born=date(2015, 1, 1), status=EnteredStatus("ASYL", date(2025, 6, 1)))


def due(register: Register, by: User = MAJ, **how: object) -> list[tuple[str, date | None]]:
    """Return the duties shown: what is to be done and by when."""
    shown = today.read_today(register, by=by, **how).rows  # type: ignore[arg-type]
    return [(dict(row.waiting.params)["what"], row.waiting.due) for row in shown if row.waiting.code == "duty"]


def everything(register: Register) -> list[object]:
    with register.read() as reader:
        query = "SELECT person_id, law_row, event, last_day, shown_from FROM duties_due ORDER BY 1, 2, 3"
        return list(reader.connection.exec_driver_sql(query))


@pytest.fixture
def one_law(monkeypatch: pytest.MonkeyPatch) -> None:
    let_rules_be(monkeypatch, duty("anmäla"))


def test_a_duty_is_there_after_the_law_was_asked_and_gone_when_it_is_done(register: Register, one_law: None) -> None:
    samira = entered(register, SAMIRA, MAJ)  # seeks asylum since 1 June 2025: eighteen months end 1 December 2026
    assert due(register) == []
    assert (today.read_today(register, by=MAJ).behind, today.read_today(register, by=MAJ).worked_out) == (1, None)

    assert today.refresh_duties(register, by=MAJ) == 1

    found = today.read_today(register, by=MAJ)
    assert due(register) == [("Gör anmäla", date(2026, 12, 1))]
    assert (found.behind, found.worked_out, found.counts[Filter.MINE]) == (0, NOW.date(), 1)
    assert today.refresh_duties(register, by=MAJ) == 0  # nobody has changed
    agenda.finish_task(register, person=samira, thing="duty anmäla 2025-06-01", by=MAJ)
    assert due(register) == []
    today.refresh_duties(register, by=MAJ)
    assert everything(register) == []


def test_a_duty_that_depends_on_what_is_not_known_says_so(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = replace(duty("anmäla"), conditions=(Circumstance("at_und", wanted=True, assumed=None),))
    let_rules_be(monkeypatch, asking, duty("söka"))
    entered(register, SAMIRA, MAJ)
    today.refresh_duties(register, by=MAJ)
    rows = [dict(row.waiting.params) for row in today.read_today(register, by=MAJ).rows]
    assert {row["what"]: row["depends"] for row in rows} == {"Gör anmäla": "yes", "Gör söka": ""}


def test_a_duty_said_to_be_done_is_done_where_her_rights_are_shown_and_both_are_taken_back(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    samira, key = entered(register, SAMIRA, MAJ), "duty anmäla 2025-06-01"
    for known, recorded in (("anmäld", [("anmäld", NOW.date())]), (min(DERIVED), [])):  # the second is known anyhow
        row = replace(duty("anmäla"), done=known)
        let_rules_be(monkeypatch, row, version=known)
        today.refresh_duties(register, by=MAJ)
        agenda.finish_task(register, person=samira, thing=key, by=MAJ)
        with register.read() as reader:
            facts = reader.person_file(samira).law_facts
        assert [(one.code, one.day) for one in facts if one.replaced is None] == recorded
        undoing.undo_step(register, step=undoing.list_steps(register, by=MAJ).done[0].id, by=MAJ)
        with register.read() as reader:
            assert not reader.person_file(samira).law_facts
        today.refresh_duties(register, by=MAJ)
        assert len(due(register)) == 1


def test_only_who_has_changed_is_worked_out_anew(register: Register, one_law: None) -> None:
    samira, _farid = entered(register, SAMIRA, MAJ), entered(register, FARID, MAJ)
    today.refresh_duties(register, by=MAJ)
    status.record_status(register, person=samira, status=EnteredStatus("TILLST", date(2026, 11, 20)), by=MAJ)
    assert today.refresh_duties(register, by=MAJ) == 1
    assert due(register) == [("Gör anmäla", date(2026, 12, 1))]  # the law here says nothing of those with a permit
    undoing.undo_step(register, step=undoing.list_steps(register, by=MAJ).done[0].id, by=MAJ)
    today.refresh_duties(register, by=MAJ)
    assert len(due(register)) == 2


def test_what_is_kept_is_what_working_everybody_out_anew_gives(register: Register, one_law: None) -> None:
    for intake in (SAMIRA, FARID):
        entered(register, intake, MAJ)
    today.refresh_duties(register, by=MAJ)
    kept = everything(register)
    assert len(kept) == 2
    derived.rebuild_derived(register, by=MAJ)
    assert everything(register) == []
    assert today.refresh_duties(register, by=MAJ) == 2
    assert everything(register) == kept
    assert trust.verify_register(register, signed_by=lambda *_: True, by=MAJ).derived == ()


def test_a_closed_case_owes_nothing_and_a_case_opened_again_does(register: Register, one_law: None) -> None:
    samira = entered(register, SAMIRA, MAJ)
    today.refresh_duties(register, by=MAJ)
    cases.close_case(register, person=samira, closed=NOW.date(), by=MAJ)
    today.refresh_duties(register, by=MAJ)
    assert everything(register) == []
    cases.reopen_case(register, person=samira, by=MAJ)
    today.refresh_duties(register, by=MAJ)
    assert len(everything(register)) == 1


def test_a_clock_that_jumps_loses_and_doubles_nothing(open_copy: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    let_rules_be(monkeypatch, duty("anmäla"))
    now = [NOW]
    register = open_copy(clock=lambda: now[0])
    entered(register, SAMIRA, MAJ)
    today.refresh_duties(register, by=MAJ)
    kept = everything(register)
    for jump in (timedelta(days=400), timedelta(days=-300), timedelta()):
        now[0] = NOW + jump
        assert today.read_today(register, by=MAJ).behind == (1 if jump else 0) or jump == timedelta()
        today.refresh_duties(register, by=MAJ)
        assert everything(register) == kept
    assert due(register) == [("Gör anmäla", date(2026, 12, 1))]


def test_another_lawbook_lets_everybody_be_worked_out_and_a_broken_one_leaves_the_last_answer(
    register: Register, one_law: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(register, SAMIRA, MAJ)
    today.refresh_duties(register, by=MAJ)
    let_rules_be(monkeypatch, duty("anmäla", certainty=Certainty.UNVERIFIED), duty("boka"), version="test 2")
    assert today.refresh_duties(register, by=MAJ) == 1
    assert len(due(register)) == 2

    def broken(_reader: object) -> Rules:
        raise EnvironmentFault("lawbook.broken", file="x", row="y", field="z")

    monkeypatch.setattr(_active_law, "rules", broken)
    entered(register, OMAR, MAJ)
    with pytest.raises(EnvironmentFault, match="lawbook.broken"):
        today.refresh_duties(register, by=MAJ)
    found = today.read_today(register, by=MAJ)
    assert len(due(register)) == 2
    assert (found.behind, found.worked_out) == (1, NOW.date())


def test_a_duty_whose_law_is_not_read_has_no_last_day_and_two_rows_of_one_duty_are_one(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(register, SAMIRA, MAJ)
    unknown = duty("okänd", certainty=Certainty.UNKNOWN)
    twice = replace(duty("sen"), duty="anmäla", counting=Counting("status", Span(months=19)))
    let_rules_be(monkeypatch, duty("anmäla"), twice, unknown, duty("vuxen", count=Counting("", Span(), birthday=38)))
    today.refresh_duties(register, by=MAJ)
    told = due(register)
    assert [what for what, _day in told] == ["Gör vuxen", "Gör anmäla", "Gör okänd"]
    assert told[-1][1] is None


def test_a_duty_that_is_not_shown_yet_or_lies_too_far_ahead_is_not_on_the_list(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(register, SAMIRA, MAJ)
    early = duty("sent", opens=5)
    let_rules_be(monkeypatch, early, duty("långt", count=Counting("status", Span(months=30))))
    today.refresh_duties(register, by=MAJ)
    assert len(everything(register)) == 2
    assert due(register) == []


def test_filters_count_and_choose_and_the_worst_comes_first(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    for intake in (SAMIRA, FARID):  # the second is a child
        entered(register, intake, MAJ)
    soon = Counting("status", Span(months=17, weeks=3), moves=False)
    let_rules_be(monkeypatch, duty("pengar", loss=Loss.MONEY, count=soon), duty("lag"))
    today.refresh_duties(register, by=MAJ)
    found = today.read_today(register, by=MAJ, order=Order.LOSS)
    assert found.counts == {
        Filter.ALL: 4,
        Filter.MINE: 4,
        Filter.NOBODY: 0,
        Filter.CHILDREN: 2,
        Filter.MONEY: 2,
    }
    assert [what for what, _day in due(register, order=Order.DAY)][:2] == ["Gör pengar", "Gör pengar"]
    assert {what for what, _day in due(register, chosen=Filter.MONEY)} == {"Gör pengar"}
    assert len(due(register, most=1)) == 2  # one of each group
    assert found.urgent == 0
    with register.change(by=MAJ) as tx:
        tx.connection.exec_driver_sql("UPDATE assignments SET ends = '2026-11-01'")
        tx.commit()
    assert today.read_today(register, by=MAJ).counts[Filter.NOBODY] == 4


@pytest.mark.parametrize("order", list(Order))
def test_a_short_list_is_the_beginning_of_the_long_one(
    register: Register, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [entered(register, intake, MAJ) for intake in (SAMIRA, OMAR, FARID)]
    soon = Counting("status", Span(months=17, weeks=3), moves=False)
    law = [duty("lag"), duty("skydd", loss=Loss.PROTECTION), duty("pengar", loss=Loss.MONEY, count=soon)]
    let_rules_be(monkeypatch, *law, duty("också", count=soon), duty("okänd", certainty=Certainty.UNKNOWN))
    today.refresh_duties(register, by=MAJ)
    for person in people[:2]:
        agenda.add_reminder(register, person=person, day=date(2026, 12, 1), text="Ring", by=MAJ)
    whole = today.read_today(register, by=MAJ, order=order, most=999)
    assert sum(group.count for group in whole.groups) == len(whole.rows) == whole.counts[Filter.ALL] > 10
    for most in (1, 2, 4, 7):
        short = today.read_today(register, by=MAJ, order=order, most=most)
        assert [group.rows for group in short.groups] == [group.rows[:most] for group in whole.groups]
        assert (short.counts, short.urgent) == (whole.counts, whole.urgent)


def test_what_others_reach_is_neither_shown_nor_worked_out(staffed: Register, one_law: None) -> None:
    entered(staffed, FARID, SARA)  # another unit
    assert today.refresh_duties(staffed, by=JONAS) == 0
    assert today.refresh_duties(staffed, by=SARA) == 1
    assert due(staffed, JONAS) == []
    assert len(due(staffed, SARA)) == 1
