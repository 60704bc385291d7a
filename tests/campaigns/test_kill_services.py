"""``kill -9`` under a caseworker's hands: what was answered is there, and nothing is there by half.

What a service was doing when its process died may have happened or not, but then with its audit row and its case.
"""

import random
from pathlib import Path

import pytest

from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.errands import GONE, KEPT, LOGGED, lost
from tests.campaigns.hands import Ack, found_with_two
from tests.campaigns.kill_services import work_without_end
from tests.campaigns.killing import killed_in_the_middle, preload
from tests.campaigns.tally import Tally, cases
from tests.services.conftest import KEY, NOW

VERIFY_EVERY = 20


@pytest.mark.campaign(id="K1", what="kill -9 at a random instant under every service that writes")
def test_kills_under_a_caseworkers_hands_lose_nothing_she_was_told_is_saved(
    tmp_path: Path, workbook: Path, centre: str, tally: Tally
) -> None:
    preload("tests.campaigns.kill_services")
    path = found_with_two(tmp_path / "register.db")
    chance = random.Random(20261121)
    acked: set[Ack] = set()
    answered = 0
    for kill in range(1, cases(36, 200, 5000) + 1):
        told = killed_in_the_middle(work_without_end, path, workbook, centre, kill, chance=chance)
        answered += len(told)
        acked |= {Ack(*one) for one in told}
        register = Register.open(path, key=KEY, clock=lambda: NOW)
        assert register.faults == ()
        assert lost(register, acked) == []
        if kill % VERIFY_EVERY == 0:
            assert verify(register).ok
        register.close()
        tally.count()
    # what comes at the end of a long errand is seldom reached alive
    services = {*LOGGED, *KEPT, *GONE}
    unmet = services - {ack.service for ack in acked}
    assert len(unmet) <= len(services) / cases(2, 20, 1000), unmet
    assert answered > tally.tried * 3
