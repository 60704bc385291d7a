"""Accounts from the terminal: an administrator adds, the colleague begins, somebody lets her in, and she goes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from caseworker.app import Application
from caseworker.vault.kdf import KdfCost
from tests.journeys.terminals import Answer, Run

MAJ, MAJ_PHRASE = "Maj Ekholm", "fyra gröna hästar dansar"
LI, LI_PHRASE = "Li Strand", "sju blå krukor på hyllan"
ADA, ADA_PHRASE = "Ada Nyberg", "trettio gula bananer sover"
Say = Callable[..., Answer]


@pytest.fixture(scope="module")
def cheap_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cheap") / "register"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
        patch.setattr(KdfCost, "floor", classmethod(lambda _cls: KdfCost(64, 1, 1)))
        Application(folder=folder).create_demo(user=MAJ, passphrase=MAJ_PHRASE).close()
    return folder


@pytest.fixture
def say(cheap_template: Path, tmp_path: Path, run: Run) -> Say:
    """Run an account command as somebody, in JSON unless ``plain``."""
    shutil.copytree(cheap_template, tmp_path / "register")

    def command(who: str, phrase: str, *words: str, new: str = "", plain: bool = False) -> Answer:
        for name, text in {"phrase": phrase, "new": new}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        extra = ["--new-passphrase-file", str(tmp_path / "new")] if new else []
        return run("account", *words, "--user", who, *extra, plain=plain)

    return command


def facts(answer: Answer) -> dict[str, object]:
    status, found, text = answer
    assert status == 0, text
    return found


def refused(answer: Answer) -> str:
    status, found, text = answer
    assert status in (2, 3), text
    return str(found["error"])


def let_in(say: Say) -> str:
    start = str(facts(say(MAJ, MAJ_PHRASE, "add", LI, "--role", "caseworker"))["start_passphrase"])
    signs = str(facts(say(LI, start, "begin", new=LI_PHRASE))["signs"])
    facts(say(MAJ, MAJ_PHRASE, "approve", LI, "--signs", signs.lower()))
    return signs


def test_a_colleague_is_added_begins_is_let_in_and_goes(say: Say) -> None:
    start = str(facts(say(MAJ, MAJ_PHRASE, "add", LI, "--role", "caseworker"))["start_passphrase"])
    assert facts(say(MAJ, MAJ_PHRASE, "approve"))["waiting"] == []
    signs = str(facts(say(LI, start, "begin", new=LI_PHRASE))["signs"])
    assert facts(say(MAJ, MAJ_PHRASE, "approve"))["waiting"] == [{"name": LI, "roles": ["caseworker"], "signs": signs}]
    assert refused(say(MAJ, MAJ_PHRASE, "approve", LI, "--signs", "ABCD EFGH 2345")) == "account.signs_differ"
    assert refused(say(MAJ, MAJ_PHRASE, "approve", "Nobody", "--signs", signs)) == "account.unknown"
    facts(say(MAJ, MAJ_PHRASE, "approve", LI, "--signs", signs))
    rows = facts(say(MAJ, MAJ_PHRASE, "list"))["accounts"]
    assert isinstance(rows, list)
    assert [(row["name"], row["where"]) for row in rows] == [(MAJ, "open"), (LI, "open")]
    ended = facts(say(MAJ, MAJ_PHRASE, "end", LI, "--new-key"))
    assert (ended["cases"], ended["new_key"]) == ([], True)
    assert refused(say(LI, LI_PHRASE, "list")) == "unlock.suspended"
    assert facts(say(MAJ, MAJ_PHRASE, "new-key")) == {"new_key": True, "waiting": 0}


def test_an_administrator_who_opens_nothing_administers(say: Say) -> None:
    start = str(facts(say(MAJ, MAJ_PHRASE, "add", ADA, "--role", "administrator"))["start_passphrase"])
    facts(say(ADA, start, "begin", new=ADA_PHRASE))
    facts(say(ADA, ADA_PHRASE, "add", LI, "--role", "caseworker"))
    facts(say(ADA, ADA_PHRASE, "suspend", LI))
    facts(say(ADA, ADA_PHRASE, "reinstate", LI))
    facts(say(ADA, ADA_PHRASE, "reset", LI))
    rows = facts(say(ADA, ADA_PHRASE, "list"))["accounts"]
    assert isinstance(rows, list)
    assert [row["where"] for row in rows] == ["open", "administers", "start"]
    assert refused(say(ADA, ADA_PHRASE, "approve")) == "unlock.not_approved"
    assert refused(say(ADA, ADA_PHRASE, "suspend", "Nobody")) == "account.unknown"
    assert refused(say(ADA, ADA_PHRASE, "add", "Eva", "--role", "queen")) == "account.unknown_role"


def test_whoever_is_no_administrator_manages_no_accounts(say: Say) -> None:
    let_in(say)
    assert refused(say(LI, LI_PHRASE, "list")) == "access.not_granted"


def test_one_changes_ones_own_passphrase(say: Say) -> None:
    new = "åtta stolar kring ett bord"
    assert refused(say(MAJ, MAJ_PHRASE, "passphrase", new="kort")) == "passphrase.too_short"
    assert refused(say(MAJ, "fel", "passphrase", new=new)) == "unlock.wrong"
    facts(say(MAJ, MAJ_PHRASE, "passphrase", new=new))
    assert refused(say(MAJ, MAJ_PHRASE, "list")) == "unlock.wrong"
    facts(say(MAJ, new, "list"))


def test_in_words_too(say: Say) -> None:
    let_in(say)

    def words(*command: str) -> str:
        status, _, text = say(MAJ, MAJ_PHRASE, *command, plain=True)
        assert status == 0, text
        return text

    assert "Li Strand  caseworker  öppnar registret" in words("list")
    assert "Ingen väntar på att släppas in." in words("approve")
    assert "Startfras för Eva Lund" in words("add", "Eva Lund", "--role", "locum")
    assert "kan inte längre öppna registret" in words("end", LI)


def test_nobody_is_asked_where_nobody_can_answer(say: Say) -> None:
    assert refused(say(MAJ, MAJ_PHRASE, "passphrase")) == "passphrase.new_file"
