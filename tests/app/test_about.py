"""What the file beside the register says of the office is believed by nobody once the register is open."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from caseworker.app import Application
from caseworker.domain.intake import EnteredNumber, Intake
from caseworker.errors import CaseworkerError, Refused
from caseworker.founding import PendingRegister
from caseworker.platform.security_log import last_lines
from caseworker.register_folder import ABOUT, ABOUT_DIFFERS
from caseworker.services import people, trust
from caseworker.terminal import Call
from caseworker.vault.kdf import KdfCost
from tests.app.offices import NAME, PHRASE, clock, prove_all, real_request

TEST_NUMBER = "19880314-2382"


@pytest.fixture(scope="module")
def real_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Found one register in use, with sheets, whose keys cost next to nothing."""
    folder = tmp_path_factory.mktemp("real") / "register"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
        patch.setattr(KdfCost, "tuned", classmethod(lambda _cls: KdfCost(64, 1, 1)))
        pending = PendingRegister.begin(real_request(folder), clock=clock)
        prove_all(pending)
        pending.finish()
    return folder


@pytest.fixture
def real(real_template: Path, tmp_path: Path) -> Application:
    shutil.copytree(real_template, tmp_path / "register")
    return Application(folder=tmp_path / "register", clock=clock)


def edit(application: Application, **changes: object) -> None:
    path = application.folder / ABOUT
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **changes}), encoding="utf-8")


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(CaseworkerError) as fault:
        act()
    return fault.value.code


def doubts(application: Application) -> list[str]:
    session = application.unlock(NAME, PHRASE)
    try:
        shown = trust.show_safety(session.register, by=session.user)
        return [doubt.code for doubt in shown.doubts if doubt.code == ABOUT_DIFFERS]
    finally:
        session.close()


@pytest.mark.parametrize(
    "changes",
    [{"office_name": "Annan enhet"}, {"demo": True}, {"municipality_name": "Storstad"}, {"office_code": "U99"}],
    ids=lambda changes: next(iter(changes)),
)
def test_an_edited_file_is_written_anew_told_once_and_logged(real: Application, changes: dict[str, object]) -> None:
    whole = (real.folder / ABOUT).read_bytes()
    edit(real, **changes)
    assert doubts(real) == [ABOUT_DIFFERS]
    assert (real.folder / ABOUT).read_bytes() == whole
    told = [json.loads(line) for line in last_lines(real.folder, 9)]
    assert [line["code"] for line in told if line["event"] == "check_failed"] == [ABOUT_DIFFERS]
    assert doubts(real) == []


@pytest.mark.parametrize("content", [b"{", b"[]", b""])
def test_an_unreadable_file_is_written_anew(real: Application, content: bytes) -> None:
    whole = (real.folder / ABOUT).read_bytes()
    (real.folder / ABOUT).write_bytes(content)
    assert doubts(real) == [ABOUT_DIFFERS]
    assert (real.folder / ABOUT).read_bytes() == whole


def test_a_flipped_demo_mark_weakens_nothing_in_a_register_in_use(real: Application, tmp_path: Path) -> None:
    edit(real, demo=True)
    session = real.unlock(NAME, PHRASE)
    assert not session.demo
    assert not session.about.demo
    intake = Intake(given="Samira", family="Haddad", numbers=(EnteredNumber("personnummer", TEST_NUMBER),))
    refused = code_of(lambda: people.register_person(session.register, intake=intake, by=session.user))
    assert refused == "identity.test_number_in_production"  # made-up people stay out of a register in use
    session.close()
    edit(real, demo=True)
    phrase = tmp_path / "phrase"
    phrase.write_text(PHRASE, encoding="utf-8")
    with pytest.raises(Refused) as fault, Call(real.folder, NAME, phrase, as_json=False).session():
        pass
    assert fault.value.code == "notice.not_acknowledged"  # she must be told how the log works all the same


def test_the_passphrase_of_the_demo_opens_nothing_by_it(real: Application) -> None:
    edit(real, demo=True)
    assert code_of(lambda: real.unlock(NAME, real.demo_passphrase)) == "unlock.wrong"
