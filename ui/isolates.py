"""Numbers inside right-to-left text keep their reading order: each number-like run is isolated before it is shown.

Without it a telephone number in an Arabic note is drawn backwards, group by group (correct bidi, wrong number). For
showing only: what is stored and searched never holds these marks.
"""

import re

from ui.theme import is_right_to_left

_FIRST_STRONG_LTR, _POP = "\u2066", "\u2069"
_NUMBER = re.compile(r"\+?\d(?:[\d\s./:+\-]*\d)?")


def shown(text: str) -> str:
    """Return ``text`` with its numbers isolated in every paragraph that runs from right to left."""
    return "\n".join(_isolated(line) if is_right_to_left(line) else line for line in text.split("\n"))


def _isolated(line: str) -> str:
    return _NUMBER.sub(lambda number: f"{_FIRST_STRONG_LTR}{number[0]}{_POP}", line)
