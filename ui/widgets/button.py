"""Buttons with the keycap painted inside: primary, secondary, ghost (an action in a row), quiet and link
(as words), danger.

The shortcut works through ``setShortcut``; it is never part of the accessible name.
"""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QShortcutEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.language import _
from ui.theme import theme
from ui.widgets.paint import Ink, draw_frame, draw_icon, draw_keycap, draw_text, keycap_width, text_width

# kind -> (text, fill, border) at rest and (text, fill, border) under the pointer
_LOOKS: dict[str, tuple[tuple[str, str | None, str | None], tuple[str, str | None, str | None]]] = {
    "primary": (("onaccent", "accent", None), ("onaccent", "accent2", None)),
    "secondary": (("ink", "surface", "line2"), ("ink", "hover", "line2")),
    "ghost": (("accent", None, None), ("accent2", None, None)),
    "link": (("ink2", None, None), ("accent", None, None)),
    "quiet": (("ink2", None, None), ("ink", "hover", None)),
    "bar": (("onbar", "bar", None), ("onbar", "bar", "onbar")),
    "danger": (("danger", "surface", "danger"), ("danger", "hover", "danger")),
}
_DISABLED = ("ink3", "sunken", None)
_FLAT = ("ghost", "link", "quiet")


class Button(QPushButton):
    """One action, verb first. ``busy`` keeps the size, says what is going on and takes no click."""

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        *,
        name: str,
        keys: str = "",
        keycap: str = "",
        icon: str = "",
        end_icon: str = "",
    ) -> None:
        """``keys`` is a portable shortcut (``Ctrl+S``); ``keycap`` what is painted when it differs from ``keys``."""
        super().__init__(text)
        self.setObjectName(name)
        self._kind, self._icon, self._end_icon = kind, icon, end_icon
        self._rest_text = text
        self._busy = False
        self._keycap = keycap
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if keys:
            self.setShortcut(keys)
            self._keycap = keycap or keycap_text(keys)
        theme().changed.connect(self.updateGeometry)

    @property
    def busy(self) -> bool:
        """Whether the action is going on."""
        return self._busy

    def set_busy(self, text: str | None) -> None:
        """Show that the action runs (``text``: "Unlocking"), or with None that it has ended."""
        self._busy = text is not None
        self.setEnabled(not self._busy)
        shown = text if text is not None else self._rest_text
        self.setText(shown)
        self.setAccessibleName(shown)
        self.update()

    def set_text(self, text: str) -> None:
        """Change the words, for screen readers too."""
        self._rest_text = text
        if not self._busy:
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def setText(self, text: str) -> None:
        """Keep the shortcut: Qt replaces it by the mnemonic of every new text, also by none."""
        keys = self.shortcut()
        super().setText(text)
        self.setShortcut(keys)

    def show_keycap(self, keycap: str) -> None:
        """Change what is painted on the keycap; the shortcut stays."""
        self._keycap = keycap
        self.updateGeometry()
        self.update()

    def set_kind(self, kind: str) -> None:
        """Change the look."""
        self._kind = kind
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        """A shortcut clicks at once; Qt would show the button pressed for a tenth of a second first."""
        if event.type() == QEvent.Type.Shortcut and isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.click()
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Words, icon and keycap with 12 px air; 36 px high, 30 for ghosts."""
        px = theme().px
        words = max(self.text(), self._rest_text, key=len)
        width = self._marks() + (text_width(words, self._ink()) + self._padding() * 2 if words else 8)
        return QSize(width, px(32 if self._kind in _FLAT else 36))

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Hover look."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Rest look."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw frame, icon, words and keycap, centred together."""
        painter = QPainter(self)
        hovered = self.isEnabled() and (self.underMouse() or self.isDown())
        color, fill, border = _LOOKS[self._kind][1 if hovered else 0]
        if not self.isEnabled():
            color, fill, border = _DISABLED if self._kind not in _FLAT else ("ink3", None, None)
        draw_frame(painter, self.rect(), fill=fill, border=border, radius=6)
        self._draw_content(painter, color)

    def _draw_content(self, painter: QPainter, color: str) -> None:
        px = theme().px
        ink = self._ink(color)
        icon = "hourglass" if self._busy else self._icon
        width = text_width(self.text(), ink)
        total = self._marks() + width
        left = max((self.width() - total) // 2, 0)
        full = QRect(0, 0, self.width(), self.height())
        if icon:
            draw_icon(painter, QRect(left, 0, px(16), full.height()), icon, color)
            left += px(16) + 8
        draw_text(painter, QRect(left, 0, min(width, self.width() - left), full.height()), self.text(), ink)
        left += width + 8
        if self._end_icon:
            draw_icon(painter, QRect(left, 0, px(16), full.height()), self._end_icon, color)
            left += px(16) + 8
        if self._keycap:
            draw_keycap(painter, QRect(left, 0, full.width() - left, full.height()), self._keycap, color, color)

    def _marks(self) -> int:
        """Width of icons and keycap with the gaps to the words."""
        px, gap = theme().px, 8 if self._rest_text else 0
        icons = (1 if self._icon or self._busy else 0) + (1 if self._end_icon else 0)
        return icons * (px(16) + gap) + (keycap_width(self._keycap) + gap if self._keycap else 0)

    def _ink(self, color: str = "ink") -> Ink:
        return Ink("action", color, {"primary": 600, "link": 400}.get(self._kind, 500))

    def _padding(self) -> int:
        return theme().px({"ghost": 0, "link": 0}.get(self._kind, 12))


class CloseButton(Button):
    """The x that takes something away; the only button without words, so its name says what."""

    def __init__(self, accessible_name: str, *, name: str) -> None:
        """``accessible_name`` is the whole sentence: "Remove this number"."""
        super().__init__("", "ghost", name=name, icon="x")
        self.setAccessibleName(accessible_name)
        self.setToolTip(accessible_name)

    def sizeHint(self) -> QSize:
        """A square of at least 32 px."""
        side = theme().px(32)
        return QSize(side, side)

    def _draw_content(self, painter: QPainter, color: str) -> None:
        draw_icon(painter, self.rect(), self._icon, "ink2" if self.isEnabled() else "ink3")


def keycap_text(keys: str) -> str:
    """How a portable shortcut is written on a keycap in the reader's language: ``Ctrl+Shift+S`` -> ``Ctrl ⇧ S``."""
    parts = keys.replace("++", "+Plus").split("+")
    names = {"Shift": "⇧", "Space": _("Space"), "Left": "←", "Right": "→", "Plus": "+", "Return": "Enter"}
    if len(parts) > 1:
        names |= {"Return": "↵", "Enter": "↵"}
    return " ".join(names.get(part, part) for part in parts)
