"""Reads rows of text from a .csv or .txt file that came from outside: which signs, which divider, which cells.

Pure. Swedish Excel writes ``;`` and cp1252 or UTF-16; other systems write ``,`` or tabs and UTF-8. Bytes that are no
text are refused.
"""

import csv
import io
import re
from collections.abc import Iterator

SUFFIXES = (".csv", ".txt", ".tsv")
DIVIDERS = ";\t,|"
_LOOKED_AT = 20  # lines
_SEP = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE)
_KEPT_ZEROS = re.compile(r'="([^"]*)"')  # how Excel is made to keep the noughts at the beginning of a number


class NotText(ValueError):
    """These bytes are no text."""


def decoded(content: bytes) -> str:
    """Return ``content`` as text: by its byte order mark, else UTF-16 when every other byte is nought, UTF-8, cp1252.

    Raises ``NotText``.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _text(content, "utf-16")
    beginning = content[:400]
    noughts = beginning.count(0)
    if noughts * 3 > len(beginning):
        return _text(content, "utf-16-le" if beginning[1::2].count(0) * 2 > noughts else "utf-16-be")
    if noughts * 20 > len(beginning):
        raise NotText
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _text(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise NotText from None


def divider_of(text: str) -> str:
    """Return the sign between cells: the one that the first lines hold alike, the most often."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:100_000].splitlines() if line.strip()][:_LOOKED_AT]
    best, most = DIVIDERS[0], 0
    for sign in DIVIDERS:
        counts = [line.count(sign) for line in lines]
        alike = max((counts.count(count) * count for count in set(counts)), default=0)
        if alike > most:
            best, most = sign, alike
    return best


def rows_of(content: bytes, *, longest: int) -> Iterator[tuple[int, list[str]]]:
    """Give each row and its number as Excel would show it; cells beyond ``longest`` signs are cut.

    Raises ``NotText`` and ``csv.Error``.
    """
    text = decoded(content)
    first, _, rest = text.partition("\n")
    named = _SEP.fullmatch(first.strip("\r\ufeff"))
    divider, begins = (named[1], 2) if named else (divider_of(text), 1)
    usual = csv.field_size_limit(len(content) + 1)  # one limit for the whole process
    try:
        reader = csv.reader(io.StringIO(rest if named else text, newline=""), delimiter=divider)
        for number, row in enumerate(reader, begins):
            yield number, [_unwrapped(cell[:longest]) for cell in row]
    finally:
        csv.field_size_limit(usual)


def _unwrapped(cell: str) -> str:
    kept = _KEPT_ZEROS.fullmatch(cell.strip())
    return kept[1] if kept else cell
