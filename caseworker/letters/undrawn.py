"""Characters that no bundled face can draw: printed as their code, and counted so that it can be told."""

from dataclasses import dataclass, field

from caseworker.letters.fonts import FALLBACK, JOINERS, UNDRAWN, load_face


@dataclass
class Unprintable:
    """Counts the characters that were printed as their code (``[U+1F600]``)."""

    count: int = field(default=0)

    def made_safe(self, text: str) -> str:
        """Return ``text`` with every character that cannot be drawn as its code."""
        return "".join(one if _can_be_drawn(one) else self._code(one) for one in text)

    def _code(self, character: str) -> str:
        self.count += 1
        return f"[U+{ord(character):04X}]"


def _can_be_drawn(character: str) -> bool:
    if character.isspace() or character in UNDRAWN or character in JOINERS:
        return True
    return any(load_face(name, False).covers(character) for name in FALLBACK)
