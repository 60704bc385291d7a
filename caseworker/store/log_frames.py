"""Whether a write-ahead log holds a whole transaction: only then does SQLite take anything from it.

A program that is killed in its first save leaves frames without an end. They count for nothing, and must not be taken
for a log that somebody laid there. Format: https://sqlite.org/fileformat2.html#the_write_ahead_log
"""

import struct
from pathlib import Path

from caseworker.store.pages import PAGE_SIZE

_HEADER, _FRAME = 32, 24  # bytes before the first frame, and before the page in each
_MAGIC = 0x377F0682  # the lowest bit tells the order of the words that are summed up
_WORD = 0xFFFFFFFF

Sums = tuple[int, int]


def holds_transaction(log: Path) -> bool:
    """Tell whether ``log`` holds at least one transaction that was written to its end, by SQLite's own sums."""
    try:
        with log.open("rb") as file:
            header = file.read(_HEADER)
            if len(header) < _HEADER or int.from_bytes(header[:4]) & ~1 != _MAGIC:
                return False
            order = ">" if header[3] & 1 else "<"
            sums = _added((0, 0), header[:24], order)
            if sums != struct.unpack(">2I", header[24:]):
                return False
            while len(frame := file.read(_FRAME + PAGE_SIZE)) == _FRAME + PAGE_SIZE:
                sums = _added(_added(sums, frame[:8], order), frame[_FRAME:], order)
                if frame[8:16] != header[16:24] or sums != struct.unpack(">2I", frame[16:_FRAME]):
                    return False  # left from the log before this one, or cut off
                if any(frame[4:8]):  # the size of the register after it: the last frame of a transaction
                    return True
    except FileNotFoundError:
        pass
    return False


def _added(sums: Sums, content: bytes, order: str) -> Sums:
    first, second = sums
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = first + even + second & _WORD
        second = second + odd + first & _WORD
    return first, second
