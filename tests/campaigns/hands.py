"""A caseworker's hands in the campaigns: she calls services, and what each has answered is acknowledged."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from caseworker.domain.access import Role, User
from caseworker.domain.ids import PersonId, StaffId
from caseworker.domain.intake import Intake
from caseworker.domain.person import Sex
from caseworker.services import people
from caseworker.store.register import Register
from tests.services.conftest import KEY, MAJ, NOW, found

P = ParamSpec("P")
R = TypeVar("R")
ALI = User(StaffId("0192f0c0-0000-7000-8000-000000000002"), "Ali Berg", frozenset(Role) - {Role.LOCUM})


class Ack(NamedTuple):
    """A service has returned: ``id`` is what must be there from now on."""

    service: str
    id: str


Acks = Iterator[Ack]


@dataclass
class Hands:
    """A caseworker's hands: which register she works in, and what she has at hand besides."""

    register: Register
    workbook: Path
    centre: str
    chance: random.Random
    done: set[str] = field(default_factory=set)

    def do(self, service: Callable[Concatenate[Register, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call ``service``, as somebody who has just typed her passphrase, and remember that it was done."""
        self.register.proof.give()
        answer = service(self.register, *args, **kwargs)
        self.done.add(name_of(service))
        return answer

    @contextmanager
    def later(self, **step: int) -> Iterator[None]:
        """Let time have passed meanwhile: ``later(days=31)``."""
        register, clock = self.register, self.register.clock
        register.clock = lambda: clock() + timedelta(**step)
        try:
            yield
        finally:
            register.clock = clock

    def some(self, words: str) -> str:
        """Return ``words`` with a number that is seldom the same."""
        return f"{words} {self.chance.randrange(10**9)}"

    def made_up_number(self) -> str:
        """Return a case number of the made-up range, which is small, that nobody in the register has."""
        with self.register.raw_connection() as connection:
            while True:
                number = f"99-{self.chance.randrange(10**6):06}"
                held = "SELECT 1 FROM identifiers WHERE value IN (?, ?)"
                if connection.exec_driver_sql(held, (number, f"{number}/1")).first() is None:
                    return number


def name_of(service: Callable[..., object]) -> str:
    """Return the name of ``service`` in the registry."""
    return f"{service.__module__.removeprefix('caseworker.services.')}.{service.__name__}"


def a_person(hands: Hands) -> PersonId:
    intake = Intake(given=hands.some("Påhittad"), family="Fyllnad" * 10, sex=Sex.WOMAN, phone="070-174 06 11")
    return PersonId(hands.do(people.register_person, intake=intake, by=MAJ).created)


def found_with_two(path: Path) -> Path:
    """Make a register in which two work who may do everything."""
    register = Register.open(found(path, demo=True), key=KEY, clock=lambda: NOW)
    with register.change(by=MAJ) as tx:
        tx.put_staff(MAJ)
        tx.put_staff(ALI)
        tx.commit()
    register.close()
    return path
