"""The registry of services: what every one of them is given first."""

import pytest

from caseworker.services import people
from tests.services.conftest import MAJ


def test_a_service_without_a_register_is_a_bug() -> None:
    with pytest.raises(TypeError):
        people.count_people(None, by=MAJ)  # type: ignore[arg-type]  # what must not be done
