"""The look as one object: colours, type, icons and the style sheet, filled from ``resources/themes``.

Holds no widget and no text. Nothing else in ``ui/`` writes a colour, a font size or an icon path. Sizes are pixels at
100 % text scale; ``Theme.px`` scales what must grow with the text (px tokens are multiplied, never QT_SCALE_FACTOR).
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
TEXT_SCALES = (90, 100, 115, 130, 150)
_ARABIC, _ETHIOPIC, _NOTO, _MONO = "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans", "Noto Sans Mono"
LATIN_FIRST = ("Inter", _ARABIC, _ETHIOPIC, _NOTO)
ARABIC_FIRST = (_ARABIC, "Inter", _ETHIOPIC, _NOTO)
ETHIOPIC_FIRST = (_ETHIOPIC, "Inter", _ARABIC, _NOTO)
_WEIGHTS = {w.value: w for w in QFont.Weight}


class Scheme(StrEnum):
    """Which colours: those of the operating system, or fixed."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class TypeRole:
    """One row of the type table: size and line height in px at 100 %, CSS weight, tracking in per cent."""

    px: float
    line: float
    weight: int
    tracking: float = 100.0
    family: str = "text"
    tabular: bool = False


@dataclass(frozen=True, slots=True)
class Tokens:
    """The token file: colours per scheme, type roles, and the pairs of (foreground, background) a test measures."""

    light: dict[str, str]
    dark: dict[str, str]
    type: dict[str, TypeRole]
    text_pairs: tuple[tuple[str, str], ...]
    graphic_pairs: tuple[tuple[str, str], ...]


def read_tokens(path: Path = RESOURCES / "themes" / "tokens.toml") -> Tokens:
    """Read the token file."""
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Tokens(
        light=raw["light"],
        dark=raw["dark"],
        type={name: TypeRole(**row) for name, row in raw["type"].items()},
        text_pairs=tuple((a, b) for a, b in raw["contrast"]["text"]),
        graphic_pairs=tuple((a, b) for a, b in raw["contrast"]["graphics"]),
    )


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
    sized = re.sub(r"@\{([\d.]+)\}", lambda m: str(round(float(m[1]) * scale / 100)), template)
    return re.sub(r"@([a-z]\w*)", lambda m: colours[m[1]], sized)


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

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM, scale: int = 100) -> None:
        """Load the fonts and dress ``app``; ``scale`` is per cent of ``TEXT_SCALES``."""
        super().__init__(app)
        self._app = app
        self._tokens = read_tokens()
        self._template = (RESOURCES / "themes" / "base.qss").read_text(encoding="utf-8")
        self._scheme, self._scale = scheme, scale
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[str, int | None, tuple[str, ...]], QFont] = {}
        self._pixmaps: dict[tuple[str, int, str, float, bool], QPixmap] = {}
        load_fonts("Inter*.ttf")
        style = QStyleFactory.create("Fusion")
        app.setStyle(style)
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
        return self.px(self._tokens.type[role].line)

    def pixmap(self, name: str, size: int, token: str, ratio: float, *, mirrored: bool = False) -> QPixmap:
        """An icon drawn for one device pixel ratio; ``size`` in logical px."""
        key = (name, size, token, ratio, mirrored)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw_icon(name, size, token, ratio, mirrored)
        return self._pixmaps[key]

    def icon(self, name: str, size: int = 16, tint: str = "ink2") -> QIcon:
        """An icon for menus and tool buttons, with the ratios 1, 1.5, 2 and 3 inside."""
        icon = QIcon()
        for ratio in (1.0, 1.5, 2.0, 3.0):
            icon.addPixmap(self.pixmap(name, size, tint, ratio))
        return icon

    def _make_font(self, role: str, weight: int | None, families: tuple[str, ...]) -> QFont:
        row = self._tokens.type[role]
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
        named = self._tokens.dark if self.dark else self._tokens.light
        self._colours = {token: QColor(value) for token, value in named.items()}
        self._fonts.clear()
        self._pixmaps.clear()
        self._app.setPalette(self._palette())
        self._app.setFont(self.font("body"))
        self._app.setStyleSheet(fill_style_sheet(self._template, named, self._scale))

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


def load_fonts(pattern: str = "*.ttf") -> None:
    """Register the bundled fonts; the system's own are never relied upon. Loading a file twice is harmless."""
    for path in sorted((RESOURCES / "fonts").glob(pattern)):
        if str(path) not in _loaded:
            QFontDatabase.addApplicationFont(str(path))
            _loaded.add(str(path))


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
