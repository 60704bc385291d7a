"""What an office prints at the head of its letters, and the way of mail to protected persons."""

import re
from dataclasses import dataclass

from caseworker.errors import Refused

MOST_LINES, LONGEST_LINE = 4, 36


@dataclass(frozen=True, slots=True)
class OfficeLetterhead:
    """The lines under the office's name, "" for none; addresses with commas between their lines.

    ``sender`` is the neutral address that mail to protected persons comes back to: a box, never the unit's name.
    ``forwarding`` is where the Tax Agency takes mail that it forwards.
    """

    address: str = ""
    phone: str = ""
    web: str = ""
    hours: str = ""
    sender: str = ""
    forwarding: str = ""

    @property
    def contact(self) -> tuple[str, ...]:
        """Return what is told on letters, line by line."""
        return tuple(one for one in (self.address, self.phone, self.hours, self.web) if one)


def address_lines(address: str) -> tuple[str, ...]:
    """Return the lines of an address. Raises ``Refused("letterhead.address_too_long")`` for what no window shows."""
    lines = tuple(line.strip() for line in re.split(r"[,\n]", address) if line.strip())
    if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
        raise Refused("letterhead.address_too_long", lines=MOST_LINES, signs=LONGEST_LINE)
    return lines
