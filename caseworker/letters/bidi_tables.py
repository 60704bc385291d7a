"""Unicode data that the bidirectional algorithm needs and ``unicodedata`` lacks. Data only.

Derived from the Unicode Character Database 15.0.0 (BidiBrackets.txt, DerivedBidiClass.txt). Python 3.11 carries 14.0.0:
``ADDED_IN_15`` holds the characters of 15.0 whose class differs from the block default, and is asked only about
characters that the running Python does not know. The conformance test in ``tests/letters`` runs the 15.0 cases.
"""

from typing import Final

UNICODE_VERSION: Final = "15.0.0"

# Opening brackets (Bidi_Paired_Bracket_Type = Open) in hexadecimal; the closing one is the next code point,
# except in _FAR_PAIRS.
_OPENING: Final = (
    "28 5B 7B F3A F3C 169B 2045 207D 208D 2308 230A 2329 2768 276A 276C 276E 2770 2772 2774 27C5 27E6 27E8 27EA 27EC "
    "27EE 2983 2985 2987 2989 298B 298D 298F 2991 2993 2995 2997 29D8 29DA 29FC 2E22 2E24 2E26 2E28 2E55 2E57 2E59 "
    "2E5B 3008 300A 300C 300E 3010 3014 3016 3018 301A FE59 FE5B FE5D FF08 FF3B FF5B FF5F FF62"
)
_FAR_PAIRS: Final = {0x5B: 0x5D, 0x7B: 0x7D, 0x298D: 0x2990, 0x298F: 0x298E, 0xFF3B: 0xFF3D, 0xFF5B: 0xFF5D}

# Opening bracket -> its closing bracket.
BRACKET_PAIRS: Final[dict[str, str]] = {
    chr(code): chr(_FAR_PAIRS.get(code, code + 1)) for code in (int(word, 16) for word in _OPENING.split())
}

# Brackets that are canonically equivalent count as the same bracket (BD16).
CANONICAL_BRACKETS: Final[dict[str, str]] = {"\u2329": "\u3008", "\u232a": "\u3009"}

# (first, last, class): what an unassigned code point counts as, most specific first (DerivedBidiClass.txt, @missing).
ADDED_IN_15: Final[tuple[tuple[int, int, str], ...]] = (
    *((a, b, "NSM") for a, b in (
        (0x0ECE, 0x0ECE), (0x10EFD, 0x10EFF), (0x11241, 0x11241), (0x11F00, 0x11F01), (0x11F36, 0x11F3A),
        (0x11F40, 0x11F40), (0x11F42, 0x11F42), (0x13440, 0x13440), (0x13447, 0x13455), (0x1E08F, 0x1E08F),
        (0x1E4EC, 0x1E4EF),
    )),
    *((a, b, "ON") for a, b in (
        (0x1F6DC, 0x1F6DC), (0x1F774, 0x1F776), (0x1F77B, 0x1F77F), (0x1F7D9, 0x1F7D9), (0x1FA75, 0x1FA77),
        (0x1FA87, 0x1FA88), (0x1FAAD, 0x1FAAF), (0x1FABB, 0x1FABD), (0x1FABF, 0x1FABF), (0x1FACE, 0x1FACF),
        (0x1FADA, 0x1FADB), (0x1FAE8, 0x1FAE8), (0x1FAF7, 0x1FAF8),
    )),
)  # fmt: skip

UNASSIGNED: Final[tuple[tuple[int, int, str], ...]] = (
    *ADDED_IN_15,
    (0x2065, 0x2065, "BN"),
    (0xFDD0, 0xFDEF, "BN"),
    (0xFFF0, 0xFFF8, "BN"),
    (0xE0000, 0xE0FFF, "BN"),
    (0x0590, 0x05FF, "R"),
    (0x0600, 0x07BF, "AL"),
    (0x07C0, 0x085F, "R"),
    (0x0860, 0x08FF, "AL"),
    (0x20A0, 0x20CF, "ET"),
    (0xFB1D, 0xFB4F, "R"),
    (0xFB50, 0xFDCF, "AL"),
    (0xFDF0, 0xFDFF, "AL"),
    (0xFE70, 0xFEFF, "AL"),
    (0x10800, 0x10CFF, "R"),
    (0x10D00, 0x10D3F, "AL"),
    (0x10D40, 0x10EBF, "R"),
    (0x10EC0, 0x10EFF, "AL"),
    (0x10F00, 0x10F2F, "R"),
    (0x10F30, 0x10F6F, "AL"),
    (0x10F70, 0x10FFF, "R"),
    (0x1E800, 0x1EC6F, "R"),
    (0x1EC70, 0x1ECBF, "AL"),
    (0x1ECC0, 0x1ECFF, "R"),
    (0x1ED00, 0x1ED4F, "AL"),
    (0x1ED50, 0x1EDFF, "R"),
    (0x1EE00, 0x1EEFF, "AL"),
    (0x1EF00, 0x1EFFF, "R"),
)
