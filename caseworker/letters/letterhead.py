"""Whose paper it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who the letter comes from: the municipality (kommun) and the office (enhet), as they write their own names.

    ``contact`` tells under the names of the first page how the office is reached, line by line.
    """

    municipality: str
    office: str
    contact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forwarding:
    """The outer envelope of a letter that the Tax Agency forwards: ``to`` whom, and the neutral ``sender``."""

    to: tuple[str, ...]
    sender: tuple[str, ...]
