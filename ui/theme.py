"""The look as one object: colours, type and icons of ``ui.tokens``, and the style sheet of ``resources/themes``.

Holds no widget and no text. Nothing else in ``ui/`` writes a colour, a font size or an icon path. Sizes are pixels at
100 % text scale; ``Theme.px`` scales what must grow with the text (px tokens are multiplied, never QT_SCALE_FACTOR).
"""

import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from ui import tokens

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
TEXT_SCALES = (90, 100, 115, 130, 150)
_ARABIC, _ETHIOPIC, _NOTO, _MONO = "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans", "Noto Sans Mono"
LATIN_FIRST = ("Inter", _ARABIC, _ETHIOPIC, _NOTO)
ARABIC_FIRST = (_ARABIC, "Inter", _ETHIOPIC, _NOTO)
ETHIOPIC_FIRST = (_ETHIOPIC, "Inter", _ARABIC, _NOTO)
FIRST_FONTS = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")  # all that the first window is set in
_NAME = "abcdefghijklmnopqrstuvwxyz0123456789"
_WEIGHTS = {w.value: w for w in QFont.Weight}


class Scheme(StrEnum):
    """Which colours: those of the operating system, or fixed."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def contrast(first: str, second: str) -> float:
    """The WCAG 2.2 contrast ratio of two ``#RRGGBB`` colours, 1.0 to 21.0."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def fill_style_sheet(template: str, colours: dict[str, str], scale: int) -> str:
    """Put colours (``@name``) and scaled sizes (``@{px}``) into the template; an unknown name is a fault."""
    start, *marked = template.split("@")
    filled = [start]
    for part in marked:
        if part.startswith("{"):
            size, _, rest = part[1:].partition("}")
            filled += (str(round(float(size) * scale / 100)), rest)
        else:
            rest = part.lstrip(_NAME)
            filled += (colours[part.removesuffix(rest)], rest)
    return "".join(filled)


def is_right_to_left(text: str) -> bool:
    """Whether a text is written from right to left: its first strong character decides, as in Qt."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False


def families_for(text: str) -> tuple[str, ...]:
    """The family list for a text: its own script first, so that the line is not drawn on Latin metrics."""
    for character in text:
        if "\u0600" <= character <= "\u08ff" or "\ufb50" <= character <= "\ufeff":
            return ARABIC_FIRST
        if "\u1200" <= character <= "\u139f" or "\u2d80" <= character <= "\u2ddf":
            return ETHIOPIC_FIRST
    return LATIN_FIRST


class Theme(QObject):
    """Colours, fonts and icons of the running application.

    ``changed()`` is emitted after the style sheet has been replaced: painted widgets repaint and measure again.
    """

    changed = Signal()

    def __init__(self, app: QApplication, *, styled: bool = False) -> None:
        """Load the fonts and colour ``app``; ``styled`` when it was started with Qt's style Fusion."""
        super().__init__(app)
        self._app = app
        self._template = (RESOURCES / "themes" / "base.qss").read_text(encoding="utf-8")
        self._scheme, self._scale = Scheme.SYSTEM, 100
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, int | None, tuple[str, ...]], QFont] = {}
        self._pixmaps: dict[tuple[str, int, str, float, bool], QPixmap] = {}
        self._windows: WeakSet[QWidget] = WeakSet()
        self._sheet = ""
        load_fonts(FIRST_FONTS)
        if not styled:
            app.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._dress()
        _worn[:] = [self]

    @property
    def scheme(self) -> Scheme:
        """The chosen scheme, as the user chose it."""
        return self._scheme

    @property
    def scale(self) -> int:
        """Text scale in per cent."""
        return self._scale

    @property
    def dark(self) -> bool:
        """Whether the dark colours are on."""
        if self._scheme is Scheme.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._scheme is Scheme.DARK

    @property
    def sheet(self) -> str:
        """The filled style sheet."""
        return self._sheet

    def dress(self, window: QWidget) -> None:
        """Put the style sheet on a window made in Python, now and in every look; what is in it wears it too.

        It lies on windows and not on the application: there, whatever gets a parent is dressed anew with all that is in
        it, and a page, which is built from the inside out, once for each of its levels.
        """
        self._windows.add(window)
        window.setStyleSheet(self._sheet)

    def wear(self, scheme: Scheme | None = None, scale: int | None = None) -> None:
        """Change colours and/or text scale of the whole application."""
        before = (self._scheme, self._scale)
        self._scheme, self._scale = scheme or self._scheme, scale or self._scale
        if (self._scheme, self._scale) != before:
            self._dress()
            self.changed.emit()

    def color(self, token: str) -> QColor:
        """A colour token."""
        return self._colours[token]

    def px(self, size: float) -> int:
        """A size that grows with the text."""
        return round(size * self._scale / 100)

    def font(self, role: str = "body", weight: int | None = None, families: tuple[str, ...] = LATIN_FIRST) -> QFont:
        """A type role as a font: tailed l, no hinting, tabular figures where the role says so."""
        key = (role, weight, families)
        if key not in self._fonts:
            self._fonts[key] = self._make_font(role, weight, families)
        return QFont(self._fonts[key])

    def line_height(self, role: str) -> int:
        """The line height of a role in px at the present scale."""
        return self.px(tokens.ROLES[role].line)

    def pixmap(self, name: str, size: int, token: str, ratio: float, *, mirrored: bool = False) -> QPixmap:
        """An icon drawn for one device pixel ratio; ``size`` in logical px."""
        key = (name, size, token, ratio, mirrored)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw_icon(name, size, token, ratio, mirrored)
        return self._pixmaps[key]

    def icon(self, name: str, size: int = 16, tint: str = "ink2") -> "QIcon":
        """An icon for menus and tool buttons, with the ratios 1, 1.5, 2 and 3 inside."""
        from PySide6.QtGui import QIcon  # no icon object before the first paint

        icon = QIcon()
        for ratio in (1.0, 1.5, 2.0, 3.0):
            icon.addPixmap(self.pixmap(name, size, tint, ratio))
        return icon

    def _make_font(self, role: str, weight: int | None, families: tuple[str, ...]) -> QFont:
        row = tokens.ROLES[role]
        font = QFont()
        font.setFamilies([_MONO] if row.family == "mono" else list(families))
        # Arabic-script text stands two px larger than Latin beside it
        extra = 2 if families is ARABIC_FIRST else 0
        font.setPixelSize(self.px(row.px + extra))
        font.setWeight(_WEIGHTS[weight or row.weight])
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, row.tracking)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if row.tabular:
            # equal figures only where numbers stand under each other: they also widen hyphens
            font.setFeature(QFont.Tag("tnum"), 1)
        font.setFeature(QFont.Tag("cv05"), 1)
        return font

    def _draw_icon(self, name: str, size: int, token: str, ratio: float, mirrored: bool) -> QPixmap:
        source = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        coloured = source.replace("currentColor", self.color(token).name())
        renderer = QSvgRenderer(QByteArray(coloured.encode()))
        side = round(size * ratio)
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        if mirrored:
            painter.translate(side, 0)
            painter.scale(-1, 1)
        renderer.render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _follow_system(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        named = tokens.DARK if self.dark else tokens.LIGHT
        self._colours = {token: QColor(value) for token, value in named.items()}
        self._fonts.clear()
        self._pixmaps.clear()
        self._app.setPalette(self._palette())
        self._app.setFont(self.font("body"))
        self._sheet = fill_style_sheet(self._template, named, self._scale)
        for window in self._windows:
            if shiboken6.isValid(window):
                window.setStyleSheet(self._sheet)

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "surface",
            QPalette.ColorRole.WindowText: "ink",
            QPalette.ColorRole.Base: "surface",
            QPalette.ColorRole.AlternateBase: "canvas",
            QPalette.ColorRole.Text: "ink",
            QPalette.ColorRole.PlaceholderText: "ink3",
            QPalette.ColorRole.Button: "surface",
            QPalette.ColorRole.ButtonText: "ink",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "onaccent",
            QPalette.ColorRole.ToolTipBase: "bar",
            QPalette.ColorRole.ToolTipText: "onbar",
            QPalette.ColorRole.Link: "accent",
            QPalette.ColorRole.LinkVisited: "accent",
        }
        for role, token in roles.items():
            palette.setColor(role, self._colours[token])
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self._colours["ink3"])
        return palette


def load_fonts(names: Sequence[str] = ()) -> None:
    """Register the named bundled fonts, or all; the system's own are never relied upon. Twice is harmless."""
    folder = RESOURCES / "fonts"
    for name in names or sorted(path.name for path in folder.glob("*.ttf")):
        if name not in _loaded:
            QFontDatabase.addApplicationFont(str(folder / name))
            _loaded.add(name)


def dressed_application(name: str) -> QApplication:
    """Start Qt in our look. The style by its switch: a style as an object costs 700 enum members before the window."""
    app = QApplication([name, "-style", "fusion"])
    Theme(app, styled=True)
    return app


_loaded: set[str] = set()
_worn: list[Theme] = []  # the one of the running application, gone with it


def theme() -> Theme:
    """The theme of the running application, dressed on first use.

    One look belongs to one QApplication just as its palette and style sheet do; it is found as the application's child.
    """
    if _worn and shiboken6.isValid(_worn[0]):  # asked for hundreds of times before the first paint
        return _worn[0]
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("a QApplication must exist before the theme")
    found = app.findChild(Theme, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if found is not None else Theme(app)
