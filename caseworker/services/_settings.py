"""What a register remembers besides people: the office's contact details and own preferences. Not a service."""

from dataclasses import dataclass, fields

from caseworker.domain.access import User
from caseworker.domain.ids import StaffId
from caseworker.domain.letterhead import OfficeLetterhead
from caseworker.store.reading import Reader
from caseworker.store.register import Register

OFFICE = StaffId("")  # settings of the whole register belong to nobody in particular
LETTERHEAD = "letterhead."


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
