"""The program that works on a disk that is really full, really read-only or that answers with an error now and then.

Started by ``test_bad_disks.py`` in a namespace of its own, or under strace that lets some calls fail; says on standard
output, one line of JSON each, what was answered and what stopped it.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from caseworker.errors import CaseworkerError
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.errands import ERRANDS, lost
from tests.campaigns.hands import Hands, found_with_two
from tests.campaigns.test_full_disk import Attempt, attempt
from tests.services.conftest import KEY, NOW

AT_ONCE = 24  # pages that are free when an errand begins, at most
PAGE = 4096
# a centre's answer is no matter of this disk
LOCAL = [errand for errand in ERRANDS if errand.__name__ not in {"_release", "_office"}]


def say(**words: object) -> None:
    """Tell the campaign."""
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def said(tried: Attempt, **words: object) -> None:
    """Tell how an errand went."""
    say(answered=tried.answered, code=tried.fault.code if tried.fault else "", **words)


def fill(filler: Path, free: int) -> None:
    """Let ``filler`` take all of its disk but ``free`` bytes."""
    disk = os.statvfs(filler.parent)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, disk.f_bavail * disk.f_frsize - free))


def full(folder: Path, workbook: Path, rounds: int, chance: random.Random) -> None:
    """Let every errand meet a full disk at some page of what it writes, then give room and try again."""
    register = Register.open(found_with_two(folder / "register.db"), key=KEY, clock=lambda: NOW)
    hands = Hands(register, workbook, "http://127.0.0.1:9", chance)
    filler, acked = folder / "filler", set()
    for _round in range(rounds):
        shutil.rmtree(folder / "backups", ignore_errors=True)  # the disk is small
        for errand in LOCAL:
            first = attempt(errand(hands))  # the ballast and the log have their room
            assert first.fault is None, f"{errand.__name__}: {first.fault.code}"
            with register.raw_connection() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
            fill(filler, PAGE * chance.randrange(AT_ONCE))
            for _until_stopped in range(50):
                tried = attempt(errand(hands))
                acked |= set(tried.answered)
                if tried.fault is not None:
                    break
            harm = lost(register, acked)
            filler.unlink()
            again = attempt(errand(hands))
            acked |= set(again.answered)
            said(tried, errand=errand.__name__, harm=harm, again=again.fault.code if again.fault else "")
    say(whole=verify(register).ok)
    register.close()


def read_only(folder: Path, workbook: Path, rounds: int, chance: random.Random) -> None:
    """Let the whole disk be read-only at opening, then not."""
    path = found_with_two(folder / "register.db")
    for _round in range(rounds):
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        code = ""
        try:
            register = Register.open(path, key=KEY, clock=lambda: NOW)
            hands = Hands(register, workbook, "http://127.0.0.1:9", chance)
            tried = attempt(chance.choice(LOCAL)(hands))
            code = tried.fault.code if tried.fault else ""
            register.close()
        except CaseworkerError as fault:
            code = fault.code
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
        register = Register.open(path, key=KEY, clock=lambda: NOW)
        hands = Hands(register, workbook, "http://127.0.0.1:9", chance)
        again = attempt(chance.choice(LOCAL)(hands))
        harm = lost(register, set(again.answered))
        register.close()
        say(answered=[], code=code, errand="opening", harm=harm, again=again.fault.code if again.fault else "")


def failing(folder: Path, workbook: Path, number: int, chance: random.Random) -> None:
    """Do a number of errands on a disk of which whoever has started us lets some calls fail."""
    try:
        register = Register.open(folder / "register.db", key=KEY, clock=lambda: NOW, anchor=folder / "register.anchor")
    except CaseworkerError as fault:
        say(answered=[], code=fault.code, errand="opening", harm=[], again="")
        return
    hands = Hands(register, workbook, "http://127.0.0.1:9", chance)
    for errand in chance.sample(LOCAL, number):
        tried = attempt(errand(hands))
        again = attempt(errand(hands)) if tried.fault else Attempt([], None)
        tried.answered.extend(again.answered)
        said(tried, errand=errand.__name__, harm=[], again=again.fault.code if again.fault else "")
    try:
        register.close()
    except CaseworkerError as fault:
        say(answered=[], code=fault.code, errand="closing", harm=[], again="")


def main(kind: str, folder: Path, workbook: Path, rounds: int, seed: str) -> None:
    """Do what ``kind`` says."""
    {"full": full, "read-only": read_only, "failing": failing}[kind](folder, workbook, rounds, random.Random(seed))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
