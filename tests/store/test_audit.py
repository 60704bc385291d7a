"""The audit trail cannot be rewritten unseen: refused where it can be, found by ``verify`` where it cannot."""

import json
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.domain.changes import Event
from caseworker.errors import EnvironmentFault, Refused
from caseworker.store import audit, engine
from caseworker.store.anchor import read_anchor, write_anchor
from caseworker.store.findings import Finding
from caseworker.store.register import Register
from caseworker.store.verify import Verification, verify
from tests.store.fixtures import FOUNDER, KEY, StandingClock, keep, make_person


def tamper(path: Path, *statements: str) -> None:
    """Do what a colleague with the key and her own script could do to the closed file."""
    connection = engine.connect(path, KEY)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def reopened(path: Path, anchor: Path | None = None) -> Register:
    """Open the register again."""
    return Register.open(path, key=KEY, clock=StandingClock(), anchor=anchor)


def verified(path: Path) -> Verification:
    """Open, verify and close."""
    register = reopened(path)
    try:
        return verify(register)
    finally:
        register.close()


def write(register: Register, *actions: str) -> None:
    """Write one audit row per action."""
    with register.change(by=FOUNDER) as tx:
        for action in actions:
            tx.note(Event(action, "case-1", {"of": "åäö", "when": date(2026, 1, 1), "list": (1, None, True)}))
        tx.commit()


DROP = ("DROP TRIGGER audit_is_not_changed", "DROP TRIGGER audit_is_not_deleted")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'somebody else' WHERE seq = 1",
        "UPDATE OR REPLACE audit SET seq = 2 WHERE seq = 1",
        "DELETE FROM audit WHERE seq = 1",
        "INSERT OR REPLACE INTO audit SELECT seq, at, 'x', action, subject, commitment, prev, mac FROM audit",
        "REPLACE INTO audit SELECT seq, at, 'x', action, subject, commitment, prev, mac FROM audit",
        "INSERT INTO audit SELECT * FROM audit WHERE true ON CONFLICT (seq) DO UPDATE SET actor = 'x'",
        "UPDATE audit_heads SET staff_id = 'x'",
        "DELETE FROM audit_heads",
        "UPDATE notes SET text = 'x'",
        "UPDATE notes SET text = ''",
        "UPDATE notes SET signed = NULL",
        "UPDATE notes SET signed_name = 'Någon annan', signed_role = 'unit_manager'",
        "UPDATE notes SET signed = '2027' WHERE signed IS NOT NULL",
        "UPDATE notes SET author_id = 'staff-2' WHERE signed IS NULL",
        "UPDATE notes SET begun = '2020'",
        "INSERT OR REPLACE INTO notes SELECT * FROM notes WHERE signed IS NOT NULL",
        "DELETE FROM notes",
        "DELETE FROM notes WHERE signed IS NOT NULL",
        "UPDATE note_disputes SET text = 'x'",
        "UPDATE note_disputes SET recorded_name = 'x'",
        "DELETE FROM note_disputes",
    ],
)
def test_append_only_tables_refuse(register: Register, statement: str) -> None:
    register.set_signer(FOUNDER.id, lambda message: b"signature")
    write(register, "case.read", "case.read")
    with register.change(by=FOUNDER) as tx:
        tx.connection.exec_driver_sql(
            "INSERT INTO audit_heads SELECT seq, mac, actor, at, x'00' FROM audit WHERE seq = 1"
        )
        tx.connection.exec_driver_sql("INSERT INTO people VALUES ('p','woman',NULL,'day','x','','','','x','',1)")
        tx.connection.exec_driver_sql("INSERT INTO cases VALUES ('c','2026-0001','p','u','2026-01-01',NULL,1)")
        note = "INSERT INTO notes VALUES (?,'c','staff-1','2026','2026','2026','fact','','text','','','',NULL,?,'M','')"
        tx.connection.exec_driver_sql(note, ("n", "2026"))
        tx.connection.exec_driver_sql(note, ("typing", None))
        tx.connection.exec_driver_sql("INSERT INTO note_disputes VALUES ('d','n','c','2026','staff-1','M','fel')")
        tx.commit()
    with pytest.raises(Refused, match=r"register\.append_only"), register.change(by=FOUNDER) as tx:
        tx.connection.exec_driver_sql(statement)


def test_an_untouched_register_verifies(register: Register) -> None:
    told: list[tuple[int, int]] = []
    keep(register, make_person(), make_person("Sara"))
    found = verify(register, progress=lambda done, whole: told.append((done, whole)))
    assert found.ok
    assert (found.findings, found.rows) == ((), 3)
    assert found.pages > 10
    assert told[-1] == (3, 3)


@pytest.mark.parametrize(
    ("change", "code", "seq"),
    [
        ("UPDATE audit SET actor = 'x' WHERE seq = 2", "audit.broken", 2),
        ("UPDATE audit SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 3", "audit.broken", 3),
        ("UPDATE audit SET action = 'x' WHERE seq = 2", "audit.broken", 2),
        ("UPDATE audit SET subject = 'x' WHERE seq = 2", "audit.broken", 2),
        ("UPDATE audit SET commitment = zeroblob(32) WHERE seq = 2", "audit.broken", 2),
        ("UPDATE audit SET mac = zeroblob(32) WHERE seq = 2", "audit.broken", 2),
        ("DELETE FROM audit_payloads WHERE seq = 3", "audit.payload_missing", 3),
        ("UPDATE audit_payloads SET body = '{}' || x'' WHERE seq = 3", "audit.payload_changed", 3),
    ],
)
def test_a_rewritten_row_is_found(register_file: Path, change: str, code: str, seq: int) -> None:
    register = reopened(register_file)
    write(register, "case.read", "case.read", "case.read")
    register.close()
    tamper(register_file, *DROP, change.replace("'{}' || x''", "x'7b7d'"))
    found = verified(register_file)
    assert not found.ok
    assert (code, seq) in [(finding.code, finding.seq) for finding in found.findings]


def test_the_check_after_unlock_walks_the_chain_and_leaves_payloads_to_the_whole_check(register_file: Path) -> None:
    register = reopened(register_file)
    write(register, "case.read", "case.read", "case.read")
    register.close()
    tamper(register_file, *DROP, "UPDATE audit_payloads SET body = x'7b7d' WHERE seq = 3")
    register = reopened(register_file)
    assert verify(register, thorough=False).ok
    assert "audit.payload_changed" in [finding.code for finding in verify(register).findings]
    register.close()
    tamper(register_file, "UPDATE audit SET actor = 'x' WHERE seq = 2")
    register = reopened(register_file)
    assert "audit.broken" in [finding.code for finding in verify(register, thorough=False).findings]
    register.close()


def test_a_row_taken_from_the_middle_is_found(register_file: Path) -> None:
    register = reopened(register_file)
    write(register, "case.read", "case.read", "case.read")
    register.close()
    tamper(register_file, *DROP, "DELETE FROM audit_payloads WHERE seq = 3", "DELETE FROM audit WHERE seq = 3")
    assert "audit.broken" in [finding.code for finding in verified(register_file).findings]


def test_rows_taken_from_the_end_are_found_at_the_next_opening(register_file: Path) -> None:
    register = reopened(register_file)
    write(register, "case.read", "case.read", "case.read")
    register.close()
    tamper(register_file, *DROP, "DELETE FROM audit_payloads WHERE seq = 4", "DELETE FROM audit WHERE seq = 4")
    register = reopened(register_file)
    assert [finding.code for finding in register.faults] == ["audit.broken"]
    with register.read() as reader:
        assert reader.person_count() == 0  # still readable
    with pytest.raises(EnvironmentFault, match=r"register\.closed_for_writing"):
        write(register, "case.read")
    with pytest.raises(Refused, match=r"register\.not_rolled_back"):
        register.accept_rollback(by=FOUNDER)
    register.close()


def test_a_row_rewritten_since_the_checkpoint_is_found_at_opening(register_file: Path) -> None:
    register = reopened(register_file)
    write(register, "case.read")
    shutil.copy(register_file, register_file.with_suffix(".keep"))
    with register.raw_connection() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_is_not_changed")
        connection.exec_driver_sql("UPDATE audit SET actor = 'x' WHERE seq = 2")
        connection.commit()
    again = reopened(register_file)
    assert [(finding.code, finding.seq) for finding in again.faults] == [("audit.broken", 2)]
    again.close()
    register.close()


def test_a_lost_append_only_rule_is_found(register_file: Path) -> None:
    tamper(register_file, "DROP TRIGGER notes_are_not_deleted")
    assert [(finding.code, finding.count) for finding in verified(register_file).findings] == [("file.rule_lost", 1)]


def test_damaged_pages_are_counted_and_nothing_else_is_said(register_file: Path) -> None:
    register = reopened(register_file)
    write(register, *("case.read" for _ in range(200)))
    register.close()
    content = bytearray(register_file.read_bytes())
    for page in (-1, -2, -3):
        content[page * 4096 + 500] ^= 1
    register = reopened(register_file)
    register_file.write_bytes(bytes(content))  # the disk fails while the register is open
    found = verify(register)
    assert [(finding.code, finding.count) for finding in found.findings] == [("file.page_damaged", 3)]
    assert (found.ok, found.rows, found.signed) == (False, 0, 0)
    with pytest.raises(EnvironmentFault, match=r"register\.damaged"), register.read() as reader:
        reader.connection.exec_driver_sql("SELECT * FROM audit_payloads").all()
    register.stop_writing(found.findings)
    register.close()


def test_an_erased_payload_leaves_the_chain_whole(register: Register) -> None:
    write(register, "note.added", "note.added")
    with register.change(by=FOUNDER) as tx:
        tx.erase_payloads([2])
        tx.commit()
    found = verify(register)
    assert found.ok
    assert found.rows == 4


def test_a_rolled_back_file_is_found_by_its_anchor(register_file: Path, tmp_path: Path) -> None:
    anchor = tmp_path / "elsewhere" / "register.anchor"
    anchor.parent.mkdir()
    register = reopened(register_file, anchor)
    write(register, "case.read")
    register.close()
    yesterday = register_file.read_bytes()
    register = reopened(register_file, anchor)
    assert register.faults == ()
    write(register, "case.read", "case.read")
    register.close()
    register_file.write_bytes(yesterday)

    register = reopened(register_file, anchor)
    assert [(finding.code, finding.seq) for finding in register.faults] == [("audit.rolled_back", 5)]
    assert verify(register).findings == register.faults
    with pytest.raises(EnvironmentFault, match=r"register\.closed_for_writing"):
        write(register, "case.read")
    register.close()

    restored = reopened(register_file, anchor)
    assert restored.faults != ()  # closing has not moved the anchor
    restored.accept_rollback(by=FOUNDER)
    write(restored, "case.read")
    assert verify(restored).ok
    restored.close()
    restored = reopened(register_file, anchor)
    assert restored.faults == ()
    restored.close()


def test_an_anchor_with_one_letter_in_upper_case_was_not_written_by_us(register_file: Path, tmp_path: Path) -> None:
    anchor = tmp_path / "register.anchor"
    reopened(register_file, anchor).close()
    said = json.loads(anchor.read_bytes())
    anchor.write_text(json.dumps({**said, "mac": said["mac"].upper()}))
    register = reopened(register_file, anchor)
    assert [finding.code for finding in register.faults] == ["audit.anchor_damaged"]
    register.close()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff\x00", b'{"format": "caseworker anchor 1", "seq": "x"}'])
def test_a_damaged_anchor_is_said_to_be_one(register_file: Path, tmp_path: Path, content: bytes) -> None:
    anchor = tmp_path / "register.anchor"
    anchor.write_bytes(content)
    register = reopened(register_file, anchor)
    assert [finding.code for finding in register.faults] == ["audit.anchor_damaged"]
    register.close()


def test_an_anchor_of_another_register_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "register.anchor"
    head = audit.Head(7, b"m" * 32)
    assert read_anchor(path, b"k" * 32, "one") is None
    write_anchor(path, b"k" * 32, "one", head)
    assert read_anchor(path, b"k" * 32, "one") == head
    for key, register_id in ((b"k" * 32, "two"), (b"l" * 32, "one")):
        with pytest.raises(ValueError, match="not written by this register"):
            read_anchor(path, key, register_id)


def signed_by(name: str) -> Callable[[bytes], bytes]:
    """Return a stand-in for a member of staff's signature."""
    return lambda message: name.encode() + audit.commitment_to(b"", message)


def believes(staff_id: str, message: bytes, signature: bytes) -> bool:
    """Check such a signature."""
    return signature == signed_by(staff_id)(message)


def test_heads_are_signed_at_close_and_every_ten_minutes(register_file: Path, clock: StandingClock) -> None:
    register = Register.open(register_file, key=KEY, clock=clock)
    register.set_signer(FOUNDER.id, signed_by(FOUNDER.id))
    write(register, "case.read")
    clock.advance(minutes=10)
    write(register, "case.read")  # row 3 is signed
    clock.advance(minutes=9)
    write(register, "case.read")
    register.close()  # row 4 is signed
    register.close()
    register = Register.open(register_file, key=KEY, clock=clock)
    found = verify(register, verify_signature=believes)
    assert (found.ok, found.signed) == (True, 2)
    assert [finding.code for finding in verify(register, verify_signature=lambda *_: False).findings] == [
        "audit.signature_wrong",
        "audit.signature_wrong",
    ]
    register.set_signer(FOUNDER.id, None)
    register.close()


def test_an_idle_session_signs_nothing_new(register_file: Path, clock: StandingClock) -> None:
    for _ in range(2):
        register = Register.open(register_file, key=KEY, clock=clock)
        register.set_signer(FOUNDER.id, signed_by(FOUNDER.id))
        register.close()
    register = Register.open(register_file, key=KEY, clock=clock)
    assert verify(register, verify_signature=believes).signed <= 1
    register.close()


def test_a_head_that_the_chain_does_not_pass_is_found(register_file: Path) -> None:
    register = reopened(register_file)
    register.set_signer(FOUNDER.id, signed_by(FOUNDER.id))
    write(register, "case.read")
    register.close()
    tamper(register_file, "DROP TRIGGER audit_heads_are_not_changed", "UPDATE audit_heads SET mac = zeroblob(32)")
    assert "audit.head_mismatch" in [finding.code for finding in verified(register_file).findings]


def test_a_register_found_faulty_later_is_closed_for_writing(register: Register) -> None:
    register.stop_writing(verify(register).findings)
    write(register, "case.read")
    register.stop_writing((Finding("file.page_damaged", count=1),))
    with pytest.raises(EnvironmentFault, match=r"register\.closed_for_writing"):
        write(register, "case.read")


class Colour(StrEnum):
    """An enumeration a payload may hold."""

    RED = "red"


def test_payloads_are_written_one_way_only() -> None:
    payload = {
        "å": Colour.RED,
        "b": {"y": [1, (None, True)], "x": frozenset({"b", "a"})},
        "a": datetime(2026, 11, 21, 12, 0, tzinfo=UTC),
        "d": date(2026, 11, 21),
    }
    assert audit.canonical(payload).decode() == (
        '{"a":"2026-11-21T12:00:00.000000Z","b":{"x":["a","b"],"y":[1,[null,true]]},"d":"2026-11-21","å":"red"}'
    )


@given(
    one=st.tuples(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5)),
    other=st.tuples(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5)),
)
@settings(max_examples=100, deadline=None)
def test_two_different_rows_never_share_a_mac(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    def mac(actor: str, action: str, subject: str) -> bytes:
        return audit.mac_of(b"k" * 32, audit.Link(1, "t", actor, action, subject, b"c", b"p", b""))

    assert (mac(*one) == mac(*other)) == (one == other)
