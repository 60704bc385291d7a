"""A web address as a QR code (ISO/IEC 18004): bytes, error correction M, versions 1 to 6. Pure data, no drawing.

ReportLab's encoder would cost a fifth of a second the first time, for it loads every barcode and chart there is.
Addresses of authorities are short, so the versions that need no version information are enough. The checks compare each
symbol with ReportLab's, and read it back from a printed page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

QUIET: Final = 4  # modules of white on every side: without them a telephone finds nothing

# (codewords of data, of correction, blocks) of a symbol at level M, by version
_SIZES: Final = {1: (16, 10, 1), 2: (28, 16, 1), 3: (44, 26, 1), 4: (64, 18, 2), 5: (86, 24, 2), 6: (108, 16, 4)}
_LEVEL_M: Final = 0b00
_FORMAT_MASK, _FORMAT_POLYNOMIAL = 0b101010000010010, 0b10100110111
_FINDER_LIKE: Final = ((1, 0, 1, 1, 1, 0, 1, 0, 0, 0, 0), (0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1))

Grid = list[list[int]]


@lru_cache(maxsize=64)
def symbol(text: str) -> tuple[tuple[bool, ...], ...] | None:
    """Return the rows of the symbol from the top, True for black; None for a text longer than 106 bytes."""
    content = text.encode()
    version = next((one for one, (room, _, _) in _SIZES.items() if len(content) + 2 <= room), None)
    if version is None:
        return None
    bits = _bits(_codewords(content, version))
    drawn = [_drawn(version, bits, mask) for mask in range(8)]
    best = min(drawn, key=_penalty)
    return tuple(tuple(module == 1 for module in line) for line in best)


def _codewords(content: bytes, version: int) -> list[int]:
    """Data in blocks with their correction, taken in turns from each."""
    room, correction, blocks = _SIZES[version]
    told = (0b0100 << 8 | len(content)) << 8 * len(content) | int.from_bytes(content, "big")
    data = list((told << 4).to_bytes(len(content) + 2, "big"))
    data += [(0xEC, 0x11)[number % 2] for number in range(room - len(data))]
    share = room // blocks
    parts = [data[at : at + share] for at in range(0, room, share)]
    checks = [_correction(part, correction) for part in parts]
    return [one for turn in (*zip(*parts, strict=True), *zip(*checks, strict=True)) for one in turn]


def _correction(data: list[int], count: int) -> list[int]:
    """Reed-Solomon over GF(256) with the polynomial 0x11D."""
    generator = [1]
    for power in range(count):
        root = _EXP[power]
        longer = [*generator, 0]
        for at, factor in enumerate(generator):
            longer[at + 1] ^= _times(factor, root)
        generator = longer
    rest = [*data, *[0] * count]
    for at in range(len(data)):
        lead = rest[at]
        for step, factor in enumerate(generator):
            rest[at + step] ^= _times(lead, factor)
    return rest[len(data) :]


def _powers() -> tuple[int, ...]:
    found, value = [], 1
    for _ in range(255):
        found.append(value)
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return tuple(found)


_EXP: Final = _powers()
_LOG: Final = {value: power for power, value in enumerate(_EXP)}


def _times(one: int, other: int) -> int:
    return _EXP[(_LOG[one] + _LOG[other]) % 255] if one and other else 0


def _bits(codewords: list[int]) -> list[int]:
    return [codeword >> shift & 1 for codeword in codewords for shift in range(7, -1, -1)]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands in every symbol of a version: fixed modules, and where data go in their order."""

    fixed: tuple[tuple[int | None, ...], ...]
    free: tuple[tuple[int, int], ...]


@lru_cache(maxsize=8)
def _frame(version: int) -> _Frame:
    size = 17 + 4 * version
    grid: list[list[int | None]] = [[None] * size for _ in range(size)]
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for row in range(max(top - 1, 0), min(top + 8, size)):
            for column in range(max(left - 1, 0), min(left + 8, size)):
                ring = max(abs(row - top - 3), abs(column - left - 3))
                grid[row][column] = int(ring not in (2, 4))
    if version > 1:
        for row in range(size - 9, size - 4):
            for column in range(size - 9, size - 4):
                grid[row][column] = int(max(abs(row - size + 7), abs(column - size + 7)) != 1)
    for at in range(8, size - 8):
        grid[6][at] = grid[at][6] = 1 - at % 2
    for row, column in _format_places(size):
        grid[row][column] = 0
    grid[size - 8][8] = 1
    free = [(row, column) for row, column in _zigzag(size) if grid[row][column] is None]
    return _Frame(tuple(map(tuple, grid)), tuple(free))


def _zigzag(size: int) -> Iterator[tuple[int, int]]:
    """Yield every module in pairs of columns from the right, up and down in turn; the timing column is skipped."""
    rights = [right if right > 6 else right - 1 for right in range(size - 1, 0, -2)]
    for turn, right in enumerate(rights):
        for row in range(size) if turn % 2 else range(size - 1, -1, -1):
            yield row, right
            yield row, right - 1


def _format_places(size: int) -> list[tuple[int, int]]:
    """The fifteen modules of the format twice, from its highest bit."""
    beside = [(8, at) for at in (0, 1, 2, 3, 4, 5, 7, 8)] + [(at, 8) for at in (7, 5, 4, 3, 2, 1, 0)]
    apart = [(size - at, 8) for at in range(1, 8)] + [(8, size - at) for at in range(8, 0, -1)]
    return beside + apart


def _drawn(version: int, bits: list[int], mask: int) -> Grid:
    frame = _frame(version)
    grid = [[module or 0 for module in line] for line in frame.fixed]
    for at, (row, column) in enumerate(frame.free):
        bit = bits[at] if at < len(bits) else 0
        grid[row][column] = bit ^ _flips(mask, row, column)
    told = _format_bits(mask)
    for at, (row, column) in enumerate(_format_places(len(grid))):
        grid[row][column] = told >> (14 - at % 15) & 1
    return grid


def _flips(mask: int, row: int, column: int) -> int:
    product = row * column
    return int(
        (
            (row + column) % 2,
            row % 2,
            column % 3,
            (row + column) % 3,
            (row // 2 + column // 3) % 2,
            product % 2 + product % 3,
            (product % 2 + product % 3) % 2,
            ((row + column) % 2 + product % 3) % 2,
        )[mask]
        == 0
    )


def _format_bits(mask: int) -> int:
    told = _LEVEL_M << 3 | mask
    rest = told << 10
    for shift in range(4, -1, -1):
        if rest >> (shift + 10) & 1:
            rest ^= _FORMAT_POLYNOMIAL << shift
    return (told << 10 | rest) ^ _FORMAT_MASK


def _penalty(grid: Grid) -> int:
    """How hard a symbol is to read: long runs, squares of one colour, false finders and an uneven share of black."""
    size, total = len(grid), 0
    for line in (*grid, *map(list, zip(*grid, strict=True))):
        run = 1
        for at in range(1, size + 1):
            if at < size and line[at] == line[at - 1]:
                run += 1
                continue
            total += run - 2 if run >= 5 else 0
            run = 1
        total += 40 * sum(tuple(line[at : at + 11]) in _FINDER_LIKE for at in range(size - 10))
    for row in range(size - 1):
        for at in range(size - 1):
            if grid[row][at] == grid[row][at + 1] == grid[row + 1][at] == grid[row + 1][at + 1]:
                total += 3
    share = sum(map(sum, grid)) * 100 // (size * size)
    return total + abs(share - 50) // 5 * 10
