"""A file is erased from the terminal after its thirty days, and then its words are nowhere on the disk, decrypted."""

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from caseworker.app import Application
from caseworker.domain.access import Role, User
from caseworker.domain.contact import ContactKind
from caseworker.domain.erasure import Answer, EnteredFacts, Inquiry
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import EnteredAddress
from caseworker.services import cases, drafts, erasure, interventions, letters, notes, people
from caseworker.store.register import Register
from tests.journeys.terminals import PHRASE, Run
from tests.services.conftest import KEY, MAJ, found
from tests.services.erasing import EVA, OLD, OTHER, Clock, approved_list, office_with
from tests.store.decrypted import decrypted_frames, decrypted_pages

# what the disk is searched for: names in both scripts, numbers, telephone, street, words of notes and drafts
WORDS = ("samira", "haddad", "سميرة", "حداد", "198803142382", "880314", "0701740611", "blåvingevägen", "tolkmötet")
SOME = replace(OLD, address=EnteredAddress("Blåvingevägen 14", "123 45", "Lövåsa"))


@pytest.fixture
def office(tmp_path: Path) -> tuple[Register, Clock]:
    """A register in 2019."""
    clock = Clock()
    (tmp_path / "register").mkdir()
    return Register.open(found(tmp_path / "register" / "register.db", demo=True), key=KEY, clock=clock), clock


def found_in(pages: list[bytes]) -> set[str]:
    whole = b"\0".join(pages)
    text = whole.decode("utf-8", errors="ignore").casefold()
    return {word for word in WORDS if word in text}


def on_disk(path: Path) -> set[str]:
    """Return which words lie in any page of the file or frame of its WAL, free ones too."""
    pages = list(decrypted_pages(path, KEY))
    wal = path.with_name(f"{path.name}-wal")
    return found_in([*pages, *(decrypted_frames(path, KEY) if wal.exists() else ())])


def lived(register: Register, clock: Clock) -> PersonId:
    """Do with Samira what can be done, correct much of it, and end it all."""
    office_with(register)
    for number in range(30):  # so that her rows lie among others', on pages that were split
        people.register_person(register, intake=replace(OTHER, given=f"Dawit {number}"), by=MAJ)
    person = PersonId(people.register_person(register, intake=SOME, by=MAJ).created)
    for number in range(20):
        text = f"Tolkmötet {number} med Samira Haddad. " + "Hon berättar. " * 40
        notes.write_note(register, person=person, text=text, happened_on=register.today(), by=MAJ)
    people.add_contact(register, person=person, kind=ContactKind.EMAIL, value="samira@haddad.example", by=MAJ)
    version = people.open_file(register, person=person, by=MAJ).version
    people.correct_person(register, person=person, version=version, intake=replace(OLD, given="Samiraa"), by=MAJ)
    course = interventions.EnteredIntervention("sfi-kurs")
    done = interventions.add_intervention(register, person=person, entered=course, by=MAJ).created
    with register.change(by=MAJ) as tx:
        tx.interventions.get(done).state = tx.interventions.get(done).state.COMPLETED
        tx.commit()
    drafts.save_draft(register, kind="note", key=person, fields={"text": "Tolkmötet igen"}, by=MAJ)
    letters.issue_letter(register, person=person, sheet="valkommen", language="sv", how="printed", by=MAJ)
    cases.close_case(register, person=person, closed=register.today(), by=MAJ)
    facts = EnteredFacts(Answer.NO, Answer.NO, Inquiry.NONE, Answer.NO)
    erasure.record_retention_facts(register, person=person, facts=facts, by=MAJ)
    return person


def test_her_words_are_in_no_page_no_free_page_and_no_frame_afterwards(office: tuple[Register, Clock]) -> None:
    register, clock = office
    person = lived(register, clock)
    assert on_disk(register.path) == set(WORDS), "the scan must find what is there"
    listed = approved_list(register, clock, person)
    assert erasure.carry_out_erasure(register, list_id=listed, by=EVA).swept
    assert on_disk(register.path) == set()
    register.close()
    assert on_disk(register.path) == set()
    assert found_in([path.read_bytes() for path in register.path.parent.iterdir()]) == set()


def test_an_older_copy_holds_none_of_her_words_once_it_is_open(office: tuple[Register, Clock], tmp_path: Path) -> None:
    first, clock = office
    person = lived(first, clock)
    first.close()
    older = Path(shutil.copy(first.path, tmp_path / "older.db"))
    anchor = tmp_path / "office.anchor"
    register = Register.open(first.path, key=KEY, clock=clock, anchor=anchor, staff_id=MAJ.id)
    erasure.carry_out_erasure(register, list_id=approved_list(register, clock, person), by=EVA)
    register.close()
    assert on_disk(older) == set(WORDS)
    back = Register.open(older, key=KEY, clock=clock, anchor=anchor, staff_id=MAJ.id)
    assert on_disk(older) == set()
    back.close()


def test_from_dry_run_to_protocol_in_the_terminal(demo: Run, tmp_path: Path) -> None:
    folder = Path(os.environ["CASEWORKER_REGISTER"])
    eva = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Eva Lind", frozenset({Role.UNIT_MANAGER}))

    def sit(days_ago: int) -> Application:
        return Application(folder=folder, clock=lambda: datetime.now(UTC) - timedelta(days=days_ago))

    opened = sit(6 * 366).unlock("Maj Ekholm", PHRASE)
    register, maj = opened.register, opened.user
    with register.change(by=maj) as tx:
        tx.put_staff(eva)
        tx.commit()
    intake = replace(OLD, opened=None)
    person = PersonId(people.register_person(register, intake=intake, by=maj).created)
    second = PersonId(people.register_person(register, intake=replace(OTHER, opened=None), by=maj).created)
    opened.close()

    def told(*arguments: str) -> dict[str, object]:
        status, facts, text = demo(*arguments)
        assert status == 0, text
        return facts

    def refused(status: int, code: str, *arguments: str) -> None:
        answer, facts, _text = demo(*arguments)
        assert (answer, facts["error"]) == (status, code)

    begun = str((datetime.now(UTC) - timedelta(days=6 * 366)).date())
    for one in (person, second):
        told("case", "close", "--person", one, "--on", begun)
        known = ("--parentage", "no", "--child-placed", "no", "--child-inquiry", "not_opened", "--custody", "no")
        told("erasure", "facts", "--person", one, *known)
    told("case", "reopen", "--person", second)
    refused(2, "erasure.unknown_word", "erasure", "office", "--board", "kyrkan")
    refused(2, "field.not_a_date", "erasure", "facts", "--person", person, "--child-born", "i fjol")
    told("erasure", "office", "--board", "social")
    assert told("gallring", "plan")["due"] == 1  # the second case is open again
    assert told("erasure", "plan", "--all")["due"] == 1
    refused(3, "erasure.nobody", "erasure", "propose")
    listed = str(told("erasure", "propose", "--all-due")["list"])
    refused(3, "erasure.same_person", "erasure", "approve", listed)
    told("erasure", "withdraw", listed)
    assert "Inget ändras" in demo("erasure", "plan", "--help", plain=True)[2]
    assert "16 kap. 1 §" in demo("erasure", "plan", plain=True)[2]

    # a month ago one had proposed and the other approved
    opened = sit(40).unlock("Maj Ekholm", PHRASE)
    listed = erasure.propose_erasure(opened.register, people=[person], by=opened.user).created
    erasure.approve_erasure(opened.register, list_id=listed, by=eva)
    opened.close()
    refused(2, "erasure.other_number", "erasure", "carry-out", listed, "--files", "7")
    refused(3, "erasure.wrong_state", "erasure", "protocol", listed, "--out", str(tmp_path / "protocol.pdf"))
    assert told("erasure", "carry-out", listed, "--files", "1")["erased"] == 1
    told("erasure", "protocol", listed, "--out", str(tmp_path / "protocol.pdf"))
    assert (tmp_path / "protocol.pdf").read_bytes().startswith(b"%PDF")
    assert "Genomförd" in demo("erasure", "lists", plain=True)[2]
    assert demo("person", "show", person)[0] == 3
    number = f"{begun[:4]}-0001"
    assert told("erasure", "find", "--case", number)["erased"] is not None
    assert told("erasure", "find", "--case", "1999-0001")["erased"] is None
    refused(3, "erasure.not_listed", "erasure", "restore", "--person", second)
    assert told("verify")["ok"] is True


def test_a_young_log_is_not_proposed(demo: Run) -> None:
    assert demo("erasure", "plan")[1]["log"]["rows"] == 0  # type: ignore[index]  # a mapping
    assert demo("erasure", "propose", "--log")[1]["error"] == "erasure.alone"
