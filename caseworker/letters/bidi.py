"""The Unicode Bidirectional Algorithm (UAX #9, revision 46): which way each character runs.

Complete through rule L2, for one paragraph at a time. Mirroring (L4) is the shaper's work, and combining marks (L3)
stay with their base because runs are reordered as wholes. This module knows nothing of fonts, lines or PDF.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from caseworker.letters.bidi_tables import BRACKET_PAIRS, CANONICAL_BRACKETS, UNASSIGNED

MAX_DEPTH: Final = 125  # BD2
REMOVED: Final = -1  # the level of characters that rule X9 takes away
_MAX_OPEN_BRACKETS: Final = 63  # BD16

_STRONG: Final = {"L": 0, "R": 1, "AL": 1}
_ISOLATES: Final = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS: Final = frozenset({"LRE", "RLE", "LRO", "RLO"})
_X9: Final = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
_NEUTRAL: Final = frozenset({"B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI"})
_L1_SPACE: Final = frozenset({"WS", "FSI", "LRI", "RLI", "PDI"})
_NEEDS_WORK: Final = frozenset({"R", "AL", "AN", "B", "S", "BN", "PDF", "PDI"}) | _ISOLATES | _EMBEDDINGS
_NUMBER_OR_MARK: Final = frozenset({"EN", "NSM"})
_SEPARATORS: Final = frozenset({"ES", "CS"})
_RIGHTISH: Final = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Embedding levels of one paragraph: ``levels[i]`` belongs to character ``i``; ``REMOVED`` where X9 removes it."""

    paragraph_level: int
    levels: tuple[int, ...]


@cache
def bidi_class(character: str) -> str:
    """Bidi_Class of a character; unassigned ones get the default of their block (UAX #9 section 3.2)."""
    known = unicodedata.bidirectional(character)
    if known:
        return known
    code = ord(character)
    if code & 0xFFFE == 0xFFFE:
        return "BN"
    for first, last, name in UNASSIGNED:
        if first <= code <= last:
            return name
    return "L"


def resolve(text: str, direction: int | None = None) -> Resolved:
    """Levels of ``text`` (one paragraph). ``direction`` is 0 (LTR), 1 (RTL) or None (from the first strong letter)."""
    classes = list(map(bidi_class, text))
    brackets: dict[int, str] = {}
    if not _BRACKETS.isdisjoint(text):
        brackets = {i: character for i, character in enumerate(text) if character in _BRACKETS}
    return resolve_classes(classes, direction, brackets)


def resolve_classes(classes: Sequence[str], direction: int | None, brackets: Mapping[int, str]) -> Resolved:
    """Like ``resolve`` from bidi classes; ``brackets`` holds the paired brackets by position."""
    if direction in (None, 0) and _NEEDS_WORK.isdisjoint(classes):
        return Resolved(0, (0,) * len(classes))
    matching = _match_isolates(classes)
    base = _first_strong(classes, 0, len(classes), matching) if direction is None else direction
    working, levels = _explicit(classes, base, matching)
    for sequence, start, end in _isolating_runs(classes, levels, base, matching):
        level = levels[sequence[0]]
        types = [working[i] for i in sequence]
        _weak(types, start)
        if brackets:
            _paired_brackets(types, sequence, classes, brackets, level, start)
        _neutral(types, level, start, end)
        for i, kind in zip(sequence, types, strict=True):
            if kind != "L":
                levels[i] += 1 if (kind == "R") != (level & 1) else 2 * (kind in ("AN", "EN") and not level & 1)
            elif level & 1:
                levels[i] += 1
    _reset_whitespace(classes, levels, base)
    return Resolved(base, tuple(levels))


def visual_order(levels: Sequence[int]) -> list[int]:
    """Positions from left to right on one line (rule L2); removed ones are left out."""
    order = [i for i, level in enumerate(levels) if level != REMOVED]
    if not order:
        return order
    odd = [levels[i] for i in order if levels[i] & 1]
    for limit in range(max(levels), min(odd, default=max(levels) + 1) - 1, -1):
        at = 0
        while at < len(order):
            if levels[order[at]] < limit:
                at += 1
                continue
            end = at
            while end < len(order) and levels[order[end]] >= limit:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end
    return order


def _match_isolates(classes: Sequence[str]) -> dict[int, int]:
    """BD9: initiator -> its PDI and PDI -> its initiator. Unmatched ones are absent."""
    matching: dict[int, int] = {}
    waiting: list[int] = []
    for i, kind in enumerate(classes):
        if kind in _ISOLATES:
            waiting.append(i)
        elif kind == "PDI" and waiting:
            opened = waiting.pop()
            matching[opened] = i
            matching[i] = opened
    return matching


def _first_strong(classes: Sequence[str], start: int, end: int, matching: Mapping[int, int]) -> int:
    """P2–P3: the level the first strong character asks for, isolates skipped; 0 when there is none."""
    at = start
    while at < end:
        kind = classes[at]
        if kind in _STRONG:
            return _STRONG[kind]
        if kind in _ISOLATES:
            at = matching.get(at, end)
        at += 1
    return 0


def _explicit(classes: Sequence[str], base: int, matching: Mapping[int, int]) -> tuple[list[str], list[int]]:
    """X1–X8 and X9: classes after overrides, and explicit levels (``REMOVED`` for what X9 removes)."""
    working = list(classes)
    levels = [base] * len(classes)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    over_isolates = over_embeddings = valid_isolates = 0
    for i, kind in enumerate(classes):
        level, override, _ = stack[-1]
        if kind in _EMBEDDINGS:
            levels[i] = REMOVED
            new = _next_level(level, kind[0] == "R")
            if new <= MAX_DEPTH and not over_isolates and not over_embeddings:
                stack.append((new, kind[0] if kind[2] == "O" else "", False))
            elif not over_isolates:
                over_embeddings += 1
        elif kind in _ISOLATES:
            levels[i] = level
            working[i] = override or kind
            to_right = kind == "RLI" or (
                kind == "FSI" and _first_strong(classes, i + 1, matching.get(i, len(classes)), matching) == 1
            )
            new = _next_level(level, to_right)
            if new <= MAX_DEPTH and not over_isolates and not over_embeddings:
                valid_isolates += 1
                stack.append((new, "", True))
            else:
                over_isolates += 1
        elif kind == "PDI":
            if over_isolates:
                over_isolates -= 1
            elif valid_isolates:
                over_embeddings = 0
                while not stack.pop()[2]:
                    pass
                valid_isolates -= 1
            levels[i] = stack[-1][0]
            working[i] = stack[-1][1] or kind
        elif kind == "PDF":
            levels[i] = REMOVED
            if over_isolates:
                continue
            if over_embeddings:
                over_embeddings -= 1
            elif not stack[-1][2] and len(stack) >= 2:
                stack.pop()
        elif kind == "BN":
            levels[i] = REMOVED
        elif kind != "B":
            levels[i] = level
            working[i] = override or kind
    return working, levels


def _next_level(level: int, to_right: bool) -> int:
    """The least odd (right to left) or even level greater than ``level``."""
    return (level + 1) | 1 if to_right else (level + 2) & ~1


def _isolating_runs(
    classes: Sequence[str], levels: Sequence[int], base: int, matching: Mapping[int, int]
) -> Iterator[tuple[list[int], str, str]]:
    """X10: each isolating run sequence as positions, with its start- and end-of-sequence class (L or R)."""
    kept = [i for i, level in enumerate(levels) if level != REMOVED]
    runs: list[list[int]] = []
    before: dict[int, int] = {}  # first position of a run -> level of the run before it
    for at, i in enumerate(kept):
        if at and levels[kept[at - 1]] == levels[i]:
            runs[-1].append(i)
        else:
            before[i] = levels[kept[at - 1]] if at else base
            runs.append([i])
    by_first = {run[0]: run for run in runs}
    next_kept = dict(zip(kept, kept[1:], strict=False))
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in matching:
            continue  # continues the sequence of its initiator
        sequence = list(run)
        while classes[sequence[-1]] in _ISOLATES and sequence[-1] in matching:
            sequence += by_first[matching[sequence[-1]]]
        level = levels[sequence[0]]
        last = sequence[-1]
        after = base if classes[last] in _ISOLATES or last not in next_kept else levels[next_kept[last]]
        yield sequence, _side(max(level, before[sequence[0]])), _side(max(level, after))


def _side(level: int) -> str:
    return "R" if level & 1 else "L"


def _weak(types: list[str], start: str) -> None:
    """W1–W7 on one isolating run sequence, in place."""
    if not _NUMBER_OR_MARK.isdisjoint(types):
        _marks_and_arabic_numbers(types, start)
    if "AL" in types:  # W3
        types[:] = ["R" if kind == "AL" else kind for kind in types]
    kinds = frozenset(types)
    if not _SEPARATORS.isdisjoint(kinds):
        _separators(types)
    if "ET" in kinds:
        _terminators(types)
    if not _SEPARATORS.isdisjoint(kinds):  # W6
        types[:] = ["ON" if kind in _SEPARATORS else kind for kind in types]
    if "EN" in types:
        strong = start
        for i, kind in enumerate(types):
            if kind in ("L", "R"):
                strong = kind
            elif kind == "EN" and strong == "L":  # W7
                types[i] = "L"


def _marks_and_arabic_numbers(types: list[str], start: str) -> None:
    """W1 and W2: a mark follows what it stands on; a European number after an Arabic letter is an Arabic one."""
    previous = strong = start
    for i, kind in enumerate(types):
        if kind == "NSM":  # W1
            kind = "ON" if previous in _ISOLATES or previous == "PDI" else previous
            types[i] = kind
        previous = kind
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":  # W2
            types[i] = "AN"


def _separators(types: list[str]) -> None:
    """W4: one separator between two numbers of a kind joins them."""
    last = len(types) - 1
    for i, kind in enumerate(types):
        if kind in _SEPARATORS and 0 < i < last and types[i - 1] == types[i + 1]:
            around = types[i - 1]
            if around == "EN" or (around == "AN" and kind == "CS"):
                types[i] = around


def _terminators(types: list[str]) -> None:
    """W5 and W6: terminators beside a European number join it; others become neutral."""
    at = 0
    while at < len(types):
        if types[at] != "ET":
            at += 1
            continue
        end = at
        while end < len(types) and types[end] == "ET":
            end += 1
        beside = (at > 0 and types[at - 1] == "EN") or (end < len(types) and types[end] == "EN")
        types[at:end] = ["EN" if beside else "ON"] * (end - at)
        at = end


def _bracket_pairs(types: Sequence[str], sequence: Sequence[int], brackets: Mapping[int, str]) -> list[tuple[int, int]]:
    """BD16: the paired brackets of a sequence as index pairs, by opening position."""
    pairs: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for at, i in enumerate(sequence):
        character = brackets.get(i)
        if character is None or types[at] != "ON":
            continue
        character = CANONICAL_BRACKETS.get(character, character)
        closing = BRACKET_PAIRS.get(character)
        if closing is not None:
            if len(waiting) == _MAX_OPEN_BRACKETS:
                return []
            waiting.append((CANONICAL_BRACKETS.get(closing, closing), at))
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            if waiting[depth][0] == character:
                pairs.append((waiting[depth][1], at))
                del waiting[depth:]
                break
    return sorted(pairs)


def _paired_brackets(
    types: list[str],
    sequence: Sequence[int],
    classes: Sequence[str],
    brackets: Mapping[int, str],
    level: int,
    start: str,
) -> None:
    """N0: brackets take the direction of what they hold, or of what precedes them."""
    along = _side(level)
    for opened, closed in _bracket_pairs(types, sequence, brackets):
        inside = {_RIGHTISH[kind] for kind in types[opened + 1 : closed] if kind in _RIGHTISH}
        if not inside:
            continue
        direction = along
        if along not in inside:
            context = next((_RIGHTISH[kind] for kind in reversed(types[:opened]) if kind in _RIGHTISH), start)
            direction = context if context != along else along
        for at in (opened, closed):
            types[at] = direction
            follower = at + 1
            while follower < len(types) and classes[sequence[follower]] == "NSM":
                types[follower] = direction
                follower += 1


def _neutral(types: list[str], level: int, start: str, end: str) -> None:
    """N1 and N2: neutrals between equals follow them, others the embedding direction."""
    at = 0
    while at < len(types):
        if types[at] not in _NEUTRAL:
            at += 1
            continue
        stop = at
        while stop < len(types) and types[stop] in _NEUTRAL:
            stop += 1
        left = _RIGHTISH[types[at - 1]] if at else start
        right = _RIGHTISH[types[stop]] if stop < len(types) else end
        types[at:stop] = [left if left == right else _side(level)] * (stop - at)
        at = stop


def _reset_whitespace(classes: Sequence[str], levels: list[int], base: int) -> None:
    """L1: separators, and white space before them or at the end of the line, take the paragraph level."""
    trailing = True
    for i in range(len(classes) - 1, -1, -1):
        kind = classes[i]
        if kind in ("B", "S"):
            levels[i] = base
            trailing = True
        elif kind in _X9:
            continue
        elif trailing and kind in _L1_SPACE:
            levels[i] = base
        else:
            trailing = False


_BRACKETS: Final = frozenset(BRACKET_PAIRS) | frozenset(BRACKET_PAIRS.values())
