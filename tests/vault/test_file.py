"""The file itself: damage, newer versions, permissions, what stands in it in clear, and being killed."""

import base64
import json
import random
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import caseworker
from caseworker import wire
from caseworker.errors import CaseworkerError, EnvironmentFault, Refused
from caseworker.vault.accounts import AccountState, Founder, Vault
from tests.vault.founding import CHEAP, KIM, NOW, PASSPHRASE, REGISTER_ID, Founded, found

ROOT = Path(caseworker.__file__).parents[1]
LI = Founder("0190a000-0000-7000-8000-00000000000b", "Li Strand", ("caseworker",))

# Changes a passphrase and dies at the n-th system call that touches the disk.
KILLED_CHANGE = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from caseworker.vault.accounts import Vault
path, old, new, left = Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
vault = Vault.load(path)
opened = vault.unlock(name="Kim Åberg", passphrase=old, now=datetime.fromisoformat("2026-11-20T09:00:00+00:00"))
def deadly(real):
    def call(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call
for name in ("open", "fdopen", "fsync", "replace", "close"):
    setattr(os, name, deadly(getattr(os, name)))
vault.change_passphrase(opened, old=old, new=new)
print("done")
"""


def fault(path: Path) -> EnvironmentFault:
    with pytest.raises(EnvironmentFault) as caught:
        Vault.load(path)
    return caught.value


def resealed(path: Path, **changes: object) -> None:
    """Rewrite the outer object with a right checksum, as another version of the program would."""
    whole = {**json.loads(path.read_bytes()), **changes}
    whole.pop("sha256")
    path.write_bytes(wire.canonical({**whole, "sha256": wire.sha256_hex(wire.canonical(whole))}))


def opens(path: Path, passphrase: str) -> bool:
    try:
        Vault.load(path).unlock(name=KIM.name, passphrase=passphrase, now=NOW)
    except Refused:
        path.with_name("register.vault.attempts").unlink()
        return False
    return True


def test_a_change_of_passphrase_killed_at_any_step_opens_with_the_old_or_the_new(tmp_path: Path) -> None:
    path = found(tmp_path).path
    old, new, ends = PASSPHRASE, "grön häst på väg hem", set()
    for step in range(1, 40):
        child = subprocess.run(
            [sys.executable, "-c", KILLED_CHANGE, str(path), old, new, str(step)],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        answers = (opens(path, old), opens(path, new))
        assert sorted(answers) == [False, True]
        ends.add(answers)
        if answers == (False, True):
            old, new = new, old
        if child.returncode == 0:
            assert child.stdout.strip() == "done"
            break
        assert child.returncode == -signal.SIGKILL, child.stderr
    else:
        pytest.fail("the change never came to its end")
    assert step > 5
    assert len(ends) == 2


def test_a_flipped_bit_anywhere_is_called_damage(founded: Founded) -> None:
    whole = founded.path.read_bytes()
    chosen = random.Random(1)
    for place in range(0, len(whole), 3):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << chosen.randrange(8)
        founded.path.write_bytes(flipped)
        assert fault(founded.path).code == "vault.damaged"
    founded.path.write_bytes(whole)
    assert opens(founded.path, PASSPHRASE)


@pytest.mark.parametrize("keep", [0, 1, 100, -1])
def test_a_shortened_file_is_called_damage(founded: Founded, keep: int) -> None:
    founded.path.write_bytes(founded.path.read_bytes()[:keep])
    assert fault(founded.path).code == "vault.damaged"


@pytest.mark.parametrize("content", [b"null", b"[]", b"{}", b"[" * 100_000, b"\x00" * 5_000_000])
def test_a_foreign_file_is_called_damage(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "register.vault"
    path.write_bytes(content)
    assert fault(path).code == "vault.damaged"


def test_a_missing_and_an_unreadable_file_are_told_apart(tmp_path: Path) -> None:
    assert fault(tmp_path / "register.vault").code == "vault.missing"
    assert fault(tmp_path).code == "vault.unreadable"


def test_a_newer_format_is_refused_kindly(founded: Founded) -> None:
    resealed(founded.path, version=3, body={"unknown": "to us"})
    assert fault(founded.path).code == "vault.newer"


def with_field(body: dict[str, object], path: str, value: object) -> dict[str, object]:
    """Return a copy of ``body`` with one field, given as a/0/b, set to ``value``."""
    copy = json.loads(json.dumps(body))
    *steps, last = path.split("/")
    place = copy
    for step in steps:
        place = place[int(step) if isinstance(place, list) else step]
    place[last] = value
    return dict(copy)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("accounts", []),
        ("accounts", {}),
        ("accounts/0/kdf/memory_kib", 2**40),
        ("accounts/0/kdf/memory_kib", 1),
        ("accounts/0/kdf/passes", True),
        ("accounts/0/kdf/algorithm", "md5"),
        ("accounts/0/kdf/salt", "AAAA"),
        ("accounts/0/state", "god"),
        ("accounts/0/wrapped", "not base64"),
        ("accounts/0/signing_key", "AAAA"),
        ("accounts/0/name", 7),
        ("recovery", 7),
        ("checks", None),
    ],
)
def test_a_field_that_makes_no_sense_is_called_damage_not_a_crash(founded: Founded, field: str, value: object) -> None:
    body = json.loads(founded.path.read_bytes())["body"]
    resealed(founded.path, body=with_field(body, field, value))
    assert fault(founded.path).code == "vault.damaged"


def test_keys_moved_between_accounts_open_nothing(founded: Founded) -> None:
    founded.vault.add_account(founded.opened, account=LI, passphrase="röd katt under bro", now=NOW)
    body = json.loads(founded.path.read_bytes())["body"]
    kim, li = body["accounts"]
    for field in ("kdf", "wrapped", "encryption_key", "signing_key", "sealed"):
        li[field] = kim[field]
    resealed(founded.path, body=body)
    with pytest.raises(Refused) as caught:
        Vault.load(founded.path).unlock(name=LI.name, passphrase=PASSPHRASE, now=NOW)
    assert caught.value.code == "unlock.wrong"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("accounts/0/signing_key", base64.b64encode(bytes(32)).decode(), "vault.damaged"),
        ("accounts/0/sealed/register", base64.b64encode(bytes(80)).decode(), "vault.damaged"),
        ("accounts/0/sealed/register", "", "vault.damaged"),
        ("accounts/0/sealed", {}, "unlock.not_approved"),
        ("checks", {}, "vault.damaged"),
    ],
)
def test_what_was_changed_with_care_is_seen_after_the_right_passphrase(
    founded: Founded, field: str, value: object, code: str
) -> None:
    body = json.loads(founded.path.read_bytes())["body"]
    resealed(founded.path, body=with_field(body, field, value))
    with pytest.raises(CaseworkerError) as caught:
        Vault.load(founded.path).unlock(name=KIM.name, passphrase=PASSPHRASE, now=NOW)
    assert caught.value.code == code
    with pytest.raises(Refused) as refused:
        Vault.load(founded.path).unlock(name=KIM.name, passphrase="fel", now=NOW)
    assert refused.value.code == "unlock.wrong"


def test_a_register_key_of_another_register_is_seen_as_damage(founded: Founded, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    foreign = json.loads(found(other).path.read_bytes())["body"]
    body = json.loads(founded.path.read_bytes())["body"]
    resealed(founded.path, body={**body, "checks": foreign["checks"]})
    with pytest.raises(EnvironmentFault) as caught:
        Vault.load(founded.path).unlock(name=KIM.name, passphrase=PASSPHRASE, now=NOW)
    assert caught.value.code == "vault.damaged"


def test_the_file_is_this_users_alone_and_holds_no_secret_in_clear(founded: Founded) -> None:
    assert stat.S_IMODE(founded.path.stat().st_mode) == 0o600
    content = founded.path.read_bytes()
    for secret in (founded.opened.register_key, PASSPHRASE.encode(), " ".join(founded.sheets[0].words).encode()):
        assert secret not in content
        assert base64.b64encode(secret) not in content
        assert secret.hex().encode() not in content


def test_a_vault_is_never_founded_over_another(founded: Founded) -> None:
    before = founded.path.read_bytes()
    with pytest.raises(Refused) as caught:
        Vault.create(founded.path, register_id=REGISTER_ID, founder=LI, passphrase="x", now=NOW, kdf=CHEAP)
    assert caught.value.code == "vault.exists"
    assert founded.path.read_bytes() == before


def test_the_old_passphrase_is_needed_and_opens_nothing_after_a_change(founded: Founded) -> None:
    with pytest.raises(Refused) as caught:
        founded.vault.change_passphrase(founded.opened, old="fel", new="x")
    assert caught.value.code == "passphrase.old_wrong"
    founded.vault.change_passphrase(founded.opened, old=PASSPHRASE, new="grön häst på väg hem")
    assert not opens(founded.path, PASSPHRASE)
    reopened = Vault.load(founded.path).unlock(name=KIM.name, passphrase="grön häst på väg hem", now=NOW)
    assert reopened.register_key == founded.opened.register_key
    assert reopened.public_signing_key == founded.opened.public_signing_key


def test_a_vault_that_was_read_before_another_program_changed_it_goes_by_the_change(founded: Founded) -> None:
    read_before = Vault.load(founded.path)
    founded.vault.change_passphrase(founded.opened, old=PASSPHRASE, new="grön häst på väg hem")
    with pytest.raises(Refused, match=r"unlock\.wrong"):
        read_before.unlock(name=KIM.name, passphrase=PASSPHRASE, now=NOW)
    opened = read_before.unlock(name=KIM.name, passphrase="grön häst på väg hem", now=NOW)
    assert opened.register_key == founded.opened.register_key


def test_a_colleague_gets_an_account_of_her_own_and_the_same_register(founded: Founded) -> None:
    founded.vault.add_account(founded.opened, account=LI, passphrase="röd katt under bro", now=NOW)
    opened = Vault.load(founded.path).unlock(name=LI.name, passphrase="röd katt under bro", now=NOW)
    assert opened.register_key == founded.opened.register_key
    assert opened.public_signing_key != founded.opened.public_signing_key
    assert [(row.name, row.approved) for row in Vault.load(founded.path).accounts()] == [
        (KIM.name, True),
        (LI.name, True),
    ]


@pytest.mark.parametrize(
    ("account", "code"),
    [
        (Founder("0190a000-0000-7000-8000-00000000000c", "kim  åberg", ()), "account.exists"),
        (Founder(KIM.id, "Someone Else", ()), "account.exists"),
        (Founder("0190a000-0000-7000-8000-00000000000c", "  ", ()), "account.name_missing"),
    ],
)
def test_two_accounts_never_share_a_name_or_an_id(founded: Founded, account: Founder, code: str) -> None:
    with pytest.raises(Refused) as caught:
        founded.vault.add_account(founded.opened, account=account, passphrase="x", now=NOW)
    assert caught.value.code == code


def test_the_last_account_that_opens_the_register_cannot_be_suspended(founded: Founded) -> None:
    with pytest.raises(Refused) as caught:
        founded.vault.set_state(KIM.id, AccountState.SUSPENDED)
    assert caught.value.code == "account.last"


def test_an_unknown_account_cannot_be_changed(founded: Founded) -> None:
    with pytest.raises(Refused) as caught:
        founded.vault.set_state(LI.id, AccountState.ACTIVE)
    assert caught.value.code == "account.unknown"


def test_the_list_of_accounts_needs_no_heavy_library(founded: Founded) -> None:
    program = (
        "import sys; from pathlib import Path; from caseworker.vault.accounts import Vault; "
        "print(len(Vault.load(Path(sys.argv[1])).accounts())); "
        "print([name for name in ('zxcvbn', 'shamir_mnemonic', 'cryptography.hazmat.primitives.hpke', 'filelock')"
        " if name in sys.modules])"
    )
    listed = subprocess.run(
        [sys.executable, "-c", program, str(founded.path)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert listed.stdout.split("\n")[:2] == ["1", "[]"]
