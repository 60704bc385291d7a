"""The one place that decides whether an identity number may enter this register. Not a service."""

from collections.abc import Callable

from caseworker import codes, roles
from caseworker.domain import identity
from caseworker.domain.access import User
from caseworker.domain.erasure import QUARANTINE
from caseworker.domain.identity import IdentifierValue
from caseworker.domain.intake import EnteredNumber
from caseworker.errors import Refused
from caseworker.store import retention
from caseworker.store.reading import Reader
from caseworker.store.register import STOCKHOLM, Register


def check_number(register: Register, number: EnteredNumber) -> IdentifierValue:
    """Return the checked number. A demo register takes official test numbers only, a real one takes none of them.

    Raises any ``identity.*`` code of ``identity.parse`` and ``identity.require_allowed``.
    """
    return number_check(register)(number)


def number_check(register: Register) -> Callable[[EnteredNumber], IdentifierValue]:
    """Return ``check_number`` as of now, for the thousands of numbers of a list."""
    today, demo, listed = register.today(), register.info.demo, codes.listed_test_numbers()

    def check(number: EnteredNumber) -> IdentifierValue:
        value = identity.parse(number.type, number.text, today=today)
        identity.require_allowed(value, demo=demo, listed=listed)
        return value

    return check


def require_not_in_quarantine(reader: Reader, value: IdentifierValue, by: User) -> None:
    """Raise ``Refused("erasure.in_quarantine" | "erasure.in_quarantine_ask")`` when its holder's file is to be erased.

    She is in no list any more: without this the number would only be told to be somebody else's.
    """
    holder = reader.identifier_owner(value.type.value, value.value)
    since = None if holder is None else retention.quarantined_since(reader.connection, holder)
    if holder is None or since is None or not reader.bounds.sees(holder):
        return
    able = roles.load()
    facts = {"case": reader.person_file(holder).case_number, "day": (since + QUARANTINE).astimezone(STOCKHOLM).date()}
    if able.reach(by, "erasure.propose"):
        raise Refused("erasure.in_quarantine", **facts)
    who = [one.name for one in reader.staff() if able.reach(one, "erasure.propose")]
    raise Refused("erasure.in_quarantine_ask", who=", ".join(who), **facts)
