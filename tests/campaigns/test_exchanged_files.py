"""Files of another day put in place of today's: the whole register, its log, or one page of it.

SQLCipher notices none of this: every page is authentic. The chain of the log, the anchor outside the folder and what
lies beside it of the pages as they were left do.
"""

import random
import struct
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from caseworker.errors import EnvironmentFault
from caseworker.store.findings import Finding
from caseworker.store.integrity import ROLLED_BACK
from caseworker.store.left_pages import NOT_AS_LEFT
from caseworker.store.verify import verify
from tests.campaigns.office import Office, office, opened
from tests.campaigns.tally import Tally, cases
from tests.campaigns.test_tampering import Rows, rows

PAGE = 4096
# pages that do not fit together, or that hold rows of the log
NAMED_OTHERWISE = {"register.damaged", "audit.broken", ROLLED_BACK}
Outside = dict[Path, bytes]
# files in the evening, the log before it was folded in, what lies outside the folder
Day = tuple[dict[str, bytes], bytes, Outside]


def days(made: Office, number: int) -> list[Day]:
    """Work for some days and keep what lay on the disk each evening."""
    kept = []
    for day in range(number):
        register = made.open()
        made.work(register, f"Dag {day}")
        log = made.snapshot()["register.db-wal"]
        register.close()
        kept.append((made.snapshot(), log, made.outside()))
    return kept


def outcome(
    made: Office, files: dict[str, bytes], outside: Outside, *, thorough: bool = False
) -> tuple[set[str], Rows]:
    """Return what opening these files and the check after it find (or the thorough one), and what can be read."""
    made.put(files)
    made.put_outside(outside)
    register = opened(made)
    if isinstance(register, EnvironmentFault):
        return {register.code}, {}
    try:
        register.stop_writing(verify(register, thorough=thorough).findings)
        return {finding.code for finding in register.faults}, rows(register)
    except EnvironmentFault as fault:
        register.stop_writing((Finding(fault.code),))
        return {fault.code}, {}
    finally:
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
    whole = [outcome(made, files, outside)[1] for files, _, outside in kept]
    for today, (files, _, outside) in enumerate(kept):
        for other, (_, log, _) in enumerate(kept):
            if other != today:
                found, read = outcome(made, {**files, "register.db-wal": log}, outside, thorough=True)
                # the log of the next day makes that day of today's register: nothing is older than the anchor says
                assert found or any(_same(read, day) for day in whole[today:]), f"{other} beside {today}"
                tally.count()


def _same(read: Rows, day: Rows) -> bool:
    """Tell whether two readings hold the same, but for what closing a register writes: its signed head."""
    closing = {"register_info", "audit_heads"}
    return {table: found for table, found in read.items() if table not in closing} == {
        table: found for table, found in day.items() if table not in closing
    }


def replayed(old: bytes, new: bytes, places: Iterable[int]) -> bytes:
    """Return today's file with the pages at ``places`` as they were."""
    content = bytearray(new)
    for at in places:
        content[at : at + PAGE] = old[at : at + PAGE]
    return bytes(content)


def exchanged(old: bytes, new: bytes) -> list[int]:
    """Return where the pages lie that differ."""
    return [at for at in range(0, min(len(old), len(new)), PAGE) if old[at : at + PAGE] != new[at : at + PAGE]]


@pytest.mark.campaign(id="I3", what="one page of the register exchanged for that of an earlier day")
def test_a_page_of_an_earlier_day_is_found_at_each_unlock_and_nothing_is_written_on_it(
    tmp_path: Path, tally: Tally
) -> None:
    made = office(tmp_path)
    (before, _, _), (files, _, outside) = days(made, 2)
    old, new = before["register.db"], files["register.db"]
    assert outcome(made, files, outside)[0] == set()
    differ = exchanged(old, new)
    chance = random.Random(3)
    for at in chance.sample(differ, min(len(differ), cases(15, 200, 200))):
        spoiled = {"register.db": replayed(old, new, [at])}
        for _unlock in range(2):  # the session that found it was a whole one, and so is the next
            found, _ = outcome(made, spoiled, outside)
            assert NOT_AS_LEFT in found or found & NAMED_OTHERWISE, f"page {at // PAGE + 1}: {found}"
            spoiled, outside = made.snapshot(), made.outside()
        assert made.path.read_bytes() == replayed(old, new, [at])
        tally.count()


@pytest.mark.campaign(id="I3", what="several pages of the register exchanged for those of earlier days")
def test_a_mixture_of_pages_of_several_days_is_found(tmp_path: Path, tally: Tally) -> None:
    made = office(tmp_path)
    *earlier, (files, _, outside) = days(made, cases(3, 5, 8))
    new, chance = files["register.db"], random.Random(5)
    for _ in range(cases(10, 200, 3000)):
        mixed = new
        for before, _, _ in chance.sample(earlier, chance.randrange(1, len(earlier) + 1)):
            differ = exchanged(before["register.db"], new)
            mixed = replayed(before["register.db"], mixed, chance.sample(differ, chance.randrange(1, len(differ))))
        found, _ = outcome(made, {"register.db": mixed}, outside)
        assert NOT_AS_LEFT in found or found & NAMED_OTHERWISE, found
        tally.count()


@pytest.mark.campaign(
    id="I3", what="one page of an earlier day in a forged log or rollback journal beside the register"
)
def test_a_page_of_an_earlier_day_in_a_forged_log_or_journal_is_found(tmp_path: Path, tally: Tally) -> None:
    made = office(tmp_path)
    (before, _, _), (files, _, outside) = days(made, 2)
    old, new = before["register.db"], files["register.db"]
    _, true = outcome(made, files, outside)
    differ, chance = exchanged(old, new), random.Random(6)
    taken: Counter[str] = Counter()
    for at in chance.sample(differ, min(len(differ), cases(8, 200, 200))):
        # of a log with larger pages SQLite reads the beginning of each
        forged = forged_log(
            at // PAGE + 1, old[at : at + PAGE], len(new) // PAGE, size=chance.choice((1, 2, 16)) * PAGE
        )
        journal = forged_journal(at // PAGE + 1, old[at : at + PAGE], len(new) // PAGE)
        for name, content in (("register.db-wal", forged), ("register.db-journal", journal)):
            found, read = outcome(made, {**files, name: content}, outside)
            assert NOT_AS_LEFT in found or found & NAMED_OTHERWISE, f"page {at // PAGE + 1}: {found}"
            taken[name] += read != true
            tally.count()
    assert min(taken.values()) > 0  # SQLite does believe them


def forged_log(number: int, page: bytes, pages: int, *, size: int) -> bytes:
    """Return a log that says of one page what it holds: its checksums need no key."""
    header, page = struct.pack(">IIIIII", 0x377F0682, 3007000, size, 0, 1, 2), page.ljust(size, b"\0")
    sums = _summed(header, (0, 0))
    frame = struct.pack(">II", number, pages)
    log = header + struct.pack(">II", *sums) + frame + struct.pack(">II", 1, 2)
    return log + struct.pack(">II", *_summed(frame + page, sums)) + page


def forged_journal(number: int, page: bytes, pages: int) -> bytes:
    """Return the journal of a change of one page that was never finished: opening the register takes it back."""
    nonce = 7
    header = bytes.fromhex("d9d505f920a163d7") + struct.pack(">5I", 1, nonce, pages, 512, PAGE)
    total = nonce + sum(page[at] for at in range(PAGE - 200, 0, -200))
    return header.ljust(512, b"\0") + struct.pack(">I", number) + page + struct.pack(">I", total)


def _summed(content: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"<{len(content) // 4}I", content)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second
