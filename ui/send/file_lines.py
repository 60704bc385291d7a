"""The bytes of a release broken into lines for reading: nothing is added, left out or shortened.

The fragments put together again are the file, character for character. Where a line breaks and how far it is set in
is for the eye; indentation is drawn, not written.
"""

from collections.abc import Iterator
from dataclasses import dataclass

NOTED_SHARE = 60  # per cent of the width that a line with a remark may take


@dataclass(frozen=True, slots=True)
class FileLine:
    """One line: how deep it lies, its characters, the field whose value it belongs to, and whether it begins it."""

    depth: int
    text: str
    field: str
    begins: bool


def file_lines(text: str, columns: int, noted: frozenset[str] = frozenset()) -> tuple[FileLine, ...]:
    """Break ``text`` (one JSON document) into lines of at most ``columns`` characters including two per depth.

    Fields in ``noted`` leave room at the end of their first line for a remark.
    """
    lines: list[FileLine] = []
    for depth, fragment in _fragments(text):
        field = _field_of(fragment)
        room = max(columns - 2 * depth, 12)
        if field in noted:
            room = max(columns * NOTED_SHARE // 100 - 2 * depth, 12)
        begins = True
        for part in _wrap(fragment, room):
            lines.append(FileLine(depth, part, field, begins))
            begins = False
    return tuple(lines)


def _fragments(text: str) -> Iterator[tuple[int, str]]:
    """Yield (depth, characters): a break after ``{`` and ``,`` and before ``}``; lists stay in one piece."""
    depth = lists = start = 0
    quoted = escaped = False
    for place, sign in enumerate(text):
        if quoted:
            quoted = escaped or sign != '"'
            escaped = sign == "\\" and not escaped
            continue
        if sign == '"':
            quoted = True
        elif sign == "[":
            lists += 1
        elif sign == "]":
            lists -= 1
        elif lists:
            continue
        elif sign == "}":
            if start < place:
                yield depth, text[start:place]
                start = place
            depth -= 1
        elif sign in "{,":
            yield depth, text[start : place + 1]
            start = place + 1
            depth += sign == "{"
    if start < len(text):
        yield depth, text[start:]


def _wrap(fragment: str, room: int) -> Iterator[str]:
    while len(fragment) > room:
        cut = room
        comma = fragment.rfind(",", room // 2, room)
        colon = fragment.find(":", 0, room)
        if comma > 0:
            cut = comma + 1
        elif 0 < colon < len(fragment) - 1 and len(fragment) - colon - 1 <= room:
            cut = colon + 1  # a long value gets a line of its own
        yield fragment[:cut]
        fragment = fragment[cut:]
    yield fragment


def _field_of(fragment: str) -> str:
    """The name before the colon, "" for a closing brace."""
    if not fragment.startswith('"'):
        return ""
    name, mark, _rest = fragment[1:].partition('"')
    return name if mark and _rest.startswith(":") else ""
