"""Where every start of the program begins: chooses between the window, the terminal and one of our helper processes.

Imports nothing before it has chosen, so that the window does not wait for the terminal's libraries and a helper for
neither. The window is imported by name: nothing below ``ui`` depends on Qt.
"""

import gc
import importlib
import os
import sys
from collections.abc import Sequence

from caseworker.platform.programs import MODULES, Helper

_BEFORE_QT = ("caseworker.app", "caseworker.i18n", "ui.settings", "ui.roles", "ui.tokens")


def main() -> None:
    """Start what the command line asks for and end with its exit status."""
    arguments = sys.argv[1:]
    helper = next((known for known in Helper if arguments[:1] == [known.value]), None)
    if helper is not None:
        del sys.argv[1]
        importlib.import_module(MODULES[helper]).main()
        return
    folder = window_folder(arguments)
    if folder is not None:
        gc.disable()  # until the first window is painted: nothing made until then is garbage
        # before Qt: PySide6 reads the source of every module that is imported after it
        for name in _BEFORE_QT:
            importlib.import_module(name)
        sys.exit(importlib.import_module("ui.main").run(folder))
    importlib.import_module("caseworker.cli").main()


def window_folder(arguments: Sequence[str]) -> list[str] | None:
    """Return what the window is started with: nothing or the register's folder; None when the terminal is meant.

    Anything but the two plain forms goes to the terminal, which knows how to refuse it.
    """
    match arguments:
        case [] | ["window"]:
            named = os.environ.get("CASEWORKER_REGISTER", "")
            return [named] if named else []
        case ["window", "--register", folder]:
            return [folder]
        case _:
            return None


if __name__ == "__main__":
    main()
