"""The one place that decides whether an identity number may enter this register. Not a service."""

from caseworker import codes
from caseworker.domain import identity
from caseworker.domain.identity import IdentifierValue
from caseworker.domain.intake import EnteredNumber
from caseworker.store.register import Register


def check_number(register: Register, number: EnteredNumber) -> IdentifierValue:
    """Return the checked number. A demo register takes official test numbers only, a real one takes none of them.

    Raises any ``identity.*`` code of ``identity.parse`` and ``identity.require_allowed``.
    """
    value = identity.parse(number.type, number.text, today=register.today())
    identity.require_allowed(value, demo=register.info.demo, listed=codes.listed_test_numbers())
    return value
