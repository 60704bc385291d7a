"""Four hands in one process and a program that ignores the lock: nothing answered is lost, and busy is said as busy."""

import random
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from caseworker.domain.intake import Intake
from caseworker.errors import EnvironmentFault
from caseworker.i18n import ui_translator
from caseworker.messages import describe
from caseworker.services import people
from caseworker.store import engine
from caseworker.store.register import Register
from caseworker.store.verify import verify
from tests.campaigns.contending import OTHER, work_with_four_hands, write_without_asking
from tests.campaigns.errands import lost
from tests.campaigns.hands import Ack, found_with_two
from tests.campaigns.killing import preload, rest_of
from tests.campaigns.tally import Tally, cases
from tests.services.conftest import KEY, MAJ, NOW

VERIFY_EVERY = 5


@pytest.mark.campaign(id="K2", what="kill -9 of four threads that contend with a program that ignores the lock")
def test_kills_of_several_who_write_at_once_lose_nothing(tmp_path: Path, workbook: Path, tally: Tally) -> None:
    preload("tests.campaigns.contending")
    path = found_with_two(tmp_path / "register.db")
    chance = random.Random(2)
    forkserver = get_context("forkserver")
    acked: set[Ack] = set()
    for kill in range(1, cases(4, 50, 1000) + 1):
        pipes, workers = [], []
        for target, given in (
            (work_with_four_hands, (path, workbook, chance.randrange(10**9))),
            (write_without_asking, (path, chance.randrange(10**9))),
        ):
            receiver, sender = forkserver.Pipe(duplex=False)
            worker = forkserver.Process(target=target, args=(*given, sender), daemon=True)
            worker.start()
            sender.close()
            pipes.append(receiver)
            workers.append(worker)
        told = [Ack(*pipe.recv()) for pipe in pipes]
        time.sleep(chance.uniform(0, 0.3))
        for worker in chance.sample(workers, len(workers)):
            worker.kill()
            worker.join()
        for pipe in pipes:
            told += [Ack(*one) for one in rest_of(pipe)]
            pipe.close()
        acked |= set(told)
        assert [ack.id for ack in told if ack.service == "fault"] == []
        register = Register.open(path, key=KEY, clock=lambda: NOW)
        assert register.faults == ()
        assert lost(register, {ack for ack in acked if ack.service != OTHER}) == []
        with register.raw_connection() as connection:
            kept = set(connection.exec_driver_sql("SELECT key FROM drafts WHERE kind = 'tool'").scalars())
        assert {ack.id for ack in acked if ack.service == OTHER} <= kept
        if kill % VERIFY_EVERY == 0:
            assert verify(register).ok
        register.close()
        tally.count()
    assert len(acked) > tally.tried * 3
    assert any(ack.service == OTHER for ack in acked)


def test_a_register_that_another_program_holds_is_said_to_be_busy_and_can_be_saved_in_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)  # how long a save waits; five seconds in life
    path = found_with_two(tmp_path / "register.db")
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    people.register_person(register, intake=Intake(given="Före"), by=MAJ)
    tool = engine.connect(path, KEY)
    tool.execute("BEGIN IMMEDIATE")
    with pytest.raises(EnvironmentFault) as busy:
        people.register_person(register, intake=Intake(given="Under"), by=MAJ)
    assert busy.value.code == "register.busy"
    told = describe(busy.value, ui_translator("sv").gettext)
    assert all((told.happened, told.safe, told.do))
    assert people.count_people(register, by=MAJ) == 1
    tool.execute("ROLLBACK")
    people.register_person(register, intake=Intake(given="Efter"), by=MAJ)
    assert people.count_people(register, by=MAJ) == 2
    assert verify(register).ok
    tool.close()
    register.close()
