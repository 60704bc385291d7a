"""Paper through the system's own print dialog. Pages come as pictures in memory; no file is written and the job bears
the name of the program, never a person's.

``Printer`` is the port that tests replace; nothing else about printing is faked.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from caseworker.errors import EnvironmentFault, Refused

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

JOB_NAME = "Handläggarstöd"
# printers that write a file or send it away instead of printing
_NOT_PAPER = ("pdf", "xps", "onenote", "fax", "fil", "file")


class PagePicture(Protocol):
    """One page: ``width`` x ``height`` pixels, four bytes each, red first, rows from the top."""

    @property
    def width(self) -> int:
        """Pixels."""
        ...

    @property
    def height(self) -> int:
        """Pixels."""
        ...

    @property
    def rgba(self) -> bytes:
        """The pixels."""
        ...


class PrintJob(Protocol):
    """A printer the user has chosen, before anything is printed: what must be logged first can be logged now.

    ``begin``, ``put`` and ``finish`` print a document page by page, in any one thread: a queue holds one at a time.
    """

    @property
    def name(self) -> str:
        """What the printer is called, for who is to fetch the paper."""
        ...

    def send(self, pages: Sequence[PagePicture]) -> None:
        """Print the pages. Raises ``EnvironmentFault("print.failed")``."""
        ...

    def begin(self) -> None:
        """Begin a document. Raises ``EnvironmentFault("print.failed")`` when the printer is gone."""
        ...

    def put(self, page: PagePicture) -> None:
        """Print one page more. Raises ``EnvironmentFault("print.failed")``."""
        ...

    def finish(self) -> None:
        """End the document that was begun. Raises ``EnvironmentFault("print.failed")``."""
        ...


class Printer(Protocol):
    """Where pages go."""

    def print_pages(self, pages: Sequence[PagePicture], parent: QWidget, *, paper_only: bool = False) -> bool:
        """Ask which printer and print; False when the user changed her mind.

        ``paper_only`` refuses printers that write a file: ``Refused("print.to_file")``. Raises
        ``EnvironmentFault("print.no_printer")`` when none is set up and ``EnvironmentFault("print.failed")``.
        """
        ...


class SystemPrinter:
    """The printers of this computer."""

    def print_pages(self, pages: Sequence[PagePicture], parent: QWidget, *, paper_only: bool = False) -> bool:
        """See ``Printer``."""
        job = self.choose(parent, paper_only=paper_only)
        if job is not None:
            job.send(pages)
        return job is not None

    def choose(self, parent: QWidget, *, paper_only: bool = False) -> PrintJob | None:
        """Ask which printer; None when the user changed her mind. Refuses as ``print_pages`` does."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            raise EnvironmentFault("print.no_printer")
        printer = new_printer()
        dialog = QPrintDialog(printer, parent)
        if paper_only:
            dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, on=False)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return None
        if paper_only and writes_a_file(printer.printerName(), printer.outputFileName()):
            raise Refused("print.to_file")
        return ChosenPrinter(printer)


def new_printer() -> "QPrinter":
    """Return a printer for whole A4 pages whose job bears the program's name."""
    from PySide6.QtGui import QPageSize
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB_NAME)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    return printer


class ChosenPrinter:
    """A ``PrintJob`` on a printer as the dialog left it."""

    def __init__(self, printer: "QPrinter") -> None:
        """Keep the printer; every document bears the program's name."""
        self._printer = printer
        self._painter: QPainter | None = None
        self._pages = 0

    @property
    def name(self) -> str:
        """See ``PrintJob``."""
        return self._printer.printerName()

    def send(self, pages: Sequence[PagePicture]) -> None:
        """See ``PrintJob``."""
        self.begin()
        try:
            for page in pages:
                self.put(page)
        except EnvironmentFault:
            self._painter = None
            raise
        self.finish()

    def begin(self) -> None:
        """See ``PrintJob``."""
        painter = QPainter()
        if not painter.begin(self._printer):
            raise EnvironmentFault("print.failed")
        self._painter, self._pages = painter, 0

    def put(self, page: PagePicture) -> None:
        """See ``PrintJob``."""
        if self._painter is None or (self._pages and not self._printer.newPage()):
            raise EnvironmentFault("print.failed")
        self._painter.drawImage(self._painter.viewport(), picture(page))
        self._pages += 1

    def finish(self) -> None:
        """See ``PrintJob``."""
        painter, self._painter = self._painter, None
        if painter is not None and not painter.end():
            raise EnvironmentFault("print.failed")


def writes_a_file(printer_name: str, output_file: str) -> bool:
    """Whether a printer makes a file or a message instead of paper, judged by its name."""
    words = printer_name.casefold().replace("-", " ").replace("_", " ").split()
    return bool(output_file) or any(word in _NOT_PAPER for word in words)


def picture(page: PagePicture) -> QImage:
    """A page as a Qt image that owns its pixels."""
    return QImage(page.rgba, page.width, page.height, 4 * page.width, QImage.Format.Format_RGBA8888).copy()
