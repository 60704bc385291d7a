"""A demo register of 100 000 people in a folder of its own, opened by the program as a caseworker opens it.

Its plain twin, the same people in an unencrypted file, is what searches are compared with. Both are made anew each run.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from caseworker.app import DEMO_PASSPHRASE, Application, Session
from caseworker.register_folder import REGISTER, VAULT
from caseworker.store.engine import connect, make_engine
from caseworker.store.left_pages import raise_turn
from caseworker.vault.accounts import Vault
from tests.benchmarks import register_bench

PEOPLE = 100_000
USER = "Maj Ekholm"


@dataclass(frozen=True, slots=True)
class Office:
    """Where the register and its plain twin lie, how many people they hold, and the key of the register."""

    folder: Path
    plain: Path
    people: int
    key: bytes

    @property
    def register(self) -> Path:
        """The encrypted file."""
        return self.folder / REGISTER

    def unlock(self) -> Session:
        """Open the register as its caseworker."""
        return Application(folder=self.folder, clock=register_bench.clock).unlock(USER, DEMO_PASSPHRASE)


def keep_settings_in(folder: Path) -> None:
    """Let this process and its children keep anchors and window sizes below ``folder`` instead of the user's home."""
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA"):
        os.environ[variable] = str(folder)


def found(folder: Path, people: int) -> Office:
    """Make a demo register with ``people`` in ``folder / "register"``, and its plain twin beside it."""
    application = Application(folder=folder / "register", clock=register_bench.clock)
    application.create_demo(user=USER).close()
    vault = Vault.load(application.folder / VAULT)
    opened = vault.unlock(name=USER, passphrase=DEMO_PASSPHRASE, now=register_bench.NOW)
    engine = make_engine(application.folder / REGISTER, opened.register_key)
    register_bench.fill(engine, people, keeper=opened.account.id)
    engine.dispose()
    written_by_hand(application.folder / REGISTER, opened.register_key)
    plain = folder / "plain.db"
    register_bench.build(plain, people, encrypted=False)
    return Office(application.folder, plain, people, opened.register_key)


def written_by_hand(path: Path, key: bytes) -> None:
    """Let the register not take for an attack what the measurement wrote into its file beside the program."""
    connection = connect(path, key)
    raise_turn(connection.cursor())
    connection.close()
