"""What every command shares: passphrases from a file, JSON in UTF-8, unforeseen faults, files for one pair of eyes."""

import json
import os
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caseworker import terminal
from caseworker.app import DEMO_PASSPHRASE
from caseworker.domain.person import Sex
from caseworker.errors import CaseworkerError, EnvironmentFault, UsageFault
from caseworker.platform.lock import Holder
from caseworker.terminal import Answered
from tests.app.offices import PHRASE

Capture = pytest.CaptureFixture[bytes]


def test_an_error_nobody_foresaw_is_told_without_its_text(capsysbinary: Capture) -> None:
    def fail() -> None:
        raise ValueError("Samira Haddad 19880314-2382")

    assert terminal.guarded(fail, as_json=True) == 1
    said = capsysbinary.readouterr()
    assert json.loads(said.out)["error"] == "bug.unforeseen"
    assert b"ValueError test_terminal.py:" in said.err
    for word in (b"Samira", b"19880314", b"Traceback"):
        assert word not in said.out + said.err


@pytest.mark.parametrize(
    ("fault", "status"), [(UsageFault("a.b"), 2), (CaseworkerError("a.b"), 3), (EnvironmentFault("a.b"), 4)]
)
def test_each_family_of_faults_has_its_exit_status(capsysbinary: Capture, fault: CaseworkerError, status: int) -> None:
    def fail() -> None:
        raise fault

    assert terminal.guarded(fail, as_json=False) == status
    said = capsysbinary.readouterr()
    assert said.out == b""
    assert said.err.rstrip().endswith(b"(a.b)")
    assert terminal.guarded(fail, as_json=True) == status
    assert json.loads(capsysbinary.readouterr().out)["error"] == "a.b"


def test_an_answer_that_tells_its_fault_itself_is_not_told_twice(capsysbinary: Capture) -> None:
    def fail() -> None:
        terminal.say("", {"ok": False}, as_json=True)
        raise Answered(EnvironmentFault("register.not_whole"))

    assert terminal.guarded(fail, as_json=True) == 4
    assert capsysbinary.readouterr().out == b'{"ok": false}\n'
    assert terminal.guarded(lambda: 130, as_json=True) == 130
    assert terminal.guarded(lambda: None, as_json=True) == 0


def test_json_is_utf_8_whatever_the_locale_and_holds_plain_values(capsysbinary: Capture) -> None:
    facts = {
        "name": "سميرة ሰላም Åsa",
        "sex": Sex.WOMAN,
        "day": date(2026, 11, 21),
        "at": datetime(2026, 11, 21, 10, tzinfo=UTC),
        "ids": frozenset({"a"}),
        "path": Path("a"),
        "rows": (Holder("Kim Ek", "terminal", datetime(2026, 11, 21, 10, tzinfo=UTC)),),
    }
    terminal.say("", facts, as_json=True)
    out = capsysbinary.readouterr().out
    assert "سميرة ሰላም Åsa".encode() in out
    told = json.loads(out)
    assert (told["sex"], told["day"], told["at"]) == ("woman", "2026-11-21", "2026-11-21T10:00:00+00:00")
    assert (told["ids"], told["path"], told["rows"][0]["program"]) == (["a"], "a", "terminal")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "", "\nandra raden\n"])
def test_a_passphrase_is_the_first_line_of_its_file_also_from_notepad(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "phrase"
    for mark in (b"", b"\xef\xbb\xbf"):
        file.write_bytes(mark + f"{PHRASE}{ending}".encode())
        assert terminal.passphrase(file, demo=False) == PHRASE


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00"])
def test_a_passphrase_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "phrase"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(EnvironmentFault) as fault:
        terminal.passphrase(file, demo=True)
    assert fault.value.code == "passphrase.file_unreadable"


def test_a_demo_register_needs_no_passphrase_and_a_real_one_without_a_prompt_does() -> None:
    assert terminal.passphrase(None, demo=True) == DEMO_PASSPHRASE
    with pytest.raises(UsageFault) as fault:
        terminal.passphrase(None, demo=False)
    assert fault.value.code == "passphrase.none_given"


def test_a_written_file_is_for_this_user_alone(tmp_path: Path) -> None:
    umask = os.umask(0o022)
    try:
        terminal.write_file(tmp_path / "folder" / "brev.pdf", b"%PDF-")
    finally:
        os.umask(umask)
    written = tmp_path / "folder" / "brev.pdf"
    assert (written.read_bytes(), stat.S_IMODE(written.stat().st_mode)) == (b"%PDF-", 0o600)


def test_words_that_are_no_text_are_refused_by_their_place() -> None:
    with pytest.raises(UsageFault) as fault:
        terminal.require_text(["person", "search", "\udcff"])
    assert (fault.value.code, fault.value.params) == ("usage.not_text", {"place": 3})
