"""Many backups over many days, one in ten damaged: those are refused by name, the others are what the register held."""

import hashlib
import random
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from caseworker.app import Application, Session
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import Intake
from caseworker.errors import EnvironmentFault
from caseworker.i18n import ui_translator
from caseworker.messages import describe
from caseworker.restoring import WhoRestores
from caseworker.services import backups, notes, people
from caseworker.store import backup
from caseworker.store.audit import Head
from caseworker.store.engine import connect, raw_of
from caseworker.vault.kdf import KdfCost
from tests.app.offices import NAME, PHRASE
from tests.campaigns.tally import Tally, cases

SWEDISH = ui_translator("sv").gettext
SECTOR = 512
Held = dict[str, tuple[int, str]]


class Clock:
    """Stands still until it is told to go."""

    now = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Copy:
    """A backup, every table as the register held it then, and the end of its log."""

    path: Path
    held: Held
    head: Head


def held(connection: sqlcipher.Connection) -> Held:
    """Return how many rows each table holds and what stands in them all."""
    found = {}
    listed = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for (table,) in listed.fetchall():
        rows = sorted(map(repr, connection.execute(f'SELECT * FROM "{table}"')))  # noqa: S608 - the file's own names
        found[table] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return found


def work(session: Session, chance: random.Random) -> None:
    """Do what is done between two backups: register somebody, or write about somebody."""
    register, by = session.register, session.user
    rows = people.list_people(register, offset=0, limit=1000, by=by)
    if not rows or chance.random() < 0.5:
        given, phone = f"Påhittad {chance.randrange(10**6)}", "070-174 06 11"
        people.register_person(register, intake=Intake(given=given, family="Fyllnad", phone=phone), by=by)
    else:
        text, day = "Möte. " * chance.randint(1, 40), register.today()
        notes.write_note(register, person=PersonId(chance.choice(rows).id), text=text, happened_on=day, by=by)


def made(session: Session, kit: backup.Kit, shelf: Path) -> Copy:
    """Make a backup and put it on the shelf, where nothing is thinned."""
    with session.register.raw_connection() as connection:
        now, (_counts, head) = held(raw_of(connection)), backup.counts_and_head(raw_of(connection))
    done = backups.back_up(session.register, kit=kit, why="asked", by=session.user)
    assert done is not None
    return Copy(done.file.path.rename(shelf / done.file.name), now, head)


def damage(copies: list[Copy], chance: random.Random) -> set[str]:
    """Damage one in ten, the newest always among them; return the names of all that are not what they were."""
    bad = {copies[-1].path, *(copy.path for copy in chance.sample(copies, max(2, len(copies) // 10)))}
    names = {path.name for path in bad}
    for number, path in enumerate(sorted(bad, reverse=True)):
        content = path.read_bytes()
        place = chance.randrange(len(content))
        if number % 5 == 0:  # the newest lies under an older one's name, and the older under its own
            other = chance.choice(
                [copy.path for copy in copies if copy.path not in bad and copy.path.name not in names]
            )
            path.write_bytes(other.read_bytes())
            other.write_bytes(content)
            names.add(other.name)
        elif number % 5 == 1:
            path.write_bytes(
                content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]
            )
        elif number % 5 == 2:
            path.write_bytes(content[:place])
        elif number % 5 == 3:
            start = place - place % SECTOR
            path.write_bytes(content[:start] + bytes(len(content[start : start + SECTOR])) + content[start + SECTOR :])
        else:
            path.write_bytes(b"")
    return names


@pytest.fixture
def application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Application:
    """A register that nobody has worked in."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(KdfCost, "floor", classmethod(lambda _cls: KdfCost(64, 1, 1)))
    application = Application(folder=tmp_path / "register", clock=Clock())
    application.create_demo(user=NAME, passphrase=PHRASE).close()
    return application


@pytest.mark.campaign(id="B1", what="backups over many days, one in ten damaged (bit, end, sector, name, all of it)")
def test_damaged_backups_are_refused_by_name_and_the_others_are_what_the_register_held(
    application: Application, tmp_path: Path, tally: Tally
) -> None:
    chance, clock, shelf = random.Random("B1"), application.clock, tmp_path / "shelf"
    assert isinstance(clock, Clock)
    shelf.mkdir()
    session = application.unlock(NAME, PHRASE)
    kit = application.backup_kit(session)
    copies = []
    for _ in range(cases(12, 200, 1000)):
        for _ in range(chance.randint(1, 3)):
            work(session, chance)
        copies.append(made(session, kit, shelf))
        clock.now += timedelta(minutes=chance.randint(1, 900))
    bad = damage(copies, chance)
    identities = backup.known_identities(session.register, kit.register_key)
    for copy in copies:
        if copy.path.name in bad:
            assert_refused_by_name(copy, identities, tmp_path)
        else:
            assert_as_it_was(copy, identities, tmp_path)
        tally.count()
    on_shelf = replace(kit, decided_places=(shelf,))
    listed = backups.list_backups(session.register, kit=on_shelf, check=True, by=session.user)
    assert {row.name for row in listed if row.code} == bad
    assert len(listed) == len(copies)
    good = [copy for copy in copies if copy.path.name not in bad]
    passed_over = [copy.path.name for copy in reversed(copies) if copy.path.name > good[-1].path.name]
    rehearsed = backups.rehearse_restore(session.register, kit=on_shelf, by=session.user)
    assert (rehearsed.ok, rehearsed.people) == (True, good[-1].held["people"][0])
    assert list(rehearsed.damaged) == passed_over
    session.close()
    restored = application.restorer.restore(WhoRestores(NAME, PHRASE), places=[shelf])
    assert restored.file.name == good[-1].path.name
    assert [told.split()[0] for told in restored.damaged] == passed_over
    assert restored.people == good[-1].held["people"][0]


def assert_refused_by_name(copy: Copy, identities: list[str], folder: Path) -> None:
    """Neither its rows nor a word of it are shown, and Swedish words name the file."""
    with backup.workplace(folder) as place, pytest.raises(EnvironmentFault) as refused:
        backup.unpack(copy.path, identities, place)
    assert refused.value.code in {"backup.damaged", "backup.other_key"}
    assert copy.path.name in describe(refused.value, SWEDISH).text


def assert_as_it_was(copy: Copy, identities: list[str], folder: Path) -> None:
    """Every row of every table, and the end of the log."""
    with backup.workplace(folder) as place:
        unpacked = backup.unpack(copy.path, identities, place)
        with closing(connect(unpacked.database, unpacked.register_key)) as opened:
            assert held(opened) == copy.held
            assert backup.counts_and_head(opened)[1] == copy.head
    assert (unpacked.contents.seq, unpacked.contents.head) == (copy.head.seq, copy.head.mac)
