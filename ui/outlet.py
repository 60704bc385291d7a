"""How something leaves a page: to a printer or to a file that the user chooses in the system's own dialogs.

Proposed file names hold no person. What is printed or saved is logged by its service before it comes here.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QWidget

from caseworker.errors import EnvironmentFault
from ui.printing import PrintJob, SystemPrinter


class Outlet(Protocol):
    """The two ways out; tests have their own."""

    def choose_printer(self, parent: QWidget) -> PrintJob | None:
        """Let the user choose a printer; None when she changes her mind."""
        ...

    def choose_file(self, parent: QWidget, title: str, suggested: str) -> Path | None:
        """Let the user choose where to save; None when she changes her mind. The suffix is that of ``suggested``."""
        ...

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """Let the user choose a folder; None when she changes her mind."""
        ...

    def choose_list(self, parent: QWidget, title: str) -> Path | None:
        """Let the user choose a workbook or a text table to read; None when she changes her mind."""
        ...


class SystemOutlet:
    """The dialogs and printers of the operating system."""

    def choose_printer(self, parent: QWidget) -> PrintJob | None:
        """See ``Outlet``."""
        return SystemPrinter().choose(parent)

    def choose_file(self, parent: QWidget, title: str, suggested: str) -> Path | None:
        """See ``Outlet``."""
        suffix = Path(suggested).suffix
        dialog = QFileDialog(parent, title, str(Path.home() / suggested), f"*{suffix}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.lstrip("."))
        dialog.selectFile(suggested)
        if dialog.exec() != QFileDialog.DialogCode.Accepted:
            return None
        return Path(dialog.selectedFiles()[0])

    def choose_folder(self, parent: QWidget, title: str) -> Path | None:
        """See ``Outlet``."""
        chosen = QFileDialog.getExistingDirectory(parent, title)
        return Path(chosen) if chosen else None

    def choose_list(self, parent: QWidget, title: str) -> Path | None:
        """See ``Outlet``."""
        chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(Path.home()), "Excel, CSV (*.xlsx *.csv *.txt)")
        return Path(chosen) if chosen else None


def save_file(path: Path, content: bytes) -> None:
    """Write the whole file or nothing. Raises ``EnvironmentFault("file.cannot_write")``."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as failed:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise EnvironmentFault("file.cannot_write", path=path) from failed
