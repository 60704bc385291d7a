"""Reading in a lawbook: every refusal leaves the old one, what changes is told first, old answers can be made again."""

import threading
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from caseworker import lawbook_update, wire
from caseworker.domain.conditions import Line
from caseworker.domain.evaluation import evaluate
from caseworker.domain.facts import Facts
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus, Intake
from caseworker.domain.law import Certainty
from caseworker.domain.law_facts import EnteredFact
from caseworker.domain.listing import FileKind, ListColumn
from caseworker.domain.local_law import LimitUnit, LocalKind
from caseworker.domain.rights import RightCode
from caseworker.domain.status import PermitType
from caseworker.errors import CaseworkerError, Refused, UsageFault
from caseworker.i18n import ui_translator
from caseworker.lawbook_diff import Kind
from caseworker.lawbook_files import read_texts, shipped
from caseworker.services import (
    _active_law,
    _handover,
    cases,
    choices,
    law,
    law_local,
    law_updates,
    lists,
    people,
    status,
    today,
)
from caseworker.services import _record_sections as sections
from caseworker.services._law_affected import affected_cases
from caseworker.services._law_sheet import SheetWords
from caseworker.services._record_papers import NOTHING_TO_DO
from caseworker.services._united import whole_file
from caseworker.services.law_local import EnteredRule
from caseworker.store import law_rows
from caseworker.store.law_rows import VersionRow
from caseworker.store.register import Register
from tests.lawbooks import LATER, NO_SFI, PUBLIC, SFI, signed, texts, update
from tests.services.conftest import KEY, MAJ, NOW, Open, found

TODAY = NOW.date()


def go_on(_done: int, _of: int) -> bool:
    return True


@pytest.fixture
def trusting(register: Register) -> Register:
    law_updates.trust_key(register, key=PUBLIC.hex(), name="Länsstyrelsen", by=MAJ)
    return register


@pytest.fixture(autouse=True)
def proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseworker.domain.proof.Proof.require", lambda _self: None)


def refused(register: Register, raw: bytes) -> Refused:
    """Read in ``raw``, prove that nothing has changed, and return why."""
    before = law_updates.show_lawbook(register, by=MAJ)
    with pytest.raises(Refused) as tried:
        law_updates.try_update(register, update=raw, goes_on=go_on, by=MAJ)
    with pytest.raises(Refused) as applied:
        law_updates.apply_update(register, update=raw, by=MAJ)
    assert tried.value.code == applied.value.code
    assert law_updates.show_lawbook(register, by=MAJ) == before
    return applied.value


def sfi(register: Register, version: str = "") -> str:
    """Return what the law says about SFI to somebody in the population register."""
    facts = Facts("NY-FLY", date(2025, 11, 9), date(1988, 3, 14), days={"registered_from": date(2025, 12, 1)})
    with register.read() as reader:
        found = evaluate(facts, date(2026, 2, 1), _active_law.rules(reader, version))
    return next(one.answer.value for one in found.rights if one.right is RightCode.SFI)


def test_an_update_that_is_trusted_applies_from_now_on(trusting: Register) -> None:
    assert sfi(trusting) == "yes"
    law_updates.apply_update(trusting, update=update(add=NO_SFI), by=MAJ)
    assert sfi(trusting) == "no"
    shown = law_updates.show_lawbook(trusting, by=MAJ)
    assert shown.version == LATER
    assert [(one.version, one.applies) for one in shown.versions] == [(LATER, True), (shipped().version, False)]
    assert shown.versions[0].key == "Länsstyrelsen"
    assert shown.versions[0].by == MAJ.name


def test_an_old_answer_can_be_made_again_by_its_version(trusting: Register) -> None:
    old = shipped().version
    law_updates.apply_update(trusting, update=update(add=NO_SFI), by=MAJ)
    assert sfi(trusting, old) == "yes"
    law_updates.apply_update(trusting, update=update("2031-02-01"), by=MAJ)
    assert (sfi(trusting, LATER), sfi(trusting), sfi(trusting, old)) == ("no", "yes", "yes")
    for unknown in ("2001-01-01", "none", "2001-01-01+x"):
        with pytest.raises(Refused, match=r"lawbook\.version_unknown"):
            sfi(trusting, unknown)


def test_a_version_is_kept_also_when_the_program_brings_a_later_one(
    trusting: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = shipped()
    law_updates.apply_update(trusting, update=update(), by=MAJ)
    later = lawbook_update.read(update("2032-01-01", add=NO_SFI)).files
    brought = read_texts(later)
    monkeypatch.setattr(_active_law, "shipped", lambda: brought)
    assert sfi(trusting) == "no"
    assert sfi(trusting, old.version) == "yes"


def test_what_a_program_brought_can_be_answered_again_by_a_later_one(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, brought = shipped(), read_texts(texts("2032-01-01", add=NO_SFI))
    for _session in range(2):  # kept once
        today.refresh_duties(register, by=MAJ)
    with register.read() as reader:
        assert [(one.version, one.kid) for one in law_rows.kept_versions(reader.connection)] == [(old.version, "")]
    monkeypatch.setattr(_active_law, "shipped", lambda: brought)
    assert (sfi(register), sfi(register, old.version)) == ("no", "yes")
    today.refresh_duties(register, by=MAJ)
    monkeypatch.setattr(_active_law, "shipped", lambda: old)  # the older program again: it has its own lawbook
    assert (sfi(register), sfi(register, brought.version)) == ("yes", "no")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"x" * (lawbook_update.MAX_UPDATE + 1), "lawbook.too_large"),
        (b"", "lawbook.not_an_update"),
        (b"{}", "lawbook.not_an_update"),
        (b'{"schema":"caseworker.lawbook/1.0"}', "lawbook.not_an_update"),
        (b"[" * 100_000, "lawbook.not_an_update"),
    ],
)
def test_what_is_no_update_is_refused(trusting: Register, raw: bytes, code: str) -> None:
    assert refused(trusting, raw).code == code


def unsigned(**changed: object) -> bytes:
    document = wire.parse(update(), limit=lawbook_update.MAX_UPDATE)
    return wire.canonical({**document, **changed})


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"version": "2031-01-16"}, "lawbook.signature"),
        ({"sig": None}, "lawbook.signature"),
        ({"key": "ab" * 32}, "lawbook.signature"),
        ({"schema": "caseworker.lawbook/9"}, "lawbook.not_an_update"),
        ({"key": "ab"}, "lawbook.not_an_update"),
        ({"key": 7}, "lawbook.not_an_update"),
        ({"version": "soon"}, "lawbook.not_an_update"),
        ({"version": None}, "lawbook.not_an_update"),
        ({"follows": "then"}, "lawbook.not_an_update"),
        ({"follows": 1}, "lawbook.not_an_update"),
        ({"files": {}}, "lawbook.not_an_update"),
        ({"files": []}, "lawbook.not_an_update"),
        ({"files": {"../version.toml": ""}}, "lawbook.not_an_update"),
        ({"files": {"version.toml": 1}}, "lawbook.not_an_update"),
        ({"more": 1}, "lawbook.not_an_update"),
    ],
)
def test_a_changed_or_unsigned_update_is_refused(trusting: Register, changed: dict[str, object], code: str) -> None:
    assert refused(trusting, unsigned(**changed)).code == code


WHOLE = update()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(place=st.integers(0, len(WHOLE) - 1), bit=st.integers(0, 7))
def test_no_changed_byte_is_taken(trusting: Register, place: int, bit: int) -> None:
    raw = bytearray(WHOLE)
    raw[place] ^= 1 << bit
    with pytest.raises(CaseworkerError, match=r"lawbook\.(signature|not_an_update)"):
        law_updates.apply_update(trusting, update=bytes(raw), by=MAJ)


def test_a_key_that_is_not_trusted_is_named(register: Register) -> None:
    fault = refused(register, update())
    assert (fault.code, fault.params["key"]) == ("lawbook.unknown_key", lawbook_update.spoken(wire.key_id(PUBLIC)))


def test_the_demo_key_is_good_for_a_demo_register_only(register: Register, open_path: Open, tmp_path: Path) -> None:
    raw = update(private=lawbook_update.demo_private_key())
    real = open_path(found(tmp_path / "real.db", demo=False))
    assert refused(real, raw).code == "lawbook.demo_key"
    with pytest.raises(Refused, match=r"lawbook\.demo_key"):
        law_updates.trust_key(real, key=wire.public_key(lawbook_update.demo_private_key()).hex(), name="X", by=MAJ)
    law_updates.apply_update(register, update=raw, by=MAJ)
    assert law_updates.show_lawbook(register, by=MAJ).version == LATER


def test_the_same_or_an_older_version_is_refused(trusting: Register) -> None:
    law_updates.apply_update(trusting, update=update(), by=MAJ)
    for version in (LATER, "2030-01-01"):
        fault = refused(trusting, update(version))
        assert (fault.code, fault.params["now"]) == ("lawbook.older", LATER)


def test_a_broken_row_is_named_by_file_row_and_field(trusting: Register) -> None:
    fault = refused(trusting, signed(texts(add=NO_SFI.replace('"no"', '"perhaps"'))))
    assert fault.code == "lawbook.update_broken"
    assert (fault.params["file"], fault.params["field"]) == ("sfi.toml", "answer")
    assert "row" in str(fault.params["row"])
    other = {**texts(), "version.toml": 'version = "2031-05-05"'}
    assert refused(trusting, signed(other)).params["file"] == "version.toml"
    nested = {**texts(), SFI: "x = " + "[" * 100_000}
    assert refused(trusting, signed(nested)).params["file"] == "sfi.toml"


def test_what_changes_is_told_row_by_row_and_case_by_case(trusting: Register) -> None:
    whose = _case(trusting, "NY-FLY")
    _case(trusting, "ASYL")
    trial = law_updates.try_update(
        trusting, update=update(add=NO_SFI, areas=('sv = "', 'sv = "Ny ')), goes_on=go_on, by=MAJ
    )
    assert (trial.version, trial.now, trial.follows_on, trial.key) == (LATER, shipped().version, True, "Länsstyrelsen")
    assert (Kind.ADDED, SFI, "prov-nej") in {(row.kind, row.file, row.row) for row in trial.rows}
    changed = {(row.kind, row.file, field.field) for row in trial.rows for field in row.fields}
    assert (Kind.CHANGED, "areas.toml", "sv") in changed
    assert trial.cases is not None
    numbers = {one.case_number for one in trial.cases}
    with trusting.read() as reader:
        assert numbers == {reader.person_file(whose).case_number}
    assert trial.cases[0].caseworker == MAJ.name
    assert law_updates.show_lawbook(trusting, by=MAJ).version == shipped().version


def test_a_lawbook_that_is_not_signed_yet_can_be_looked_at(trusting: Register) -> None:
    closed, _running = _case(trusting, "NY-FLY"), _case(trusting, "NY-FLY")
    cases.close_case(trusting, person=closed, closed=TODAY, by=MAJ)
    trial = law_updates.try_files(trusting, files=texts(add=NO_SFI), goes_on=go_on, by=MAJ)
    assert (trial.follows_on, trial.key) == (True, "")
    assert trial.cases is not None
    assert len(trial.cases) == 1
    with pytest.raises(Refused, match=r"lawbook\.update_broken"):
        law_updates.try_files(trusting, files={}, goes_on=go_on, by=MAJ)


def test_a_last_day_that_moves_is_told(register: Register) -> None:
    person, assigned = _case(register, "NY-FLY"), date(2023, 9, 24)
    law.set_fact(register, person=person, fact=EnteredFact("assigned", day=assigned), by=MAJ)
    with register.read() as reader:
        old = _active_law.rules(reader)
    sooner = EnteredRule(
        LocalKind.DUTY, "bostad-anvisad", ("NY-FLY",), "2016:38 5", "Mål.", date(2023, 1, 1), date(2023, 12, 31),
        length=30, unit=LimitUnit.DAYS,
    )  # fmt: skip
    law_local.add_local_rule(register, entered=sooner, by=MAJ)
    with register.read() as reader:
        found = affected_cases(reader, old, _active_law.rules(reader), goes_on=go_on)
    assert found is not None
    (change,) = found[0].duties
    assert change.event == assigned
    assert change.after is not None
    assert change.before is not None
    assert change.after < change.before


def test_the_question_whom_it_concerns_can_be_ended(trusting: Register) -> None:
    _case(trusting, "NY-FLY")
    trial = law_updates.try_update(trusting, update=update(), goes_on=lambda _done, _of: False, by=MAJ)
    assert trial.cases is None


def test_an_update_that_knows_not_of_this_version_says_so(trusting: Register) -> None:
    law_updates.apply_update(trusting, update=update(), by=MAJ)
    raw = update("2031-06-01", follows="2030-01-01")
    assert not law_updates.try_update(trusting, update=raw, goes_on=go_on, by=MAJ).follows_on


def test_two_who_read_in_the_same_update_at_once_read_it_in_once(trusting: Register) -> None:
    raw, answers = update(), []

    def take() -> None:
        try:
            law_updates.apply_update(trusting, update=raw, by=MAJ)
            answers.append("")
        except Refused as fault:
            answers.append(fault.code)

    hands = [threading.Thread(target=take) for _number in range(3)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert sorted(answers) == ["", "lawbook.older", "lawbook.older"]


def test_another_user_goes_on_working_while_an_update_is_tried(trusting: Register) -> None:
    made: list[str] = []

    def meanwhile(done: int, of: int) -> bool:
        if done < of:
            made.append(people.register_person(trusting, intake=Intake(given="Ny"), by=MAJ).created)
        return True

    _case(trusting, "NY-FLY")
    assert law_updates.try_update(trusting, update=update(), goes_on=meanwhile, by=MAJ).cases is not None
    assert len(made) == 1


def test_a_fault_in_the_middle_leaves_the_old_lawbook(trusting: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = law_rows.keep_version

    def half(connection: Connection, row: VersionRow, document: bytes) -> None:
        keep(connection, row, document)
        if row.version == LATER:
            raise MemoryError

    monkeypatch.setattr(law_rows, "keep_version", half)
    with pytest.raises(CaseworkerError, match=r"program\.no_memory"):
        law_updates.apply_update(trusting, update=update(), by=MAJ)
    monkeypatch.undo()
    assert law_updates.show_lawbook(trusting, by=MAJ).version == shipped().version
    with trusting.read() as reader:
        assert law_rows.kept_versions(reader.connection) == ()


def test_an_update_survives_closing_and_opening(trusting: Register) -> None:
    law_updates.apply_update(trusting, update=update(add=NO_SFI), by=MAJ)
    path = trusting.path
    trusting.close()
    again = Register.open(path, key=KEY, clock=lambda: NOW)
    assert sfi(again) == "no"
    again.close()


def test_a_key_is_trusted_ended_and_trusted_again(register: Register) -> None:
    hexadecimal = PUBLIC.hex()
    spaced = " ".join(hexadecimal[at : at + 8] for at in range(0, 64, 8))
    law_updates.trust_key(register, key=spaced, name="Länsstyrelsen", by=MAJ)
    with pytest.raises(Refused, match=r"lawbook\.key_known"):
        law_updates.trust_key(register, key=hexadecimal, name="Samma", by=MAJ)
    kid = wire.key_id(PUBLIC)
    law_updates.end_key(register, kid=kid, by=MAJ)
    assert refused(register, update()).code == "lawbook.unknown_key"
    with pytest.raises(Refused, match=r"lawbook\.key_not_trusted"):
        law_updates.end_key(register, kid=kid, by=MAJ)
    law_updates.trust_key(register, key=hexadecimal, name="Länsstyrelsen igen", by=MAJ)
    shown = law_updates.show_lawbook(register, by=MAJ).keys
    assert [(one.name, one.ended is None) for one in shown] == [("Länsstyrelsen igen", True), ("Länsstyrelsen", False)]
    assert shown[0].spoken.replace(" ", "").lower() == kid


def test_a_key_needs_its_form_and_a_name(register: Register) -> None:
    for key in ("", "ab", "z" * 64, "ab" * 33):
        with pytest.raises(UsageFault, match=r"lawbook\.key_form"):
            law_updates.trust_key(register, key=key, name="X", by=MAJ)
    with pytest.raises(Refused, match=r"lawbook\.key_name"):
        law_updates.trust_key(register, key=PUBLIC.hex(), name=" ", by=MAJ)


def test_the_lawbook_is_shown_with_how_sure_it_is(register: Register) -> None:
    shown = law_updates.show_lawbook(register, by=MAJ)
    assert sum(shown.certainty.values()) == len(shown.rows)
    assert {row.applied for row in shown.rows if row.certainty == Certainty.PROPOSED} <= {False}
    assert shown.may_change
    assert [one.version for one in shown.versions] == [shipped().version]


def test_a_status_of_an_update_can_be_recorded_and_has_its_words(trusting: Register, tmp_path: Path) -> None:
    person = PersonId(people.register_person(trusting, intake=Intake(given="Ny"), by=MAJ).created)
    known = '[[status]]\ncode = "ASYL"\ngroup = "asylum"\nsv = "Asylsökande"\n'
    new = known.replace("ASYL", "PROV").replace("Asylsökande", "Prövande")
    rest = 'en = "On trial"\nshort_sv = "Prövande, kort"\nshort_en = "On trial"\n[[status.rows]]\npermits = ["none"]\n'
    rest += 'law = "LMA 1 §"\ncites = ["1994:137 1"]\nsource = "A test."\nvalid_from = 2015-07-01\n'
    rest += 'verified_on = 2026-04-02\ncertainty = "in_force"\n'
    law_updates.apply_update(trusting, update=update(statuses=(known, f"{new}{rest}\n{known}")), by=MAJ)
    assert choices.status_words(trusting, by=MAJ)["PROV"] == ("Prövande, kort", "On trial")
    status.record_status(trusting, person=person, status=EnteredStatus("PROV", TODAY), by=MAJ)
    # and has its words on papers, in lists and in logs
    with trusting.read() as reader:
        file, book = whole_file(trusting, reader, person, MAJ), _active_law.book(reader)
        assert sections.standing(file, book).entries[0].label == "Prövande"
        paper = _handover.of_case(file, NOTHING_TO_DO, (), TODAY, book.statuses, _handover.ROOMS[0])
        assert paper[0].entries[0].text.startswith("Prövande sedan")
        say = SheetWords(reader, book.rules.rules, ui_translator("sv").gettext)
        assert "Prövande (PROV)" in say.say([Line("status", ("PROV", TODAY))])[0]
    columns = [ListColumn.CASE, ListColumn.STATUS]
    purpose = "Underlag för möte"
    told = lists.export_list(trusting, columns=columns, kind=FileKind.CSV, purpose=purpose, folder=tmp_path, by=MAJ)
    assert "Prövande, kort" in told.path.read_text(encoding="utf-8-sig")


def _case(register: Register, code: str) -> PersonId:
    begins, permit = date(2025, 11, 9), PermitType.NONE if code == "ASYL" else PermitType.TEMPORARY
    intake = Intake(
        given="Påhittad", born=date(1988, 3, 14), status=EnteredStatus(code, begins, permit=permit), opened=begins
    )
    return PersonId(people.register_person(register, intake=intake, by=MAJ).created)


def test_a_few_lawbooks_are_remembered_and_the_rest_are_read_again() -> None:
    remembered: dict[int, int] = {}
    for number in range(30):
        assert _active_law._kept(remembered, number, partial(int, number)) == number  # noqa: SLF001 - its own bound
        assert len(remembered) <= 8
    assert _active_law._kept(remembered, 29, lambda: -1) == 29  # noqa: SLF001 - what is remembered is not made again
