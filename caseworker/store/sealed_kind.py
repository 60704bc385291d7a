"""How a protected person is protected, sealed: that her personal data are fictitious is told to her readers alone.

In the open column such a person stands as any other. Everybody's kind is sealed, at one length, so that neither a
sealed field nor its size tells them apart.
"""

from sqlalchemy import Connection

from caseworker.domain.ids import PersonId
from caseworker.domain.protection import ProtectionKind
from caseworker.errors import Refused
from caseworker.store import compartments
from caseworker.store.compartments import Opened
from caseworker.store.engine import read_rows
from caseworker.store.sealable import KIND
from caseworker.store.writing import Transaction

_LONGEST = max(map(len, ProtectionKind))
_SEALED = "SELECT body FROM sealed_fields WHERE record = ? AND field = ?"


def put(connection: Connection, opened: Opened, person: str, kind: ProtectionKind) -> None:
    """Seal how a person is protected."""
    compartments.put(connection, opened, person, person, KIND, {"kind": kind.value.ljust(_LONGEST)})


def read(connection: Connection, opened: Opened, person: str) -> ProtectionKind | None:
    """Return how a person is protected; None for who was sealed before kinds were."""
    found = read_rows(connection, _SEALED, (person, KIND))
    return ProtectionKind(opened.unseal(person, KIND, found[0][0])["kind"].strip()) if found else None


def is_fictitious(tx: Transaction, person: PersonId) -> bool:
    """Tell whether a person's data are fictitious; of a protected person only while her compartment is open.

    Raises ``Refused("protection.closed")``.
    """
    opened = tx.sealed.opened_for(person)
    return opened is not None and read(tx.connection, opened, person) is ProtectionKind.FICTITIOUS


def require_not_fictitious(tx: Transaction, person: PersonId, code: str) -> None:
    """Raise ``Refused(code)`` for a person with fictitious data: she is a new person, and nothing leads back."""
    if is_fictitious(tx, person):
        raise Refused(code)
