"""The line at the top: the way into the palette, and the two standing states (net and encryption)."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.language import _
from ui.theme import theme
from ui.widgets.chip import StateButton, StateChip
from ui.widgets.paint import Ink, draw_frame, draw_icon, draw_keycap, draw_text, keycap_width, text_width
from ui.widgets.text import Hairline, Pane


class SearchBox(QPushButton):
    """Looks like a field and opens the palette; the typing happens there."""

    def __init__(self) -> None:
        """Wide enough for its words."""
        words = _("Search person, number or command")
        super().__init__(words)
        self.setObjectName("searchBox")
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(theme().px(420))

    def sizeHint(self) -> QSize:
        """32 px high."""
        return QSize(theme().px(420), theme().px(32))

    def minimumSizeHint(self) -> QSize:
        """Can shrink to the keycap."""
        return QSize(theme().px(160), theme().px(32))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as a field."""
        painter, px = QPainter(self), theme().px
        draw_frame(painter, self.rect(), fill="canvas", border="line2", radius=6)
        draw_icon(painter, QRect(10, 0, px(16), self.height()), "search", "ink2")
        cap = keycap_width("Ctrl K")
        left = 10 + px(16) + 8
        room = self.width() - left - cap - 16
        words = self.text() if text_width(self.text(), Ink("body")) <= room else _("Search")
        draw_text(painter, QRect(left, 0, room, self.height()), words, Ink("body", "ink2"))
        draw_keycap(painter, QRect(self.width() - cap - 7, 0, cap, self.height()), "Ctrl K")


class TopBar(Pane):
    """``search_asked()`` when the box is pressed, ``trust_asked()`` when the state of the encryption is."""

    search_asked = Signal()
    trust_asked = Signal()

    def __init__(self, *, demo: bool) -> None:
        """``demo`` adds a chip that says so on every page."""
        super().__init__("surface")
        self.setObjectName("topBar")
        self.box = SearchBox()
        self.box.clicked.connect(self.search_asked)
        self.net = StateChip("", "", "neutral", "cloud-off", name="netState")
        self.crypto = StateButton(
            _("Encrypted"),
            _("The register on this computer is encrypted. Only you and your colleagues can open it. Open Safety."),
            "ok",
            "lock-keyhole",
            name="cryptoState",
        )
        self.crypto.clicked.connect(self.trust_asked)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 4)
        row.addStretch(1)
        if demo:
            row.addWidget(
                StateChip(
                    _("DEMO"),
                    _("Demo register with made-up people. Nothing here can be sent as real counts."),
                    "warn",
                    "triangle-alert",
                    name="demoState",
                )
            )
        row.addWidget(self.net)
        row.addWidget(self.crypto)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line, 1)
        column.addWidget(Hairline())
        self.show_offline()
        theme().changed.connect(self._dress)
        self._dress()

    def show_offline(self) -> None:
        """Nothing goes out by itself: everything is kept here."""
        self._show_net(
            _("Offline · everything is saved here"),
            _("Offline. Everything is saved here. Nothing is sent until you choose to."),
            "neutral",
            "cloud-off",
        )

    def show_sending(self) -> None:
        """A sending the user asked for is going on."""
        self._show_net(_("Sending"), _("Sending what you approved."), "info", "send")

    def _show_net(self, words: str, sentence: str, tone: str, icon: str) -> None:
        self.net.show_state(words, tone, icon)
        self.net.setAccessibleName(sentence)
        self.net.setToolTip(sentence)

    def _dress(self) -> None:
        self.setFixedHeight(theme().px(48))
        self.box.setMaximumWidth(theme().px(420))
