"""What a caseworker does with lists: one is taken out of the register."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from caseworker.domain.listing import FileKind, ListColumn
from caseworker.services import lists
from tests.campaigns.hands import Ack, Acks, Hands, a_person
from tests.services.conftest import MAJ


def _list(hands: Hands) -> Acks:
    person = a_person(hands)
    yield Ack("people.register_person", person)
    columns = [ListColumn.CASE, ListColumn.NAME]
    with tempfile.TemporaryDirectory() as folder:
        hands.do(
            lists.export_list, columns=columns, kind=FileKind.CSV, purpose="Kallelse till möte", people=[person],
            folder=Path(folder), by=MAJ,
        )  # fmt: skip
    yield Ack("lists.export_list", hands.register.info.register_id)


ERRANDS: dict[Callable[[Hands], Acks], int] = {_list: 1}
LOGGED = {"lists.export_list": "people.listed"}
