"""What an administrator decided for the computer holds in the terminal, and what is wrong with it is told each time."""

from pathlib import Path

import pytest

from caseworker.platform import policy
from tests.journeys.terminals import Run, add_samira

pytestmark = pytest.mark.journey


@pytest.fixture
def policy_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The computer's policy, owned by whoever runs the tests."""
    folder = tmp_path / "etc"
    folder.mkdir(mode=0o755)
    path = folder / "policy.toml"
    read = policy.read_policy
    owner = folder.stat().st_uid
    monkeypatch.setattr(policy, "POLICY_FILE", path)
    monkeypatch.setattr(policy, "read_policy", lambda place: read(place, owner=owner))
    return path


def decide(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)


def test_counts_go_only_where_the_computer_allows(demo: Run, policy_file: Path) -> None:
    decide(policy_file, 'endpoints = ["https://siffror.lovasa.example"]\n')
    assert demo("counts", "prepare", "--period", "2026-10")[0] == 0
    status, facts, _ = demo("counts", "send", "--period", "2026-10", "--endpoint", "http://127.0.0.1:9")
    assert (status, facts["error"]) == (3, "policy.endpoint_not_allowed")


def test_a_broken_policy_is_told_each_time_and_work_goes_on(demo: Run, policy_file: Path) -> None:
    decide(policy_file, "printng = false\n")
    status, _, text = demo("person", "search", "samira", plain=True)
    assert status == 0
    assert "printng" in text
    assert "(policy.unknown_key)" in text
    person = add_samira(demo)
    decide(policy_file, "printing = ")
    status, facts, text = demo("person", "show", person)
    assert (status, facts["id"]) == (0, person)
    assert "(policy.malformed)" in text
