"""Lämna över: one page for a case and one list for a caseworker, logged with their purpose, and nothing of others."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from caseworker.domain.access import User
from caseworker.domain.agenda import EnteredVisit, InterpreterWay, VisitOutcome
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredAddress
from caseworker.domain.intervention import InterventionState
from caseworker.domain.protection import ProtectionKind
from caseworker.errors import Refused
from caseworker.letters.record_paper import Section
from caseworker.services import (
    _active_law,
    _handover,
    agenda,
    handing_over,
    interventions,
    people,
    protection,
    records,
    today,
)
from caseworker.services.records import TakenOut
from caseworker.store import duties
from caseworker.store.agenda import Own
from caseworker.store.register import Register
from tests.services.conftest import MAJ, NOW, SAMIRA, Open
from tests.services.duty_rules import duty, let_rules_be
from tests.services.test_access import JONAS, OMAR, SARA, employed, entered
from tests.services.test_protection import ALI, Ring

TODAY = NOW.date()
WHY = "Maj byter tjänst"


@pytest.fixture(autouse=True)
def one_law(monkeypatch: pytest.MonkeyPatch) -> None:
    let_rules_be(monkeypatch, duty("anmäla"))


@pytest.fixture
def samira(register: Register) -> PersonId:
    employed(register)
    person = entered(register, SAMIRA, MAJ)
    street = EnteredAddress("Storgatan 1", "123 45", "Lövåsa")
    people.move_to_address(register, person=person, address=street, begins=TODAY, by=MAJ)
    course = interventions.EnteredIntervention(
        "sfi-kurs", "", InterventionState.COMPLETED, TODAY - timedelta(days=60), TODAY - timedelta(days=9)
    )
    interventions.add_intervention(register, person=person, entered=course, by=MAJ)
    still = interventions.EnteredIntervention("cykelkurs", "", InterventionState.ONGOING, TODAY - timedelta(days=3))
    interventions.add_intervention(register, person=person, entered=still, by=MAJ)
    agenda.add_reminder(register, person=person, day=TODAY, text="Ring skolan", by=MAJ)
    for days in range(7):
        visit = EnteredVisit(
            TODAY + timedelta(days=days), "09:30", text=f"Möte {days}", interpreter=InterpreterWay.PHONE
        )
        agenda.book_visit(register, person=person, visit=visit, by=MAJ)
    since = TODAY - timedelta(days=34)
    wait = agenda.wait_for(register, person=person, actor="regionen", text="tid", since=since, by=MAJ).created
    agenda.note_reminded(register, person=person, wait=wait, by=MAJ)
    agenda.wait_for(register, person=person, actor="skatteverket", text="", since=TODAY - timedelta(days=1), by=MAJ)
    today.refresh_duties(register, by=MAJ)
    return person


def words(taken: TakenOut) -> str:
    pages = PdfReader(io.BytesIO(taken.files[0].read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def case(register: Register, person: PersonId, folder: Path) -> TakenOut:
    return records.take_out_handover(register, person=person, purpose=WHY, folder=folder, by=MAJ)


def colleague(register: Register, folder: Path, whose: User = MAJ, by: User = MAJ) -> TakenOut:
    return handing_over.take_out_colleague(register, colleague=whose.id, purpose=WHY, folder=folder, by=by)


def test_one_page_tells_what_whoever_takes_over_must_know(register: Register, samira: PersonId, tmp_path: Path) -> None:
    taken = case(register, samira, tmp_path)
    told = words(taken)
    assert [path.name for path in taken.files] == ["overlamning-2025-0001-2026-11-21.pdf"]
    assert len(PdfReader(io.BytesIO(taken.files[0].read_bytes())).pages) == 1
    for part in (
        "Gör anmäla", "2026-12-01", "Ring skolan", "Möte 0", "tolk på telefon", "inte bokad", "2 till finns i akten",
        "2026-10-18 (34 dagar), påmind 2026-11-21", "(1 dag)", "Ny adress", "Ärendet öppnades", "Maj Ekholm", WHY,
    ):  # fmt: skip
        assert part in told, part
    with register.read() as reader:
        assert reader.person_file(samira).log[0].action == "handover.taken_out"
        row = next(iter(duties.words(reader.connection).values()))
        (kept,) = duties.kept(reader.connection, samira)
    said = [_handover.doubt(kept, row._replace(certainty=one)) for one in ("in_force", "unverified", "unknown")]
    assert said == ["", " (inte kontrollerad)", " (nyare regel oläst)"]
    unsure = _handover.doubt(kept._replace(depends=True), row._replace(certainty="unverified"))
    assert unsure == " (beror på en uppgift som saknas, inte kontrollerad)"


def test_what_is_to_come_has_not_happened(register: Register, samira: PersonId) -> None:
    soon = interventions.EnteredIntervention(
        "praktik", "", InterventionState.PROPOSED, TODAY + timedelta(days=9), TODAY + timedelta(days=99)
    )
    interventions.add_intervention(register, person=samira, entered=soon, by=MAJ)
    file = people.open_file(register, person=samira, by=MAJ)
    with register.read() as reader:
        book = _active_law.statuses(reader)
    room = _handover.ROOMS[0]
    happened = _handover.of_case(file, Own((), (), ()), (), TODAY, book, room)[-1].tables[0].rows
    assert max(day for day, _what in happened) <= TODAY.isoformat()
    assert any(what.startswith("Praktik") for _day, what in happened)


def test_the_first_that_fits_is_taken_or_the_shortest() -> None:
    long, short = (Section("a"), Section("b")), (Section("a"),)
    assert _handover.fitting([long, short], lambda paper: len(paper) < 2) == short
    assert _handover.fitting([long, short], lambda _paper: False) == short
    assert _handover.fitting([long, short], lambda _paper: True) == long


def test_a_case_with_nothing_in_it_says_so(register: Register, tmp_path: Path) -> None:
    person = entered(register, replace(OMAR, speaks=""), MAJ)
    told = words(case(register, person, tmp_path))
    assert told.count("Inget.") == 3


def test_a_colleagues_cases_stand_on_one_list_without_those_beyond_reach(
    register: Register, samira: PersonId, tmp_path: Path
) -> None:
    entered(register, replace(OMAR, numbers=()), MAJ)
    entered(register, OMAR, SARA)  # another unit
    told = words(colleague(register, tmp_path))
    assert "2 ärenden" in told
    assert "2026-12-01 Gör anmäla" in told
    assert "ansvarig" in told
    assert "Pågående" not in told
    assert "Inga pågående ärenden." in words(colleague(register, tmp_path, SARA))
    with register.read() as reader:
        logged = "SELECT subject FROM audit WHERE action = 'handover.taken_out'"
        assert reader.connection.exec_driver_sql(logged).scalars().all() == [MAJ.id, SARA.id]
    gone = User(StaffId("nobody"), "Ingen", JONAS.roles)
    with pytest.raises(Refused, match=r"staff\.not_here"):
        colleague(register, tmp_path, gone)


def test_a_protected_person_stands_there_by_her_case_number_and_her_own_page_needs_her_open(
    open_copy: Open, tmp_path: Path
) -> None:
    room = open_copy()
    with room.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.commit()
    room.compartments.keyring = Ring(MAJ)
    person = PersonId(people.register_person(room, intake=SAMIRA, by=MAJ).created)
    agenda.add_reminder(room, person=person, day=TODAY, text="Ring systern", by=MAJ)
    protection.protect(room, person=person, kind=ProtectionKind.SECRECY_MARK, readers=[MAJ.id, ALI.id], by=MAJ)
    told = words(colleague(room, tmp_path))
    assert "1 ärenden" not in told
    assert "1 ärende" in told
    assert "Skyddade uppgifter" in told
    assert "Samira" not in told
    with pytest.raises(Refused, match=r"protection\.closed"):
        case(room, person, tmp_path)
    protection.reveal(room, person=person, reason="överlämning", by=MAJ)
    assert "Ring systern" in words(case(room, person, tmp_path))


def test_the_register_extract_holds_what_was_promised(register: Register, samira: PersonId, tmp_path: Path) -> None:
    (first, *_rest) = agenda.read_agenda(register, person=samira, by=MAJ).visits
    agenda.settle_visit(register, person=samira, visit=first.id, outcome=VisitOutcome.CAME, by=MAJ)
    (reminder,) = agenda.read_agenda(register, person=samira, by=MAJ).reminders
    agenda.finish_task(register, person=samira, thing=f"reminder {reminder.id}", by=MAJ)
    (wait, *_more) = agenda.read_agenda(register, person=samira, by=MAJ).waits
    agenda.finish_task(register, person=samira, thing=f"wait {wait.id}", by=MAJ)
    alone = agenda.book_visit(register, person=samira, visit=EnteredVisit(TODAY, "15:00", text="Nycklar"), by=MAJ)
    assert "Nycklar" in words(case(register, samira, tmp_path))
    agenda.settle_visit(register, person=samira, visit=alone.created, outcome=VisitOutcome.ABSENT, by=MAJ)
    assert "Nycklar" not in words(case(register, samira, tmp_path))
    asked = {"person": samira, "purpose": "Begärt av henne", "folder": tmp_path, "by": MAJ}
    taken = records.take_out_extract(register, **asked)  # type: ignore[arg-type]
    told, kept = words(taken), taken.files[1].read_text(encoding="utf-8")
    for part in ("Ring skolan", "klart 2026-11-21", "tolk på telefon, arabiska, kom"):
        assert part in told or part.split(",")[0] in told, part
    assert '"Möte 3"' in kept
    assert '"agenda"' in kept
