"""What a backup costs: copied, sealed, carried to its place and opened again, and what the window feels of it."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from caseworker.app import Application, Session
from caseworker.domain.changes import Event
from tests.benchmarks import office, register_bench
from tests.benchmarks.ledger import Row, at_most, median, timed

PEOPLE = 34_000  # about 100 MB
_BACKUPS = 4


def backup_rows(folder: Path) -> list[Row]:
    """Found an office whose register is about 100 MB and measure backups of it."""
    big = office.found(folder, PEOPLE)
    application = Application(folder=big.folder, clock=register_bench.clock)
    session = big.unlock()

    def back_up() -> None:
        _write_something(session)
        if application.back_up(session, "asked") is None:
            raise RuntimeError("nothing was backed up")

    back_up()
    taken = median([timed(back_up) for _ in range(_BACKUPS)])
    pause = longest_pause(back_up)
    session.close()
    what = f"a backup of {big.register.stat().st_size / 1e6:.0f} MB, made, sealed and opened again"
    return [
        at_most(what, taken * 1000, 3000, "ms"),
        at_most("longest pause of the window's thread while a backup is made", pause * 1000, 100, "ms"),
    ]


def longest_pause(work: Callable[[], object]) -> float:
    """Let another thread work while this one does what a window's thread does between events: a little, often."""
    working = threading.Thread(target=work)
    working.start()
    longest, last = 0.0, time.perf_counter()
    while working.is_alive():
        time.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest


def _write_something(session: Session) -> None:
    with session.register.change(by=session.user) as tx:
        tx.note(Event("bench.looked", "", {}))
        tx.commit()
