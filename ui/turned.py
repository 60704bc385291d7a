"""How a page asks for the screen to be turned to its person (klientläge), without knowing who does it."""

from collections.abc import Callable
from functools import partial

from ui.language import _
from ui.shell.page import Command

Turn = Callable[[str, str], None]
"""Takes a person's id and the language she reads, "" when it is not known."""


def turn_commands(turn: Turn | None, person: str, reads: str) -> tuple[Command, ...]:
    """Return the command, none without a person or for somebody who may not."""
    if turn is None or not person:
        return ()
    words = _("Turn the screen to the person (client mode)")
    return (Command("client_mode", words, partial(turn, person, reads), icon="monitor", keys="Ctrl+Shift+K"),)
