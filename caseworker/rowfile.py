"""Reads a shipped TOML file row by row and says exactly where it is broken. Knows nothing of what the rows mean."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from caseworker.errors import EnvironmentFault

E = TypeVar("E", bound=StrEnum)


class Place(Protocol):
    """A file or a folder to read from: a ``Path``, or texts that came some other way (``Texts``)."""

    @property
    def name(self) -> str:
        """Return its last part."""
        ...

    def __truediv__(self, name: str, /) -> "Place":
        """Return what lies in it under ``name``."""
        ...

    def glob(self, pattern: str, /) -> Iterable["Place"]:
        """Return the files in it that fit."""
        ...

    def read_text(self, encoding: str) -> str:
        """Return the text of a file. Raises ``OSError`` and ``ValueError``."""
        ...


class Texts:
    """Files that are not on a disk, by their names with ``/`` between folders."""

    def __init__(self, files: Mapping[str, str], at: str = "") -> None:
        """Stand at ``at`` in ``files``."""
        self._files = files
        self._at = at

    @property
    def name(self) -> str:
        """See ``Place``."""
        return self._at.rpartition("/")[2]

    def __truediv__(self, name: str, /) -> "Texts":
        """See ``Place``."""
        return Texts(self._files, f"{self._at}/{name}".removeprefix("/"))

    def glob(self, pattern: str, /) -> Iterable["Texts"]:
        """See ``Place``; a pattern is ``*`` and an ending."""
        for path in self._files:
            folder, _slash, name = path.rpartition("/")
            if folder == self._at and name.endswith(pattern.removeprefix("*")):
                yield Texts(self._files, path)

    def read_text(self, encoding: str = "utf-8") -> str:
        """See ``Place``."""
        try:
            return self._files[self._at]
        except KeyError:
            raise FileNotFoundError(self.name) from None


class FileRow:
    """One table of a TOML file. Each reader method raises ``EnvironmentFault(code, file=…, row=…, field=…)``."""

    def __init__(self, fields: Mapping[str, object], *, file: str, row: str, fault: str) -> None:
        """Wrap ``fields``; ``row`` is how the row is named in a fault, such as ``status 3``."""
        self._fields = fields
        self._file = file
        self._row = row
        self._fault = fault

    def broken(self, field: str) -> EnvironmentFault:
        """Return the fault that points at ``field`` of this row."""
        return EnvironmentFault(self._fault, file=self._file, row=self._row, field=field)

    def fields(self) -> frozenset[str]:
        """Return the names of the fields that are there."""
        return frozenset(self._fields)

    def fields_in_order(self) -> tuple[str, ...]:
        """Return the names of the fields as they follow each other in the file."""
        return tuple(self._fields)

    def plain(self) -> Mapping[str, object]:
        """Return the fields as they are, for a reader that has rules of its own."""
        return self._fields

    def table(self, field: str) -> "FileRow":
        """Return the table under ``field``, which must be there."""
        value = self._fields.get(field)
        if not isinstance(value, dict):
            raise self.broken(field)
        return FileRow(value, file=self._file, row=self._row, fault=self._fault)

    def text(self, field: str, default: str | None = None) -> str:
        """Return a text; without ``default`` it must be there and not be empty."""
        value = self._fields.get(field, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.broken(field)
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a list of texts, empty when the field is left out."""
        value = self._fields.get(field, [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self.broken(field)
        return tuple(value)

    def text_rows(self, field: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of lists of texts, which may be empty texts."""
        value = self._fields.get(field)
        if not isinstance(value, list) or not all(isinstance(row, list) and row for row in value):
            raise self.broken(field)
        if not all(isinstance(word, str) for row in value for word in row):
            raise self.broken(field)
        return tuple(tuple(row) for row in value)

    def number(self, field: str) -> int:
        """Return a whole number that must be there."""
        value = self._fields.get(field)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.broken(field)
        return value

    def numbers(self, field: str) -> tuple[int, ...]:
        """Return a list of whole numbers, empty when the field is left out."""
        value = self._fields.get(field, [])
        if not isinstance(value, list) or not all(isinstance(one, int) and not isinstance(one, bool) for one in value):
            raise self.broken(field)
        return tuple(value)

    def flag(self, field: str) -> bool:
        """Return a truth value, False when the field is left out."""
        value = self._fields.get(field, False)
        if not isinstance(value, bool):
            raise self.broken(field)
        return value

    def day(self, field: str) -> date:
        """Return a date that must be there."""
        value = self._fields.get(field)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.broken(field)
        return value

    def optional_day(self, field: str) -> date | None:
        """Return a date, None when the field is left out."""
        return self.day(field) if field in self._fields else None

    def choice(self, field: str, kind: type[E]) -> E:
        """Return a member of ``kind``."""
        try:
            return kind(self.text(field))
        except ValueError:
            raise self.broken(field) from None

    def choices(self, field: str, kind: type[E]) -> tuple[E, ...]:
        """Return members of ``kind``, at least one."""
        try:
            members = tuple(kind(one) for one in self.texts(field))
        except ValueError:
            raise self.broken(field) from None
        if not members:
            raise self.broken(field)
        return members

    def rows(self, field: str) -> Iterator["FileRow"]:
        """Walk the tables under ``field``, none when it is left out."""
        value = self._fields.get(field, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.broken(field)
        for number, fields in enumerate(value, 1):
            row = f"{self._row}, {field} {number}".removeprefix(", ")
            yield FileRow(fields, file=self._file, row=row, fault=self._fault)

    def words(self, field: str) -> dict[str, str]:
        """Return a table of texts, at least one."""
        value = self._fields.get(field)
        if not isinstance(value, dict) or not value or not all(isinstance(word, str) for word in value.values()):
            raise self.broken(field)
        return dict(value)

    def decimals(self, field: str) -> dict[str, float]:
        """Return a table of numbers, whole or decimal, at least one."""
        value = self._fields.get(field)
        if not isinstance(value, dict) or not value:
            raise self.broken(field)
        if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in value.values()):
            raise self.broken(field)
        return {name: float(one) for name, one in value.items()}


def read(path: Place, *, fault: str) -> FileRow:
    """Return the whole file as one row. Raises ``EnvironmentFault(fault, …)`` when it is missing or not TOML."""
    whole = FileRow({}, file=path.name, row="", fault=fault)
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise whole.broken("") from None
    return FileRow(fields, file=path.name, row="", fault=fault)
