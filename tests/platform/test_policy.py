"""The computer's policy: what it decides holds, and nothing that is wrong with it opens the gate wider."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.platform import policy as module
from caseworker.platform.policy import STRICTEST, Policy, PolicyFault, machine_policy, parsed, read_policy

WHOLE = """
idle_minutes = 2
session_hours = 8
backup_places = ["/srv/copies"]
endpoints = ["https://siffror.lovasa.example"]
printing = false
pin = true
"""


def written(folder: Path, text: str | bytes) -> Path:
    folder.chmod(0o755)
    path = folder / "policy.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(0o644)
    return path


def policy_in(folder: Path, text: str | bytes) -> Policy:
    return read_policy(written(folder, text), owner=os.getuid())


def is_closed(found: Policy) -> bool:
    return all(getattr(found, key) == value for key, value in STRICTEST.items())


def test_without_a_policy_all_but_the_pin_is_allowed(tmp_path: Path) -> None:
    found = read_policy(tmp_path / "none.toml")
    assert found == Policy()
    assert (found.idle_minutes, found.printing, found.pin, found.decided) == (5, True, False, frozenset())
    assert found.allows_endpoint("https://anywhere.example")


def test_what_is_decided_holds(tmp_path: Path) -> None:
    found = policy_in(tmp_path, WHOLE)
    assert found[:6] == (2, 8, ("/srv/copies",), ("https://siffror.lovasa.example",), False, True)
    assert found.decided == set(STRICTEST)
    assert found.faults == ()
    assert found.allows_endpoint("https://siffror.lovasa.example:443/v1")
    for other in ("http://siffror.lovasa.example", "https://siffror.lovasa.example:8443", "https://lovasa.example", ""):
        assert not found.allows_endpoint(other)


def test_what_the_file_leaves_open_stays_open(tmp_path: Path) -> None:
    found = policy_in(tmp_path, "printing = false\n")
    assert (found.printing, found.idle_minutes, found.endpoints) == (False, 5, None)
    assert found.decided == {"printing"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("idle_minutes = 60", "idle_minutes"),
        ("idle_minutes = 0", "idle_minutes"),
        ("session_hours = 11", "session_hours"),
        ("session_hours = 0", "session_hours"),
        ("idle_minutes = true", "idle_minutes"),
        ('idle_minutes = "5"', "idle_minutes"),
        ("printing = 1", "printing"),
        ('pin = "yes"', "pin"),
        ('endpoints = "https://a.example"', "endpoints"),
        ('endpoints = ["ftp://a.example"]', "endpoints"),
        ('endpoints = ["https://[a"]', "endpoints"),
        ('backup_places = ["relative"]', "backup_places"),
        ("backup_places = [1]", "backup_places"),
    ],
)
def test_a_value_of_the_wrong_kind_becomes_the_strictest_and_is_told(tmp_path: Path, text: str, key: str) -> None:
    found = policy_in(tmp_path, text)
    assert getattr(found, key) == STRICTEST[key]
    assert found.faults == (PolicyFault("policy.bad_value", key),)


def test_an_unknown_key_closes_what_the_file_leaves_open(tmp_path: Path) -> None:
    found = policy_in(tmp_path, "printng = false\nidle_minutes = 3\n")
    assert found.faults == (PolicyFault("policy.unknown_key", "printng"),)
    assert (found.idle_minutes, found.printing, found.endpoints) == (3, False, ())


@pytest.mark.parametrize("content", [b"printing = ", b"\xff\xfe", b"[[", b"a = 1\na = 2"])
def test_what_is_no_policy_allows_the_least(tmp_path: Path, content: bytes) -> None:
    found = policy_in(tmp_path, content)
    assert is_closed(found)
    assert found.faults == (PolicyFault("policy.malformed"),)


def test_a_policy_that_cannot_be_read_allows_the_least(tmp_path: Path) -> None:
    assert is_closed(read_policy(tmp_path))  # a folder where the file should be
    assert read_policy(tmp_path).faults == (PolicyFault("policy.unreadable"),)


@pytest.mark.parametrize("place", ["file", "folder", "owner"])
def test_a_policy_that_others_can_write_allows_the_least(tmp_path: Path, place: str) -> None:
    path = written(tmp_path, "printing = true\n")
    if place == "file":
        path.chmod(0o666)
    if place == "folder":
        tmp_path.chmod(0o777)
    found = read_policy(path, owner=os.getuid() + (place == "owner"))
    tmp_path.chmod(0o700)
    assert is_closed(found)
    assert found.faults == (PolicyFault("policy.not_the_administrators"),)


def test_the_computers_own_policy_is_read_anew_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POLICY_FILE", tmp_path / "policy.toml")
    assert machine_policy() == Policy()
    written(tmp_path, "pin = 3\n")
    assert machine_policy().faults


VALUES = st.one_of(st.integers(), st.booleans(), st.text(max_size=8), st.lists(st.text(max_size=8), max_size=3))


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.one_of(st.sampled_from(sorted(STRICTEST)), st.text(max_size=8)), VALUES, max_size=5))
def test_nothing_malformed_opens_the_gate_wider(values: dict[str, object]) -> None:
    found = parsed(values)
    for key, strictest in STRICTEST.items():
        value = getattr(found, key)
        if key in values:
            assert value == strictest or values[key] in (value, list(value) if isinstance(value, tuple) else value)
        elif found.faults and any(fault.code == "policy.unknown_key" for fault in found.faults):
            assert value == strictest
