"""One byte changed anywhere in the files of a register: found before a row of the damaged page is shown, and named."""

import json
import random
from contextlib import suppress
from pathlib import Path

import pytest

from caseworker.errors import CaseworkerError, EnvironmentFault
from caseworker.i18n import ui_translator
from caseworker.messages import describe
from caseworker.store import backup
from caseworker.store.integrity import PAGE_DAMAGED
from caseworker.store.register import Register
from caseworker.store.verify import verify
from caseworker.vault.accounts import Vault
from caseworker.vault.document import decode
from tests.campaigns.office import office, opened
from tests.campaigns.tally import Tally, cases
from tests.services.conftest import KEY, NOW
from tests.vault.founding import found as found_vault

SWEDISH = ui_translator("sv").gettext
Rows = dict[str, list[tuple[object, ...]]]


def changed(content: bytes, chance: random.Random) -> bytes:
    """Return ``content`` with one byte of it changed."""
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ chance.randrange(1, 256)]) + content[place + 1 :]


def rows(register: Register) -> Rows:
    """Return every row of every table that can be read; a table on a damaged page is left out."""
    read: Rows = {}
    codes: set[str] = set()
    with register.read() as reader:
        tables = (
            reader.connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        )
    for table in tables:
        try:
            with register.read() as reader:
                found = reader.connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()  # noqa: S608  # own names
        except EnvironmentFault as fault:
            codes.add(fault.code)
        else:
            read[table] = [tuple(row) for row in found]
    assert codes <= {"register.damaged"}
    return read


@pytest.mark.campaign(id="I1", what="one byte of register.db changed")
def test_one_changed_byte_of_the_register_is_found_before_a_row_is_shown(tmp_path: Path, tally: Tally) -> None:
    made = office(tmp_path)
    files = made.snapshot()
    register = made.open()
    whole = rows(register)
    register.close()
    made.put(files)
    chance = random.Random(1)
    for number in range(cases(100, 500, 20_000)):
        # every twentieth in the first page, where salt and header are
        content = files["register.db"]
        spoiled = changed(content[:4096], chance) + content[4096:] if number % 20 == 0 else changed(content, chance)
        made.put({"register.db": spoiled})
        register_or_fault = opened(made)
        if isinstance(register_or_fault, EnvironmentFault):
            assert register_or_fault.code in {"register.damaged", "register.wrong_key"}
            told = describe(register_or_fault, SWEDISH).text
            assert "Registrets fil" in told or "register.db" in told
        else:
            register = register_or_fault
            shown = rows(register)
            assert all(found == whole[table] for table, found in shown.items())
            found = verify(register)
            assert [finding.code for finding in found.findings] == [PAGE_DAMAGED]
            register.stop_writing(found.findings)
            with suppress(EnvironmentFault):  # there may be no folding of the log into a damaged page
                register.close()
        tally.count()


@pytest.mark.campaign(id="I2", what="one byte of register.vault changed")
def test_one_changed_byte_of_the_vault_is_called_damage(tmp_path: Path, tally: Tally) -> None:
    founded = found_vault(tmp_path)
    whole, chance = founded.path.read_bytes(), random.Random(2)
    document = decode(whole)
    for _ in range(cases(100, 500, 20_000)):
        founded.path.write_bytes(changed(whole, chance))
        refused: CaseworkerError | None = None
        try:
            Vault.load(founded.path)
        except CaseworkerError as fault:
            refused = fault
        if refused is None:  # a blank for another blank between two words of JSON says the same
            assert decode(founded.path.read_bytes()) == document
        elif refused.code != "vault.newer":
            assert refused.code == "vault.damaged"
            assert "register.vault" in describe(refused, SWEDISH).text
        tally.count()


@pytest.mark.campaign(id="I2", what="one byte of the anchor changed")
def test_one_changed_byte_of_the_anchor_is_found_at_opening(tmp_path: Path, tally: Tally) -> None:
    made = office(tmp_path)
    whole, chance = made.anchor.read_bytes(), random.Random(3)
    said = json.loads(whole)
    for _ in range(cases(40, 500, 20_000)):
        made.anchor.write_bytes(changed(whole, chance))
        register = made.open()
        if [finding.code for finding in register.faults] != ["audit.anchor_damaged"]:
            assert json.loads(made.anchor.read_bytes()) == said
        register.stop_writing(register.faults)
        register.close()
        tally.count()


@pytest.mark.campaign(id="I2", what="one byte of a backup changed")
def test_one_changed_byte_of_a_backup_is_called_damage(tmp_path: Path, tally: Tally) -> None:
    made = office(tmp_path)
    register = made.open()
    place = tmp_path / "backups"
    kit = backup.Kit(KEY, None, {}, place)
    file, _ = backup.back_up(register, kit, [place], NOW)
    identities = backup.known_identities(register, KEY)
    register.close()
    whole, chance = file.path.read_bytes(), random.Random(4)
    # the header of age is short, and what is in it decides who opens the rest: every fourth falls there
    header = whole.index(b"\n---") + 48
    for number in range(cases(12, 300, 3000)):
        spoiled = changed(whole, chance) if number % 4 else changed(whole[:header], chance) + whole[header:]
        file.path.write_bytes(spoiled)
        with backup.workplace(tmp_path) as work, pytest.raises(EnvironmentFault) as refused:
            backup.unpack(file.path, identities, work)
        assert refused.value.code in {"backup.damaged", "backup.other_key"}
        assert file.name in describe(refused.value, SWEDISH).text
        tally.count()
    file.path.write_bytes(whole)
    with backup.workplace(tmp_path) as work:
        backup.unpack(file.path, identities, work)
