"""How something leaves the window: the system's own print and file dialogs, a printer, a file.

The name of a print job carries no person, and proposed file names should not. The printing library is loaded on first
use. What is printed or saved was logged by its service before it comes here.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from caseworker.errors import EnvironmentFault
from caseworker.services.letters import PageImage
from ui.language import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

JOB_NAME = "Handläggarstöd"
DOTS_PER_INCH = 300


class PrintJob(Protocol):
    """One printing that the user has agreed to."""

    def send(self, pages: Sequence[PageImage]) -> None:
        """Print the pages. Raises ``EnvironmentFault("print.failed")``."""
        ...


class Outlet(Protocol):
    """The two ways out; tests have their own."""

    def choose_printer(self, parent: QWidget) -> PrintJob | None:
        """Let the user choose a printer; None when she changes her mind."""
        ...

    def choose_file(self, parent: QWidget, title: str, suggested: str) -> Path | None:
        """Let the user choose where to save; None when she changes her mind. The suffix is that of ``suggested``."""
        ...


class SystemOutlet:
    """The dialogs and printers of the operating system."""

    def choose_printer(self, parent: QWidget) -> PrintJob | None:
        """See ``Outlet``."""
        from PySide6.QtPrintSupport import QPrintDialog

        printer = new_printer()
        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle(_("Print"))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
        return PrinterJob(printer) if dialog.exec() == QPrintDialog.DialogCode.Accepted else None

    def choose_file(self, parent: QWidget, title: str, suggested: str) -> Path | None:
        """See ``Outlet``."""
        suffix = Path(suggested).suffix
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(Path.home() / suggested), f"*{suffix}")
        if not chosen:
            return None
        return Path(chosen) if Path(chosen).suffix else Path(chosen + suffix)


def new_printer() -> "QPrinter":
    """Return a printer for whole A4 pages whose job carries the program's name and nothing else."""
    from PySide6.QtGui import QPageLayout, QPageSize
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB_NAME)
    printer.setCreator(JOB_NAME)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


class PrinterJob:
    """A printer that the user has chosen."""

    def __init__(self, printer: "QPrinter") -> None:
        """Take the printer as the dialog left it."""
        self._printer = printer

    def send(self, pages: Sequence[PageImage]) -> None:
        """See ``PrintJob``."""
        from PySide6.QtPrintSupport import QPrinter

        painter = QPainter()
        if not painter.begin(self._printer):
            raise EnvironmentFault("print.failed")
        try:
            paper = self._printer.paperRect(QPrinter.Unit.DevicePixel).toRect()
            for number, page in enumerate(pages):
                if number and not self._printer.newPage():
                    raise EnvironmentFault("print.failed")
                picture = image_of(page).scaled(paper.size())
                painter.drawImage(QPoint(0, 0), picture)
        finally:
            painter.end()
        if self._printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
            raise EnvironmentFault("print.failed")


def image_of(page: PageImage) -> QImage:
    """Return a page as Qt draws it, with its own copy of the dots."""
    return QImage(page.rgba, page.width, page.height, 4 * page.width, QImage.Format.Format_RGBA8888).copy()


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
