"""What tests of protected and linked people begin with."""

from collections.abc import Callable
from typing import Any

import pytest

from caseworker.domain.ids import PersonId
from caseworker.domain.intake import Intake
from caseworker.domain.protection import ProtectionKind
from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused
from caseworker.services import people, protection
from caseworker.store.register import Register
from tests.services.conftest import MAJ, SAMIRA
from tests.services.test_protection import ALI, Ring


def with_readers(register: Register) -> Register:
    """Give the register a second reader and a ring of keys in Maj's hand."""
    with register.change(by=MAJ) as tx:
        tx.put_staff(ALI)
        tx.commit()
    register.compartments.keyring = Ring(MAJ)
    return register


def registered(register: Register, intake: Intake = SAMIRA) -> PersonId:
    """Register somebody."""
    return PersonId(people.register_person(register, intake=intake, by=MAJ).created)


def protect(
    register: Register, person: PersonId, *household: PersonId, kind: ProtectionKind = ProtectionKind.SECRECY_MARK
) -> None:
    """Protect her, and who is sealed with her; both readers may open."""
    readers = (MAJ.id, ALI.id)
    protection.protect(register, person=person, kind=kind, readers=readers, household=household, by=MAJ)


def reveal(register: Register, person: PersonId) -> PersonFile:
    """Open her details for five minutes."""
    return protection.reveal(register, person=person, reason="möte i dag", by=MAJ)


def refused(code: str, act: Callable[..., object], *args: Any, **kwargs: Any) -> None:
    """Hold that an act is refused for that reason."""
    with pytest.raises(Refused) as told:
        act(*args, **kwargs)
    assert told.value.code == code
