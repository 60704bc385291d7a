"""Undo and redo: the register is row for row as before, or nothing happens and it is told why."""

import importlib
import json
import pkgutil
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import caseworker.services
from caseworker.domain.access import Role, User
from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredNumber, EnteredStatus, Intake
from caseworker.domain.pairs import PairDecision
from caseworker.errors import Refused
from caseworker.services import cases, drafts, interventions, pairs, people, status, undoing
from caseworker.services.registry import SERVICES
from caseworker.store import derived
from caseworker.store import tables as t
from caseworker.store.register import Register
from tests.services.conftest import KEY, MAJ, NOW, SAMIRA, Open
from tests.services.undo_samples import JONAS, SAMPLES, TODAY, prepared

for _module in pkgutil.iter_modules(caseworker.services.__path__, "caseworker.services."):
    if not _module.name.rpartition(".")[2].startswith("_"):
        importlib.import_module(_module.name)

UNDOABLE = sorted(name for name, entry in SERVICES.items() if entry.undo)
# what stays although a step is taken back: the log, the steps themselves, numbers of files that were given out
STAYS = {"audit", "audit_payloads", "audit_heads", "undo_steps", "case_serials", "register_info"}
DERIVED = {one.table for one in derived.TABLES}


def rows_of(register: Register) -> dict[str, list[str]]:
    """Return every row of every table as text, but for versions and what stays (of the log also what is sealed)."""
    found = {}
    with register.raw_connection() as connection:
        for table in t.metadata.sorted_tables:
            if table.name not in STAYS | DERIVED:
                rows = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"').mappings()  # noqa: S608
                shown = ({name: value for name, value in row.items() if name != "version"} for row in rows)
                shown = (row for row in shown if row.get("field") != "payload")
                found[table.name] = sorted(json.dumps(row, default=bytes.hex, sort_keys=True) for row in shown)
    return found


def undo(register: Register, by: User = MAJ) -> None:
    undoing.undo_step(register, step=undoing.list_steps(register, by=by).done[0].id, by=by)


def redo(register: Register, by: User = MAJ) -> None:
    undoing.redo_step(register, step=undoing.list_steps(register, by=by).undone[0].id, by=by)


def whole(register: Register) -> bool:
    """Tell whether lists and searches are as the files say."""
    with register.raw_connection() as connection:
        return derived.compare(connection) == ()


@pytest.fixture(scope="module")
def furnished(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, PersonId]:
    path = tmp_path_factory.mktemp("undo") / "register.db"
    shutil.copy(template, path)
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    person = prepared(register)
    register.close()
    return path, person


@pytest.fixture
def person(furnished: tuple[Path, PersonId]) -> PersonId:
    return furnished[1]


@pytest.fixture
def register(furnished: tuple[Path, PersonId], open_path: Open) -> Register:
    return open_path(furnished[0])


def test_no_service_that_nobody_may_take_back_says_so() -> None:
    apart = ("protection", "staff", "counts", "letters", "trust", "backups", "review", "exports")
    assert not [name for name in UNDOABLE if name.partition(".")[0] in apart]


@pytest.mark.parametrize("service", SAMPLES)
def test_undo_and_redo_are_inverse(register: Register, person: PersonId, service: str) -> None:
    SAMPLES[service](register, person)
    after = rows_of(register)
    undo(register)
    before = rows_of(register)
    assert before != after
    redo(register)
    assert rows_of(register) == after
    assert whole(register)
    undo(register)
    assert rows_of(register) == before
    assert whole(register)


OF_TWO_STEPS = {"cases.reopen_case", "interventions.follow_up"}


@pytest.mark.parametrize("service", [name for name in SAMPLES if name not in OF_TWO_STEPS])
def test_what_is_undone_is_as_it_was(register: Register, person: PersonId, service: str) -> None:
    before = rows_of(register)
    SAMPLES[service](register, person)
    undo(register)
    assert rows_of(register) == before


# The list of steps
def codes(register: Register, by: User = MAJ) -> tuple[list[str], list[str]]:
    steps = undoing.list_steps(register, by=by)
    return [step.what for step in steps.done], [step.what for step in steps.undone]


def call(register: Register, person: PersonId, number: int) -> None:
    people.add_contact(register, person=person, kind=ContactKind.PHONE, value=f"070-174 06 {number:02d}", by=MAJ)


def test_steps_are_named_and_in_order_and_survive_a_restart(register: Register, person: PersonId) -> None:
    SAMPLES["status.record_status"](register, person)
    SAMPLES["people.add_contact"](register, person)
    undo(register)
    register.close()
    again = Register.open(register.path, key=KEY, clock=lambda: NOW)
    done, undone = codes(again)
    assert (done[:2], undone) == (["status", "assignment"], ["contact"])
    step = undoing.list_steps(again, by=MAJ).done[0]
    assert (step.person, step.case_number, step.at) == (person, "2025-0001", NOW)
    redo(again)
    assert codes(again)[1] == []
    again.close()


def test_nobody_takes_back_what_another_did(register: Register, person: PersonId) -> None:
    assert codes(register, JONAS) == ([], [])
    theirs = undoing.list_steps(register, by=MAJ).done[0].id
    for turn in (undoing.undo_step, undoing.redo_step, undoing.leave_step, undoing.compare_step):
        with pytest.raises(Refused, match="undo.nothing"):
            turn(register, step=theirs, by=JONAS)


def test_only_the_latest_step_is_taken_back_and_a_new_one_ends_redo(register: Register, person: PersonId) -> None:
    call(register, person, 12)
    call(register, person, 13)
    older = undoing.list_steps(register, by=MAJ).done[1].id
    with pytest.raises(Refused, match="undo.nothing"):
        undoing.undo_step(register, step=older, by=MAJ)
    undo(register)
    undo(register)
    assert codes(register)[1] == ["contact", "contact"]
    redo(register)
    call(register, person, 14)
    assert codes(register)[1] == []


def test_twenty_steps_are_kept_for_thirty_days(register: Register, person: PersonId) -> None:
    for number in range(23):
        call(register, person, number)
    assert len(undoing.list_steps(register, by=MAJ).done) == 20
    register.clock = lambda: NOW + timedelta(days=31)
    assert codes(register) == ([], [])
    call(register, person, 50)
    with register.read() as reader:
        assert reader.connection.exec_driver_sql("SELECT count(*) FROM undo_steps").scalar_one() == 1


def test_what_changes_nothing_or_was_refused_is_no_step(register: Register, person: PersonId) -> None:
    before = codes(register)
    with pytest.raises(Refused):
        status.record_status(register, person=person, status=EnteredStatus("ASYL", date(2025, 6, 1)), by=MAJ)
    people.settle_search(register, text="Samira", hits=1, by=MAJ)
    assert codes(register) == before


def test_a_user_the_register_does_not_know_has_no_steps(register: Register, person: PersonId) -> None:
    program = User(MAJ.id.__class__("0192f0c0-0000-7000-8000-0000000000ff"), "Natten", frozenset({Role.CASEWORKER}))
    people.add_contact(register, person=person, kind=ContactKind.EMAIL, value="a@example.se", by=program)
    assert codes(register, program) == ([], [])


# What stands in the way
def test_what_was_changed_since_stays_and_both_values_are_told(register: Register, person: PersonId) -> None:
    SAMPLES["people.correct_person"](register, person)
    step = undoing.list_steps(register, by=MAJ).done[0].id
    version = file_version(register, person)
    theirs = Intake(given="Samiah", family="Hadad", speaks="so")
    people.correct_person(register, person=person, version=version, intake=theirs, by=JONAS)
    before = rows_of(register)
    with pytest.raises(Refused, match="undo.changed_since") as refused:
        undo(register)
    assert rows_of(register) == before
    assert refused.value.params == {}
    way = undoing.compare_step(register, step=step, by=MAJ)
    told = {pair.field: (pair.left, pair.now) for pair in way.fields}
    assert told["people.speaks"] == ("", "so")
    assert told["person_names.given"] == ("Samire", "Samiah")
    assert (way.by, way.at, way.hanging) == ("Jonas Wikström", NOW, ())
    undoing.leave_step(register, step=step, by=MAJ)
    assert codes(register)[0][0] == "assignment"


def file_version(register: Register, person: PersonId) -> int:
    with register.read() as reader:
        return reader.person_file(person).version


def test_what_is_gone_since_is_told_with_nothing_in_its_place(register: Register, person: PersonId) -> None:
    status.record_settlement(register, person=person, code="anvisad", begins=TODAY, by=MAJ)
    step = undoing.list_steps(register, by=MAJ).done[0].id
    with register.change(by=JONAS) as tx:
        tx.people.get(person).settlements.clear()
        tx.commit()
    with pytest.raises(Refused, match="undo.changed_since"):
        undo(register)
    told = {pair.field: (pair.left, pair.now) for pair in undoing.compare_step(register, step=step, by=MAJ).fields}
    assert told["settlements.code"] == ("anvisad", None)


def test_what_hangs_on_a_new_person_is_told(register: Register, person: PersonId) -> None:
    new = PersonId(people.register_person(register, intake=Intake(given="Påhittad"), by=MAJ).created)
    step = undoing.list_steps(register, by=MAJ).done[0].id
    course = interventions.EnteredIntervention("sfi-kurs")
    interventions.add_intervention(register, person=new, entered=course, by=JONAS)
    drafts.save_draft(register, kind="note", key=new, fields={"text": "Påbörjad"}, by=JONAS)
    with pytest.raises(Refused, match="undo.others_hang_on_it"):
        undo(register)
    way = undoing.compare_step(register, step=step, by=MAJ)
    assert way.hanging == ("drafts", "intervention_steps", "interventions")
    assert way.fields == ()


def test_a_pair_nobody_has_answered_does_not_hang_on_a_new_person(register: Register, person: PersonId) -> None:
    twin = PersonId(people.register_person(register, intake=replace(SAMIRA, numbers=()), by=MAJ).created)
    pairs.find_pairs(register, wanted=lambda: True, by=MAJ)
    assert pairs.list_pairs(register, by=MAJ)
    undo(register)
    assert pairs.list_pairs(register, by=MAJ) == ()
    redo(register)
    pairs.judge_pair(register, person=twin, other=person, decision=PairDecision.DIFFERENT, by=JONAS)
    with pytest.raises(Refused, match="undo.others_hang_on_it"):
        undo(register)


def test_another_change_of_the_same_person_does_not_stand_in_the_way(register: Register, person: PersonId) -> None:
    call(register, person, 12)
    version = file_version(register, person)
    people.correct_person(register, person=person, version=version, intake=Intake(given="Samir"), by=JONAS)
    undo(register)
    with pytest.raises(Refused, match="register.changed_meanwhile"):
        people.correct_person(register, person=person, version=version + 1, intake=Intake(given="A"), by=JONAS)


def test_the_log_keeps_what_was_done_and_that_it_was_taken_back(register: Register, person: PersonId) -> None:
    SAMPLES["status.record_status"](register, person)
    undo(register)
    redo(register)
    with register.read() as reader:
        log = [row.action for row in reader.person_file(person).log]
    assert log[:3] == ["undo.done_again", "undo.taken_back", "status.recorded"]


def test_who_no_longer_holds_the_right_takes_nothing_back(register: Register, person: PersonId) -> None:
    cases.close_case(register, person=person, closed=date(2026, 11, 1), by=MAJ)
    locum = User(MAJ.id, MAJ.name, frozenset({Role.LOCUM}))
    with pytest.raises(Refused, match="access.not_granted"):
        undo(register, locum)
    SAMPLES["people.add_contact"](register, person)
    with pytest.raises(Refused, match="access.out_of_reach"):
        undo(register, locum)


def test_a_number_that_somebody_else_holds_by_now_is_not_given_back(register: Register, person: PersonId) -> None:
    SAMPLES["people.add_number"](register, person)
    undo(register)
    other = PersonId(people.register_person(register, intake=Intake(given="Annan"), by=JONAS).created)
    number = EnteredNumber("lma", "99-123456/1")
    people.add_number(register, person=other, number=number, begins=TODAY, by=JONAS)
    with pytest.raises(Refused, match="identity.same_number_other_person"):
        redo(register)
    assert codes(register)[1] == ["number"]


def test_a_step_of_a_service_that_is_gone_is_not_offered(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    last = codes(register)[0]
    monkeypatch.delitem(SERVICES, "access.assign")
    assert codes(register)[0] == last[1:]
