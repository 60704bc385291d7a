"""Information sheets: what they say, read from ``resources/letters/*.toml``. No layout, no translation, no PDF.

The Swedish text is the source and the msgid of every translation. Placeholders are named and come from
``PLACEHOLDERS``; a sheet that asks for another is refused when it is read, not when it is printed.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from caseworker.domain.law import cite
from caseworker.errors import EnvironmentFault, Refused, UsageFault
from caseworker.letters.pictograms import pictogram_names
from caseworker.places import RESOURCES

SHEET_FOLDER: Final = RESOURCES / "letters"

PLACEHOLDERS: Final = frozenset(
    {
        "caseworker",
        "caseworker_phone",
        "caseworker_email",
        "office",
        "office_address",
        "municipality",
        "person",
        "person_original",
        "case_number",
        "date",
        "personnummer",
        "next_meeting",
        "meeting_day",
        "meeting_time",
        "meeting_place",
        "meeting_interpreter",
        "permit_until",
        "housing_until",
        "status",
        "status_from",
        # of ``contacts.toml``
        "emergency",
        "police",
        "care_advice",
        "womens_line",
        "childrens_line",
    }
)
GROUPS: Final = ("forst", "mote", "start", "forsorjning", "utbildning", "halsa", "boende", "barn", "ratt")
"""What sheets are about, in the order they are shown."""
_NAMED: Final = re.compile(r"\{([a-z_]+)\}")
_NOT_SHEETS: Final = frozenset({"client", "contacts", "frame", "plan", "rights", "terms"})


class BlockKind(StrEnum):
    """How a block is set."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    FIELDS = "fields"
    STEP = "step"
    NOTE = "note"
    RIGHTS = "rights"  # made for the person: what the law gives today
    NEXT_STEPS = "next_steps"  # made for the person: what is to come of the plan


MADE: Final = (BlockKind.RIGHTS, BlockKind.NEXT_STEPS)


@dataclass(frozen=True, slots=True)
class Field:
    """A row of a label/value table. ``value`` is a template, usually one placeholder."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a sheet. ``when`` names a placeholder whose empty value leaves the block out.

    ``required``: the sheet says nothing without the first value of this table. ``icon`` names the pictogram beside it.
    """

    kind: BlockKind
    text: str = ""
    fields: tuple[Field, ...] = ()
    when: str | None = None
    required: bool = False
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An information sheet (informationsblad) in its Swedish source form.

    ``group`` is one of ``GROUPS``; ``law`` the paragraphs it rests on, as a lawbook cites them; ``url`` where the
    authority tells more; ``icon`` the pictogram of what has none of its own.
    """

    id: str
    version: int
    date: date
    title: str
    blocks: tuple[Block, ...]
    group: str = GROUPS[0]
    law: tuple[str, ...] = ()
    url: str = ""
    icon: str = ""

    @property
    def required(self) -> tuple[str, ...]:
        """Return the placeholders without whose values the sheet says nothing."""
        return tuple(placeholders(block.fields[0].value)[0] for block in self.blocks if block.required)


@dataclass(frozen=True, slots=True)
class Frame:
    """The fixed words around every sheet, Swedish source (``resources/letters/frame.toml``)."""

    to: str
    about: str
    not_a_decision: str
    draft: str
    reviewed: str
    version: str
    page: str
    demo: str
    law: str
    read_more: str


def load_sheet(sheet: str, folder: Path = SHEET_FOLDER) -> Sheet:
    """Read the sheet with this id.

    An unknown id is a ``UsageFault``; a file that breaks the format an ``EnvironmentFault("letter.sheet_broken")``.
    """
    if sheet not in sheet_ids(folder):
        raise UsageFault("letter.unknown_sheet", sheet=sheet, known=", ".join(sheet_ids(folder)))
    return read_sheet(folder / f"{sheet}.toml")


def sheet_ids(folder: Path = SHEET_FOLDER) -> tuple[str, ...]:
    """Ids of the sheets there are, in alphabetical order."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml") if path.stem not in _NOT_SHEETS))


def read_sheet(path: Path) -> Sheet:
    """Read one sheet file. See ``load_sheet`` for the faults."""
    return _sheet_of(_toml(path), path.stem)


def parse_sheet(text: str, name: str) -> Sheet:
    """Return the sheet that ``text`` says, as the file ``name`` would: the municipality's own are kept so."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise EnvironmentFault("letter.sheet_broken", sheet=name, reason=str(error)) from error
    return _sheet_of(raw, name)


def _sheet_of(raw: Mapping[str, Any], name: str) -> Sheet:
    try:
        sheet = Sheet(
            id=str(raw["id"]),
            version=int(raw["version"]),
            date=_as_date(raw["date"]),
            title=str(raw["title"]),
            blocks=tuple(_block(entry) for entry in raw["block"]),
            group=GROUPS[GROUPS.index(raw["group"])],
            law=tuple(str(cite(one)) for one in raw.get("law", ())),
            url=str(raw.get("url", "")),
            icon=_icon(raw),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise EnvironmentFault("letter.sheet_broken", sheet=name, reason=str(error)) from error
    unknown = {one for text in _templates(sheet) for one in _NAMED.findall(text)} - PLACEHOLDERS
    if unknown:
        raise EnvironmentFault("letter.sheet_broken", sheet=name, reason=", ".join(sorted(unknown)))
    return sheet


def load_frame(path: Path = SHEET_FOLDER / "frame.toml") -> Frame:
    """Read the fixed words; a broken file is an ``EnvironmentFault("letter.sheet_broken")``."""
    raw = _toml(path)
    try:
        return Frame(**{name: str(raw[name]) for name in Frame.__slots__})
    except KeyError as error:
        raise EnvironmentFault("letter.sheet_broken", sheet=path.stem, reason=str(error)) from error


def load_table(name: str, folder: Path = SHEET_FOLDER) -> Mapping[str, str]:
    """Read a flat table of fixed words, as ``plan``. A broken file: ``EnvironmentFault("letter.sheet_broken")``."""
    return {key: text for key, text in _toml(folder / f"{name}.toml").items() if isinstance(text, str)}


def placeholders(template: str) -> list[str]:
    """Names of the placeholders in a template, in order."""
    return _NAMED.findall(template)


def is_plain(template: str) -> bool:
    """True for a template without words of its own, which needs no translation."""
    return not any(character.isalpha() for character in _NAMED.sub("", template))


def fill(template: str, values: Mapping[str, str], protect: Callable[[str], str]) -> str:
    """Put ``values`` into a template, once: braces inside a value stay braces.

    ``protect`` makes a value safe for the line it lands on (see ``isolate``). A name without a value is refused.
    """

    def replace(found: re.Match[str]) -> str:
        value = values.get(found[1])
        if value is None:
            raise Refused("letter.unknown_placeholder", field=found[1])
        return protect(value)

    return _NAMED.sub(replace, template)


def _templates(sheet: Sheet) -> Iterator[str]:
    yield sheet.title
    for block in sheet.blocks:
        yield block.text
        if block.when is not None:
            yield f"{{{block.when}}}"
        for field in block.fields:
            yield field.label
            yield field.value


def _block(entry: Mapping[str, Any]) -> Block:
    kind = BlockKind(entry["kind"])
    fields = tuple(Field(str(row["label"]), str(row["value"])) for row in entry.get("fields", ()))
    text = str(entry.get("text", ""))
    if (kind is BlockKind.FIELDS) != bool(fields) or (kind in MADE) == (bool(text) != bool(fields)):
        raise ValueError(f"{kind}: text or fields")
    when = entry.get("when")
    named = None if when is None else str(when)
    return Block(kind, text, fields, named, bool(entry.get("required", False)), _icon(entry))


def _icon(entry: Mapping[str, Any]) -> str:
    """Return the pictogram that is named, "" for none; one that nobody has drawn breaks the sheet."""
    name = str(entry.get("icon", ""))
    if name and name not in pictogram_names():
        raise ValueError(f"icon: {name}")
    return name


def _as_date(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError("date")
    return value


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise EnvironmentFault("letter.sheet_broken", sheet=path.stem, reason=type(error).__name__) from error
