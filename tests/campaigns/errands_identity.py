"""What a caseworker does with who a person is: numbers, names, birth, the end of a case; and lists made anew."""

from collections.abc import Callable

from caseworker.services import derived
from tests.campaigns.hands import Ack, Acks, Hands
from tests.services.conftest import MAJ


def _rebuild(hands: Hands) -> Acks:
    hands.do(derived.rebuild_derived, by=MAJ)
    yield Ack("derived.rebuild_derived", hands.register.info.register_id)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_rebuild: 1}
LOGGED = {"derived.rebuild_derived": "register.derived_rebuilt"}
