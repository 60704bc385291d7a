"""Typing a passphrase at the terminal: a new one twice, a known one once, and never where nobody can type."""

import getpass
import sys

import pytest

from caseworker import terminal
from caseworker.errors import UsageFault


def typing(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Sit at a terminal and type these lines."""
    typed = iter(lines)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))


def test_a_known_passphrase_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "vante kaktus")
    assert terminal.passphrase(None, demo=False) == "vante kaktus"


def test_a_new_passphrase_is_asked_for_twice_and_must_be_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "vante kaktus", "vante kaktus")
    assert terminal.passphrase(None, demo=False, new=True) == "vante kaktus"
    typing(monkeypatch, "vante kaktus", "vante kaktos")
    with pytest.raises(UsageFault) as refused:
        terminal.passphrase(None, demo=False, new=True)
    assert refused.value.code == "passphrase.not_the_same"
    assert refused.value.params == {}


def test_where_nobody_can_type_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(UsageFault) as refused:
        terminal.passphrase(None, demo=False)
    assert refused.value.code == "passphrase.none_given"
