"""Unlocking, searching, saving and verifying at 100 000 people, each beside the barest way of doing the same."""

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from unittest import mock

import sqlcipher3.dbapi2 as sqlcipher

from caseworker.app import DEMO_PASSPHRASE, Application
from caseworker.domain.changes import Event
from caseworker.domain.ids import PersonId
from caseworker.domain.intake import EnteredStatus
from caseworker.services import people, status
from caseworker.store import engine as store_engine
from caseworker.store.reading import Reader
from caseworker.vault import file as vault_file
from caseworker.vault.kdf import KdfCost, derive, seconds
from tests.benchmarks import register_bench
from tests.benchmarks.ledger import ROUNDS, Row, against, at_most, in_turns, median, ms, percentile, timed
from tests.benchmarks.office import USER, Office

UNLOCKS, SEARCHES, SAVES = 8, 300, 60  # in each round
AUDIT_ROWS = 100_000
_FIRST = "SELECT * FROM person_lines ORDER BY sort_key, no LIMIT 1"


def unlock_row(office: Office) -> Row:
    """Unlock to the first row of Personer, without the key derivation, beside a bare open and select."""

    def ours(_number: int) -> float:
        with derivation_apart() as spent:
            application = Application(folder=office.folder, clock=register_bench.clock)
            application.registers()  # the screen has shown who may unlock before anybody does
            begun = time.perf_counter()
            session = application.unlock(USER, DEMO_PASSPHRASE)
            people.list_people(session.register, offset=0, limit=1, by=session.user)
            taken = time.perf_counter() - begun - sum(spent)
        session.close()
        return taken

    def bare(_number: int) -> float:
        seconds(KdfCost.floor())  # apart on this side too: it empties the processor's caches
        begun = time.perf_counter()
        connection = sqlcipher.connect(str(office.register), isolation_level=None)
        connection.execute(f"PRAGMA key=\"x'{office.key.hex()}'\"")
        connection.execute(_FIRST).fetchone()
        taken = time.perf_counter() - begun
        connection.close()
        return taken

    in_turns(ours, bare, 2)
    mine, theirs = _rounds(ours, bare, UNLOCKS)
    what = f"unlock to the first row of {office.people} people, without the key derivation | bare SQLCipher"
    return against(what, median([median(one) for one in mine]), median([median(one) for one in theirs]), 3)


def search_rows(office: Office) -> list[Row]:
    """The same searches in the encrypted register and in its plain twin, by the same driver and the same code."""
    with (
        register_bench.reader_over(office.register, encrypted=True, key=office.key) as encrypted,
        register_bench.reader_over(office.plain, encrypted=False) as plain,
    ):
        typed = register_bench.searches(SEARCHES, office.people)
        if [row.name for row in encrypted.search(typed[1], limit=50)] != [
            row.name for row in plain.search(typed[1], limit=50)
        ]:
            raise RuntimeError("the twins do not hold the same people")

        def search_in(reader: Reader) -> Callable[[int], float]:
            return lambda number: timed(lambda: reader.search(typed[number], limit=50))

        in_turns(search_in(encrypted), search_in(plain), SEARCHES)
        mine, theirs = _rounds(search_in(encrypted), search_in(plain), SEARCHES)
    middle, plain_middle = (median([percentile(one, 50) for one in side]) for side in (mine, theirs))
    tail, plain_tail = (median([percentile(one, 95) for one in side]) for side in (mine, theirs))
    what = f"search by name or number among {office.people} people"
    return [
        against(f"{what}, p50 | unencrypted SQLite, same driver", middle, plain_middle, 1.3),
        against(f"{what}, p95 | unencrypted SQLite, same driver", tail, plain_tail, 1.6),
        at_most(f"{what}, p95", tail * 1000, 10, "ms"),
    ]


def save_row(office: Office) -> Row:
    """Recording a status with its audit row, beside a bare durable commit of one row in the same file."""
    session = office.unlock()
    chance = random.Random(3)
    bare = store_engine.connect(office.register, office.key)
    rows = people.list_people(session.register, offset=0, limit=office.people, by=session.user)
    chosen = iter(chance.sample(rows, SAVES * ROUNDS + 20))
    entered = EnteredStatus("EU", date(2026, 1, 1) + timedelta(days=chance.randrange(90)))

    def ours(_number: int) -> float:
        person = PersonId(next(chosen).id)
        return timed(lambda: status.record_status(session.register, person=person, status=entered, by=session.user))

    def theirs(number: int) -> float:
        return timed(lambda: register_bench.save_one_row(bare, number))

    in_turns(ours, theirs, 20)
    mine, other = _rounds(ours, theirs, SAVES)
    bare.close()
    session.close()
    what = "saving a status with its audit row | bare durable commit of one row"
    return against(what, median([median(one) for one in mine]), median([median(one) for one in other]), 3)


def verify_row(office: Office) -> Row:
    """The whole check of a register with 100 000 rows in its log."""
    session = office.unlock()
    application = Application(folder=office.folder, clock=register_bench.clock)
    with session.register.change(by=session.user) as tx:
        for number in range(AUDIT_ROWS):
            tx.note(Event("bench.looked", str(number), {"number": number}))
        tx.commit()
    begun = time.perf_counter()
    found = application.verify(session)
    taken = time.perf_counter() - begun
    session.close()
    if not found.ok:
        raise RuntimeError(f"the measured register is not whole: {found.findings}")
    megabytes = office.register.stat().st_size / 1e6
    return Row(f"whole check (verify): {found.rows} log rows, {megabytes:.0f} MB", f"{taken:.1f} s")


def derivation_row() -> Row:
    """What one guess at a passphrase costs at the floor of Argon2id's parameters."""
    return Row("key derivation at the floor (Argon2id, 64 MiB, 3 passes, 4 lanes)", ms(seconds(KdfCost.floor())))


def _rounds(
    ours: Callable[[int], float], theirs: Callable[[int], float], count: int
) -> tuple[list[list[float]], list[list[float]]]:
    pairs = [in_turns(ours, theirs, count) for _ in range(ROUNDS)]
    return [mine for mine, _ in pairs], [other for _, other in pairs]


@contextlib.contextmanager
def derivation_apart() -> Iterator[list[float]]:
    """Collect the seconds that go into the key derivation inside the block."""
    spent: list[float] = []

    def derive_and_count(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
        begun = time.perf_counter()
        key = derive(passphrase, salt, cost)
        spent.append(time.perf_counter() - begun)
        return key

    with mock.patch.object(vault_file, "derive", derive_and_count):
        yield spent
