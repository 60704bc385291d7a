"""The look as data: colours per scheme, type roles in pixels at 100 %, and every pair whose contrast a test computes.

Holds no Qt and no logic: it is read before the first window, and a table of Python is read fastest. Text needs 4.5:1,
meaningful graphics and borders of controls 3:1 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

from typing import NamedTuple


class TypeRole(NamedTuple):
    """One row of the type table: size and line height in px at 100 %, CSS weight, tracking in per cent.

    ``family`` "text" is Inter with the Noto families behind it; "mono" is Noto Sans Mono.
    """

    px: float
    line: float
    weight: int
    tracking: float = 100.0
    family: str = "text"
    tabular: bool = False


LIGHT = {
    "canvas": "#F5F4F0",
    "surface": "#FFFFFF",
    "sunken": "#ECEAE4",
    "hover": "#F2F0EB",
    "selected": "#E4EFF0",
    "line": "#DFDCD5",
    "line2": "#7F7B74",
    "ink": "#16191D",
    "ink2": "#41464E",
    "ink3": "#5E636B",
    "accent": "#0B5A66",
    "accent2": "#084751",
    "onaccent": "#FFFFFF",
    "accentink": "#0A4D57",
    "accentsoft": "#DCECEE",
    "danger": "#A3211B",
    "dangersoft": "#FBE7E3",
    "warn": "#744700",
    "warnsoft": "#FAEDCF",
    "ok": "#1B6035",
    "oksoft": "#DFF0E4",
    "info": "#214F93",
    "infosoft": "#E3ECF8",
    "kv": "#5B3A8C",
    "man": "#B3650A",
    "mantext": "#7F4600",
    "warngfx": "#B4780C",
    "okgfx": "#2E8052",
    "focus": "#0B57D0",
    "paper": "#FFFFFF",
    "paperink": "#16191D",
    "bar": "#16191D",
    "onbar": "#F5F4F0",
}
DARK = {
    "canvas": "#121517",
    "surface": "#1A1E21",
    "sunken": "#262C30",
    "hover": "#20252A",
    "selected": "#1B3338",
    "line": "#30373C",
    "line2": "#7D868E",
    "ink": "#ECEEF0",
    "ink2": "#C0C6CC",
    "ink3": "#9DA5AD",
    "accent": "#7CCBD3",
    "accent2": "#9ADBE1",
    "onaccent": "#06262A",
    "accentink": "#9EDDE3",
    "accentsoft": "#17363C",
    "danger": "#FF9F95",
    "dangersoft": "#401E1B",
    "warn": "#F2C46B",
    "warnsoft": "#3A2D12",
    "ok": "#8AD5A3",
    "oksoft": "#173421",
    "info": "#A3C5FB",
    "infosoft": "#1B2C48",
    "kv": "#BDA2F2",
    "man": "#EDAE60",
    "mantext": "#EDAE60",
    "warngfx": "#E0AE55",
    "okgfx": "#6CC08B",
    "focus": "#8AB4FF",
    "paper": "#F4F2EC",
    "paperink": "#16191D",
    "bar": "#ECEEF0",
    "onbar": "#16191D",
}

ROLES = {
    "h1": TypeRole(24, 36, 600, tracking=98.2),
    "figure": TypeRole(22, 30, 600, tabular=True),
    "figure2": TypeRole(18, 26, 600, tabular=True),
    "h2": TypeRole(16, 24, 600),
    "h3": TypeRole(14, 24, 600),
    "body": TypeRole(13, 20, 400),
    "action": TypeRole(13, 20, 500),
    "strong": TypeRole(13, 20, 600),
    "input": TypeRole(14, 36, 400),
    "small": TypeRole(12, 18, 400),
    "smallaction": TypeRole(12, 18, 500),
    "smallstrong": TypeRole(12, 18, 600),
    "number": TypeRole(14, 24, 400, tabular=True),
    "numberstrong": TypeRole(14, 24, 600, tabular=True),
    "key": TypeRole(11, 18, 500),
    "mono": TypeRole(12, 18, 400, family="mono"),
    # the screen that is turned to a person, in the two sizes she may choose; Arabic lines are a quarter higher
    "display1": TypeRole(44, 52, 700),
    "display2": TypeRole(28, 35, 600),
    "display3": TypeRole(23, 30, 500),
    "display4": TypeRole(20, 26, 400),
    "displaystrong": TypeRole(23, 30, 600),
    "larger1": TypeRole(56, 66, 700),
    "larger2": TypeRole(36, 46, 600),
    "larger3": TypeRole(29, 38, 500),
    "larger4": TypeRole(26, 34, 400),
    "largerstrong": TypeRole(29, 38, 600),
}

# (foreground, background)
TEXT_PAIRS = (
    ("ink", "canvas"), ("ink", "surface"), ("ink", "sunken"), ("ink", "hover"), ("ink", "selected"),
    ("ink", "accentsoft"), ("ink2", "canvas"), ("ink2", "surface"), ("ink2", "sunken"), ("ink2", "hover"),
    ("ink2", "selected"), ("ink2", "accentsoft"), ("ink3", "canvas"), ("ink3", "surface"), ("ink3", "sunken"),
    ("ink3", "hover"), ("ink3", "selected"), ("accent", "canvas"), ("accent", "surface"), ("accent", "hover"),
    ("accent", "selected"), ("accent2", "surface"), ("accent2", "canvas"), ("onaccent", "accent"),
    ("onaccent", "accent2"), ("accentink", "accentsoft"), ("danger", "dangersoft"), ("danger", "surface"),
    ("danger", "canvas"), ("danger", "hover"), ("warn", "warnsoft"), ("warn", "surface"), ("warn", "canvas"),
    ("warn", "selected"), ("ok", "oksoft"), ("ok", "surface"), ("ok", "canvas"), ("ok", "selected"),
    ("info", "infosoft"), ("info", "surface"), ("info", "canvas"), ("kv", "surface"), ("kv", "canvas"),
    ("mantext", "surface"), ("mantext", "canvas"), ("paperink", "paper"), ("onbar", "bar"),
)  # fmt: skip
GRAPHIC_PAIRS = (
    ("line2", "canvas"), ("line2", "surface"), ("line2", "hover"), ("line2", "sunken"), ("line2", "selected"),
    ("man", "surface"), ("man", "canvas"), ("warngfx", "surface"), ("okgfx", "surface"), ("okgfx", "canvas"),
    ("focus", "canvas"), ("focus", "surface"), ("focus", "selected"), ("focus", "sunken"),
)  # fmt: skip
