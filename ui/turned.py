"""How a page asks for the screen to be turned to its person (klientläge), without knowing who does it."""

from collections.abc import Callable

from ui.language import _
from ui.shell.page import Command

Turn = Callable[[str, str], None]
"""Takes a person's id and the language she reads, "" when it is not known."""


def turn_commands(turn: Turn | None, whom: Callable[[], tuple[str, str]]) -> tuple[Command, ...]:
    """Return the command, none for somebody who may not. ``whom`` tells id and language once it is asked for."""
    if turn is None:
        return ()

    def ask() -> None:
        person, reads = whom()
        if person:
            turn(person, reads)

    words = _("Turn the screen to the person (client mode)")
    return (Command("client_mode", words, ask, icon="monitor", keys="Ctrl+Shift+K"),)
