"""The registry of services: what every one of them is given first."""

import pytest

from caseworker.errors import EnvironmentFault
from caseworker.services import people
from caseworker.store.register import Register
from tests.services.conftest import MAJ


def test_a_service_without_a_register_is_a_bug() -> None:
    with pytest.raises(TypeError):
        people.count_people(None, by=MAJ)  # type: ignore[arg-type]  # what must not be done


def test_no_memory_left_is_said_in_words(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted() -> None:
        raise MemoryError

    monkeypatch.setattr(register, "read", exhausted)
    with pytest.raises(EnvironmentFault, match=r"program\.no_memory"):
        people.count_people(register, by=MAJ)
