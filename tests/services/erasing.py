"""An office old enough to erase in: a clock that can be moved, two colleagues, files that ended years ago."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from caseworker.domain.access import Role, User
from caseworker.domain.erasure import Answer, Board, EnteredFacts, Inquiry, Provider
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import Intake
from caseworker.services import cases, erasure, notes, people
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA

THEN = datetime(2019, 3, 4, 10, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
EVA = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Eva Lind", frozenset({Role.UNIT_MANAGER}))
NOTHING = EnteredFacts(Answer.NO, Answer.NO, Inquiry.NONE, Answer.NO)
OLD = replace(
    SAMIRA,
    status=None,
    opened=date(2019, 3, 4),
)
OTHER = Intake(given="Dawit", family="Tesfay", born=date(1990, 2, 6), phone="070-174 06 22", opened=date(2019, 3, 4))


@dataclass
class Clock:
    """A clock that is set by hand."""

    now: datetime = THEN

    def __call__(self) -> datetime:
        """Return the instant it is set to."""
        return self.now

    def advance(self, **step: float) -> None:
        """Let time pass."""
        self.now += timedelta(**step)


def hire(register: Register, *users: User) -> None:
    """Let colleagues into the register."""
    with register.change(by=MAJ) as tx:
        for user in users:
            tx.put_staff(user)
        tx.commit()


def old_file(register: Register, intake: Intake = OLD, *, text: str = "Ärendet avslutas enligt plan.") -> PersonId:
    """Register somebody in the past, write about her and close her case; nothing that keeps her file is known."""
    person = PersonId(people.register_person(register, intake=intake, by=MAJ).created)
    notes.write_note(register, person=person, text=text, happened_on=register.today(), by=MAJ)
    cases.close_case(register, person=person, closed=register.today(), by=MAJ)
    erasure.record_retention_facts(register, person=person, facts=NOTHING, by=MAJ)
    return person


def office_with(register: Register) -> None:
    """Say that a social board keeps this register, and let Eva in."""
    hire(register, EVA)
    erasure.record_office_facts(register, board=Board.SOCIAL, provider=Provider.MUNICIPAL, by=MAJ)


def approved_list(register: Register, clock: Clock, *people: PersonId) -> str:
    """Propose a list, let Eva approve it, and let thirty days pass."""
    clock.now = NOW
    listed = erasure.propose_erasure(register, people=people, by=MAJ).created
    erasure.approve_erasure(register, list_id=listed, by=EVA)
    clock.advance(days=30)
    return listed
