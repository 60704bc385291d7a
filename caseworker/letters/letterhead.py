"""Whose paper it is."""

from dataclasses import dataclass

from caseworker.letters.logo import Logo


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who the letter comes from: the municipality (kommun) and the office (enhet), as they write their own names.

    ``contact`` tells under the names of the first page how the office is reached, line by line. The municipality's
    ``logo`` stands where the program's mark would.
    """

    municipality: str
    office: str
    contact: tuple[str, ...] = ()
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Forwarding:
    """The outer envelope of a letter that the Tax Agency forwards: ``to`` whom, and the neutral ``sender``."""

    to: tuple[str, ...]
    sender: tuple[str, ...]
