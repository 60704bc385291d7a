"""What a register remembers besides people: the office's contact details and own preferences. Not a service."""

import base64
from dataclasses import dataclass, fields
from functools import lru_cache

from caseworker.domain.access import User
from caseworker.domain.ids import StaffId
from caseworker.domain.letterhead import OfficeLetterhead
from caseworker.store.reading import Reader
from caseworker.store.register import Register

OFFICE = StaffId("")  # settings of the whole register belong to nobody in particular
LETTERHEAD = "letterhead."
LOGO = "logo"  # of all letters; a PNG in base 64


@dataclass(frozen=True, slots=True)
class OfficeDetails:
    """How the office and the caller are reached, as printed on letters; "" = not entered."""

    phone: str = ""
    email: str = ""
    address: str = ""


def office_details(register: Register, by: User) -> OfficeDetails:
    """Return the office's details, with the caller's own telephone and e-mail before the office's."""
    with register.read() as reader:
        found = {
            field.name: reader.setting(by.id, field.name) or reader.setting(OFFICE, field.name)
            for field in fields(OfficeDetails)
        }
    return OfficeDetails(**found)


def office_letterhead(reader: Reader) -> OfficeLetterhead:
    """Return what the office prints at the head of its letters."""
    found = {field.name: reader.setting(OFFICE, LETTERHEAD + field.name) for field in fields(OfficeLetterhead)}
    return OfficeLetterhead(**found)


def office_logo(reader: Reader) -> bytes:
    """Return the logo of the office's letters as a PNG, empty for none."""
    return _unpacked(reader.setting(OFFICE, LOGO))


@lru_cache(maxsize=2)
def _unpacked(kept: str) -> bytes:
    """The same object for the same logo, so that a thousand letters read it once."""
    return base64.b64decode(kept)
