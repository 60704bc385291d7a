"""The security log tells what happened and never to whom; so do the logs of the process."""

import json
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseworker.platform import logs, security_log
from caseworker.platform.logs import AllowListFormatter, quiet_process, tell_unforeseen
from caseworker.platform.security_log import FILE_NAME, SecurityEvent, account_mark, last_lines, note
from tests.canaries import CANARIES, found_in

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def test_a_line_says_when_what_and_with_which_account(tmp_path: Path) -> None:
    note(
        tmp_path,
        SecurityEvent.UNLOCK_FAILED,
        at=NOW,
        account=account_mark("id-1"),
        code="unlock.wrong",
        program="window",
    )
    [line] = [json.loads(text) for text in last_lines(tmp_path, 10)]
    assert line == {
        "at": "2026-11-21T10:00:00+00:00",
        "event": "unlock_failed",
        "account": account_mark("id-1"),
        "code": "unlock.wrong",
        "program": "window",
    }
    assert "id-1" not in account_mark("id-1")
    assert account_mark("") == ""


def test_twenty_canaries_in_every_fact_leave_nothing(tmp_path: Path) -> None:
    facts = ("account", "code", "kind", "program", "findings", "name", "note", "path")
    for canary in CANARIES:
        for event in SecurityEvent:
            note(tmp_path, event, at=NOW, **dict.fromkeys(facts, canary))
    content = (tmp_path / FILE_NAME).read_bytes()
    assert content.count(b"\n") == len(CANARIES) * len(SecurityEvent)
    assert found_in(content) == []


def test_a_full_log_makes_room_and_keeps_three_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security_log, "LARGEST", 300)
    for number in range(60):
        note(tmp_path, SecurityEvent.CHECK_FAILED, at=NOW, findings=number)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {FILE_NAME, *(f"{FILE_NAME}.{n}" for n in (1, 2, 3))}
    assert all(path.stat().st_size < 600 for path in tmp_path.iterdir())
    told = [json.loads(line)["findings"] for line in last_lines(tmp_path, 5)]
    assert told == ["55", "56", "57", "58", "59"]


def test_a_disk_that_takes_nothing_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    note(tmp_path, SecurityEvent.LOCKED, at=NOW)
    note(tmp_path / "none", SecurityEvent.LOCKED, at=NOW)
    assert last_lines(tmp_path / "none", 5) == []


@pytest.fixture
def _own_hooks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


def formatted(name: str, words: str, *filling: object, fault: BaseException | None = None) -> str:
    told = (type(fault), fault, None) if fault is not None else None
    return AllowListFormatter().format(logging.LogRecord(name, logging.DEBUG, "a/b.py", 7, words, filling, told))


def test_a_log_line_holds_the_place_and_never_what_was_handled() -> None:
    canary = CANARIES[0]
    assert formatted("httpx", "sent %s", canary).endswith("DEBUG httpx b:7")
    assert formatted("ui.tasks", "job of %s", canary).endswith("DEBUG ui.tasks b:7 job of %s")
    assert formatted("ui.tasks", f"job of {canary}").endswith("DEBUG ui.tasks b:7")  # words that were already filled
    assert formatted("caseworker.app", "x", fault=ValueError(canary)).endswith("b:7 ValueError")


@pytest.mark.usefixtures("_own_hooks")
def test_an_unforeseen_error_is_told_by_type_and_place(capsys: pytest.CaptureFixture[str]) -> None:
    quiet_process()
    quiet_process()
    assert [one.get_name() for one in logging.getLogger().handlers].count("caseworker allow-list") == 1
    try:
        raise ValueError(CANARIES[0])
    except ValueError as fault:
        sys.excepthook(ValueError, fault, fault.__traceback__)
    thread = threading.Thread(target=lambda: int(CANARIES[0]))
    thread.start()
    thread.join()
    tell_unforeseen(KeyError, None, None)
    said = capsys.readouterr().err
    assert said.count("ValueError test_security_log.py:") == 2
    assert said.endswith("KeyError\n")
    assert found_in(said.encode()) == []
    assert logs.tell_unforeseen is sys.excepthook
