"""The address of a letter, as a window envelope shows it. Not a service."""

from datetime import date

from caseworker.domain.contact import AddressKind
from caseworker.domain.periods import covers
from caseworker.domain.rows import PersonFile
from caseworker.errors import Refused


def window_address(file: PersonFile, name: str, today: date) -> tuple[str, ...]:
    """Return ``name`` and where her mail goes today, line by line: the postal address before the home.

    Raises ``Refused("letter.no_address")``.
    """
    held = [one for one in file.addresses if covers(one, today)]
    found = min(held, key=lambda one: one.kind != AddressKind.POSTAL, default=None)
    if found is None:
        raise Refused("letter.no_address")
    town = f"{found.postcode} {found.city.upper()}".strip()
    care_of = found.care_of if not found.care_of or found.care_of.lower().startswith("c/o") else f"c/o {found.care_of}"
    return tuple(line.strip() for line in (name, care_of, *found.street.split("\n"), town) if line.strip())
