"""What SQLite would read from a write-ahead log, and whether that is anything else than what the file holds already.

A program that is killed in its first save leaves frames without an end, and a power cut may bring back a log that was
folded in: neither changes what the register says, and neither must be taken for a log that somebody laid there.
Format: https://sqlite.org/fileformat2.html#the_write_ahead_log
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from caseworker.store.pages import PAGE_SIZE

_HEADER, _FRAME = 32, 24  # bytes before the first frame, and before the page in each
_MAGIC = 0x377F0682  # the lowest bit tells the order of the words that are summed up
_WORD = 0xFFFFFFFF

Sums = tuple[int, int]


class _ForeignPagesError(Exception):
    """The log says that its pages have another size than ours: SQLite would read the beginning of each."""


Frame = tuple[int, int, bytes]  # the number of its page, how many there are after it (0: not yet), the page


def changes(log: Path, register: BinaryIO) -> bool:
    """Tell whether whole transactions in ``log`` say anything else than the pages of ``register`` do.

    Raises ``OSError`` when one of them cannot be read.
    """
    try:
        with log.open("rb") as file:
            pages, count = _read(file)
    except FileNotFoundError:
        return False
    except _ForeignPagesError:  # no program of ours has written it, and no accident makes its sums right
        return True
    if not count:
        return False
    for number, page in pages.items():
        register.seek((number - 1) * PAGE_SIZE)
        if number <= count and register.read(PAGE_SIZE) != page:
            return True
    return register.seek(0, 2) != count * PAGE_SIZE


def pages_held(log: Path) -> frozenset[int]:
    """Return the numbers of the pages that whole transactions in ``log`` hold: SQLite reads these there."""
    try:
        with log.open("rb") as file:
            return frozenset(_read(file)[0])
    except (OSError, _ForeignPagesError):
        return frozenset()


def _read(log: BinaryIO) -> tuple[dict[int, bytes], int]:
    """Return the pages as the last whole transaction leaves them, and how many the register has then; 0: none."""
    pages: dict[int, bytes] = {}
    unfinished: dict[int, bytes] = {}
    count = 0
    for number, size, page in _frames(log):
        unfinished[number] = page
        if size:
            pages.update(unfinished)
            unfinished, count = {}, size
    return pages, count


def _frames(log: BinaryIO) -> Iterator[Frame]:
    """Yield the frames as long as their sums are right: what follows was cut off, or is left from the log before."""
    header = log.read(_HEADER)
    if len(header) < _HEADER or int.from_bytes(header[:4], "big") & ~1 != _MAGIC:
        return
    order = ">" if header[3] & 1 else "<"
    sums = _added((0, 0), header[:24], order)
    if sums != struct.unpack(">2I", header[24:]):
        return
    if int.from_bytes(header[8:12], "big") != PAGE_SIZE:
        raise _ForeignPagesError
    while len(frame := log.read(_FRAME + PAGE_SIZE)) == _FRAME + PAGE_SIZE:
        sums = _added(_added(sums, frame[:8], order), frame[_FRAME:], order)
        if not any(frame[:4]) or frame[8:16] != header[16:24] or sums != struct.unpack(">2I", frame[16:_FRAME]):
            return
        yield int.from_bytes(frame[:4], "big"), int.from_bytes(frame[4:8], "big"), frame[_FRAME:]


def _added(sums: Sums, content: bytes, order: str) -> Sums:
    first, second = sums
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = first + even + second & _WORD
        second = second + odd + first & _WORD
    return first, second
