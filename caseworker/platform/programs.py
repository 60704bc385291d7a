"""How this program starts itself and its own helper processes: from a checkout through Python, built through its one
executable. The built program has no Python to ask with ``-m``, so each helper has a switch there.

Must not start anything itself, and nothing secret may stand in a command: other users of the computer can read it.
"""

import sys
from enum import StrEnum


class Helper(StrEnum):
    """A process of our own beside the window; the value is its switch as first argument of the built program."""

    WORKBOOK_READER = "--read-workbook"
    DOCUMENT_READER = "--read-document"
    CENTRE = "--counts-centre"
    SELF_TEST = "--self-test"


MAIN = "caseworker.start"
MODULES = {
    Helper.WORKBOOK_READER: "caseworker.exchange.workbook_child",
    Helper.DOCUMENT_READER: "caseworker.exchange.document_child",
    Helper.CENTRE: "caseworker.central.cli",
    Helper.SELF_TEST: "ui.self_test",  # by name: nothing below ui depends on Qt
}


def is_built() -> bool:
    """Tell whether this is the built program and not a checkout."""
    return bool(getattr(sys, "frozen", False))


def program_command(*arguments: str) -> list[str]:
    """Return the command that starts this program anew; its first part is a full path."""
    program = [sys.executable] if is_built() else [sys.executable, "-m", MAIN]
    return [*program, *arguments]


def helper_command(helper: Helper, *arguments: str) -> list[str]:
    """Return the command that starts one of our helpers with ``arguments``."""
    program = [sys.executable, helper.value] if is_built() else [sys.executable, "-m", MODULES[helper]]
    return [*program, *arguments]
