"""Whose paper it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who the letter comes from: the municipality (kommun) and the office (enhet), as they write their own names."""

    municipality: str
    office: str
