"""An import as one batch: three piles, decisions, what a known person gets, adds nothing again, is taken back."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from caseworker.domain.access import Role, User
from caseworker.domain.contact import ContactKind
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredAddress, EnteredNumber, EnteredStatus, Intake
from caseworker.domain.person import Sex
from caseworker.errors import Refused
from caseworker.exchange.people_sheet import IntakeRow, PeopleSheet
from caseworker.services import importing, notes, people
from caseworker.services._entering import enter
from caseworker.services._import_reading import Task, _register_new
from caseworker.services._import_trial import tried as hold_all
from caseworker.services.importing import Heads
from caseworker.store import derived
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.services.conftest import MAJ, NOW, SAMIRA
from tests.services.lists import HEADERS, read, tried, write

HEAD = User(StaffId("0192f0c0-0000-7000-8000-00000000000d"), "Karin Alm", frozenset({Role.UNIT_MANAGER}))
COLLEAGUE = User(StaffId("0192f0c0-0000-7000-8000-00000000000e"), "Jonas Ek", frozenset({Role.CASEWORKER}))
SAMIRAS = ("Haddad, Samira", "19880314-2382", "1988-03-14", "K", "070-174 06 12", "", "", "", "")
NEW = (
    ("Kidane, Selam", "", "1991-05-06", "K", "070-174 06 05", "99-100001", "Provvägen 1", "123 45", "Lövåsa"),
    ("Osman, Hodan", "", "1990-11-30", "K", "", "99-100002", "", "", ""),
    ("Tekle, Yonas", "", date(1979, 2, 3), "M", 701740611, "", "", "", ""),
)
WRONG = (
    ("Nazari, Reza", "19870614-2391", "", "M", "", "", "", "", ""),
    ("Fel, Dag", "", "1990-11-31", "M", "", "", "", "", ""),
    ("Formel, Test", "", "", "", "", '=A1&"-2"', "", "", ""),
    ("", "", "", "K", "", "", "", "", ""),
)


def heads(register: Register) -> int:
    return people.count_people(register, by=MAJ)


def found(register: Register, name: str) -> PersonId:
    (row,) = people.find_people(register, text=name, by=MAJ)
    return PersonId(row.id)


def test_a_list_falls_into_piles_and_nothing_is_saved(register: Register, tmp_path: Path) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    twin = ("Hadad, Samirah", "", "1988-03-14", "K", "", "", "", "", "")
    trial = tried(register, write(tmp_path / "l.xlsx", SAMIRAS, *NEW, *WRONG, twin))
    assert [row.row for row in trial.new] == [3, 4, 5]
    assert [(doubt.row, doubt.settled, doubt.adds) for doubt in trial.doubts] == [
        (2, True, ("phone",)),
        (10, False, ()),
    ]
    assert [(bad.row, bad.who, bad.code) for bad in trial.bad] == [
        (6, "Nazari, Reza", "identity.check_digit"),
        (7, "Fel, Dag", "import.no_such_day"),
        (8, "Formel, Test", "import.formula"),
        (9, "", "person.name_or_number"),
    ]
    assert trial.bad_rows == 4
    assert trial.before == Heads(1, 1, 0)
    assert trial.before.with_more(trial.new) == Heads(4, 3, 1)
    assert (trial.incomplete, trial.lacking) == (3, "status")
    assert heads(register) == 1
    assert importing.list_batches(register, by=MAJ) == ()
    assert trial.new[2].intake.phone == "0701740611"  # Excel had dropped the nought


def test_what_is_read_in_is_a_batch_and_again_adds_nothing(register: Register, tmp_path: Path) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    path = write(tmp_path / "Inskrivna.xlsx", SAMIRAS, *NEW, *WRONG)
    report = read(register, path)
    assert (report.clean, report.updated, report.doubts, len({bad.row for bad in report.bad})) == (3, 1, 0, 4)
    (batch,) = importing.list_batches(register, by=MAJ)
    assert (batch.file, batch.sheet, batch.made, batch.updated, batch.planned, batch.bad) == (
        "Inskrivna.xlsx", "Lista", 3, 1, 4, 4,
    )  # fmt: skip
    assert batch.ended is not None
    file = people.open_file(register, person=found(register, "Samira"), by=MAJ)
    assert [(one.value, one.ends is None) for one in file.contacts] == [
        ("070-174 06 11", False),
        ("070-174 06 12", True),
    ]
    trial = tried(register, path)
    assert (trial.new, trial.doubts, trial.known) == ((), (), 4)
    assert [one.id for one in trial.opened.earlier] == [batch.id]
    again = read(register, path)
    assert (again.clean, again.updated, again.batch) == (0, 0, "")
    assert heads(register) == 4
    assert len(importing.list_batches(register, by=MAJ)) == 1
    assert verify(register).ok


def test_the_same_trial_read_in_twice_registers_nobody_twice(register: Register, tmp_path: Path) -> None:
    trial = tried(register, write(tmp_path / "l.xlsx", *NEW))
    for made in (3, 0):
        report = importing.read_list(register, trial=trial, decisions={}, by=MAJ)
        assert report.clean == made
    assert heads(register) == 3


def test_the_same_rows_in_another_file_are_known(register: Register, tmp_path: Path) -> None:
    read(register, write(tmp_path / "l.xlsx", *NEW))
    spaced = ("Tekle,  Yonas", "", "1979-02-03", "man", "0701740611", "", "", "", "")
    trial = tried(register, write(tmp_path / "m.xlsx", spaced))
    assert (trial.known, trial.new, trial.doubts) == (1, (), ())


def test_a_row_that_stands_twice_is_told(register: Register, tmp_path: Path) -> None:
    trial = tried(register, write(tmp_path / "l.xlsx", NEW[2], NEW[2]))
    assert [(bad.row, bad.code, bad.params) for bad in trial.bad] == [(3, "import.same_row_twice", (("first", 2),))]


@pytest.mark.parametrize(("decision", "made", "updated"), [("same", 0, 1), ("other", 1, 0), ("", 0, 0)])
def test_a_doubt_is_what_somebody_decides(
    register: Register, tmp_path: Path, decision: str, made: int, updated: int
) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    row = ("Hadad, Samira", "", "1988-03-14", "", "", "99-100009", "", "", "")
    report = read(register, write(tmp_path / "l.xlsx", row), {2: decision})
    assert (report.clean, report.updated, heads(register)) == (made, updated, 1 + made)
    assert report.doubts == (not decision)


def test_the_same_person_with_nothing_new_is_kept_as_met(register: Register, tmp_path: Path) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    path = write(tmp_path / "l.xlsx", ("Hadad, Samira", "", "1988-03-14", "", "", "", "", "", ""))
    report = read(register, path, {2: "same"})
    assert (report.clean, report.updated) == (0, 0)
    assert tried(register, path).known == 1
    assert importing.undo_batch(register, batch=report.batch, by=MAJ) == importing.Undone(0, 0, ())


def test_somebody_else_with_the_same_number_stops_the_row(register: Register, tmp_path: Path) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    people.register_person(
        register, intake=Intake(given="Ali", numbers=(EnteredNumber("dossier", "99-100007"),)), by=MAJ
    )
    other = ("Bengtsson, Zlatan", "19880314-2382", "", "", "", "", "", "", "")
    both = ("Haddad, Samira", "19880314-2382", "", "", "", "99-100007", "", "", "")
    for row in (other, both):
        trial = tried(register, write(tmp_path / "l.xlsx", row))
        assert [(bad.row, bad.code) for bad in trial.bad] == [(2, "identity.same_number_other_person")]


def test_a_number_taken_since_the_trial_is_told(register: Register, tmp_path: Path) -> None:
    trial = tried(register, write(tmp_path / "l.xlsx", *NEW))
    number = (EnteredNumber("dossier", "99-100001"),)
    people.register_person(register, intake=Intake(given="Ali", numbers=number), by=MAJ)
    report = importing.read_list(register, trial=trial, decisions={}, by=MAJ)
    assert (report.clean, [(bad.row, bad.code) for bad in report.bad]) == (
        2, [(3 - 1, "identity.same_number_other_person")],
    )  # fmt: skip


def bare(shown: object) -> str:
    """Return what is shown without the ids of its rows."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", repr(shown))


FULL = Intake(
    given="Samira", family="Haddad", original_name="سميرة حداد", migration_name="SAMIRA HADAD", born=date(1988, 3, 14),
    sex=Sex.WOMAN, reads="ar", speaks="ar", arrived_through="kvot",
    numbers=(EnteredNumber("personnummer", "19880314-2382"), EnteredNumber("dossier", "99-100003")),
    status=EnteredStatus("ASYL", date(2025, 6, 1)), settlement="anvisad", accommodation="eget", phone="070-174 06 11",
    email="s@example.org", address=EnteredAddress("Provvägen 1", "123 45", "Lövåsa"),
)  # fmt: skip
FULL_HEADERS = (
    "Förnamn", "Efternamn", "Namn i egen skrift", "Migrationsverkets stavning", "Född", "Kön", "Läser", "Talar",
    "Hit kom personen via", "Personnummer", "Dossier", "Status", "Från", "Bosättningssätt", "Boendeform", "Telefon",
    "E-post", "Adress", "Postnummer", "Ort", "Tolk",
)  # fmt: skip
FULL_ROW = (
    "Samira", "Haddad", "سميرة حداد", "SAMIRA HADAD", "1988-03-14", "k", "ar", "ar", "kvot", "19880314-2382",
    "99-100003", "ASYL", "2025-06-01", "anvisad", "eget", "070-174 06 11", "s@example.org", "Provvägen 1", "123 45",
    "Lövåsa", "ja",
)  # fmt: skip


def test_a_person_gets_all_she_lacks_and_it_is_put_back(register: Register, tmp_path: Path) -> None:
    bare = Intake(given="Samira", family="Haddad", numbers=(EnteredNumber("dossier", "99-100003"),))
    person = PersonId(people.register_person(register, intake=bare, by=MAJ).created)
    before = people.open_file(register, person=person, by=MAJ)
    report = read(register, write(tmp_path / "l.xlsx", FULL_ROW, headers=FULL_HEADERS))
    assert (report.clean, report.updated, report.bad) == (0, 1, ())
    file = people.open_file(register, person=person, by=MAJ)
    assert {name.role for name in file.names} == {"latin", "original", "migration_agency"}
    assert (file.born, file.sex, file.reads, file.interpreter) == (date(1988, 3, 14), "woman", "ar", "needed")
    assert (file.statuses[0].code, file.settlements[0].code, file.accommodations[0].code) == ("ASYL", "anvisad", "eget")
    assert (file.addresses[0].street, len(file.contacts), len(file.identifiers)) == ("Provvägen 1", 2, 2)
    undone = importing.undo_batch(register, batch=report.batch, by=MAJ)
    assert undone == importing.Undone(0, 1, ())
    after = people.open_file(register, person=person, by=MAJ)
    assert replace(after, version=0, log=()) == replace(before, version=0, log=())


def test_a_new_number_replaces_the_coordination_number_and_comes_back(register: Register, tmp_path: Path) -> None:
    held = (EnteredNumber("samordningsnummer", "19500484-2398"),)
    intake = Intake(given="Samira", family="Haddad", born=date(1950, 4, 24), numbers=held)
    person = PersonId(people.register_person(register, intake=intake, by=MAJ).created)
    row = ("Haddad, Samira", "19880314-2382", "1950-04-24", "", "", "", "", "", "")
    report = read(register, write(tmp_path / "l.xlsx", row), {2: "same"})
    assert report.updated == 1
    file = people.open_file(register, person=person, by=MAJ)
    assert {one.type: one.ends is None for one in file.identifiers} == {
        "samordningsnummer": False,
        "personnummer": True,
    }
    importing.undo_batch(register, batch=report.batch, by=MAJ)
    file = people.open_file(register, person=person, by=MAJ)
    assert [(one.type, one.ends) for one in file.identifiers] == [("samordningsnummer", None)]


def test_the_whole_batch_is_taken_back_but_for_those_somebody_went_on_with(register: Register, tmp_path: Path) -> None:
    people.register_person(register, intake=SAMIRA, by=MAJ)
    path = write(tmp_path / "l.xlsx", SAMIRAS, *NEW)
    report = read(register, path)
    noted, changed = found(register, "Selam"), found(register, "Hodan")
    notes.write_note(register, person=noted, text="Ett möte", happened_on=NOW.date(), by=MAJ)
    people.add_contact(register, person=changed, kind=ContactKind.PHONE, value="070-174 06 20", by=MAJ)
    undone = importing.undo_batch(register, batch=report.batch, by=MAJ)
    assert (undone.taken_away, undone.put_back) == (1, 1)
    assert [(one.row, one.person and one.person.name) for one in undone.kept] == [
        (3, "Selam Kidane"),
        (4, "Hodan Osman"),
    ]
    assert heads(register) == 3
    assert people.find_people(register, text="Yonas", by=MAJ) == ()
    file = people.open_file(register, person=found(register, "Samira"), by=MAJ)
    assert [(one.value, one.ends) for one in file.contacts] == [("070-174 06 11", None)]
    (batch,) = importing.list_batches(register, by=MAJ)
    assert (batch.undone, batch.undone_by, batch.kept) == (NOW, MAJ.id, 2)
    with register.read() as reader:
        assert derived.compare(reader.connection) == ()
        told = reader.connection.exec_driver_sql("SELECT count(*) FROM audit WHERE action = 'person.registered'")
        assert told.scalar_one() == 4
    assert verify(register).ok
    again = tried(register, path)  # who was taken away is new, who was kept is known
    assert ([row.row for row in again.new], [one.row for one in again.doubts], again.known) == ([5], [2], 2)
    assert read(register, path).clean == 1  # a batch of its own
    assert len(importing.list_batches(register, by=MAJ)) == 2


def test_somebody_who_was_updated_and_changed_since_is_kept(register: Register, tmp_path: Path) -> None:
    person = PersonId(people.register_person(register, intake=SAMIRA, by=MAJ).created)
    report = read(register, write(tmp_path / "l.xlsx", SAMIRAS))
    people.add_contact(register, person=person, kind=ContactKind.PHONE, value="070-174 06 20", by=MAJ)
    undone = importing.undo_batch(register, batch=report.batch, by=MAJ)
    assert (undone.taken_away, undone.put_back, [one.row for one in undone.kept]) == (0, 0, [2])


def test_a_person_two_imports_told_of_is_kept_by_the_first(register: Register, tmp_path: Path) -> None:
    first = read(register, write(tmp_path / "l.xlsx", NEW[1]))
    number = ("Osman, Hodan", "", "1990-11-30", "K", "070-174 06 08", "99-100002", "", "", "")
    second = read(register, write(tmp_path / "m.xlsx", number))
    assert second.updated == 1
    assert importing.undo_batch(register, batch=first.batch, by=MAJ).taken_away == 0
    assert importing.undo_batch(register, batch=second.batch, by=MAJ).put_back == 1


def test_who_may_take_back_and_until_when(register: Register, tmp_path: Path, monkeypatch: Any) -> None:
    with register.change(by=MAJ) as tx:
        for one in (HEAD, COLLEAGUE):
            tx.put_staff(one)
        tx.commit()
    first = read(register, write(tmp_path / "l.xlsx", NEW[0]))
    second = read(register, write(tmp_path / "m.xlsx", NEW[1]))
    third = read(register, write(tmp_path / "n.xlsx", NEW[2]))
    with pytest.raises(Refused, match=r"import\.not_yours"):
        importing.undo_batch(register, batch=first.batch, by=COLLEAGUE)
    assert importing.undo_batch(register, batch=first.batch, by=HEAD).taken_away == 1
    with pytest.raises(Refused, match=r"import\.already_undone"):
        importing.undo_batch(register, batch=first.batch, by=MAJ)
    with pytest.raises(Refused, match=r"import\.unknown_batch"):
        importing.undo_batch(register, batch="none", by=MAJ)
    monkeypatch.setattr(register, "clock", lambda: NOW + timedelta(days=30))
    assert importing.undo_batch(register, batch=second.batch, by=MAJ).taken_away == 1
    monkeypatch.setattr(register, "clock", lambda: NOW + timedelta(days=31))
    with pytest.raises(Refused, match=r"import\.too_late"):
        importing.undo_batch(register, batch=third.batch, by=MAJ)
    batches = {one.id: one for one in importing.list_batches(register, by=MAJ)}
    assert batches[first.batch].last_day() == date(2026, 12, 21)
    assert {id: one.may_be_undone(NOW) for id, one in batches.items()} == {
        first.batch: False,
        second.batch: False,
        third.batch: True,
    }
    assert not batches[third.batch].may_be_undone(NOW + timedelta(days=31))


def test_people_of_other_units_are_left(register: Register, tmp_path: Path) -> None:
    outside = replace(HEAD, unit="Enhet Syd")
    with register.change(by=MAJ) as tx:
        tx.put_staff(outside)
        tx.commit()
    report = read(register, write(tmp_path / "l.xlsx", NEW[0]))
    undone = importing.undo_batch(register, batch=report.batch, by=outside)
    assert (undone.taken_away, undone.kept) == (0, (importing.KeptPerson(2, None),))


def test_a_holder_in_another_unit_is_not_shown(register: Register, tmp_path: Path) -> None:
    away = User(StaffId("0192f0c0-0000-7000-8000-00000000000f"), "Sara", frozenset({Role.CASEWORKER}), unit="Syd")
    with register.change(by=MAJ) as tx:
        tx.put_staff(away)
        tx.commit()
    people.register_person(register, intake=SAMIRA, by=MAJ)
    alike = ("Haddad, Samira", "", "1988-03-14", "K", "", "", "", "", "")
    path = write(tmp_path / "l.xlsx", SAMIRAS, alike)
    opened = importing.open_list(register, workbook=path, by=away)
    trial = importing.try_list(register, opened=opened, by=away)
    assert [(bad.row, bad.code) for bad in trial.bad] == [(2, "identity.same_number_other_person")]
    assert ([row.row for row in trial.new], trial.doubts) == ([3], ())


def test_a_protected_person_gets_nothing_and_is_not_told_of(register: Register, tmp_path: Path) -> None:
    person = people.register_person(register, intake=SAMIRA, by=MAJ).created
    with register.change(by=MAJ) as tx:  # the mark alone: what is sealed is in no index at all
        run = tx.connection.exec_driver_sql
        row = "INSERT INTO compartments (id, key_name, sealed_to, created, swept) VALUES (?, ?, '', '2026', 1)"
        run(row, (person, person))
        run(
            "INSERT INTO protections (id, person_id, compartment_id, kind, begins, ends, age_from) "
            "VALUES (?, ?, ?, 'sekretessmarkering', '2026-01-01', NULL, NULL)",
            (person, person, person),
        )
        tx.commit()
    alike = ("Haddad, Samira", "", "1988-03-14", "K", "070-174 06 12", "", "", "", "")
    trial = tried(register, write(tmp_path / "l.xlsx", SAMIRAS, alike))
    assert [(bad.row, bad.code) for bad in trial.bad] == [(2, "identity.same_number_other_person")]
    assert [(doubt.row, doubt.adds) for doubt in trial.doubts] == [(3, ())]


def test_the_number_of_somebody_about_to_be_erased_is_told(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise Refused("erasure.in_quarantine", case="2026-0001", day=NOW.date())

    people.register_person(register, intake=SAMIRA, by=MAJ)
    monkeypatch.setattr("caseworker.services._import_trial.require_not_in_quarantine", refuse)
    trial = tried(register, write(tmp_path / "l.xlsx", SAMIRAS))
    assert [(bad.row, bad.code) for bad in trial.bad] == [(2, "erasure.in_quarantine")]


def test_who_may_not_read_people_tries_no_list(register: Register, tmp_path: Path) -> None:
    opened = importing.open_list(register, workbook=write(tmp_path / "l.xlsx", *NEW), by=MAJ)
    with pytest.raises(Refused, match=r"access\.not_granted"):
        hold_all(register, opened, PeopleSheet((), (), (), ()), lambda _: None, replace(MAJ, roles=frozenset()))


def test_columns_are_chosen_and_remembered_for_the_office(register: Register, tmp_path: Path) -> None:
    path = write(
        tmp_path / "l.xlsx", ("Ada", "k", "070-174 06 05", "x", "y"), headers=("Namn", "Kod", "Nr", "Religion", "Anm.")
    )
    opened = importing.open_list(register, workbook=path, by=MAJ)
    assert [(column.field, column.certainty) for column in opened.columns] == [
        ("name", "sure"), ("sex", "guessed"), ("phone", "guessed"), ("", "forbidden"), ("", "free_text"),
    ]  # fmt: skip
    chosen = importing.choose_columns(register, opened=opened, fields={1: "sex", 2: ""}, by=MAJ)
    trial = importing.try_list(register, opened=chosen, by=MAJ)
    assert (trial.new[0].intake.sex, trial.new[0].intake.phone) == (Sex.WOMAN, "")
    importing.read_list(register, trial=trial, decisions={}, by=MAJ)
    again = importing.open_list(register, workbook=path, by=MAJ)
    assert [(column.field, column.certainty) for column in again.columns][1:3] == [
        ("sex", "remembered"),
        ("", "remembered"),
    ]
    for fields, code in (
        ({3: "given"}, "import.forbidden_column"),
        ({1: "name"}, "import.two_columns"),
        ({1: "shoe"}, "import.unknown_field"),
        ({0: ""}, "import.no_headers"),
    ):
        with pytest.raises(Refused, match=code):
            importing.choose_columns(register, opened=again, fields=fields, by=MAJ)


@pytest.mark.parametrize("setting", ["{", "[]", '{"kod": "shoe"}'])
def test_a_broken_memory_of_columns_is_forgotten(register: Register, tmp_path: Path, setting: str) -> None:
    with register.change(by=MAJ) as tx:
        tx.put_setting("", "import.columns", setting)
        tx.commit()
    path = write(tmp_path / "l.xlsx", ("Ada", "k"), headers=("Namn", "Kod"))
    assert importing.open_list(register, workbook=path, by=MAJ).columns[1].field in ("", "sex")


def test_a_trial_and_an_import_can_be_stopped(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caseworker.services._import_reading.AT_ONCE", 1)
    path = write(tmp_path / "l.xlsx", *NEW)
    opened = importing.open_list(register, workbook=path, by=MAJ)
    with pytest.raises(Refused, match=r"import\.stopped$"):
        importing.try_list(register, opened=opened, told=lambda *_: False, by=MAJ)
    trial = importing.try_list(register, opened=opened, by=MAJ)
    with pytest.raises(Refused, match=r"import\.stopped$"):
        importing.read_list(register, trial=trial, decisions={}, told=lambda *_: False, by=MAJ)
    assert importing.list_batches(register, by=MAJ) == ()
    with pytest.raises(Refused, match=r"import\.stopped_half"):
        importing.read_list(register, trial=trial, decisions={}, told=lambda done, _: done < 2, by=MAJ)
    (batch,) = importing.list_batches(register, by=MAJ)
    assert (batch.ended, batch.made, heads(register)) == (None, 2, 2)
    report = read(register, path)  # the same file goes on where it stopped
    assert (report.clean, report.batch, report.known) == (1, batch.id, 2)
    (batch,) = importing.list_batches(register, by=MAJ)
    assert (batch.ended, batch.made, heads(register)) == (NOW, 3, 3)
    assert importing.undo_batch(register, batch=batch.id, by=MAJ).taken_away == 3
    assert heads(register) == 0


def test_people_in_bulk_are_kept_as_people_one_by_one(register: Register) -> None:
    with register.change(by=MAJ) as tx:
        one = enter(register, tx, FULL, by=MAJ)
        tx.commit()
    other = replace(FULL, numbers=())
    trial: Any = SimpleNamespace(opened=SimpleNamespace(file="l.xlsx"), marks={2: "m"})
    with register.change(by=MAJ) as tx:
        (row,) = _register_new(register, tx, trial, [Task(IntakeRow(2, other, ()))], MAJ)
        tx.commit()
    shown = []
    for id in (one, PersonId(row.person)):
        file = people.open_file(register, person=id, by=MAJ)
        assert len(file.identifiers) == (2 if id == one else 0)
        told = [line.action for line in file.log if line.action != "case.opened"]
        shown.append((replace(file, id="", case_id="", case_number="", identifiers=(), log=()), told))
    assert repr(shown[0]).count("SAMIRA HADAD") == 1
    assert bare(shown[0]) == bare(shown[1])
    with register.read() as reader:
        assert derived.compare(reader.connection) == ()


def test_a_row_says_where_it_came_from(register: Register, tmp_path: Path) -> None:
    report = read(register, write(tmp_path / "Elever hösten.xlsx", NEW[0]))
    file = people.open_file(register, person=PersonId(report.created[0]), by=MAJ)
    assert [(line.file, line.row) for line in file.log] == [("", 0), ("Elever hösten.xlsx", 2)]


def test_the_faults_come_out_as_a_list_to_mend(register: Register, tmp_path: Path) -> None:
    headers = (*HEADERS, "Religion")
    trial = tried(register, write(tmp_path / "l.xlsx", *NEW, *((*row, "hemligt") for row in WRONG), headers=headers))
    content = importing.save_faults(register, trial=trial, words=lambda bad: f"fel: {bad.code}", by=MAJ)
    assert b"hemligt" not in content
    (tmp_path / "fel.xlsx").write_bytes(content)
    mended = importing.open_list(register, workbook=tmp_path / "fel.xlsx", by=MAJ)
    assert mended.count == 4
    assert [column.title for column in mended.columns] == list(HEADERS)
    assert mended.rows[3].cells[5] == '=A1&"-2"'  # a text now
    assert mended.rows[3].cells[9] == "fel: import.formula"
