"""The process that is killed: a caseworker at work without end, who acknowledges after each service has returned."""

import random
from multiprocessing.connection import Connection
from pathlib import Path

from caseworker.store.register import Register
from tests.campaigns.errands import ERRANDS
from tests.campaigns.hands import Ack, Hands
from tests.services.conftest import KEY, NOW


def work_without_end(path: Path, workbook: Path, centre: str, seed: int, acks: Connection) -> None:
    """Do everything a service writes, in random order; ``acks`` gets what each has answered."""
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    for finding in register.faults:
        acks.send(Ack("fault", finding.code))
    hands = Hands(register, workbook, centre, random.Random(seed))
    errands, weights = list(ERRANDS), list(ERRANDS.values())
    while True:
        for ack in hands.chance.choices(errands, weights)[0](hands):
            acks.send(ack)
