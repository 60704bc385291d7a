"""Files of another day put in place of today's: the whole register, its log, or one page of it.

SQLCipher notices none of this: every page is authentic. The chain of the log and the anchor outside the folder do. What
they cannot notice is a page of yesterday that holds no row of the log; how many of these pass is counted, not hidden.
"""

import random
from pathlib import Path

import pytest

from caseworker.errors import EnvironmentFault
from caseworker.store.integrity import ROLLED_BACK
from caseworker.store.verify import verify
from tests.campaigns.office import Office, office, opened
from tests.campaigns.tally import Tally, cases
from tests.campaigns.test_tampering import Rows, rows

PAGE = 4096
Day = tuple[dict[str, bytes], bytes, bytes]  # files in the evening, the log before it was folded in, the anchor


def days(made: Office, number: int) -> list[Day]:
    """Work for some days and keep what lay on the disk each evening."""
    kept = []
    for day in range(number):
        register = made.open()
        made.work(register, f"Dag {day}")
        log = made.snapshot()["register.db-wal"]
        register.close()
        kept.append((made.snapshot(), log, made.anchor.read_bytes()))
    return kept


def outcome(made: Office, files: dict[str, bytes], anchor: bytes) -> tuple[set[str], Rows]:
    """Return what opening and checking these files finds, and what can be read in them."""
    made.put(files)
    made.anchor.write_bytes(anchor)
    register = opened(made)
    if isinstance(register, EnvironmentFault):
        return {register.code}, {}
    try:
        faults = (*register.faults, *verify(register).findings)
        return {finding.code for finding in faults}, rows(register)
    except EnvironmentFault as fault:
        return {fault.code}, {}
    finally:
        register.stop_writing(register.faults)
        register.close()


@pytest.mark.campaign(id="I3", what="the whole register exchanged for that of an earlier day")
def test_a_register_of_an_earlier_day_is_called_one(tmp_path: Path, tally: Tally) -> None:
    made = office(tmp_path)
    kept = days(made, cases(3, 7, 20))
    for today in range(1, len(kept)):
        for earlier in range(today):
            found, _ = outcome(made, kept[earlier][0], kept[today][2])
            assert found == {ROLLED_BACK}
            tally.count()


@pytest.mark.campaign(id="I3", what="the log of another day laid beside today's register")
def test_the_log_of_another_day_is_found_or_makes_a_whole_day(tmp_path: Path, tally: Tally) -> None:
    made = office(tmp_path)
    kept = days(made, cases(3, 7, 20))
    whole = [outcome(made, files, anchor)[1] for files, _, anchor in kept]
    for today, (files, _, anchor) in enumerate(kept):
        for other, (_, log, _) in enumerate(kept):
            if other != today:
                found, read = outcome(made, {**files, "register.db-wal": log}, anchor)
                # the log of the next day makes that day of today's register: nothing is older than the anchor says
                assert found or any(_same(read, day) for day in whole[today:]), f"{other} beside {today}"
                tally.count()


def _same(read: Rows, day: Rows) -> bool:
    """Tell whether two readings hold the same, but for what closing a register writes: its signed head."""
    closing = {"register_info", "audit_heads"}
    return {table: found for table, found in read.items() if table not in closing} == {
        table: found for table, found in day.items() if table not in closing
    }


@pytest.mark.campaign(id="I3", what="one page of the register exchanged for that of an earlier day")
def test_a_page_of_an_earlier_day_in_the_log_is_found_and_the_others_are_counted(tmp_path: Path, tally: Tally) -> None:
    made = office(tmp_path)
    (before, _, _), (files, _, anchor) = days(made, 2)
    old, new = before["register.db"], files["register.db"]
    _, true = outcome(made, files, anchor)
    differ = [at for at in range(0, min(len(old), len(new)), PAGE) if old[at : at + PAGE] != new[at : at + PAGE]]
    chance = random.Random(3)
    for at in chance.sample(differ, min(len(differ), cases(15, 200, 200))):
        found, read = outcome(made, {"register.db": new[:at] + old[at : at + PAGE] + new[at + PAGE :]}, anchor)
        in_the_log = any(true[table] != read.get(table) for table in ("audit", "audit_payloads", "audit_heads"))
        if found or read == true:
            tally.count()
        else:
            assert not in_the_log
            tally.miss()
