"""How a person is reached: addresses, telephone numbers and e-mail, each with the days it is valid."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseworker.domain.ids import PersonId


class AddressKind(StrEnum):
    """What an address is for (adresstyp)."""

    RESIDENCE = "residence"  # bostad
    POSTAL = "postal"  # postadress


class ContactKind(StrEnum):
    """The channel (kontaktväg)."""

    PHONE = "phone"
    EMAIL = "email"


@dataclass(eq=False)
class Address:
    """One postal address (adress) with validity. ``street`` may hold several lines separated by newline."""

    id: str
    person_id: PersonId
    kind: AddressKind
    care_of: str
    street: str
    postcode: str
    city: str
    begins: date
    ends: date | None = None


@dataclass(eq=False)
class ContactPoint:
    """One telephone number or e-mail address (kontaktuppgift) with validity."""

    id: str
    person_id: PersonId
    kind: ContactKind
    value: str
    begins: date
    ends: date | None = None
