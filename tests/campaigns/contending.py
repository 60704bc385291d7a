"""Several who write at once: four hands in one process, and another program that does not ask for the lock."""

import random
import threading
import time
import traceback
from multiprocessing.connection import Connection
from pathlib import Path

from caseworker.errors import CaseworkerError
from caseworker.lawbook_files import shipped
from caseworker.store import engine
from caseworker.store.register import Register
from tests.campaigns.errands import ERRANDS
from tests.campaigns.hands import Ack, Hands
from tests.services.conftest import KEY, NOW

shipped()  # read once where the writers are forked from, not by each of them

HANDS = 4
OTHER = "another program"
# a receipt belongs to one sender, a copy is accepted by one hand, a review is drawn by one, and a moved clock or the
# keys of a compartment are everybody's, the steps of one member of staff are hers, and a heading has one wording, for
# which a translation comes: these are not for several hands
ALONE = {
    "_second_thoughts",
    "_release",
    "_restored",
    "_review",
    "_own_words",
    "_erasure",
    "_protection",
    "_walls",
    "_backups",
    "_own_rules",
    "_new_lawbook",
}
SHARED = [errand for errand in ERRANDS if errand.__name__ not in ALONE]


def work_with_four_hands(path: Path, workbook: Path, seed: int, acks: Connection) -> None:
    """Do errands in four threads without end; ``acks`` gets what each service has answered, and any strange fault."""
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    one_at_a_time = threading.Lock()

    def tell(ack: Ack) -> None:
        with one_at_a_time:
            acks.send(ack)

    def work(number: int) -> None:
        hands = Hands(register, workbook, "http://127.0.0.1:9", random.Random(seed + number))
        while True:
            try:
                for ack in hands.chance.choice(SHARED)(hands):
                    tell(ack)
            except CaseworkerError as fault:
                if fault.code != "register.busy":
                    tell(Ack("fault", fault.code))
            except Exception as strange:  # a thread that ends with it would be missed by nobody
                tell(Ack("fault", "".join(traceback.format_exception(strange))))

    for finding in register.faults:
        tell(Ack("fault", finding.code))
    for number in range(1, HANDS):
        threading.Thread(target=work, args=(number,), daemon=True).start()
    work(0)


def write_without_asking(path: Path, seed: int, acks: Connection) -> None:
    """Read and write drafts with the key and nobody's leave, in transactions of its own; ``acks`` gets each one.

    It waits as long as it must: against four who write at once on a busy machine SQLite's own five seconds run out.
    """
    tool = engine.connect(path, KEY)
    tool.execute("PRAGMA busy_timeout = 120000")
    chance = random.Random(seed)
    while True:
        key = f"{chance.randrange(10**12)}"
        tool.execute("BEGIN IMMEDIATE")
        tool.execute("INSERT INTO drafts VALUES (?, 'tool', ?, ?, '2026-11-21T10:00:00.000000Z')",
                     (OTHER, key, "z" * 3000))  # fmt: skip
        tool.execute("SELECT count(*), max(seq) FROM audit").fetchone()
        tool.execute("COMMIT")
        acks.send(Ack(OTHER, key))
        tool.execute("SELECT count(*) FROM person_lines").fetchone()
        time.sleep(chance.uniform(0, 0.02))  # whoever waits looks only now and then: without a gap nobody else writes
