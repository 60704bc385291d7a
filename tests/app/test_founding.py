"""Founding: nothing opens before the sheets are proved; what was cut off can be taken up or begun anew."""

import multiprocessing
import shutil
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from caseworker.app import Application
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.founding import PENDING_PROOF, PENDING_VAULT, PendingRegister, found_at_once
from caseworker.register_folder import REGISTER, VAULT
from tests.app.founding_child import finish_until
from tests.app.offices import NAME, PHRASE, clock, prove_all, real_request
from tests.campaigns.tally import Tally, cases

pytestmark = pytest.mark.usefixtures("cheap_keys")


def begin(folder: Path) -> PendingRegister:
    return PendingRegister.begin(real_request(folder), clock=clock)


def resume(folder: Path, passphrase: str = PHRASE) -> PendingRegister | None:
    return PendingRegister.resume(real_request(folder, passphrase=passphrase), clock=clock)


def require_open(folder: Path) -> None:
    """Open the finished register and see that it may be written in."""
    session = Application(folder=folder, clock=clock).unlock(NAME, PHRASE)
    try:
        assert session.register.faults == ()
        assert not session.demo
    finally:
        session.close()


def test_a_register_opens_only_when_all_three_sheets_are_proved(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    pending = begin(folder)
    assert len(pending.sheets) == 3
    assert all(pdf.startswith(b"%PDF-") for pdf in pending.sheets)
    assert len(pending.sheet_pages(1, scale=0.3)) == 1
    assert not pending.prove(1, "zzzz")
    with pytest.raises(Refused) as refused:
        pending.finish()
    assert (refused.value.code, refused.value.params) == ("recovery.not_proved", {"sheets": "1, 2, 3"})
    assert not Application(folder=folder).exists()
    prove_all(pending)
    pending.finish()
    require_open(folder)
    assert not {PENDING_VAULT, PENDING_PROOF} & {path.name for path in folder.iterdir()}


def test_a_founding_waits_for_its_passphrase_and_shows_no_sheet_twice(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    asked = begin(folder).asked
    with pytest.raises(Refused) as refused:
        resume(folder, "blå hästar simmar fort")
    assert refused.value.code == "unlock.wrong"
    pending = resume(folder)
    assert pending is not None
    assert pending.asked == asked
    assert pending.sheets == ()
    prove_all(pending)
    pending.finish()
    require_open(folder)


def test_a_founding_is_not_taken_up_for_another_office_than_its_sheets_say(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    begin(folder)
    other = replace(real_request(folder), office_code="U02")
    with pytest.raises(Refused) as refused:
        PendingRegister.resume(other, clock=clock)
    assert refused.value.code == "register.begun_otherwise"
    assert resume(folder) is not None


def test_a_founding_can_be_begun_anew_and_its_old_sheets_are_worth_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    first, second = begin(folder), begin(folder)
    assert first.register_id != second.register_id
    prove_all(second)
    second.finish()
    require_open(folder)


def test_nothing_waits_in_an_empty_folder_or_where_the_proof_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    assert resume(folder) is None
    begin(folder)
    (folder / PENDING_PROOF).unlink()  # cut off between the vault and the proof
    assert resume(folder) is None
    prove_all(again := begin(folder))
    again.finish()
    require_open(folder)


def test_a_spoiled_proof_is_told_and_the_founding_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    begin(folder)
    (folder / PENDING_PROOF).write_bytes(b'{"register_id": "x", "asked": [[1]]}')
    with pytest.raises(EnvironmentFault) as fault:
        resume(folder)
    assert fault.value.code == "register.proof_damaged"
    prove_all(again := begin(folder))
    again.finish()
    require_open(folder)


@pytest.mark.campaign(id="K3", what="kill -9 at a step of the founding of a register")
def test_a_founding_killed_at_any_step_is_taken_up_again(tmp_path: Path, config: Path, tally: Tally) -> None:
    begin(tmp_path / "begun")
    forkserver = multiprocessing.get_context("forkserver")
    forkserver.set_forkserver_preload(["tests.app.founding_child"])
    finished = False
    for step in range(1, 90, cases(6, 3, 1)):
        folder = tmp_path / f"{step}"
        shutil.copytree(tmp_path / "begun", folder)
        child = forkserver.Process(target=finish_until, args=(folder, step, config))
        child.start()
        child.join()
        assert child.exitcode in {0, -signal.SIGKILL}
        if not (folder / VAULT).exists():
            pending = resume(folder)
            assert pending is not None
            prove_all(pending)
            pending.finish()
        require_open(folder)
        tally.count()
        if finished := child.exitcode == 0:
            break
    assert finished
    assert step > 12


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"municipality_code": "9999"}, "code.unknown_municipality"),
        ({"office_code": " "}, "register.office"),
        ({"user_name": ""}, "register.office"),
        ({"passphrase": "sommar2026"}, None),
    ],
)
def test_a_founding_that_cannot_be_leaves_nothing(tmp_path: Path, changes: dict[str, str], code: str | None) -> None:
    folder = tmp_path / "register"
    with pytest.raises(CaseworkerError) as refused:
        PendingRegister.begin(real_request(folder, **changes), clock=clock)
    assert code is None or refused.value.code == code
    assert not folder.exists() or not list(folder.iterdir())


def test_a_folder_that_cannot_be_written_in_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EnvironmentFault) as fault:
        begin(tmp_path / "file" / "register")
    assert fault.value.code == "register.read_only_folder"


def test_a_register_is_never_founded_over_another_nor_in_a_synced_folder(demo: Application, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        begin(demo.folder)
    assert refused.value.code == "register.exists"
    with pytest.raises(Refused) as refused:
        begin(tmp_path / "OneDrive - Kommunen" / "register")
    assert refused.value.code == "register.synced_folder"
    demo.unlock(NAME, PHRASE).close()


def test_only_a_demo_register_is_made_without_sheets(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        found_at_once(real_request(tmp_path / "register"), clock=clock)
    assert refused.value.code == "register.demo_only"
    assert not (tmp_path / "register" / REGISTER).exists()
