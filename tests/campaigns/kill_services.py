"""The process that is killed: a caseworker at work without end, who acknowledges after each service has returned."""

import random
from multiprocessing.connection import Connection
from pathlib import Path

from caseworker.lawbook_files import shipped
from caseworker.store.register import Register
from tests.campaigns.errands import ERRANDS
from tests.campaigns.hands import Ack, Hands
from tests.services.conftest import KEY, NOW

shipped()  # read once where the writers are forked from, not by each of them


def work_without_end(path: Path, workbook: Path, centre: str, turn: int, acks: Connection) -> None:
    """Do everything a service writes: first the errand whose ``turn`` it is, then in random order.

    ``acks`` gets what each has answered. Without turns the seldom errands would hardly ever be met by a kill.
    """
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    for finding in register.faults:
        acks.send(Ack("fault", finding.code))
    hands = Hands(register, workbook, centre, random.Random(turn))
    errands, weights = list(ERRANDS), list(ERRANDS.values())
    errand = errands[turn % len(errands)]
    while True:
        for ack in errand(hands):
            acks.send(ack)
        errand = hands.chance.choices(errands, weights)[0]
