"""The municipality's own rules come before the law's, are never later than its last day, and are never taken away."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from caseworker.domain.duties import Duty
from caseworker.domain.evaluation import Evaluation, evaluate
from caseworker.domain.facts import Facts
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus, Intake
from caseworker.domain.law import Certainty
from caseworker.domain.local_law import LimitUnit, LocalKind
from caseworker.domain.rights import Answer, RightAnswer, RightCode
from caseworker.domain.status import PermitType
from caseworker.errors import Refused
from caseworker.services import _active_law, law, law_local, people
from caseworker.services.law_local import EnteredRule
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW

TODAY = NOW.date()
DAY = date(2026, 2, 1)
NO_SFI = EnteredRule(
    LocalKind.RIGHT,
    "sfi",
    ("NY-FLY",),
    law="2010:800 29:2",
    reason="Kommunens beslut.",
    begins=date(2026, 1, 1),
    answer=Answer.CONDITIONAL,
    words="Efter samtal med rektor.",
)
HOUSING = "bostad-anvisad"
ASSIGNED = date(2023, 9, 24)  # the law says two months: a Friday, 24 November
SOON = EnteredRule(
    LocalKind.DUTY,
    HOUSING,
    ("NY-FLY",),
    law="2016:38 5",
    reason="Nämndens mål.",
    begins=date(2023, 1, 1),
    ends=date(2023, 12, 31),
    length=30,
    unit=LimitUnit.DAYS,
)


def answers(register: Register, day: date = DAY, version: str = "", status: str = "NY-FLY") -> Evaluation:
    days = {"registered_from": date(2025, 12, 1), "assigned": ASSIGNED}
    facts = Facts(status, date(2023, 9, 1), date(1988, 3, 14), settlement="anvisad", days=days)
    with register.read() as reader:
        return evaluate(facts, day, _active_law.rules(reader, version))


def sfi(register: Register, day: date = DAY, version: str = "", status: str = "NY-FLY") -> RightAnswer:
    found = answers(register, day, version, status).rights
    return next(one for one in found if one.right is RightCode.SFI)


def housing(register: Register, day: date = ASSIGNED) -> Duty:
    return next(one for one in answers(register, day).duties if one.row.duty == HOUSING)


def test_a_rule_of_the_municipality_comes_before_the_laws(register: Register) -> None:
    assert sfi(register).answer is Answer.YES
    law_local.add_local_rule(register, entered=NO_SFI, by=MAJ)
    found = sfi(register)
    assert found.answer is Answer.CONDITIONAL
    assert found.decided.row is not None
    assert (found.decided.row.local, found.decided.row.sv) == (True, NO_SFI.words)
    assert found.decided.row.responsible
    assert any(line.code == "local" for line in found.log)
    assert sfi(register, date(2025, 12, 31)).answer is Answer.YES
    assert sfi(register, status="NY-ALT").answer is Answer.YES


def test_a_rule_is_ended_and_stays_to_be_read(register: Register) -> None:
    made = law_local.add_local_rule(register, entered=NO_SFI, by=MAJ).created
    law_local.end_local_rule(register, rule=made, last_day=date(2026, 1, 31), reason="Upphävt.", by=MAJ)
    assert sfi(register, date(2026, 1, 31)).answer is Answer.CONDITIONAL
    assert sfi(register).answer is Answer.YES
    (shown,) = law_local.list_local_rules(register, by=MAJ)
    assert (shown.begins, shown.ends, shown.holds) == (date(2026, 1, 1), date(2026, 1, 31), False)
    assert (shown.made_by, shown.reason, shown.answer) == (MAJ.name, "Kommunens beslut.", "conditional")
    assert "29 kap. 2 §" in shown.law
    law_local.end_local_rule(register, rule=made, last_day=date(2026, 1, 1), reason="Var fel.", by=MAJ)
    assert sfi(register, date(2026, 1, 2)).answer is Answer.YES


def test_an_answer_can_be_made_again_as_the_rules_stood_then(register: Register) -> None:
    shipped = answers(register).log[0].values[0]
    made = law_local.add_local_rule(register, entered=NO_SFI, by=MAJ).created
    first = answers(register).log[0].values[0]
    law_local.end_local_rule(register, rule=made, last_day=date(2026, 1, 31), reason="Upphävt.", by=MAJ)
    second = answers(register).log[0].values[0]
    assert (first, second) == (f"{shipped}+1", f"{shipped}+2")
    told = [sfi(register, version=str(version)).answer for version in (shipped, first, second, "")]
    assert told == [Answer.YES, Answer.CONDITIONAL, Answer.YES, Answer.YES]


def test_a_sheet_of_a_person_can_be_made_again_by_its_version(register: Register) -> None:
    status = EnteredStatus("NY-FLY", date(2025, 11, 9), permit=PermitType.TEMPORARY)
    intake = Intake(given="Samira", born=date(1988, 3, 14), status=status, opened=status.begins)
    person = PersonId(people.register_person(register, intake=intake, by=MAJ).created)
    before = law.read_law(register, person=person, day=DAY, by=MAJ)
    law_local.add_local_rule(register, entered=replace(NO_SFI, answer=Answer.NO), by=MAJ)
    after = law.read_law(register, person=person, day=DAY, by=MAJ)
    found = {one.right: one for one in after.rights}["sfi"]
    assert (found.answer, found.local, found.why) == ("no", True, NO_SFI.words)
    assert after.lawbook == f"{before.lawbook}+1"
    assert law.read_law(register, person=person, day=DAY, by=MAJ, version=before.lawbook) == before


def test_a_shorter_limit_is_counted_for_its_statuses_and_days(register: Register) -> None:
    assert housing(register).last_day == date(2023, 11, 24)
    law_local.add_local_rule(register, entered=SOON, by=MAJ)
    found = housing(register)
    assert found.last_day == date(2023, 10, 24)
    assert found.row.local
    assert any(line.code == "local" for line in found.log)
    with register.read() as reader:
        rows = [row for row in _active_law.rules(reader).duties if row.duty == HOUSING]
    held = [row for row in rows if "NY-FLY" in row.statuses and not row.local]
    for row in held:
        assert row.rule.valid_to is None or row.rule.valid_to < SOON.begins or row.rule.valid_from > date(2023, 12, 31)
    for status in ("NY-ALT", "NY-FLY"):
        days = [row for row in rows if status in row.statuses and row.rule.holds_on(date(2023, 6, 1))]
        assert len(days) == 1
        assert days[0].local is (status == "NY-FLY")


def test_a_limit_for_always_takes_the_place_of_every_row_of_the_duty(register: Register) -> None:
    law_local.add_local_rule(register, entered=replace(SOON, begins=date(2010, 1, 1), ends=None), by=MAJ)
    with register.read() as reader:
        rows = [row for row in _active_law.rules(reader).duties if row.duty == HOUSING and "NY-FLY" in row.statuses]
    assert all(row.local or row.rule.certainty is Certainty.UNKNOWN for row in rows)


def test_a_limit_is_never_later_than_the_laws(register: Register) -> None:
    for length, unit in ((3, LimitUnit.MONTHS), (60, LimitUnit.DAYS), (200, LimitUnit.WORKDAYS), (9, LimitUnit.WEEKS)):
        with pytest.raises(Refused, match=r"law\.limit_later") as fault:
            law_local.add_local_rule(register, entered=replace(SOON, length=length, unit=unit), by=MAJ)
        assert str(fault.value.params["own"]) > str(fault.value.params["law"])
    assert law_local.list_local_rules(register, by=MAJ) == ()
    law_local.add_local_rule(register, entered=replace(SOON, length=2, unit=LimitUnit.MONTHS), by=MAJ)


def test_a_limit_is_refused_where_the_laws_own_is_not_known(register: Register) -> None:
    long_ago = replace(SOON, begins=date(1990, 1, 1), ends=date(1991, 1, 1))
    with pytest.raises(Refused, match=r"law\.duty_not_known"):
        law_local.add_local_rule(register, entered=long_ago, by=MAJ)


def test_rules_of_one_thing_do_not_overlap(register: Register) -> None:
    law_local.add_local_rule(register, entered=replace(NO_SFI, ends=date(2026, 3, 31)), by=MAJ)
    for begins, ends in ((date(2025, 1, 1), date(2026, 1, 1)), (date(2026, 3, 31), None), (date(2026, 2, 1), None)):
        with pytest.raises(Refused, match=r"law\.local_overlap"):
            law_local.add_local_rule(register, entered=replace(NO_SFI, begins=begins, ends=ends), by=MAJ)
    law_local.add_local_rule(register, entered=replace(NO_SFI, begins=date(2026, 4, 1)), by=MAJ)
    law_local.add_local_rule(register, entered=replace(NO_SFI, statuses=("NY-ALT",)), by=MAJ)
    law_local.add_local_rule(register, entered=SOON, by=MAJ)
    with pytest.raises(Refused, match=r"law\.local_overlap"):
        law_local.add_local_rule(register, entered=replace(SOON, ends=None), by=MAJ)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"target": "guld"}, "law.unknown_target"),
        ({"target": HOUSING}, "law.unknown_target"),
        ({"target": "dagersattning-belopp"}, "law.unknown_target"),
        ({"answer": None}, "law.bad_answer"),
        ({"answer": Answer.MISSING}, "law.bad_answer"),
        ({"answer": Answer.NOT_APPLICABLE}, "law.bad_answer"),
        ({"statuses": ()}, "law.no_statuses"),
        ({"statuses": ("NY-FLY", "X")}, "law.no_statuses"),
        ({"words": " "}, "law.no_reason"),
        ({"reason": ""}, "law.no_reason"),
        ({"law": ""}, "law.cite"),
        ({"law": "skollagen"}, "law.cite"),
        ({"law": "2010:800 99:99"}, "law.cite"),
        ({"law": "1809:1 1"}, "law.cite"),
        ({"ends": date(2025, 1, 1)}, "period.backwards"),
    ],
)
def test_a_right_that_is_not_whole_is_refused(register: Register, changed: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as fault:
        law_local.add_local_rule(register, entered=replace(NO_SFI, **changed), by=MAJ)  # type: ignore[arg-type]
    assert fault.value.code == code


@pytest.mark.parametrize("changed", [{"length": 0}, {"length": -1}, {"length": 401}, {"unit": None}])
def test_a_limit_that_is_not_whole_is_refused(register: Register, changed: dict[str, object]) -> None:
    with pytest.raises(Refused, match=r"law\.bad_limit"):
        law_local.add_local_rule(register, entered=replace(SOON, **changed), by=MAJ)  # type: ignore[arg-type]


def test_a_rule_is_ended_sooner_never_later(register: Register) -> None:
    made = law_local.add_local_rule(register, entered=NO_SFI, by=MAJ).created
    for rule, last, code in (
        ("none", TODAY, "law.unknown_rule"),
        (made, date(2025, 12, 31), "period.backwards"),
    ):
        with pytest.raises(Refused) as fault:
            law_local.end_local_rule(register, rule=rule, last_day=last, reason="Skäl.", by=MAJ)
        assert fault.value.code == code
    law_local.end_local_rule(register, rule=made, last_day=TODAY, reason="Skäl.", by=MAJ)
    with pytest.raises(Refused, match=r"law\.ended"):
        law_local.end_local_rule(register, rule=made, last_day=TODAY + timedelta(days=1), reason="Skäl.", by=MAJ)
    with pytest.raises(Refused, match=r"law\.no_reason"):
        law_local.end_local_rule(register, rule=made, last_day=date(2026, 1, 2), reason="", by=MAJ)


def test_somebody_else_is_responsible_from_a_day_on(register: Register) -> None:
    area = law_local.list_responsible(register, by=MAJ)[0]
    assert area.own is None
    with register.read() as reader:
        assert _active_law.actor_of(reader, area.area) == area.usual
        assert _active_law.actor_of(reader, "none") == ""
    set_to = law_local.set_responsible
    set_to(register, area=area.area, actor="", name="Vuxnas lärande", contact="018-000 00 00",
           begins=date(2026, 1, 1), by=MAJ)  # fmt: skip
    set_to(register, area=area.area, actor=area.usual, name="", contact="", begins=date(2026, 6, 1), by=MAJ)
    with register.read() as reader:
        assert _active_law.actor_of(reader, area.area, date(2026, 5, 31)) == "Vuxnas lärande, 018-000 00 00"
        assert _active_law.actor_of(reader, area.area, date(2025, 12, 31)) == area.usual
        assert _active_law.actor_of(reader, area.area) not in {area.usual, ""}
    shown = law_local.list_responsible(register, by=MAJ)[0]
    assert shown.own is not None
    assert [(one.begins, one.ends) for one in shown.history] == [
        (date(2026, 6, 1), None),
        (date(2026, 1, 1), date(2026, 5, 31)),
    ]
    law_local.end_responsible(register, area=area.area, last_day=date(2026, 7, 1), by=MAJ)
    assert law_local.list_responsible(register, by=MAJ)[0].own is None


def test_who_is_responsible_is_refused_by_name(register: Register) -> None:
    area = law_local.list_responsible(register, by=MAJ)[0].area

    def code(**changed: object) -> str:
        said: dict[str, object] = {"area": area, "actor": "", "name": "Enheten", "contact": "", "begins": TODAY}
        with pytest.raises(Refused) as fault:
            law_local.set_responsible(register, **{**said, **changed}, by=MAJ)  # type: ignore[arg-type]
        return fault.value.code

    def ending(area: str, last_day: date) -> str:
        with pytest.raises(Refused) as fault:
            law_local.end_responsible(register, area=area, last_day=last_day, by=MAJ)
        return fault.value.code

    assert code(area="none") == "law.unknown_area"
    assert code(name=" ") == "law.contact"
    assert code(actor="ingen") == "intervention.unknown_actor"
    assert ending("", TODAY) == ending(area, TODAY) == "law.unknown_area"
    law_local.set_responsible(register, area=area, actor="", name="Enheten", contact="", begins=TODAY, by=MAJ)
    assert code() == "law.responsible_overlap"
    assert ending(area, TODAY - timedelta(days=1)) == "period.backwards"
    law_local.end_responsible(register, area=area, last_day=TODAY, by=MAJ)
    assert ending(area, TODAY) == "law.ended"
    law_local.set_responsible(
        register, area=area, actor="", name="Nästa", contact="", begins=TODAY + timedelta(days=1), by=MAJ
    )
