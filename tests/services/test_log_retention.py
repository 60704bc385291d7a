"""What the log says is erased when no rule keeps it: on a list, by two, after thirty days; rows and chain stay."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import delete, select

from caseworker.domain.access import User
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId
from caseworker.errors import Refused
from caseworker.services import erasure, protection
from caseworker.store import erasing, log_retention
from caseworker.store import tables as t
from caseworker.store.engine import raw_of
from caseworker.store.register import NewRegister, Register
from caseworker.store.verify import verify
from tests.services.conftest import KEY, MAJ
from tests.services.erasing import EVA, NOW, THEN, Clock, hire, office_with, old_file
from tests.services.test_protection import MARK, Ring

KEPT_FROM = date(2021, 11, 21)  # five years before NOW


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(tmp_path: Path, clock: Clock) -> Iterator[Register]:
    """A register founded in 2019, with a file that ended then; it is 2026 now."""
    info = NewRegister(
        register_id="0192f0c0-0000-7000-8000-0000000000ab",
        office_code="U01",
        office_name="Mottagningsenheten",
        municipality_code="0380",
        unit="Mottagningsenheten",
        demo=True,
        created=THEN,
        office_secret=b"o" * 32,
        signing_seed=b"s" * 32,
    )
    path = tmp_path / "register.db"
    Register.create(path, key=KEY, info=info, founder=MAJ, clock=clock).close()
    made = anchored(path, clock)
    yield made
    made.close()


def anchored(path: Path, clock: Clock) -> Register:
    anchor = path.parent / "office.anchor"
    return Register.open(path, key=KEY, clock=clock, anchor=anchor, staff_id=MAJ.id)


@pytest.fixture
def person(register: Register, clock: Clock) -> PersonId:
    office_with(register)
    someone = old_file(register)
    clock.now = NOW
    return someone


def payloads(register: Register) -> set[int]:
    with register.read() as reader:
        return set(reader.connection.execute(select(t.audit_payloads.c.seq)).scalars())


def listed_log(register: Register, clock: Clock, *people: PersonId) -> str:
    listed = erasure.propose_erasure(register, people=people, log=True, by=MAJ).created
    erasure.approve_erasure(register, list_id=listed, by=EVA)
    clock.advance(days=30)
    return listed


def refusal(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_the_dry_run_counts_what_no_rule_keeps_and_changes_nothing(register: Register, person: PersonId) -> None:
    assert person
    before = payloads(register)
    found = erasure.plan_erasure(register, by=MAJ).log
    assert found.before == KEPT_FROM
    assert 0 < found.rows <= found.last
    assert payloads(register) == before


def test_a_young_log_is_kept_whole(register: Register, clock: Clock) -> None:
    office_with(register)
    assert erasure.plan_erasure(register, by=MAJ).log.rows == 0
    assert refusal(lambda: erasure.propose_erasure(register, people=[], log=True, by=MAJ)) == "erasure.nobody"
    clock.now = NOW  # every row is old now
    assert erasure.plan_erasure(register, by=MAJ).log.last == max(payloads(register))


def test_after_thirty_days_the_words_are_gone_and_the_chain_is_whole(
    register: Register, clock: Clock, person: PersonId
) -> None:
    found = erasure.plan_erasure(register, by=MAJ).log
    listed = listed_log(register, clock)
    assert erasure.plan_erasure(register, by=MAJ).log.rows == 0  # it is on a list already
    assert refusal(lambda: erasure.propose_erasure(register, people=[], log=True, by=MAJ)) == "erasure.nobody"
    done = erasure.carry_out_erasure(register, list_id=listed, by=EVA)
    assert (done.erased, done.kept, done.log_rows) == (0, 0, found.rows)
    assert min(payloads(register)) > found.last
    with register.read() as reader:
        assert reader.person_file(person)  # her file is kept, only the log's words about it went
        rows = reader.connection.execute(select(t.audit.c.seq)).scalars().all()
        assert rows[0] == 1
        last = reader.connection.execute(select(t.audit.c.subject).where(t.audit.c.subject.like("1-%"))).scalar_one()
        assert last == f"1-{found.last}"
    assert verify(register).ok
    assert erasure.plan_erasure(register, by=MAJ).log.rows == 0
    (row,) = erasure.list_erasures(register, by=MAJ)
    assert (row.log_before, row.log_rows, row.files) == (KEPT_FROM, found.rows, 0)
    pdf = erasure.make_protocol(register, list_id=listed, by=EVA)
    words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)).split())
    assert f"Innehållet i {found.rows} rader från före 2021-11-21 gallrat" in words


def test_a_payload_that_is_missing_after_them_is_still_found(
    register: Register, clock: Clock, person: PersonId
) -> None:
    assert person
    erasure.carry_out_erasure(register, list_id=listed_log(register, clock), by=EVA)
    young = min(payloads(register))
    with register.change(by=MAJ) as tx:
        tx.connection.execute(delete(t.audit_payloads).where(t.audit_payloads.c.seq == young))
        tx.note(Event("audit.payload_erased", "1-all"))  # says nothing
        tx.commit()
    assert [(one.code, one.seq) for one in verify(register).findings] == [("audit.payload_missing", young)]


def test_files_and_log_go_on_one_list_and_a_withdrawn_one_keeps_both(
    register: Register, clock: Clock, person: PersonId
) -> None:
    listed = listed_log(register, clock, person)
    erasure.withdraw_erasure(register, list_id=listed, by=MAJ)
    assert erasure.plan_erasure(register, by=MAJ).log.rows > 0
    again = erasure.propose_erasure(register, people=[person], log=True, by=MAJ).created
    erasure.approve_erasure(register, list_id=again, by=EVA)
    clock.advance(days=30)
    done = erasure.carry_out_erasure(register, list_id=again, by=EVA)
    assert done.erased == 1
    assert done.log_rows > 0
    assert verify(register).ok


def test_what_is_sealed_of_the_log_goes_too(register: Register, clock: Clock) -> None:
    ring = Ring(MAJ)
    register.compartments.keyring = ring
    office_with(register)
    ali = User(EVA.id, EVA.name, EVA.roles)
    someone = old_file(register)
    protection.protect(register, person=someone, kind=MARK, readers=[MAJ.id, ali.id], household=[], by=MAJ)
    clock.now = NOW
    found = erasure.plan_erasure(register, by=MAJ).log
    erasure.carry_out_erasure(register, list_id=listed_log(register, clock), by=EVA)
    with register.read() as reader:
        left = log_retention.due(reader.connection, KEPT_FROM)
        assert left.rows == 0
        assert found.rows > 0
    assert verify(register).ok


def test_an_older_copy_forgets_the_log_again(
    register: Register, clock: Clock, person: PersonId, tmp_path: Path
) -> None:
    assert person
    listed = listed_log(register, clock)
    copy = tmp_path / "older" / "register.db"
    copy.parent.mkdir()
    with register.raw_connection() as connection:
        raw_of(connection).execute("VACUUM INTO ?", (str(copy),))
    before = payloads(register)
    done = erasure.carry_out_erasure(register, list_id=listed, by=EVA)
    register.close()
    for file in tmp_path.glob("office.*"):
        shutil.copy(file, copy.parent)
    back = anchored(copy, clock)
    assert len(before - payloads(back)) >= done.log_rows
    assert [row.state for row in erasure.list_erasures(back, by=MAJ)] == ["carried_out"]
    assert [finding.code for finding in verify(back).findings] == ["audit.rolled_back"]
    assert erasing.settle(back, by=MAJ) == 0
    back.close()


def test_hiring_is_enough_for_a_list_of_the_log(register: Register, clock: Clock) -> None:
    hire(register, EVA)
    clock.now = NOW
    assert erasure.propose_erasure(register, people=[], log=True, by=MAJ).created
