"""What the rules about erasing must know of the office: which board it belongs to and who keeps the register."""

from caseworker.domain.erasure import Board, OfficeFacts, Provider
from caseworker.services._settings import OFFICE
from caseworker.store.reading import Reader
from caseworker.store.register import Register

BOARD, PROVIDER = "erasure.board", "erasure.provider"


def office_facts(register: Register, reader: Reader) -> OfficeFacts:
    """Return what is entered about the office; unknown until somebody has."""
    return OfficeFacts(
        municipality=register.info.municipality_code,
        board=Board(reader.setting(OFFICE, BOARD, Board.UNKNOWN)),
        provider=Provider(reader.setting(OFFICE, PROVIDER, Provider.UNKNOWN)),
    )
