"""How many pairs of files somebody is to judge, for Idag. Not a service."""

from collections.abc import Iterator

from caseworker import roles
from caseworker.domain.access import User
from caseworker.domain.waiting import Waiting
from caseworker.store import pairs
from caseworker.store.reading import Reader
from caseworker.store.register import Register

CODE = "pairs.to_judge"


def pairs_to_judge(_register: Register, reader: Reader, by: User) -> Iterator[Waiting]:
    """Yield one line for all pairs (par att bedöma) the caller reaches both people of; those put off are left out."""
    if roles.load().reach(by, "person.link") is None:
        return
    found = [pair for pair in pairs.waiting(reader.connection) if not pair.later]
    seen = reader.bounds.seen(person for pair in found for person in (pair.one, pair.other))
    count = sum(pair.one in seen and pair.other in seen for pair in found)
    if count:
        yield Waiting(CODE, None, "", (("pairs", str(count)),), ("pairs", ""))
