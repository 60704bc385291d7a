"""A proof is fresh for five minutes by both clocks, and a clock that is set back proves nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from caseworker.domain.proof import FRESH, Proof
from caseworker.errors import Refused

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Clocks:
    def __init__(self) -> None:
        self.wall, self.steady = NOW, 100.0

    def proof(self) -> Proof:
        return Proof(lambda: self.wall, lambda: self.steady)


def test_it_lasts_five_minutes_and_can_be_given_again() -> None:
    clocks = Clocks()
    proof = clocks.proof()
    proof.require()
    clocks.wall += FRESH
    with pytest.raises(Refused) as fault:
        proof.require()
    assert fault.value.code == "proof.needed"
    proof.give()
    assert proof.fresh


@pytest.mark.parametrize(("wall", "steady"), [(timedelta(minutes=6), 0.0), (timedelta(), 400.0), (-FRESH, 1.0)])
def test_either_clock_ends_it_and_a_clock_set_back_does_too(wall: timedelta, steady: float) -> None:
    clocks = Clocks()
    proof = clocks.proof()
    clocks.wall += wall
    clocks.steady += steady
    assert not proof.fresh


def test_what_let_her_in_without_a_passphrase_proves_nothing() -> None:
    proof = Clocks().proof()
    proof.lapse()
    assert not proof.fresh
