"""The address of a letter, as an envelope shows it. Not a service."""

from datetime import date

from caseworker.domain.letterhead import OfficeLetterhead, address_lines
from caseworker.domain.periods import covers
from caseworker.domain.recipient import mailing_address
from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused
from caseworker.letters.letterhead import Forwarding


def window_address(file: PersonFile | None, name: str, today: date) -> tuple[str, ...]:
    """Return ``name`` and where her mail goes today, line by line: the postal address before the home; no file, none.

    Raises ``Refused("letter.no_address")``.
    """
    found = None if file is None else mailing_address(file.addresses, today)
    if found is None:
        raise Refused("letter.no_address")
    town = f"{found.postcode} {found.city.upper()}".strip()
    care_of = found.care_of if not found.care_of or found.care_of.lower().startswith("c/o") else f"c/o {found.care_of}"
    return tuple(line.strip() for line in (name, care_of, *found.street.split("\n"), town) if line.strip())


def forwarded(head: OfficeLetterhead) -> Forwarding:
    """Return how a letter to a protected person travels: through the Tax Agency, from a neutral address.

    Her details are open: nothing is made of a file that is closed. Raises ``Refused("letter.no_forwarding")``.
    """
    if not (head.forwarding and head.sender):
        raise Refused("letter.no_forwarding")
    return Forwarding(to=address_lines(head.forwarding), sender=address_lines(head.sender))


def forwarding_number(file: PersonFile, today: date) -> str:
    """Return what the inner envelope shows: her number, which the Tax Agency finds her by, and never her name.

    Raises ``Refused("letter.no_number")``.
    """
    held = {one.type: one.value for one in file.identifiers if covers(one, today)}
    number = held.get("personnummer") or held.get("samordningsnummer")
    if not number:
        raise Refused("letter.no_number")
    return number
