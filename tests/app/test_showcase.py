"""The whole errand on made-up people: every part of it is real, and what it says of itself is true."""

import json
from pathlib import Path

import pytest

from caseworker import showcase, wire
from caseworker.app import DEMO_PASSPHRASE, Application
from caseworker.errors import EnvironmentFault, Refused
from caseworker.i18n import letter_languages
from caseworker.services import counts, people
from caseworker.showcase import run_showcase


def test_the_errand_leaves_a_whole_register_letters_in_every_language_and_a_receipt(tmp_path: Path) -> None:
    facts = run_showcase(tmp_path / "demo", persons=12, seed=1, quiet=True)
    assert (facts.persons, facts.not_read, facts.whole) == (12, 0, True)
    assert len(facts.letters) == len(letter_languages()) == 12
    assert all(Path(letter).read_bytes().startswith(b"%PDF-") for letter in facts.letters)
    for path in (facts.register, facts.workbook, facts.centre):
        assert Path(path).stat().st_size
        assert path in facts.words
    assert json.loads(facts.receipt)["release_id"] == facts.release_id
    session = Application(folder=tmp_path / "demo" / "register").unlock("Maj Ekholm", facts.passphrase)
    try:
        assert people.count_people(session.register, by=session.user) == 12
        (row,) = counts.list_releases(session.register, by=session.user)
        assert (row.release_id, row.state) == (facts.release_id, "acked")
        view = counts.show_counts(session.register, period=facts.period, by=session.user)
        assert wire.open_release(view.envelope).head.demo
    finally:
        session.close()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "mine").write_bytes(b"")
    with pytest.raises(Refused) as refused:
        run_showcase(tmp_path / "demo", persons=1, seed=1, quiet=True)
    assert refused.value.code == "demo.folder_not_empty"
    assert [path.name for path in (tmp_path / "demo").iterdir()] == ["mine"]


def test_a_centre_that_does_not_start_is_told_and_the_register_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(showcase, "helper_command", lambda *_given: ["/bin/true"])
    with pytest.raises(EnvironmentFault) as fault:
        run_showcase(tmp_path / "demo", persons=2, seed=1, quiet=True)
    assert fault.value.code == "demo.centre_did_not_start"
    session = Application(folder=tmp_path / "demo" / "register").unlock("Maj Ekholm", DEMO_PASSPHRASE)
    try:
        assert people.count_people(session.register, by=session.user) == 2
    finally:
        session.close()
