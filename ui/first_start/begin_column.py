"""The left column of the first start: the ways to begin, and what is true whichever is chosen."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.language import _
from ui.shell.brand import PROGRAM, BrandMark
from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.choice import Alternative, RadioList
from ui.widgets.columns import Scroll
from ui.widgets.facts import Fact
from ui.widgets.text import Hairline, Label, Pane

WIDTH = 368


class BeginColumn(Pane):
    """``chosen(way)``, ``folder_asked()`` and ``restore_asked()``."""

    chosen = Signal(str)
    folder_asked = Signal()
    restore_asked = Signal()

    def __init__(self) -> None:
        """Creating a register is chosen."""
        super().__init__("canvas")
        self.setObjectName("beginColumn")
        ways = (
            Alternative(
                "create", _("Create a register"), _("A new office. It takes about three minutes."), "Alt+1", "Alt 1"
            ),
            Alternative(
                "demo",
                _("Try it with a demo"),
                _("Made-up people only. Nothing can be sent\nas real counts, everything is marked DEMO."),
                "Alt+2",
                "Alt 2",
            ),
        )
        self.ways = RadioList(ways, _("How do you want to begin?"), name="way", cards=True)
        self.ways.choose("create")
        self.ways.chosen.connect(self.chosen)
        self.place = Fact("hard-drive", "ok", "", "", name="folderFact")
        self.change = Button(_("Choose another folder"), "ghost", name="folderButton")
        self.change.clicked.connect(self.folder_asked)
        self.restore = Button(_("Restore from a backup"), "ghost", name="restoreButton", icon="undo-2")
        self.restore.clicked.connect(self.restore_asked)
        self._lay_out()
        theme().changed.connect(self._dress)
        self._dress()

    def show_folder(self, folder: Path, problem: str) -> None:
        """Say where the register will lie, and why not there when it cannot."""
        self.place.set_texts(
            _("Place: {folder}").format(folder=folder),
            problem or _("A disk of this computer, not a synced or shared folder. Checked."),
        )
        self.place.text.set_tone("danger" if problem else "ink2")

    def lock(self, locked: bool) -> None:
        """Sheets are printed: the way and the place stay."""
        self.ways.setEnabled(not locked)
        self.change.setEnabled(not locked)
        self.restore.setEnabled(not locked)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(PROGRAM, "h2"))
        words.addWidget(Label(_("First start on this computer"), "body", "ink2"))
        brand = QHBoxLayout()
        brand.setSpacing(12)
        brand.addWidget(BrandMark(32))
        brand.addLayout(words, 1)
        body = Pane("canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(32, 36, 28, 24)
        column.setSpacing(12)
        column.addLayout(brand)
        column.addSpacing(24)
        column.addWidget(Label(_("How do you want to begin?"), "h1", wrap=True))
        column.addWidget(self.ways)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        column.addWidget(Hairline())
        column.addWidget(
            Fact(
                "lock-keyhole",
                "ok",
                _("Encrypted from the first moment"),
                _("Without the passphrase or two sheets nobody can read it, not even we."),
            )
        )
        column.addWidget(Fact("cloud-off", "ink2", _("No account, no net"), _("Nothing is sent until you choose to.")))
        column.addWidget(self.place)
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(body, name="beginScroll"))

    def _dress(self) -> None:
        self.setFixedWidth(theme().px(WIDTH))
