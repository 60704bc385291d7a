"""``kill -9`` of somebody who opens, writes and closes all day: what is known of the pages is never a false alarm.

After a kill the pages may be as they were left, or it cannot be said; they are never called exchanged, and a session
that was closed can be compared.
"""

import random
from pathlib import Path

import pytest

from caseworker.store.left_pages import Comparison
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.kill_writer import write_and_close_without_end
from tests.campaigns.killing import killed_in_the_middle, preload
from tests.campaigns.tally import Tally, cases
from tests.store.fixtures import KEY, StandingClock, register_file, register_template

__all__ = ["register_file", "register_template"]


@pytest.mark.campaign(id="I3", what="kill -9 between opening and closing: no page is called exchanged")
def test_kills_never_make_the_pages_look_exchanged(register_file: Path, tmp_path: Path, tally: Tally) -> None:
    preload("caseworker.store.register", "tests.campaigns.kill_writer")
    anchor = tmp_path / "elsewhere" / "register.anchor"
    anchor.parent.mkdir()
    chance = random.Random(7)
    cut_off = closed = 0
    for _ in range(cases(12, 200, 5000)):
        acked = killed_in_the_middle(write_and_close_without_end, register_file, anchor, chance=chance)
        assert [code for kind, code in acked if kind == "fault"] == []
        closed += sum(kind == "closed" for kind, _ in acked)
        register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
        found = verify(register, thorough=False)
        assert (register.faults, found.findings) == ((), ())
        cut_off += not found.compared
        register.close()
        register = Register.open(register_file, key=KEY, clock=StandingClock(), anchor=anchor)
        assert register.left.compare() is Comparison.AS_LEFT
        register.close()
        tally.count()
    assert cut_off
    assert closed
