"""The process that is killed: a caseworker at work without end, who acknowledges after each service has returned."""

import random
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from caseworker.domain.ids import InterventionId, PersonId
from caseworker.domain.intake import EnteredStatus, Intake
from caseworker.domain.intervention import InterventionState
from caseworker.domain.person import Sex
from caseworker.services import counts, drafts, importing, interventions, notes, people, status
from caseworker.store.register import Register
from tests.campaigns.killing import Ack
from tests.services.conftest import KEY, MAJ, NOW

Acks = Iterator[Ack]
MOST_RELEASES = 24


def work_without_end(path: Path, workbook: Path, seed: int, acks: Connection) -> None:
    """Do everything a service writes, in random order; ``acks`` gets ``(kind, id)`` for each."""
    register = Register.open(path, key=KEY, clock=lambda: NOW)
    for finding in register.faults:
        acks.send(("fault", finding.code))
    chance = random.Random(seed)
    while True:
        for ack in chance.choices(ERRANDS, WEIGHTS)[0](register, workbook, chance):
            acks.send(ack)


def _case_work(register: Register, _workbook: Path, chance: random.Random) -> Acks:
    given = f"Påhittad {chance.randrange(10**9)}"
    intake = Intake(given=given, family="Fyllnad" * 10, sex=Sex.WOMAN, phone="070-174 06 11")
    person = PersonId(people.register_person(register, intake=intake, by=MAJ).created)
    yield "person", person
    entered = EnteredStatus("ASYL", register.today())
    status.record_status(register, person=person, status=entered, by=MAJ)
    yield "status", person
    course = interventions.EnteredIntervention("sfi-kurs")
    made = interventions.add_intervention(register, person=person, entered=course, by=MAJ).created
    yield "intervention", made
    decided, today = InterventionState.DECIDED, register.today()
    interventions.move_intervention(register, intervention=InterventionId(made), state=decided, day=today, by=MAJ)
    yield "moved", made
    yield "note", notes.write_note(register, person=person, text="x" * 3000, happened_on=today, by=MAJ).created


def _draft(register: Register, _workbook: Path, chance: random.Random) -> Acks:
    key = f"{chance.randrange(10**9)}"
    drafts.save_draft(register, kind="intake", key=key, fields={"given": "y" * 2000}, by=MAJ)
    yield "draft", key


def _import(register: Register, workbook: Path, _chance: random.Random) -> Acks:
    for person in importing.read_workbook(register, workbook=workbook, by=MAJ).created:
        yield "person", person


def _release(register: Register, _workbook: Path, _chance: random.Random) -> Acks:
    made = len(counts.list_releases(register, by=MAJ))
    if made < MOST_RELEASES:
        period = f"{2026 - (made + 2) // 12}-{12 - (made + 2) % 12:02d}"  # October 2026 and backwards
        yield "release", counts.prepare_release(register, period=period, by=MAJ).created


ERRANDS: tuple[Callable[[Register, Path, random.Random], Acks], ...] = (_case_work, _draft, _import, _release)
WEIGHTS = (10, 6, 1, 2)
